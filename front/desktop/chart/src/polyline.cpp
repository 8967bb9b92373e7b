// Lines and histograms.
#include "polyline.hpp"

#include "paint.hpp"

namespace fwq::chart {
namespace {

double y_of(const PanePlot& pane, const LinePlot& line, double value) {
  // Far beyond the pane nothing is seen, and the rasterizer's numbers would overflow. A logarithmic axis has no place for
  // values that are not above 0.
  const double y = pane.y(value * line.factor), bottom = pane.plot.bottom() + 2000.0;
  return std::isnan(y) ? bottom : std::clamp(y, pane.plot.top() - 2000.0, bottom);
}

void paint_points(Canvas& canvas, const Scene& scene, const PanePlot& pane, const LinePlot& line) {
  std::vector<QPointF> run;
  const auto flush = [&] {
    canvas.line(run, line.color, line.width > 0 ? line.width : scene.style->line_width);
    run.clear();
  };
  const auto times = scene.data().bars.time();
  // One bar more at the left, so that the line runs to the edge.
  for (std::size_t bar = scene.first > 0 ? scene.first - 1 : 0; bar < scene.end; ++bar) {
    const double value = line.values[bar];
    if (std::isnan(value)) {
      flush();
      continue;
    }
    if (line.breaks_by_day && bar > 0 &&
        data::day_number(times[bar]) != data::day_number(times[bar - 1]))
      flush();
    // In the middle of a pixel, as the wicks are.
    run.emplace_back(std::floor(scene.x.x(static_cast<double>(bar))) + 0.5,
                     y_of(pane, line, value));
  }
  flush();
}

void paint_column_strokes(Canvas& canvas, const Scene& scene, const PanePlot& pane,
                          const LinePlot& line) {
  RectBatch strokes;
  ValueRange before;
  for (std::size_t i = 0; i + 1 < scene.columns.size(); ++i) {
    const std::size_t first = scene.columns[i], end = scene.columns[i + 1];
    if (first >= end) continue;
    const ValueRange range = line.ranges->range(first, end);
    ValueRange drawn = range;
    // Touches the column before, or a steep line would fall apart.
    if (!range.empty() && !before.empty()) {
      if (before.high < drawn.low) drawn.low = before.high;
      if (before.low > drawn.high) drawn.high = before.low;
    }
    before = range;
    if (drawn.empty()) continue;
    const double top = y_of(pane, line, drawn.high);
    strokes.addSpan(scene.plots.left() + static_cast<int>(i), 1, top,
                    std::max(y_of(pane, line, drawn.low), top + 1));
  }
  strokes.draw(canvas, line.color);
}

}  // namespace

void paint_polyline(Canvas& canvas, const Scene& scene, const PanePlot& pane,
                    const LinePlot& line) {
  if (!std::isfinite(line.factor)) return;
  if (scene.columns.empty()) {
    paint_points(canvas, scene, pane, line);
  } else {
    paint_column_strokes(canvas, scene, pane, line);
  }
}

void paint_dots(Canvas& canvas, const Scene& scene, const PanePlot& pane, const LinePlot& line) {
  RectBatch dots;
  const int size = scene.step() >= 6 ? 3 : scene.step() >= 3 ? 2 : 1;
  for (std::size_t bar = scene.first; bar < scene.end; ++bar) {
    if (std::isnan(line.values[bar])) continue;
    dots.add(static_cast<int>(scene.x.x(static_cast<double>(bar))) - size / 2,
             static_cast<int>(y_of(pane, line, line.values[bar])) - size / 2, size, size);
  }
  dots.draw(canvas, line.color);
}

void paint_histogram(Canvas& canvas, const Scene& scene, const PanePlot& pane,
                     const LinePlot& line) {
  RectBatch up, down;
  const PriceColumns& price = scene.price();
  const double zero = y_of(pane, line, 0);
  const auto direction = [&](std::size_t first, std::size_t last) {
    return rises(price.open[first], price.close[last],
                 first > 0 ? price.close[first - 1] : data::kNone);
  };
  if (scene.columns.empty()) {
    const double gap = std::max(1.0, scene.step() * 0.2);
    const int even = scene.step() < 4 ? 1 : static_cast<int>(scene.step() - gap);
    const int width = std::max(1, even - (even % 2 == 0 ? 1 : 0));
    for (std::size_t bar = scene.first; bar < scene.end; ++bar) {
      const double value = line.values[bar];
      if (std::isnan(value) || value == 0) continue;
      const bool rising = line.by_direction ? direction(bar, bar) : value > 0;
      const int middle = static_cast<int>(scene.x.x(static_cast<double>(bar)));
      (rising ? up : down).addSpan(middle - width / 2, width, y_of(pane, line, value), zero);
    }
  } else {
    for (std::size_t i = 0; i + 1 < scene.columns.size(); ++i) {
      const std::size_t first = scene.columns[i], end = scene.columns[i + 1];
      if (first >= end) continue;
      const ValueRange range = line.ranges->range(first, end);
      const int x = scene.plots.left() + static_cast<int>(i);
      if (range.high > 0) {
        const bool rising = !line.by_direction || direction(first, end - 1);
        (rising ? up : down).addSpan(x, 1, y_of(pane, line, range.high), zero);
      }
      if (range.low < 0) down.addSpan(x, 1, y_of(pane, line, range.low), zero);
    }
  }
  up.draw(canvas, scene.style->volumeRising());
  down.draw(canvas, scene.style->volumeFalling());
}

void paint_indicators(Canvas& canvas, const Scene& scene, const PanePlot& pane) {
  // Histograms first: lines are drawn over them.
  for (const bool histogram : {true, false}) {
    for (const IndicatorPlot& indicator : pane.indicators) {
      for (const LinePlot& line : indicator.lines) {
        if (line.histogram != histogram) continue;
        if (histogram) {
          paint_histogram(canvas, scene, pane, line);
        } else if (line.dots && scene.columns.empty()) {
          paint_dots(canvas, scene, pane, line);
        } else {
          paint_polyline(canvas, scene, pane, line);
        }
      }
    }
  }
}

}  // namespace fwq::chart
