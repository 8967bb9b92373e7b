// The parts of recursions and windows that work on blocks.
#include "recursion.hpp"

#include "block_loops.hpp"

namespace fwq::analysis {

void Smoother::run(const double* x, std::size_t count, double* y) {
  for (; count > 0 && seen_ < seed_; --count) *y++ = push(*x++);
  if (fading_[0] != 1.0 - k_) {
    double left = 1;
    for (double& fading : fading_) fading = left *= 1.0 - k_;
  }
  value_ = smooth_lanes(k_, value_, fading_.data(), x, count, y);
}

double* History::grow(std::size_t count) {
  if (end_ + count > values_.size()) {
    // The last n move to the front; what is behind them is room for at least as much again.
    const std::size_t kept = std::min(n_, end_);
    const auto from = values_.begin() + static_cast<std::ptrdiff_t>(end_ - kept);
    std::copy(from, from + static_cast<std::ptrdiff_t>(kept), values_.begin());
    end_ = kept;
    if (end_ + count > values_.size()) values_.resize(n_ + std::max(n_, count));
  }
  double* at = values_.data() + end_;
  end_ += count;
  seen_ += count;
  return at;
}

void WindowSum::sum_again() {
  sum_ = ExactSum();
  const std::size_t count = std::min(n_, history_.seen());
  for (const double* v = history_.end() - count; v != history_.end(); ++v) sum_.add(*v);
  stale_ = false;
}

void WindowSum::run(const double* x, std::size_t count, double* y) {
  const std::size_t seen = history_.seen();
  run_on(history_.append(x, count), seen, count, y);
  stale_ = true;
}

void WindowSum::sum_written(std::size_t count, double* y) {
  run_on(history_.end() - count, history_.seen() - count, count, y);
  stale_ = true;
}

void WindowSum::run_on(const double* x, std::size_t before, std::size_t count, double* y) const {
  const std::size_t empty = before + 1 >= n_ ? 0 : std::min(count, n_ - 1 - before);
  std::fill_n(y, empty, kNoValue);
  window_sums(x + empty, n_, count - empty, share_, y + empty);
}

}  // namespace fwq::analysis
