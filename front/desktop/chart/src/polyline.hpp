// Lines of values over bars, and histograms.
#pragma once

#include "canvas.hpp"
#include "scene.hpp"

namespace fwq::chart {

// Broken where there is no value. With less than a pixel a bar, a vertical stroke from the least to the greatest value of
// each pixel column.
void paint_polyline(Canvas& canvas, const Scene& scene, const PanePlot& pane, const LinePlot& line);
// A dot a value.
void paint_dots(Canvas& canvas, const Scene& scene, const PanePlot& pane, const LinePlot& line);
// Bars from zero.
void paint_histogram(Canvas& canvas, const Scene& scene, const PanePlot& pane,
                     const LinePlot& line);

}  // namespace fwq::chart
