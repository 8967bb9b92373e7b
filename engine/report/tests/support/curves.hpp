// Curves for tests.
#pragma once

#include <algorithm>
#include <cmath>

#include "fwq/report/document.hpp"

namespace fwq::report {

// A wandering account with its drawdown, one value a day; the first twenty of the third line are missing.
inline CurveChart curves_of(std::size_t count) {
  CurveChart chart{.id = "c1", .title = "an account", .times = {}, .panels = {}};
  Series equity{.name = "run", .values = {}, .stroke = Stroke::solid, .color = 0};
  Series fall = equity;
  Series sharpe = equity;
  sharpe.color = 2;
  double top = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i);
    chart.times.push_back(static_cast<data::Time>(18000 + i) * data::kSecondsPerDay +
                          data::kDayBarEnd);
    const double value = 100 + t * 0.05 + 9 * std::sin(t / 23) + 2 * std::sin(t * 1.7);
    top = std::max(top, value);
    equity.values.push_back(value);
    fall.values.push_back((value / top - 1) * 100);
    sharpe.values.push_back(i < 20 ? data::kNone : std::sin(t / 50));
  }
  chart.panels.push_back({.name = "Value", .series = {equity}});
  chart.panels.push_back({.name = "Drawdown", .series = {fall}, .unit = "%", .area = true});
  chart.panels.push_back({.name = "Sharpe", .series = {sharpe}, .guides = {0}});
  return chart;
}

}  // namespace fwq::report
