// Painters of a frame's layers. Each only reads the scene; the same ones make the screen, pictures, SVG and PDF.
#pragma once

#include <QPainter>
#include <optional>

#include "canvas.hpp"
#include "scene.hpp"

namespace fwq::chart {

void paint_frame(Canvas& canvas,
                 const Scene& scene);                  // Background, grid, axes and their labels.
void paint_price(Canvas& canvas, const Scene& scene);  // Candles, bars or the line of closes.
void paint_indicators(Canvas& canvas, const Scene& scene, const PanePlot& pane);
void paint_last_price(QPainter& painter, const Scene& scene);

// A label on an axis with a coloured ground, its middle at `y`.
void paint_axis_tag(QPainter& painter, const Scene& scene, const QRect& axis, double y,
                    const QString& text, const QColor& ground);

// Where the crosshair stands.
struct Crosshair {
  std::size_t bar = 0;
  std::optional<double> y;  // Pixels; none when it follows another chart.
  bool at_close = false;    // Moved by keys: its level is the bar's close.
};

// Where the name and values of an indicator stand.
struct LegendBox {
  QRect box;
  std::size_t pane = 0, index = 0;
};

// Names and values at a bar, at the top left of each pane. `bar`: the crosshair's, or the newest in view.
std::vector<LegendBox> paint_legends(QPainter& painter, const Scene& scene, std::size_t bar);
void paint_crosshair(QPainter& painter, const Scene& scene, const Crosshair& crosshair);
// Date, prices, change, volume and amount of a bar, and what was found at it, in the corner away from the crosshair.
struct BoxRow {
  QString name, value;
  QColor color;
};
void paint_data_box(QPainter& painter, const Scene& scene, std::size_t bar,
                    const std::vector<BoxRow>& findings);

// Whether a bar counts as rising: by its close against its open, and when equal against the close before.
bool rises(double open, double close, double close_before);

}  // namespace fwq::chart
