// Lines of values over bars, and histograms.
#pragma once

#include <QPainter>

#include "scene.hpp"

namespace fwq::chart {

// Broken where there is no value. Antialiased while there is room between the bars; a vertical stroke from the least to
// the greatest value a pixel column when bars are closer than that.
void paint_polyline(QPainter& painter, const Scene& scene, const PanePlot& pane,
                    const LinePlot& line);
// A dot a value.
void paint_dots(QPainter& painter, const Scene& scene, const PanePlot& pane, const LinePlot& line);
// Bars from zero.
void paint_histogram(QPainter& painter, const Scene& scene, const PanePlot& pane,
                     const LinePlot& line);

}  // namespace fwq::chart
