// Bars for tests: random walks on a 0.01 grid with the oddities of a real market, and small drawn series.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "draws.hpp"
#include "fwq/analysis/indicator.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis::test {

using Random = Draws;

inline double to_cent(double price) {
  return std::round(price * 100) / 100;
}

struct WalkOptions {
  double start = 20, step = 0.02;  // Step: standard deviation of a bar's move.
  double odd = 0.05;               // Share of bars that are flat, one-price or without volume.
};

inline data::BarSeries random_walk(std::uint64_t seed, std::size_t count,
                                   WalkOptions options = {}) {
  Random random(seed);
  data::BarSeries series(count);
  double last = options.start;
  for (std::size_t i = 0; i < count; ++i) {
    const bool odd = random.unit() < options.odd;
    const double open = to_cent(last * (1 + 0.3 * options.step * random.normal()));
    double close = to_cent(open * std::exp(options.step * random.normal()));
    if (odd) close = open;
    double high = std::max(open, close), low = std::min(open, close);
    if (!odd) {
      high = to_cent(high * (1 + 0.5 * options.step * std::abs(random.normal())));
      low = to_cent(low * (1 - 0.5 * options.step * std::abs(random.normal())));
    }
    low = std::max(low, 0.01);
    close = std::max(close, 0.01);
    const double volume =
        odd && random.unit() < 0.5 ? 0.0 : std::round(1e6 * std::exp(random.normal())) * 100;
    series.push_back(
        {.time = data::day_bar_time(data::date_from_days(10000 + static_cast<std::int64_t>(i))),
         .open = std::max(open, 0.01),
         .high = std::max({high, open, close, 0.01}),
         .low = std::min({low, std::max(open, 0.01), close}),
         .close = close,
         .volume = volume,
         .amount = volume * close});
    last = close;
  }
  return series;
}

// Prices times `factor`.
inline data::BarSeries scaled(const data::Bars& bars, double factor) {
  auto series = data::BarSeries::copy_of(bars);
  for (auto column : {series.open(), series.high(), series.low(), series.close()}) {
    for (double& price : column) price *= factor;
  }
  return series;
}

inline std::vector<double> defaults(const IndicatorDef& def) {
  return bind(def.id, {def.params.begin(), def.params.size()}, {}).value();
}

// One vector per output.
using Columns = std::vector<std::vector<double>>;

inline Columns run(const IndicatorDef& def, const data::Bars& bars,
                   const std::vector<double>& params) {
  const std::size_t count = def.each_param_an_output ? params.size() : def.outputs.size();
  Columns columns(count, std::vector<double>(bars.size(), -12345.0));
  std::vector<std::span<double>> out(columns.begin(), columns.end());
  def.run({bars, params, out});
  return columns;
}

// Both NaN, or equal to `relative` of the larger.
inline bool same(double a, double b, double relative) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::abs(a - b) <= relative * std::max(std::abs(a), std::abs(b));
}

}  // namespace fwq::analysis::test
