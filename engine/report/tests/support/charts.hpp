// Charts for tests.
#pragma once

#include <cmath>
#include <cstddef>

#include "fwq/report/document.hpp"

namespace fwq::report {

// Weekdays from 2020-01-01 with prices on a wave, in cents.
inline data::BarSeries wave(std::size_t count) {
  data::BarSeries bars;
  std::int64_t day = data::days_from({2020, 1, 1});
  for (std::size_t i = 0; i < count; ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    const double t = static_cast<double>(i);
    const double close = std::round((10 + 3 * std::sin(t / 17)) * 100) / 100;
    const double open = std::round((10 + 3 * std::sin((t - 1) / 17)) * 100) / 100;
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = open,
                    .high = std::max(open, close) + 0.05,
                    .low = std::min(open, close) - 0.07,
                    .close = close,
                    .volume = 1000 + 10 * t,
                    .amount = 1e4});
  }
  return bars;
}

inline KLineChart chart_of(const data::Bars& bars) {
  KLineChart chart;
  chart.id = "k1";
  chart.title = "a wave";
  chart.bars = bars;
  chart.volume_name = "Volume";
  Series mean{.name = "MA5", .values = {}, .stroke = Stroke::solid, .color = 0};
  Series sticks{.name = "D", .values = {}, .stroke = Stroke::histogram, .color = 1};
  for (std::size_t i = 0; i < bars.size(); ++i) {
    mean.values.push_back(i < 4 ? data::kNone : bars.close()[i] + 0.0125);
    sticks.values.push_back(std::sin(static_cast<double>(i)));
  }
  chart.overlays.push_back({.name = "MA", .series = {mean}, .band = false});
  chart.panes.push_back({.name = "D", .series = {sticks}, .guides = {0}});
  return chart;
}

inline Document document_of(KLineChart chart) {
  Document document;
  document.title = "a page";
  document.light = core::built_in_themes()[1];
  document.dark = core::built_in_themes()[0];
  document.sections.push_back({.id = "one", .title = "One", .blocks = {std::move(chart)}});
  return document;
}

}  // namespace fwq::report
