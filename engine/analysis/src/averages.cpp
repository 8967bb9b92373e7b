// The nine moving averages, in blocks.
#include "averages.hpp"

#include <bit>
#include <cstdint>

#include "block_loops.hpp"
#include "eights_steps.hpp"
#include "sliding.hpp"
#include "smooth_chain.hpp"

namespace fwq::analysis {
namespace {

constexpr double kFast = 2.0 / (2.0 + 1.0), kSlow = 2.0 / (30.0 + 1.0);
constexpr double kNothing = 1e-14;  // TA-Lib's zero.

// How fast KAMA follows, from the way made and the way travelled.
double following(double made, double travelled) noexcept {
  const double ratio = travelled <= made || travelled < kNothing ? 1.0 : std::abs(made / travelled);
  const double root = ratio * (kFast - kSlow) + kSlow;
  return root * root;
}

// From the totals of the moves to the mean in one go, eight bars at a time. What was travelled is the difference of two
// totals: false if they have too few digits for the least of them (a flat window after a spike), and then `y` is not to be
// used. `x` has n values in front of it. `value`: the mean before and after.
FWQ_VECTORIZED bool adaptive_lanes(const double* x, std::size_t n, std::size_t count, double* value,
                                   double* y) noexcept {
  // Costs 11 of 53 bits of the speed, and 1e-12 of the way from the mean to the price at the most.
  constexpr double kMost = 2048;
  // The largest number below kNothing: "not more than it" is "less than kNothing".
  constexpr auto kLess = std::bit_cast<double>(std::bit_cast<std::uint64_t>(kNothing) - 1);
  // totals[j]: the moves up to the one of bar j - n. First all of them: to read a total that has just been written the
  // machine would wait. (What is read beyond the last bar, to fill up eight, is not used.)
  std::array<double, 2 * kBlock + 8> totals;
  const double* const first = x - n;
  const std::size_t all = n + count;
  for (std::size_t j = 1; j < all; ++j) totals[j] = std::abs(first[j] - *(first + j - 1));
  totals[0] = 0;
  std::fill_n(&totals[all], 8, 0.0);
  running_totals(0, totals.data(), all, totals.data());
  const double centre = *value;  // A series that does not move stays exactly where it is.
  const Eights none{}, ones = none + 1.0;
  Eights left{}, least = none + 1e300;
  double smallest = 1e300;
  const auto step = [&](std::size_t i, const double* now, const double* then, double* to,
                        Eights& travelled) __attribute__((always_inline)) {
    const Eights of_now = *reinterpret_cast<const EightsAt*>(now);
    travelled = *reinterpret_cast<const EightsAt*>(&totals[n + i]) -
                *reinterpret_cast<const EightsAt*>(&totals[i]);
    // As following().
    const Eights made = of_now - *reinterpret_cast<const EightsAt*>(then);
    const Eights bound = made > none + kLess ? made : none + kLess;
    Eights ratio = made / travelled;
    ratio = ratio < none ? -ratio : ratio;
    ratio = travelled <= bound ? ones : ratio;
    const Eights root = ratio * (kFast - kSlow) + kSlow;
    Eights w = of_now - centre;
    smooth_each(root * root, w, left);
    *reinterpret_cast<EightsAt*>(to) = centre + w;
  };
  std::size_t i = 0;
  Eights travelled;
  for (; i + 8 <= count; i += 8) {
    step(i, x + i, x + i - n, y + i, travelled);
    least = travelled < least ? travelled : least;
  }
  if (i < count) {
    std::array<double, 8> now, then, means;  // The last ones, filled up.
    for (std::size_t k = 0; k < 8; ++k) {
      now[k] = x[std::min(i + k, count - 1)];
      then[k] = *(x + std::min(i + k, count - 1) - n);
    }
    step(i, now.data(), then.data(), means.data(), travelled);
    std::copy_n(means.begin(), count - i, y + i);
    for (std::size_t k = 0; i + k < count; ++k) smallest = std::min(smallest, travelled[k]);
  }
  for (std::size_t k = 0; k < 8; ++k) smallest = std::min(smallest, least[k]);
  if (totals[n + count - 1] > kMost * smallest) return false;
  *value = y[count - 1];
  return true;
}

}  // namespace

// Two sums that each wait for two additions. Requires: at least n-1 values before x.
double WeightedMean::as_talib(double x, double leaves) noexcept {
  plain_ = plain_ + x - leaves;
  weighted_ += x * size_;
  const double mean = weighted_ / divisor_;
  weighted_ -= plain_;
  return mean;
}

double WeightedMean::push(double x) {
  const std::size_t seen = history_.seen();
  history_.push(x);
  const double* newest = history_.end() - 1;
  if (seen + 1 < n_) {
    plain_ += x;
    weighted_ += x * static_cast<double>(seen + 1);
    return kNoValue;
  }
  // What leaves the plain sum left the window a bar ago.
  if (seen < kAsTaLib) return as_talib(x, seen < n_ ? 0.0 : *(newest - n_));
  double sum = 0;
  for (std::size_t j = 0; j < n_; ++j) sum += static_cast<double>(n_ - j) * *(newest - j);
  return sum / divisor_;
}

namespace {

struct WeightedState {
  double plain, weighted;  // The weighted sum after the bar's own weights have come down.
  double size, share;
  std::size_t n;
};

// The plain sum waits for every addition, as TA-Lib's does, for it is its rounding that adds up in the weighted one. That
// one's own rounding does not show: it waits for one addition a bar instead of two. Returns the sum of the sizes of x, four at
// a time: more additions one by one would stand in the way of those that are waited for.
FWQ_VECTORIZED double weigh_as_talib(WeightedState& state, const double* x, std::size_t count,
                                     double* y) noexcept {
  using Fours = double __attribute__((vector_size(32)));
  using FoursAt = double __attribute__((vector_size(32), aligned(8), may_alias));
  using Words = std::int64_t __attribute__((vector_size(32)));
  const double size = state.size, share = state.share;
  const std::size_t n = state.n;
  double plain = state.plain, weighted = state.weighted;
  Fours sizes{};
  const auto step = [&](std::size_t i) __attribute__((always_inline)) {
    const double more = x[i] * size - plain;
    plain = plain + x[i] - *(x + i - n);
    weighted += more;
    y[i] = weighted * share;
  };
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    for (std::size_t k = 0; k < 8; k += 4) {
      const Fours four = *reinterpret_cast<const FoursAt*>(x + i + k);
      sizes += __builtin_bit_cast(Fours, __builtin_bit_cast(Words, four) & 0x7fffffffffffffff);
    }
    for (std::size_t k = 0; k < 8; ++k) step(i + k);
  }
  double sum = sizes[0] + sizes[1] + sizes[2] + sizes[3];
  for (; i < count; ++i) {
    step(i);
    sum += std::abs(x[i]);
  }
  state.plain = plain;
  state.weighted = weighted;
  return sum;
}

}  // namespace

double WeightedMean::run_as_talib(const double* x, std::size_t count, double* y) noexcept {
  WeightedState state{plain_, weighted_ + plain_, size_, 1.0 / divisor_, n_};
  const double sizes = weigh_as_talib(state, x, count, y);
  plain_ = state.plain;
  weighted_ = state.weighted - state.plain;
  return sizes;
}

// What of x comes before the second value of the mean.
std::size_t WeightedMean::begin_as_talib(const double* x, std::size_t before, std::size_t count,
                                         double* y) noexcept {
  const std::size_t count_here = std::min(count, n_ - std::min(before, n_));
  double plain = plain_, weighted = weighted_;
  for (std::size_t i = 0; i < count_here; ++i) {
    plain += x[i];
    weighted += x[i] * static_cast<double>(before + i + 1);
    y[i] = kNoValue;
  }
  plain_ = plain;
  weighted_ = weighted;
  if (count_here > 0 && before + count_here == n_) {
    y[count_here - 1] = weighted_ / divisor_;
    weighted_ -= plain_;
  }
  return count_here;
}

void WeightedMean::run(const double* x, std::size_t count, double* y) {
  const std::size_t seen = history_.seen();
  run_on(history_.append(x, count), seen, count, y);
}

void WeightedMean::run_on(const double* x, std::size_t before, std::size_t count, double* y) {
  std::size_t i = begin_as_talib(x, before, count, y);
  const std::size_t seen = before + i;
  const std::size_t slow = seen < kAsTaLib ? std::min(count - i, kAsTaLib - seen) : 0;
  run_as_talib(x + i, slow, y + i);
  i += slow;
  weighted_sums(x + i, n_, count - i, 1.0 / divisor_, y + i);
}

bool WeightedMean::run_on_hopefully(const double* x, std::size_t before, std::size_t count,
                                    double* y) {
  if (before + count > kAsTaLib) return false;
  const double plain = plain_, weighted = weighted_;
  const std::size_t begun = begin_as_talib(x, before, count, y);
  double sizes = run_as_talib(x + begun, count - begun, y + begun);
  for (std::size_t i = 0; i < begun; ++i) sizes += std::abs(x[i]);
  if (is_number(sizes)) return true;
  plain_ = plain;
  weighted_ = weighted;
  return false;
}

double TriangularMean::push(double x) {
  const double mean = first_.push(x);
  return std::isnan(mean) ? kNoValue : second_.push(mean);
}

void TriangularMean::run(const double* x, std::size_t count, double* y) {
  first_.run(x, count, y);
  run_second(count, y);
}

void TriangularMean::run_on(const double* x, std::size_t before, std::size_t count, double* y) {
  first_.run_on(x, before, count, y);
  run_second(count, y);
}

void TriangularMean::run_second(std::size_t count, double* y) {
  std::size_t empty = 0;
  while (empty < count && std::isnan(y[empty])) ++empty;
  second_.run(y + empty, count - empty, y + empty);
}

template <std::size_t Depth>
void EmaChain<Depth>::run(const double* x, std::size_t count, double* y) {
  for (; count > 0 && !stages_.back().begun(); --count) *y++ = push(*x++);
  if (count == 0) return;
  std::array<double, Depth> values;
  for (std::size_t s = 0; s < Depth; ++s) values[s] = stages_[s].value();
  smooth_chain<Depth>(stages_[0].speed(), weights_, values, x, count, y);
  for (std::size_t s = 0; s < Depth; ++s) stages_[s].go_on_from(values[s]);
}
template class EmaChain<2>;
template class EmaChain<3>;
template class EmaChain<6>;

EmaChain<2> double_ema(std::size_t n) {
  return {n, {2, -1}};
}

EmaChain<3> triple_ema(std::size_t n) {
  return {n, {3, -3, 1}};
}

EmaChain<6> t3(std::size_t n, double v) {
  const double square = v * v, cube = square * v;
  return {n,
          {0, 0, 1 + 3 * v + cube + 3 * square, -6 * square - 3 * (v + cube), 3 * (square + cube),
           -cube}};
}

// What was travelled, from the history.
void AdaptiveMean::catch_up() {
  travelled_ = WindowSum(n_);
  still_ = 0;
  for (const double* v = history_.end() - n_; v != history_.end(); ++v) {
    const double move = std::abs(*v - *(v - 1));
    travelled_.push(move);
    still_ = move == 0 ? still_ + 1 : 0;
  }
  behind_ = false;
}

double AdaptiveMean::push(double x) {
  if (behind_) catch_up();
  history_.push(x);
  const std::size_t seen = history_.seen();
  if (seen < 2) return kNoValue;
  const double* newest = history_.end() - 1;
  const double move = std::abs(x - newest[-1]);
  const double travelled = travelled_.push(move);
  still_ = move == 0 ? still_ + 1 : 0;
  if (seen <= n_) return kNoValue;
  if (seen == n_ + 1) value_ = newest[-1];
  const double made = x - *(newest - n_);
  return value_ += (x - value_) * following(made, travelled);
}

// The same with sums that lose no digits.
void AdaptiveMean::run_exactly(const double* x, std::size_t count, double* y) {
  std::array<double, 2 * kBlock> moves;
  const double* const from = x + 1 - n_;
  const std::size_t all = n_ - 1 + count;
  for (std::size_t i = 0; i < all; ++i) moves[i] = std::abs(from[i] - *(from + i - 1));
  Scratch travelled, speed;
  window_sums(&moves[n_ - 1], n_, count, 1.0, travelled.data());
  // Running sums keep crumbs of what has left them.
  std::size_t still = 0;
  for (std::size_t i = 0; i < all; ++i) {
    still = moves[i] == 0 ? still + 1 : 0;
    if (still >= n_) travelled[i + 1 - n_] = 0;
  }
  for (std::size_t i = 0; i < count; ++i) speed[i] = following(x[i] - *(x + i - n_), travelled[i]);
  value_ = smooth_at(speed.data(), value_, x, count, y);
}

void AdaptiveMean::run(const double* x, std::size_t count, double* y) {
  while (count > 0 && (history_.seen() <= n_ || n_ > kBlock)) {
    *y++ = push(*x++);
    --count;
  }
  if (count == 0) return;
  const double* const now = history_.append(x, count);
  behind_ = true;
  if (!adaptive_lanes(now, n_, count, &value_, y)) run_exactly(now, count, y);
}

std::size_t MovingAverage::warm_up(AverageType type, std::size_t n) noexcept {
  if (n <= 1) return 0;
  switch (type) {
    case AverageType::dema:
      return 2 * (n - 1);
    case AverageType::tema:
      return 3 * (n - 1);
    case AverageType::t3:
      return 6 * (n - 1);
    case AverageType::kama:
      return n;
    case AverageType::mama:
      return MesaAverages::kWarmUp;
    default:
      return n - 1;
  }
}

MovingAverage::MovingAverage(AverageType type, std::size_t n) : mean_(Itself()) {
  if (n <= 1) return;
  switch (type) {
    case AverageType::sma:
      mean_.emplace<WindowMean>(n);
      break;
    case AverageType::ema:
      mean_.emplace<Smoother>(Smoother::ema(n, n));
      break;
    case AverageType::wma:
      mean_.emplace<WeightedMean>(n);
      break;
    case AverageType::dema:
      mean_.emplace<EmaChain<2>>(double_ema(n));
      break;
    case AverageType::tema:
      mean_.emplace<EmaChain<3>>(triple_ema(n));
      break;
    case AverageType::trima:
      mean_.emplace<TriangularMean>(n);
      break;
    case AverageType::kama:
      mean_.emplace<AdaptiveMean>(n);
      break;
    case AverageType::mama:
      mean_.emplace<MesaAverages>(0.5, 0.05);
      break;
    case AverageType::t3:
      mean_.emplace<EmaChain<6>>(t3(n, 0.7));
      break;
  }
}

}  // namespace fwq::analysis
