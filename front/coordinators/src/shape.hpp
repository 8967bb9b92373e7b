// A pattern's shape as charts draw it, from its key points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/report/chart.hpp"

namespace fwq::coordinators {

// The lines of the shape: two border lines where highs and lows lie on them, a closed figure for a diamond, else one line through
// the points in the order of time; a neckline with two ends is drawn too. Bars count from `first`; earlier points are left out.
std::vector<std::vector<report::MarkPoint>> shape_outline(
    const std::vector<analysis::KeyPoint>& points, std::size_t first);

}  // namespace fwq::coordinators
