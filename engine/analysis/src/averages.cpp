// The nine moving averages, in blocks.
#include "averages.hpp"

#include "block_loops.hpp"
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

// The plain sum waits for every addition, as TA-Lib's does, for it is its rounding that adds up in the weighted one. That
// one's own rounding does not show: it waits for one addition a bar instead of two.
void WeightedMean::run_as_talib(const double* x, std::size_t count, double* y) noexcept {
  double plain = plain_, weighted = weighted_ + plain_;
  const double size = size_, share = 1.0 / divisor_;
  const std::size_t n = n_;
  for (std::size_t i = 0; i < count; ++i) {
    const double more = x[i] * size - plain;
    plain = plain + x[i] - *(x + i - n);
    weighted += more;
    y[i] = weighted * share;
  }
  plain_ = plain;
  weighted_ = weighted - plain;
}

void WeightedMean::run(const double* x, std::size_t count, double* y) {
  const std::size_t seen = history_.seen();
  run_on(history_.append(x, count), seen, count, y);
}

void WeightedMean::run_on(const double* x, std::size_t before, std::size_t count, double* y) {
  std::size_t i = 0;
  for (; i < count && before + i < n_; ++i) {
    const std::size_t nth = before + i + 1;
    y[i] = kNoValue;
    if (nth < n_) {
      plain_ += x[i];
      weighted_ += x[i] * static_cast<double>(nth);
    } else {
      y[i] = as_talib(x[i], 0.0);
    }
  }
  const std::size_t seen = before + i;
  const std::size_t slow = seen < kAsTaLib ? std::min(count - i, kAsTaLib - seen) : 0;
  run_as_talib(x + i, slow, y + i);
  i += slow;
  weighted_sums(x + i, n_, count - i, 1.0 / divisor_, y + i);
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

FWQ_VECTORIZED void AdaptiveMean::run(const double* x, std::size_t count, double* y) {
  while (count > 0 && (history_.seen() <= n_ || n_ > kBlock)) {
    *y++ = push(*x++);
    --count;
  }
  if (count == 0) return;
  const double* now = history_.append(x, count);
  behind_ = true;
  // Moves of the window before the first value, and of the block; totals from a zero in front of them.
  std::array<double, 2 * kBlock> moves;
  std::array<double, 2 * kBlock + 1> totals;
  const double* const from = now + 1 - n_;
  const std::size_t all = n_ - 1 + count;
  for (std::size_t i = 0; i < all; ++i) moves[i] = std::abs(from[i] - *(from + i - 1));
  totals[0] = 0;
  running_totals(0, moves.data(), all, &totals[1]);
  Scratch travelled, speed;
  if (!differences_of_totals(&totals[n_], n_, count, 256, travelled.data())) {
    window_sums(&moves[n_ - 1], n_, count, 1.0, travelled.data());
    // Running sums keep crumbs of what has left them.
    std::size_t still = 0;
    for (std::size_t i = 0; i < all; ++i) {
      still = moves[i] == 0 ? still + 1 : 0;
      if (still >= n_) travelled[i + 1 - n_] = 0;
    }
  }
  for (std::size_t i = 0; i < count; ++i)
    speed[i] = following(now[i] - *(now + i - n_), travelled[i]);
  value_ = smooth_at(speed.data(), value_, now, count, y);
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
