// Markets whose best parameters are known: bars that pay by one measure of theirs, most where a given value is reached.
#pragma once

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fwq/analysis/placebo.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/tdx_files.hpp"
#include "paying_market.hpp"

namespace fwq::optimization::test {

inline ObjectiveSeries owned(data::BarSeries series, std::vector<std::size_t> cuts = {}) {
  auto kept = std::make_shared<data::BarSeries>(std::move(series));
  const data::Bars view = kept->view();
  return {data::Bars(view.time().data(), view.open().data(), view.high().data(), view.low().data(),
                     view.close().data(), view.volume().data(), view.amount().data(), view.size(),
                     kept),
          std::move(cuts)};
}

// Bars at which the price jumps further than a day can move it: their ex-rights days.
inline std::vector<std::size_t> jumps(const data::Bars& bars) {
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i < bars.size(); ++i) {
    if (std::abs(bars.open()[i] / bars.close()[i - 1] - 1) > 0.11) out.push_back(i);
  }
  return out;
}

// Stocks of the shared market, a few hundred of them, in the order of their names.
inline std::vector<ObjectiveSeries> real_stocks() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(
           std::filesystem::path(FWQ_SHARED_DATA) / "vipdoc" / "sz" / "lday")) {
    const auto name = entry.path().stem().string();
    if (name.starts_with("sz00") || name.starts_with("sz30")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<ObjectiveSeries> out;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto symbol = data::Symbol::parse(file.stem().string());
    if (!symbol) continue;
    auto decoded = data::decode_tdx(*symbol, data::Period::day, std::as_bytes(std::span(text)));
    if (decoded.bars.size() < 1000) continue;
    auto cuts = jumps(decoded.bars.view());
    out.push_back(owned(std::move(decoded.bars), std::move(cuts)));
  }
  return out;
}

// Real or random bars in which a bar's lower shadow (as a share of its range) says what follows it. What it pays is in the price of the
// second bar after it alone, so that a horizon of 2 sees it: `pay` where the share is `best`, less and less above, and a loss of the
// same size where it is a little below. All else stays as it is: the shape of every bar, and all its noise.
inline ObjectiveSeries paying_by_lower_shadow(const ObjectiveSeries& series, double best,
                                              double pay) {
  auto out = data::BarSeries::copy_of(series.bars);
  const data::Bars& b = series.bars;
  for (std::size_t i = 2; i < out.size(); ++i) {
    const double range = b.high()[i - 2] - b.low()[i - 2];
    if (!(range > 0)) continue;
    const double share = (std::min(b.open()[i - 2], b.close()[i - 2]) - b.low()[i - 2]) / range;
    const double gain = share >= best         ? pay * (1 - (share - best) / (1 - best))
                        : share > best - 0.25 ? -pay
                                              : 0;
    for (const auto column : {out.open(), out.high(), out.low(), out.close()})
      column[i] *= 1 + gain;
  }
  return owned(std::move(out), series.cuts);
}

// The same bars drawn anew at random: nothing can be foretold.
inline ObjectiveSeries shuffled(const ObjectiveSeries& series, std::uint64_t seed) {
  return owned(analysis::placebo_bars(series.bars, series.cuts, seed));
}

}  // namespace fwq::optimization::test
