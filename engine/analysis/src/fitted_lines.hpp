// Fitted lines: every pair of boundary lines that its turning points keep to, made once for all patterns of the family.
//
//   off_line <= 1.001 * max_distance * height: by rounding a few more than the patterns take, none fewer.
//
// Input:    swings (swings.hpp), seen upright; max_distance in heights of the pair.
// Output:   by last turning point, the shortest first. Of those, each pattern asks for what runs as its lines do.
// Cost:     O(1) for each pair of turning points within reach; a pattern that passes a pair over, less than a nanosecond.
#pragma once

#include <array>
#include <cstring>
#include <deque>
#include <limits>
#include <vector>

#include "boundary_lines.hpp"

namespace fwq::analysis::boundary {

// Turning points as seen.
struct Turns {
  std::span<const Swing> swings;
  bool mirrored;
  bool is_high(std::size_t k) const noexcept { return swings[k].high != mirrored; }
  double price(std::size_t k) const noexcept {
    return mirrored ? -swings[k].price : swings[k].price;
  }
};

inline StraightLine line_of(const Turns& turns, std::size_t from, std::size_t to) noexcept {
  const Swing& a = turns.swings[from];
  const Swing& b = turns.swings[to];
  return {a.bar, turns.price(from),
          (turns.price(to) - turns.price(from)) / static_cast<double>(b.bar - a.bar)};
}

// A pair of lines, seen upright.
struct FittedPair {
  double upper_run, lower_run, height, unit, upper_slope, lower_slope, off_line;
  std::uint32_t from, turns;
};

// What a line's run must lie within. Rounding decides nothing here: conditions do.
struct RunBounds {
  // A run that goes `way` (1 up, -1 down, 0 level), by the bound that the parameter gives.
  RunBounds(int way, std::size_t param, Params params);
  RunBounds(double lowest, double highest) : least(lowest), most(highest) {}
  RunBounds mirrored() const noexcept { return {-most, -least}; }

  double least, most;
};

// One of the two lines, with the furthest that a turning point of its own lies off it.
struct FittedSide {
  StraightLine line;
  double off = 0;
  std::uint32_t first = 0, last = 0;  // Bars.
};

// What bounds are put to, of eight pairs side by side. Not a number: no pair, which is within no bounds.
struct EightPairs {
  std::array<double, 8> upper_runs, lower_runs, heights, units, spans, turns;
};

// What a pattern asks of a pair before it is looked at.
struct PairBounds {
  RunBounds upper, lower;
  double min_height;  // In mean true ranges.
  std::uint32_t max_bars, min_turns;
};

class FittedLines {
 public:
  explicit FittedLines(const PatternContext& context) : context_(context) {}
  void renew() noexcept { count_ = 0; }

  // take(pair) for each pair of the swings of `size` within the bounds.
  template <class Take>
  void for_each(double size, double max_distance, const PairBounds& bounds, Take take) const {
    const Made& made = of(size, max_distance);
    marks_.resize(8 * made.eights.size());
    mark(made, bounds);
    for (std::size_t i = 0; i < marks_.size(); i += 8) {
      std::uint64_t any;  // Most eights have none.
      std::memcpy(&any, &marks_[i], sizeof any);
      if (any == 0) continue;
      for (std::size_t k = i; k < i + 8; ++k) {
        if (marks_[k] != 0) take(made.pairs[k]);
      }
    }
  }

 private:
  struct Made {
    double size = 0, max_distance = 0;
    std::vector<FittedPair> pairs;
    std::vector<EightPairs> eights;  // The same pairs.
    void add(const FittedPair& pair, std::uint32_t span);
  };

  const Made& of(double size, double max_distance) const;
  void mark(const Made& made, const PairBounds& bounds) const;
  void draw_all(std::span<const Swing> swings, Made& made) const;
  void add_if_fits(const FittedSide& upper, const FittedSide& lower, std::size_t from,
                   std::size_t turns, Made& made) const;

  const PatternContext& context_;
  mutable std::deque<Made> made_;  // When first asked for; the first `count_` are of these bars.
  mutable std::size_t count_ = 0;
  mutable std::vector<std::uint8_t> marks_;
};

}  // namespace fwq::analysis::boundary
