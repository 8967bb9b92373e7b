// The zigzag on average true ranges.
#include "swings.hpp"

#include <algorithm>
#include <limits>

#include "fwq/core/vectorized.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {
namespace {

constexpr std::uint32_t kRangeBars = 14;

// How far the price must turn to make a swing known at each bar; out of reach where nothing moves.
FWQ_VECTORIZED void measure_turns(const double* range_sums, std::uint32_t bars, double size,
                                  double* turns) {
  constexpr double kOut = std::numeric_limits<double>::infinity();
  const std::uint32_t early = std::min(bars, kRangeBars - 1);
  for (std::uint32_t i = 0; i < early; ++i) {
    const double turn = size * range_sums[i + 1] / (i + 1);
    turns[i] = turn > 0 ? turn : kOut;
  }
  const double far = size / kRangeBars;
  for (std::size_t i = early; i < bars; ++i) {
    const double turn = far * (range_sums[i + 1] - range_sums[i + 1 - kRangeBars]);
    turns[i] = turn > 0 ? turn : kOut;
  }
}

// Walks the bars with the farthest bar since the last swing in hand. One branch a bar, seldom taken: which bars go
// farther cannot be guessed.
class Zigzag {
 public:
  Zigzag(const PatternContext& context, const double* turns, std::vector<Swing>& swings)
      : high_(context.bars().high().data()),
        low_(context.bars().low().data()),
        turns_(turns),
        bars_(context.size()),
        swings_(swings) {}

  void walk() {
    std::uint32_t i = first_swing();
    if (i < bars_ && !swings_.back().high) i = rise(i);
    while (i < bars_) {
      i = fall(i);
      if (i < bars_) i = rise(i);
    }
  }

 private:
  Swing highest(std::uint32_t first, std::uint32_t last) const noexcept {
    Swing best{first, 0, high_[first], true};
    for (std::uint32_t i = first + 1; i <= last; ++i) {
      if (high_[i] > best.price) best = {i, 0, high_[i], true};
    }
    return best;
  }
  Swing lowest(std::uint32_t first, std::uint32_t last) const noexcept {
    Swing best{first, 0, low_[first], false};
    for (std::uint32_t i = first + 1; i <= last; ++i) {
      if (low_[i] < best.price) best = {i, 0, low_[i], false};
    }
    return best;
  }
  std::uint32_t know(Swing swing, std::uint32_t i) {
    swing.known_at = i;
    swings_.push_back(swing);
    return i + 1;
  }

  // Each returns the bar after the one that makes the next swing known, or the end.
  std::uint32_t first_swing() {
    if (bars_ == 0) return bars_;
    Swing top = highest(0, 0), bottom = lowest(0, 0);
    for (std::uint32_t i = 1; i < bars_; ++i) {
      if (high_[i] > top.price) top = highest(i, i);
      if (low_[i] < bottom.price) bottom = lowest(i, i);
      const double turn = turns_[i];
      if (top.bar < i && top.price - low_[i] >= turn) return know(top, i);
      if (bottom.bar < i && high_[i] - bottom.price >= turn) return know(bottom, i);
    }
    return bars_;
  }
  std::uint32_t rise(std::uint32_t i) {
    const Swing last = swings_.back();
    Swing top = highest(last.bar + 1, i - 1);
    for (; i < bars_; ++i) {
      const bool higher = high_[i] > top.price;
      top.bar = higher ? i : top.bar;
      top.price = higher ? high_[i] : top.price;
      if ((!higher) & ((top.price - low_[i] >= turns_[i]) | (low_[i] < last.price)))
        return know(top, i);
    }
    return i;
  }
  std::uint32_t fall(std::uint32_t i) {
    const Swing last = swings_.back();
    Swing bottom = lowest(last.bar + 1, i - 1);
    for (; i < bars_; ++i) {
      const bool lower = low_[i] < bottom.price;
      bottom.bar = lower ? i : bottom.bar;
      bottom.price = lower ? low_[i] : bottom.price;
      if ((!lower) & ((high_[i] - bottom.price >= turns_[i]) | (high_[i] > last.price)))
        return know(bottom, i);
    }
    return i;
  }

  const double *high_, *low_, *turns_;
  std::uint32_t bars_;
  std::vector<Swing>& swings_;
};

}  // namespace

void find_swings(const PatternContext& context, double size, std::vector<double>& turns,
                 std::vector<Swing>& swings) {
  swings.clear();
  if (turns.size() < context.size()) turns.resize(context.size());
  measure_turns(context.range_sums().data(), context.size(), size, turns.data());
  Zigzag(context, turns.data(), swings).walk();
}

}  // namespace fwq::analysis
