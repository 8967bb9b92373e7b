// Bars on which candle functions differ if anything does: coarse prices, so that ties are common; and ways to scan them.
#pragma once

#include <algorithm>

#include "candle_pass.hpp"
#include "fwq/analysis/candles.hpp"
#include "test_bars.hpp"

namespace fwq::analysis::test {

inline std::vector<CandleCall> default_calls() {
  std::vector<CandleCall> calls;
  for (const CandleDef* def : built_in_candles()) calls.push_back(default_call(*def));
  return calls;
}

// One column of TA-Lib's numbers per call; bars in no block keep `missing`.
using CandleColumns = std::vector<std::vector<int>>;
inline CandleColumns scanned(CandleScanner& scanner, const data::Bars& bars, int missing = 0) {
  CandleColumns columns(scanner.size(), std::vector<int>(bars.size(), missing));
  scanner.scan(bars, [&](const CandleBlock& block) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const auto column = block.column(k);
      for (std::size_t i = 0; i < block.size(); ++i)
        columns[k][block.first() + i] = column[i] * kCandleUnit;
    }
  });
  return columns;
}

// The same by given kernels. Requires: whole bars.
inline CandleColumns scanned_by(const candle::Kernels& kernels, const CandleSettings& settings,
                                std::span<const CandleCall> calls, const data::Bars& bars) {
  const auto plan =
      std::make_shared<const candle::Plan>(candle::make_plan(settings, calls).value());
  candle::Pass pass(plan, kernels);
  CandleColumns columns(calls.size(), std::vector<int>(bars.size(), 0));
  for (std::size_t i = 0; i < bars.size(); i += kCandleBlock) {
    const std::size_t count = std::min(kCandleBlock, bars.size() - i);
    pass.run({bars.open().data() + i, bars.high().data() + i, bars.low().data() + i,
              bars.close().data() + i},
             count, pass.rows());
    for (std::size_t k = 0; k < columns.size(); ++k) {
      for (std::size_t j = 0; j < count; ++j)
        columns[k][i + j] = pass.rows()[k * candle::kRowStride + j] * kCandleUnit;
    }
  }
  return columns;
}

// All sets of kernels that this processor can run.
inline std::vector<const candle::Kernels*> all_kernels() {
  std::vector<const candle::Kernels*> all{candle::baseline_kernels()};
  for (const auto* kernels : {candle::avx2_kernels(), candle::avx512_kernels()}) {
    if (kernels != nullptr) all.push_back(kernels);
  }
  return all;
}

// Prices of whole ticks that move a few ticks a bar; bars without shadows, without body, of one price; gaps.
inline data::BarSeries coarse_walk(Random& random, std::size_t count) {
  constexpr std::array<double, 4> kTicks{0.01, 0.01, 0.001, 0.25};
  constexpr std::array<double, 4> kSteps{1.5, 4, 12, 60};
  const auto any = [&](const auto& list) {
    return list[static_cast<std::size_t>(random.unit() * static_cast<double>(list.size()))];
  };
  const double tick = any(kTicks), step = any(kSteps), middle = 300 + 3000 * random.unit();
  const auto ticks = [&](double scale) { return std::round(random.normal() * step * scale); };
  data::BarSeries series(count);
  double last = std::round(middle);
  for (std::size_t i = 0; i < count; ++i) {
    const double open = last + ticks(0.8);
    double close = random.unit() < 0.1 ? open : open + ticks(1);
    double high = std::max(open, close) + (random.unit() < 0.4 ? 0 : std::abs(ticks(0.6)));
    double low = std::min(open, close) - (random.unit() < 0.4 ? 0 : std::abs(ticks(0.6)));
    if (random.unit() < 0.03) high = low = close = open;
    const double lift = low < 50 ? 200 - low : 0;
    const auto price = [&](double p) { return std::round((p + lift) * tick * 1000) / 1000; };
    series.push_back({.time = static_cast<data::Time>(i) * 86400,
                      .open = price(open),
                      .high = price(high),
                      .low = price(low),
                      .close = price(close),
                      .volume = 100,
                      .amount = 100});
    last = close + lift;
  }
  return series;
}

// Other settings than TA-Lib's, all at random.
inline CandleSettings random_settings(Random& random) {
  constexpr std::array<int, 9> kPeriods{0, 1, 2, 3, 5, 8, 10, 14, 40};
  constexpr std::array<double, 7> kFactors{0.05, 0.1, 0.2, 0.5, 1.0, 1.5, 2.0};
  const auto any = [&](const auto& list) {
    return list[static_cast<std::size_t>(random.unit() * static_cast<double>(list.size()))];
  };
  CandleSettings settings;
  for (std::size_t s = 0; s < kCandleSettings; ++s) {
    settings[static_cast<CandleSetting>(s)] = {
        static_cast<CandleRange>(static_cast<int>(random.unit() * 3)), any(kPeriods),
        any(kFactors)};
  }
  return settings;
}

}  // namespace fwq::analysis::test
