// One frame as geometry: where every pane stands, which bars it shows and what a value's height is. Painters only read it.
#pragma once

#include <QRect>
#include <QString>
#include <optional>
#include <span>
#include <vector>

#include "fwq/chart/chart_style.hpp"
#include "fwq/report/scale.hpp"
#include "model.hpp"
#include "view.hpp"

namespace fwq::chart {

struct LinePlot {
  QString name;  // "MA5" …: what the legend calls it.
  std::span<const double> values;
  const RangePyramid* ranges = nullptr;
  QColor color;
  bool histogram = false;
  bool by_direction = false;   // A histogram coloured as the candles are, not by its sign.
  bool dots = false;           // Values that jump from side to side (SAR).
  bool breaks_by_day = false;  // No line from a day's end to the next one's begin.
  double width = 0;            // Pixels; 0: the style's.
  double factor = 1;           // What is drawn is value * factor (compared securities).
};

// Lines of one indicator.
struct IndicatorPlot {
  QString name;  // "MACD(12,26,9)".
  IndicatorSpec spec;
  std::vector<LinePlot> lines;
};

struct AxisTick {
  double value = 0;
  QString text;
};

struct PanePlot {
  QRect plot, axis;  // Where it draws, and the column of its labels at the right.
  report::ValueScale scale;
  std::vector<AxisTick> ticks;
  std::vector<IndicatorPlot> indicators;
  std::vector<double> guides;
  double y(double value) const { return scale.y(value); }
};

// Heights of panes, in sizes of the font: below, there is no room for an indicator's values, and in the price pane for a
// second row of its legend.
inline constexpr int kRoomForValues = 5, kRoomForRow = 16;

// What a frame is made from.
struct SceneInput {
  const ChartModel& model;
  const ChartSpec& spec;
  const ChartStyle& style;
  View view;
  QRect frame;
  std::size_t end = 0;                  // Bars from here on are not there yet (replay).
  std::optional<ValueRange> stretched;  // The price axis as the user set it.
};

struct Scene {
  const ChartModel* model = nullptr;
  const ChartSpec* spec = nullptr;
  const ChartStyle* style = nullptr;
  QRect frame, plots, time_axis;  // `plots`: all panes, without their axes.
  report::BarScale x;
  std::size_t first = 0, end = 0;  // Bars in view.
  std::size_t newest = 0;          // The last bar that is there, in view or not.
  // With less than a pixel a bar: first bar of each pixel column of `plots`, and an end. Else empty.
  std::vector<std::size_t> columns;
  std::vector<PanePlot> panes;  // The price first.
  double base =
      data::kNone;  // Close that is 0 % on a percent axis or when securities are compared.
  bool percent = false;

  const ChartData& data() const { return *model->data(); }
  bool empty() const { return first >= end; }
  double step() const { return x.step(); }
  const PriceColumns& price() const { return model->price(spec->type); }
};

Scene make_scene(const SceneInput& input);

// Heights of the panes that share `height` by their weights, none below `least` while there is room.
std::vector<int> pane_heights(std::span<const double> weights, int height, int least);

// Width of the column of axis labels, from all bars: it does not change while panning.
int axis_width(const ChartModel& model, const ChartStyle& style);

}  // namespace fwq::chart
