// The parabolic stop over blocks, eight parts of one side by side.
//
// A bar waits for the stop of the bar before, and whether it turns no branch can foretell. So a block is cut into lanes.
// Each begins kWarmUp bars early with a side taken at random: a turn forgets how a side began, and after a few turns all
// that began earlier stand alike. That is checked: a lane must stand, to the last bit, where the lane before it ended, or
// it is computed again from there until it does. So the values are those of push(), bit for bit.
#include "parabolic.hpp"

#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {

void ParabolicStop::step(const double* high, const double* low, std::size_t from, std::size_t to,
                         double* out) noexcept {
  ParabolicStop stop = *this;  // A copy that no output can be in the way of: it stays in registers.
  for (std::size_t i = from; i < to; ++i) out[i] = stop.push(high[i], low[i]);
  *this = stop;
}

void ParabolicStop::run(const Block& block) noexcept {
  const double* const high = block.in[0];
  const double* const low = block.in[1];
  double* const out = block.out[0];
  std::size_t done = std::min(block.count, seen_ < 2 ? 2 - seen_ : 0);
  step(high, low, 0, done, out);
  const std::size_t left = block.count - done;
  const std::size_t lane_bars = left < kWarmUp ? 0 : (left - kWarmUp) / kLanes;
  if (lane_bars >= kWarmUp) {
    in_lanes(high + done, low + done, lane_bars, out + done);
    done += kWarmUp + kLanes * lane_bars;
  }
  step(high, low, done, block.count, out);
}

// Lane 0 goes on from the last bar. Lane k begins at bar k * lane_bars, and its own bars at kWarmUp + k * lane_bars.
void ParabolicStop::in_lanes(const double* high, const double* low, std::size_t lane_bars,
                             double* out) noexcept {
  const std::size_t steps = kWarmUp + lane_bars, all = kWarmUp + kLanes * lane_bars;
  Marks marks;
  run_lanes(high, low, lane_bars, marks, out);
  const Lanes& end = marks[(steps + kEvery - 1) / kEvery - 1];
  stand_as(end, 0);
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    const std::size_t begin = lane * lane_bars;
    std::size_t at = kWarmUp;
    while (at < steps && !stands_as(marks[at / kEvery - 1], lane)) {
      const std::size_t next = std::min(at + kEvery, steps);
      high_ = high[begin + at - 1];
      low_ = low[begin + at - 1];
      step(high, low, begin + at, begin + next, out);
      at = next;
    }
    if (at < steps) stand_as(end, lane);
  }
  high_ = high[all - 1];
  low_ = low[all - 1];
}

// As long_bar and short_bar, with choices in place of branches. What a lane writes before its own bars the lane before it
// writes over. Requires: lane_bars >= kWarmUp.
FWQ_VECTORIZED void ParabolicStop::run_lanes(const double* high, const double* low,
                                             std::size_t lane_bars, Marks& marks,
                                             double* out) const noexcept {
  const std::size_t n = lane_bars, steps = kWarmUp + lane_bars;
  const Eights none{};
  const auto gather = [n](const double* x, Eights& v) __attribute__((always_inline)) {
    v = Eights{x[0], x[n], x[2 * n], x[3 * n], x[4 * n], x[5 * n], x[6 * n], x[7 * n]};
  };
  Eights high_before, low_before;  // Lane 0 has the bar before the block.
  gather(high, high_before);
  gather(low, low_before);
  Eights side = none + 1.0, stop = low_before, extreme = high_before;
  Eights factor = none + rules_.longs.first;
  const double sign = long_ ? 1.0 : -1.0;
  side[0] = sign;
  stop[0] = sign * stop_;
  extreme[0] = sign * extreme_;
  factor[0] = factor_;
  high_before[0] = high_;
  low_before[0] = low_;
  const Eights long_first = none + rules_.longs.first, short_first = none + rules_.shorts.first;
  const Eights long_step = none + rules_.longs.step, short_step = none + rules_.shorts.step;
  const Eights long_most = none + rules_.longs.most, short_most = none + rules_.shorts.most;
  for (std::size_t i = 0; i < steps; ++i) {
    Eights real_high, real_low;
    gather(high + i, real_high);
    gather(low + i, real_low);
    const Eights top = side > none ? real_high : -real_low;
    const Eights bottom = side > none ? real_low : -real_high;
    const Eights top_before = side > none ? high_before : -low_before;
    const Eights bottom_before = side > none ? low_before : -high_before;
    const Eights first = side > none ? short_first : long_first;  // Of the other side.
    const Eights grow = side > none ? long_step : short_step;
    const Eights most = side > none ? long_most : short_most;
    // If it turns.
    const Eights highest = top > top_before ? top : top_before;
    const Eights reach = extreme > highest ? -extreme : -highest;
    const Eights turned = reach + reach * (side * rules_.offset);
    // If it does not.
    Eights grown = factor + grow;
    grown = grown < most ? grown : most;
    grown = top > extreme ? grown : factor;
    const Eights further = top > extreme ? top : extreme;
    const Eights lowest = bottom < bottom_before ? bottom : bottom_before;
    const Eights now = bottom > stop ? stop : turned;
    const Eights bound = bottom > stop ? lowest : -highest;
    factor = bottom > stop ? grown : first;
    extreme = bottom > stop ? further : -bottom;
    side = bottom > stop ? side : -side;
    stop = now + factor * (extreme - now);
    stop = stop < bound ? stop : bound;
    for (std::size_t k = 0; k < kLanes; ++k) out[k * n + i] = now[k];
    high_before = real_high;
    low_before = real_low;
    if ((i + 1) % kEvery == 0 || i + 1 == steps) marks[i / kEvery] = {side, stop, extreme, factor};
  }
}

bool ParabolicStop::stands_as(const Lanes& lanes, std::size_t lane) const noexcept {
  const double sign = lanes.side[lane];
  return (sign > 0) == long_ && lanes.stop[lane] == sign * stop_ &&
         lanes.extreme[lane] == sign * extreme_ && lanes.factor[lane] == factor_;
}

void ParabolicStop::stand_as(const Lanes& lanes, std::size_t lane) noexcept {
  const double sign = lanes.side[lane];
  long_ = sign > 0;
  stop_ = sign * lanes.stop[lane];
  extreme_ = sign * lanes.extreme[lane];
  factor_ = lanes.factor[lane];
}

}  // namespace fwq::analysis
