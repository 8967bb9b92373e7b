// What chart patterns share.
#include "chart_shapes.hpp"

#include <algorithm>
#include <cmath>

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

FWQ_VECTORIZED std::int64_t count_at_most(const double* values, std::size_t size,
                                          double bound) noexcept {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < size; ++i) count += values[i] <= bound ? 1 : 0;
  return count;
}

}  // namespace

std::size_t TurnView::at_bar(std::uint32_t bar) const noexcept {
  const auto at = std::lower_bound(swings_.begin(), swings_.end(), bar,
                                   [](const Swing& s, std::uint32_t b) { return s.bar < b; });
  return static_cast<std::size_t>(at - swings_.begin());
}

double highest_before(const TurnView& turns, std::size_t k, double floor,
                      std::uint32_t bars) noexcept {
  double highest = turns.price(k);
  for (std::size_t j = k; j-- > 0 && turns.bar(k) - turns.bar(j) <= bars;) {
    if (turns.price(j) < floor) break;
    highest = std::max(highest, turns.price(j));
  }
  return highest;
}

double highest_before(const Facing& view, std::uint32_t bar, double floor,
                      std::uint32_t bars) noexcept {
  double highest = view.high(bar);
  for (std::uint32_t i = bar; i-- > 0 && bar - i <= bars && view.low(i) >= floor;)
    highest = std::max(highest, view.high(i));
  return highest;
}

Line line_through(std::uint32_t bar_a, double a, std::uint32_t bar_b, double b) noexcept {
  return {bar_a, a, (b - a) / (static_cast<double>(bar_b) - static_cast<double>(bar_a))};
}

std::uint32_t break_above(const Facing& view, const Line& line,
                          const BreakSearch& search) noexcept {
  for (std::uint32_t i = search.first; i <= search.last; ++i) {
    if (view.low(i) < search.floor) return kNever;
    const double above = view.close(i) - line.at(i);
    if (above > 0 && settled(above / search.height, search.margin) > search.margin) return i;
  }
  return kNever;
}

std::uint32_t lowest_bar(const Facing& view, std::uint32_t first, std::uint32_t last) noexcept {
  const double lowest = view.lowest(first, last + 1);
  while (view.low(first) > lowest) ++first;
  return first;
}

double low_share(const Facing& view, std::uint32_t first, std::uint32_t last, double rim) noexcept {
  const double lowest = view.lowest_close(first, last + 1);
  const double low_third = lowest + (rim - lowest) / 3;
  const std::size_t bars = std::size_t{last} - first + 1;
  const auto low_bars = static_cast<double>(count_at_most(view.closes() + first, bars, low_third));
  return low_bars / static_cast<double>(bars);
}

Bowl fit_bowl(const Facing& view, std::uint32_t first, std::uint32_t last) noexcept {
  // Bars at x = -m … m in steps of 1, so that 1, x and x^2 - mean(x^2) are orthogonal, and each coefficient is one sum.
  const double n = static_cast<double>(last - first) + 1;
  const double m = (n - 1) / 2;
  const double mean_square = (n * n - 1) / 12;
  const double base = view.close(first);  // Sums of small numbers lose nothing.
  double sum = 0, squares = 0, tilt = 0, bend = 0;
  for (std::uint32_t i = first; i <= last; ++i) {
    const double x = static_cast<double>(i - first) - m;
    const double y = view.close(i) - base;
    sum += y;
    squares += y * y;
    tilt += x * y;
    bend += (x * x - mean_square) * y;
  }
  if (!(bend > 0)) return {0, 0.5};
  const double variance = squares - sum * sum / n;
  const double tilt_norm = n * mean_square;
  const double bend_norm = n * (n * n - 1) * (n * n - 4) / 180;
  const double lowest_x = -(tilt / tilt_norm) / (2 * bend / bend_norm);
  return {(tilt * tilt / tilt_norm + bend * bend / bend_norm) / variance,
          std::min(0.5, std::abs(lowest_x) / n)};
}

void report_once(const PatternDef& def, const PatternContext& context,
                 std::vector<ChartShape>& shapes, std::vector<PatternHit>& hits) {
  std::sort(shapes.begin(), shapes.end(), [](const ChartShape& a, const ChartShape& b) {
    if (a.known_at != b.known_at) return a.known_at < b.known_at;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return a.start != b.start ? a.start > b.start : a.points < b.points;
  });
  const ChartShape* last = nullptr;
  for (const ChartShape& s : shapes) {
    if (last != nullptr && (s.start < last->turn || s.end <= last->end)) continue;
    last = &s;
    hits.push_back({.pattern = &def,
                    .bias = s.bias,
                    .confidence = s.confidence,
                    .start = s.start,
                    .end = s.end,
                    .known_at = s.known_at,
                    .price = context.bars().close()[s.known_at],
                    .level = s.level,
                    .points = s.points,
                    .point_count = s.point_count});
  }
}

Explanation tell(const PatternHit& hit, const PatternContext& context, Params params,
                 const Told& told) {
  Explanation explanation;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    explanation.points.push_back(
        {context.bars().time()[bar], bar, told.prices[p], hit.pattern->roles[p]});
  }
  explanation.target = told.target;
  explanation.stop = told.stop;
  all_hold(told.conditions, params, told.measured);  // Settles the measures at their bounds.
  explanation.why = reasons_of(told.conditions, params, told.measured);
  return explanation;
}

}  // namespace fwq::analysis
