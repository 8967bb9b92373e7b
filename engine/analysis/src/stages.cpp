// Extremes, true range, directional movement and strength over blocks.
#include "stages.hpp"

#include "block_loops.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// How many of the next `count` values have no window of n yet, after `before` values.
std::size_t incomplete(std::size_t n, std::size_t before, std::size_t count) noexcept {
  return before + 1 >= n ? 0 : std::min(count, n - 1 - before);
}

Smoother wilder_sum(std::size_t n) noexcept {
  return {1.0 / static_cast<double>(n), n > 1 ? n - 1 : 1, static_cast<double>(n)};
}

FWQ_VECTORIZED void true_range_loop(const double* high, const double* low, const double* close,
                                    std::size_t from, std::size_t count, double* out) noexcept {
  for (std::size_t i = from; i < count; ++i) {
    const double last = *(close + i - 1);
    const double up = std::abs(high[i] - last), down = std::abs(low[i] - last);
    const double further = up > down ? up : down;
    const double range = high[i] - low[i];
    out[i] = range > further ? range : further;
  }
}

FWQ_VECTORIZED void move_loop(const double* x, std::size_t from, std::size_t count, double* up,
                              double* down) noexcept {
  for (std::size_t i = from; i < count; ++i) {
    const double move = x[i] - *(x + i - 1);
    up[i] = move > 0 ? move : 0.0;
    down[i] = move < 0 ? -move : 0.0;
  }
}

}  // namespace

template <class Better>
void FullWindowExtreme<Better>::run_on(const double* x, std::size_t before, std::size_t count,
                                       double* out) {
  constexpr bool kHigh = std::is_same_v<Better, std::greater<>>;
  if (n_ > kBlock) {  // The block loop looks at the whole window before each block.
    for (std::size_t i = 0; i < count; ++i) out[i] = push(x[i]);
    return;
  }
  const std::size_t empty = incomplete(n_, before, count);
  std::fill_n(out, empty, kNoValue);
  room_.resize(n_ - 1 + kBlock);
  const auto loop = kHigh ? window_highs : window_lows;
  if (empty < count) loop(x + empty, n_, count - empty, room_.data(), out + empty);
}
template class FullWindowExtreme<std::greater<>>;
template class FullWindowExtreme<std::less<>>;

template <class Better>
double ExtremeAge<Better>::push(double x) {
  history_.push(x);
  if (history_.seen() < n_) return kNoValue;
  const double* newest = history_.end() - 1;
  std::size_t age = 0;
  for (std::size_t i = 1; i < n_; ++i) {
    if (Better()(*(newest - i), *(newest - age))) age = i;
  }
  return static_cast<double>(age);
}

template <class Better>
void ExtremeAge<Better>::run_on(const double* x, std::size_t before, std::size_t count,
                                double* out) {
  constexpr bool kHigh = std::is_same_v<Better, std::greater<>>;
  const std::size_t empty = incomplete(n_, before, count);
  std::fill_n(out, empty, kNoValue);
  room_.resize(2 * (n_ - 1 + kBlock));
  const auto loop = kHigh ? window_high_ages : window_low_ages;
  if (empty < count) loop(x + empty, n_, count - empty, room_.data(), out + empty);
}
template class ExtremeAge<std::greater<>>;
template class ExtremeAge<std::less<>>;

void true_ranges(const Block& block, double* out) noexcept {
  const std::size_t from = block.before == 0 ? 1 : 0;
  if (from == 1) out[0] = kNoValue;
  true_range_loop(block.in[0], block.in[1], block.in[2], from, block.count, out);
}

void moves(const double* x, std::size_t before, std::size_t count, double* up,
           double* down) noexcept {
  const std::size_t from = before == 0 ? 1 : 0;
  if (from == 1) up[0] = down[0] = kNoValue;
  move_loop(x, from, count, up, down);
}

bool Strength::push(double x) noexcept {
  const double move = move_.push(x);
  if (std::isnan(move)) return false;
  at_up_ = up_.push(std::max(move, 0.0));
  at_down_ = down_.push(std::max(-move, 0.0));
  return !std::isnan(at_up_);
}

void Strength::run(const double* x, std::size_t before, std::size_t count, double* up,
                   double* down) {
  moves(x, before, count, up, down);
  const std::size_t from = before == 0 ? 1 : 0;
  up_.run(up + from, count - from, up + from);
  down_.run(down + from, count - from, down + from);
}

void Strength::run_in_order(const double* x, std::size_t before, std::size_t count, double* up,
                            double* down) {
  moves(x, before, count, up, down);
  std::size_t i = before == 0 ? 1 : 0;
  for (; i < count && !up_.begun(); ++i) {
    up[i] = up_.push(up[i]);
    down[i] = down_.push(down[i]);
  }
  double at_up = up_.value(), at_down = down_.value();
  const double speed = up_.speed();
  for (; i < count; ++i) {
    up[i] = at_up += (up[i] - at_up) * speed;
    down[i] = at_down += (down[i] - at_down) * speed;
  }
  up_.go_on_from(at_up);
  down_.go_on_from(at_down);
}

DirectionalMovement::DirectionalMovement(std::size_t n)
    : plus_(wilder_sum(n)), minus_(plus_), range_(plus_) {}

Movement DirectionalMovement::push(const RangeInput& bar) noexcept {
  Movement out{kNoValue, kNoValue, kNoValue};
  if (!std::isnan(high_)) {
    const double above = bar.high - high_, below = low_ - bar.low;
    out.plus = plus_.push(above > below && above > 0 ? above : 0.0);
    out.minus = minus_.push(below > above && below > 0 ? below : 0.0);
    out.range = range_.push(
        std::max({bar.high - bar.low, std::abs(bar.high - close_), std::abs(bar.low - close_)}));
  }
  high_ = bar.high;
  low_ = bar.low;
  close_ = bar.close;
  return out;
}

}  // namespace fwq::analysis
