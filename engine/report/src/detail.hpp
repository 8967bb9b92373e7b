// Level of detail: which of many points a picture needs, so that no peak and no valley is lost.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "fwq/report/curves.hpp"

namespace fwq::report {

inline constexpr std::size_t kBreak = std::numeric_limits<std::size_t>::max();

// Indices of the points that a line through all of them needs: of those within one column of pixels the first, the lowest, the
// highest and the last. kBreak stands where values are missing. The same as seenPoints in page/curves.js.
// Requires: `xs` rising, as long as `values`.
std::vector<std::size_t> seen_points(std::span<const double> values, std::span<const double> xs);

// The bars that a page holds of a long chart: of each stretch its last one and those where a series is lowest and highest;
// all of them when they are at most `most`. Rising; always with the first and the last. Requires: most >= 1.
std::vector<std::size_t> kept_bars(const CurveChart& chart, std::size_t most);

}  // namespace fwq::report
