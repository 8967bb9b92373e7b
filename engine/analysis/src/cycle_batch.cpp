// Cycles in lanes.
#include "cycle_batch.hpp"

namespace fwq::analysis {
namespace {

FWQ_VECTORIZED void raw_loop(const double* smooth, std::size_t count, double* raw) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double* const v = smooth + i;
    hilbert(*v, *(v - 2), *(v - 4), *(v - 6), raw[i]);
  }
}

// The last `back` values of a column of back + taken to its front.
void keep(std::vector<double>& column, std::size_t back, std::size_t taken) noexcept {
  const auto from = column.begin() + static_cast<std::ptrdiff_t>(taken);
  std::copy(from, from + static_cast<std::ptrdiff_t>(back), column.begin());
}

}  // namespace

CycleBatch::CycleBatch(std::size_t first, std::size_t most)
    : first_(first),
      smooth_(kBack + most),
      raw_(most),
      detrender_(kBack + most),
      q1_(kBack + most),
      length_(kBack + most) {}

std::size_t CycleBatch::take(const double* x, std::size_t count) {
  for (auto* column : {&smooth_, &detrender_, &q1_, &length_}) keep(*column, kBack, taken_);
  taken_ = std::min(count, raw_.size());
  if (seen_ < first_) {
    taken_ = std::min(taken_, first_ - seen_);
    for (std::size_t i = 0; i < taken_; ++i) smoother_.push(x[i]);
    for (auto* column : {&smooth_, &detrender_, &q1_, &length_})
      std::fill_n(column->begin() + kBack, taken_, 0.0);
  } else {
    const std::size_t lane_bars = taken_ < kFewest ? 0 : (taken_ - kWarmUp) / kLanes;
    if (lane_bars > 0) taken_ = kWarmUp + kLanes * lane_bars;
    advance(x, taken_);
    lane_bars > 0 ? in_lanes(lane_bars) : one_by_one(0, taken_);
  }
  seen_ += taken_;
  return taken_;
}

// What does not wait for the period.
void CycleBatch::advance(const double* x, std::size_t count) noexcept {
  WeightedFour smoother = smoother_;  // In registers.
  double* const smooth = smooth_.data() + kBack;
  for (std::size_t i = 0; i < count; ++i) smooth[i] = smoother.push(x[i]);
  smoother_ = smoother;
  raw_loop(smooth, count, raw_.data());
}

void CycleBatch::one_by_one(std::size_t from, std::size_t to) noexcept {
  const auto both = [](const double* v) { return Twos{*v, *v}; };
  CycleTurn<Twos> turn = turn_;
  for (std::size_t i = from; i < to; ++i) {
    double* const d = detrender_.data() + kBack + i;
    double* const q = q1_.data() + kBack + i;
    double* const length = length_.data() + kBack + i;
    const CyclePast<Twos> past{both(d - 2), both(d - 3), both(d - 4), both(d - 5), both(d - 6),
                               both(d - 7), both(d - 9), both(q - 2), both(q - 4), both(q - 6)};
    Twos detrender, q1;
    cycle_step(both(&raw_[i]), past, turn, detrender, q1);
    *d = detrender[0];
    *q = q1[0];
    *length = 0.33 * turn.period[0] + 0.67 * *(length - 1);
  }
  turn_ = turn;
}

// Lane 0 goes on from the last bar and is right from its beginning; lane k begins at bar k * lane_bars, and its own bars
// at kWarmUp + k * lane_bars.
void CycleBatch::in_lanes(std::size_t lane_bars) {
  const std::size_t steps = kWarmUp + lane_bars;
  if (kPast + steps > room_) {
    room_ = kPast + steps;
    rows_ = std::make_unique_for_overwrite<Row[]>(room_);
  }
  marks_.resize(steps / kEvery + 1);
  run_lanes(lane_bars);
  take_lane(0, 0, steps, 0);
  for (std::size_t lane = 1; lane < kLanes; ++lane) {
    const std::size_t begin = lane * lane_bars;
    std::size_t step = kWarmUp;
    // Bar by bar from mark to mark until the lane stands where it should.
    while (step < steps && !met(begin + step, step, lane)) {
      const std::size_t next = std::min(step + kEvery, steps);
      one_by_one(begin + step, begin + next);
      step = next;
    }
    if (step < steps) take_lane(begin + step, step, steps, lane);
  }
}

FWQ_VECTORIZED void CycleBatch::run_lanes(std::size_t lane_bars) noexcept {
  Row* const rows = rows_.get() + kPast;
  const std::size_t steps = kWarmUp + lane_bars;
  Each<CycleTurn<Eights>> turn{};
  Each<Eights> length{};
  std::fill(rows - kPast, rows, Row{});
  for (std::size_t ago = 1; ago <= kPast; ++ago) {
    Row& row = *(rows - ago);
    row.detrender[0][0] = *(detrender_.data() + kBack - ago);
    row.q1[0][0] = *(q1_.data() + kBack - ago);
  }
  turn[0].i2[0] = turn_.i2[0];
  turn[0].q2[0] = turn_.q2[0];
  turn[0].re[0] = turn_.re[0];
  turn[0].im[0] = turn_.im[0];
  turn[0].period[0] = turn_.period[0];
  turn[0].scale[0] = turn_.scale[0];
  length[0][0] = length_[kBack - 1];
  const double* const raw = raw_.data();
  for (std::size_t step = 0; step < steps; ++step) {
    Row* const row = rows + step;
#pragma GCC unroll 2
    for (std::size_t g = 0; g < kGroups; ++g) {
      const double* const from = raw + 8 * g * lane_bars + step;
      const std::size_t n = lane_bars;
      const Eights now{from[0],     from[n],     from[2 * n], from[3 * n],
                       from[4 * n], from[5 * n], from[6 * n], from[7 * n]};
      const CyclePast<Eights> past{(row - 2)->detrender[g], (row - 3)->detrender[g],
                                   (row - 4)->detrender[g], (row - 5)->detrender[g],
                                   (row - 6)->detrender[g], (row - 7)->detrender[g],
                                   (row - 9)->detrender[g], (row - 2)->q1[g],
                                   (row - 4)->q1[g],        (row - 6)->q1[g]};
      Eights detrender, q1;
      cycle_step(now, past, turn[g], detrender, q1);
      length[g] = 0.33 * turn[g].period + 0.67 * length[g];
      row->detrender[g] = detrender;
      row->q1[g] = q1;
      row->length[g] = length[g];
    }
    if ((step + 1) % kEvery == 0) marks_[step / kEvery].turn = turn;
  }
  marks_.back().turn = turn;
}

bool CycleBatch::same_turn(std::size_t mark, std::size_t lane) const noexcept {
  const CycleTurn<Eights>& turn = marks_[mark].turn[lane / 8];
  const std::size_t k = lane % 8;
  return turn.i2[k] == turn_.i2[0] && turn.q2[k] == turn_.q2[0] && turn.re[k] == turn_.re[0] &&
         turn.im[k] == turn_.im[0] && turn.period[k] == turn_.period[0] &&
         turn.scale[k] == turn_.scale[0];
}

// Whether the lane's values of a step are those of the bar.
bool CycleBatch::same_bar(std::size_t bar, std::size_t step, std::size_t lane) const noexcept {
  const Row& row = rows_[kPast + step];
  const std::size_t g = lane / 8, k = lane % 8;
  return row.detrender[g][k] == detrender_[kBack + bar] && row.q1[g][k] == q1_[kBack + bar] &&
         row.length[g][k] == length_[kBack + bar];
}

// Whether the lane stood before `step` where the last bar before `bar` stands.
bool CycleBatch::met(std::size_t bar, std::size_t step, std::size_t lane) const noexcept {
  if (!same_turn(step / kEvery - 1, lane)) return false;
  for (std::size_t ago = 1; ago <= kPast; ++ago) {
    if (!same_bar(bar - ago, step - ago, lane)) return false;
  }
  return true;
}

// The lane's steps [from, to) are the bars from `bar` on.
void CycleBatch::take_lane(std::size_t bar, std::size_t from, std::size_t to,
                           std::size_t lane) noexcept {
  const std::size_t g = lane / 8, k = lane % 8;
  double* const detrender = detrender_.data() + kBack + bar - from;
  double* const q1 = q1_.data() + kBack + bar - from;
  double* const length = length_.data() + kBack + bar - from;
  for (std::size_t step = from; step < to; ++step) {
    const Row& row = rows_[kPast + step];
    detrender[step] = row.detrender[g][k];
    q1[step] = row.q1[g][k];
    length[step] = row.length[g][k];
  }
  const CycleTurn<Eights>& turn = marks_.back().turn[g];
  const auto both = [k](const Eights& v) { return Twos{v[k], v[k]}; };
  turn_ = {both(turn.i2), both(turn.q2),     both(turn.re),
           both(turn.im), both(turn.period), both(turn.scale)};
}

}  // namespace fwq::analysis
