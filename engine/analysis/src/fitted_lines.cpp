// The drawing of all pairs of boundary lines, and which of them are within bounds.
#include "fitted_lines.hpp"

#include <cmath>

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis::boundary {
namespace {

// No branches: each alone would be a guess.
FWQ_VECTORIZED void mark_within(const EightPairs* eights, std::size_t count,
                                const PairBounds& bounds, std::uint8_t* marks) {
  const PairBounds b = bounds;
  const double max_span = b.max_bars, min_turns = b.min_turns;
  for (std::size_t e = 0; e < count; ++e) {
    const EightPairs& of = eights[e];
    for (std::size_t k = 0; k < 8; ++k) {
      const bool runs = (of.upper_runs[k] >= b.upper.least) & (of.upper_runs[k] <= b.upper.most) &
                        (of.lower_runs[k] >= b.lower.least) & (of.lower_runs[k] <= b.lower.most);
      const bool sizes = (of.spans[k] < max_span) & (of.turns[k] >= min_turns) &
                         (of.heights[k] >= b.min_height * of.units[k]);
      marks[8 * e + k] = (runs & sizes) ? 1 : 0;
    }
  }
}

// Through swings `from` and `to`, which are both highs or both lows.
FittedSide side_of(const Swing* swings, std::size_t from, std::size_t to) noexcept {
  FittedSide side{line_of({{swings, to + 1}, false}, from, to), 0, swings[from].bar,
                  swings[to].bar};
  for (std::size_t k = from + 2; k <= to; k += 2) {
    side.off = std::max(side.off, std::abs(swings[k].price - side.line.at(swings[k].bar)));
  }
  return side;
}

}  // namespace

RunBounds::RunBounds(int way, std::size_t param, Params params)
    : least(0), most(std::numeric_limits<double>::infinity()) {
  const double bound = param == kFixed ? 0 : params[param];
  if (way != 0)
    least = param == kFixed ? 0 : 0.999 * bound - 1e-6;
  else if (param != kFixed)
    most = 1.001 * bound + 1e-6;
  if (way == 0) least = -most;
  if (way < 0) *this = mirrored();
}

void FittedLines::Made::add(const FittedPair& pair, std::uint32_t span) {
  const std::size_t lane = pairs.size() % 8;
  if (lane == 0) eights.emplace_back().upper_runs.fill(data::kNone);
  EightPairs& of = eights.back();
  of.upper_runs[lane] = pair.upper_run;
  of.lower_runs[lane] = pair.lower_run;
  of.heights[lane] = pair.height;
  of.units[lane] = pair.unit;
  of.spans[lane] = span;
  of.turns[lane] = pair.turns;
  pairs.push_back(pair);
}

const FittedLines::Made& FittedLines::of(double size, double max_distance) const {
  for (std::size_t m = 0; m < count_; ++m) {
    if (made_[m].size == size && made_[m].max_distance == max_distance) return made_[m];
  }
  if (count_ == made_.size()) made_.emplace_back();
  Made& made = made_[count_++];
  made.size = size;
  made.max_distance = max_distance;
  made.pairs.clear();
  made.eights.clear();
  draw_all(context_.swings(size), made);
  return made;
}

void FittedLines::add_if_fits(const FittedSide& upper, const FittedSide& lower, std::size_t from,
                              std::size_t turns, Made& made) const {
  if (upper.first == lower.first || upper.last == lower.last) return;
  const std::uint32_t first = std::min(upper.first, lower.first);
  const std::uint32_t last = std::max(upper.last, lower.last);
  const double at_first = upper.line.at(first) - lower.line.at(first);
  const double at_last = upper.line.at(last) - lower.line.at(last);
  const double height = std::max(at_first, at_last), off_line = std::max(upper.off, lower.off);
  if (!(std::min(at_first, at_last) > 0) || !(off_line <= 1.001 * made.max_distance * height))
    return;
  made.add({.upper_run = upper.line.slope * (last - first) / height,
            .lower_run = lower.line.slope * (last - first) / height,
            .height = height,
            .unit = context_.mean_range(last + 1, last + 1 - first),
            .upper_slope = upper.line.slope,
            .lower_slope = lower.line.slope,
            .off_line = off_line,
            .from = static_cast<std::uint32_t>(from),
            .turns = static_cast<std::uint32_t>(turns)},
           last - first);
}

void FittedLines::mark(const Made& made, const PairBounds& bounds) const {
  mark_within(made.eights.data(), made.eights.size(), bounds, marks_.data());
}

// From each last turning point back: one more turning point changes one of the lines, the other stays. Lines that end at
// the turning point before were drawn when that was the last. What fits is what `draw` and `furthest_off` say, by which hits
// are explained.
void FittedLines::draw_all(std::span<const Swing> swings, Made& made) const {
  // [j] takes 2 * j + 3 turning points, every other one its own.
  std::array<FittedSide, kMaxTurns / 2 - 1> own, others;
  for (std::size_t to = 2; to < swings.size(); ++to) {
    std::swap(own, others);
    for (std::size_t d = 2; d < std::min(kMaxTurns, to + 1); ++d) {
      const std::size_t from = to - d;
      if (swings[to].bar - swings[from].bar >= kLongest) break;
      if (d % 2 == 0) own[d / 2 - 1] = side_of(swings.data(), from, to);
      if (d + 1 < kMinTurns) continue;
      const FittedSide &one = own[d / 2 - 1], &other = others[(d - 1) / 2 - 1];
      const bool high = swings[to].high;
      add_if_fits(high ? one : other, high ? other : one, from, d + 1, made);
    }
  }
}

}  // namespace fwq::analysis::boundary
