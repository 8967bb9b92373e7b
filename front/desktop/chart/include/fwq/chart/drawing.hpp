// Lines and words that a user draws on a chart: values that can be kept per symbol and given back.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/time.hpp"

namespace fwq::chart {

// The names in JSON are the enumerators'; they never change.
enum class DrawingKind {
  trend_line,
  ray,  // From the first point through the second and on to the edge.
  horizontal_line,
  channel,    // The line through two points and its parallel through the third.
  fibonacci,  // Retracements from the first point (1) back from the second (0).
  text,
  measure  // Change, per cent, bars and days between two points.
};
std::string_view to_string(DrawingKind kind) noexcept;
// How many points it has: 1, 2 or 3.
std::size_t anchor_count(DrawingKind kind) noexcept;

// A point: by time, so that it is found again in other periods (at the last bar at or before it), and price in CNY as
// the chart showed it (adjusted prices move with later events; the drawing does not).
struct Anchor {
  data::Time time = 0;
  double price = 0;
  friend bool operator==(const Anchor&, const Anchor&) = default;
};

struct Drawing {
  DrawingKind kind = DrawingKind::trend_line;
  std::vector<Anchor> anchors;  // anchor_count(kind) of them.
  std::string color = {};       // "#rrggbb"; empty: the style's accent.
  std::string text = {};        // Of kind text.
  friend bool operator==(const Drawing&, const Drawing&) = default;
};

// [{"kind":"trend_line","points":[{"time":1704182400,"price":9.5},…],"color":"#ff0000","text":"…"}]
std::string drawings_to_json(const std::vector<Drawing>& drawings);
// Errors: bad_data, saying which drawing and what is wrong; at most 10,000 drawings, 1,000 characters a text.
Result<std::vector<Drawing>> parse_drawings(std::string_view json);

}  // namespace fwq::chart
