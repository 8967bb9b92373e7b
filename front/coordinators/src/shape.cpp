// Lines through key points.
#include "shape.hpp"

#include <algorithm>
#include <initializer_list>

namespace fwq::coordinators {
namespace {

using analysis::KeyPoint;
using Line = std::vector<report::MarkPoint>;

// Through the points of these roles; empty if one is missing or comes before `first`.
Line through(const std::vector<KeyPoint>& points, std::size_t first,
             std::initializer_list<std::string_view> roles) {
  Line line;
  for (const auto role : roles) {
    const auto point = std::find_if(points.begin(), points.end(),
                                    [role](const KeyPoint& p) { return p.role == role; });
    if (point == points.end() || point->bar < first) return {};
    line.push_back({point->bar - first, point->price});
  }
  return line;
}

Line by_time(std::vector<KeyPoint> points, std::size_t first) {
  std::stable_sort(points.begin(), points.end(),
                   [](const KeyPoint& a, const KeyPoint& b) { return a.bar < b.bar; });
  Line line;
  for (const auto& point : points) {
    if (point.bar >= first) line.push_back({point.bar - first, point.price});
  }
  return line;
}

}  // namespace

std::vector<Line> shape_outline(const std::vector<KeyPoint>& points, std::size_t first) {
  const Line upper = through(points, first, {"first_high", "last_high"});
  const Line lower = through(points, first, {"first_low", "last_low"});
  if (!upper.empty() && !lower.empty()) return {upper, lower};
  if (const Line ring = through(points, first, {"left", "top", "right", "bottom", "left"});
      !ring.empty())
    return {ring};
  std::vector<Line> lines{by_time(points, first)};
  const Line neckline = through(points, first, {"left_neckline", "right_neckline"});
  if (!neckline.empty()) lines.push_back(neckline);
  return lines;
}

}  // namespace fwq::coordinators
