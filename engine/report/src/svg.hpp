// Drawings as SVG text. Colours come from the page's style sheet by class, so that one drawing serves both looks.
#pragma once

#include <string>

#include "fwq/report/chart.hpp"
#include "fwq/report/curves.hpp"
#include "fwq/report/trials.hpp"
#include "fwq/report/words.hpp"

namespace fwq::report {

// The last `chart.shown` bars: what stands on the page without a script, and on paper.
std::string kline_svg(const KLineChart& chart, Language language);
std::string line_svg(const LineChart& chart, Language language);
// All bars; of those that share a pixel the extremes.
std::string curves_svg(const CurveChart& chart);
std::string histogram_svg(const Histogram& chart);
std::string scatter_svg(const ScatterChart& chart);
std::string parallel_svg(const ParallelChart& chart);
std::string bars_svg(const BarChart& chart);

// The class of the n-th indicator colour: "c0" … "c6".
std::string color_class(std::size_t color);

}  // namespace fwq::report
