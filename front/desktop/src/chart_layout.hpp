// How charts are arranged in the middle of the window: tabs, each with a grid of charts, each with its stock and period.
// Plain values that are kept in config/desktop.json under "charts".
#pragma once

#include <QJsonObject>
#include <QString>
#include <array>
#include <optional>
#include <vector>

#include "fwq/chart/chart_spec.hpp"
#include "fwq/data/adjust.hpp"
#include "fwq/data/period.hpp"

namespace fwq::desktop {

struct ChartPlace {
  QString symbol;  // Empty: nothing is shown.
  data::Period period = data::Period::day;
  data::Adjust adjust = data::Adjust::forward;
  std::optional<chart::ChartSpec> spec = {};  // None: the usual one.
};

struct ChartTab {
  int grid = 1;                    // How many of the charts are shown: one of kGrids.
  int front = 0;                   // In [0, grid).
  std::vector<ChartPlace> charts;  // At least one; those beyond `grid` come back when it grows.
};

struct ChartLayout {
  static constexpr std::array kGrids{1, 2, 4, 6, 9};
  static constexpr std::size_t kMostCharts = 9;
  static constexpr int kMostTabs = 20;
  std::vector<ChartTab> tabs;
  int front = 0;
  bool linked_range = false;  // All charts show the same stretch of time.
};

// Rows and columns of a grid of so many charts.
struct GridShape {
  int rows = 1, columns = 1;
};
GridShape grid_shape(int charts);

QJsonObject layout_to_json(const ChartLayout& layout);
// What is wrong or missing keeps its default, a tab without a chart is left out; never fails. No tab at all where nothing
// could be read.
ChartLayout parse_layout(const QJsonObject& json);

}  // namespace fwq::desktop
