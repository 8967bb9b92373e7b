// Markets of random walks in which it is known what pays.
#pragma once

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/optimization/pattern_objective.hpp"
#include "random.hpp"

namespace fwq::optimization::test {

inline const analysis::PatternDef& pattern(std::string_view id) {
  for (const auto* def : analysis::built_in_patterns()) {
    if (def->id == id) return *def;
  }
  throw std::logic_error("no such pattern");
}

// Random walks. Where `pays`, the ten bars after a hammer of the defaults rise.
inline std::vector<ObjectiveSeries> market(std::size_t count, std::size_t bars, bool pays,
                                           std::uint64_t seed = 1) {
  std::vector<ObjectiveSeries> out;
  const auto search = [] { return analysis::PatternRecognizer().search({"hammer"}).value(); };
  for (std::size_t s = 0; s < count; ++s) {
    Random random(seed * 1000 + s);
    auto series = std::make_shared<data::BarSeries>(bars);
    double last = 20;
    std::vector<double> drift(bars + 20, 0.0);
    auto finder = search();
    std::vector<analysis::PatternHit> hits;
    for (std::size_t i = 0; i < bars; ++i) {
      const double open = last * (1 + 0.002 * random.normal());
      const double close = open * (1 + 0.015 * random.normal() + drift[i]);
      const double high = std::max(open, close) * (1 + 0.006 * std::abs(random.normal()));
      const double low = std::min(open, close) * (1 - 0.012 * std::abs(random.normal()));
      series->push_back({.time = data::day_bar_time(
                             data::date_from_days(12000 + static_cast<std::int64_t>(i * 7 / 5))),
                         .open = open,
                         .high = high,
                         .low = low,
                         .close = close,
                         .volume = 1e6,
                         .amount = 1e6 * close});
      last = close;
      if (!pays || i < 40) continue;
      const auto recent = series->view().last(60);
      finder.find(recent, hits);
      if (!hits.empty() && hits.back().known_at + 1 == recent.size()) {
        for (std::size_t k = 1; k <= 10; ++k) drift[i + k] += 0.006;
      }
    }
    const data::Bars view = series->view();
    out.push_back({data::Bars(view.time().data(), view.open().data(), view.high().data(),
                              view.low().data(), view.close().data(), view.volume().data(),
                              view.amount().data(), view.size(), series),
                   {}});
  }
  return out;
}

}  // namespace fwq::optimization::test
