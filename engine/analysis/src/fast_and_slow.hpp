// A fast and a slow average of one column that start at the same bar, and the MACD lines made of them.
#pragma once

#include <optional>
#include <tuple>
#include <utility>

#include "averages.hpp"

namespace fwq::analysis {

// Two simple means of which the difference is wanted. Near zero it shows how the rounding of TA-Lib's running sums adds
// up (1e-11 of an index at 3200 within 6000 bars), so the first kAsTaLib values keep its order of operations; then sums
// are begun anew (window_sums), and cannot drift on.
class TwoMeans {
 public:
  static constexpr std::size_t kAsTaLib = 8 * kBlock;
  TwoMeans(std::size_t fast, std::size_t slow)
      : history_(slow),
        fast_{fast, static_cast<double>(fast)},
        slow_{slow, static_cast<double>(slow)} {}
  // NaN until there is one.
  std::pair<double, double> push(double x);
  void run(const double* x, std::size_t count, double* fast, double* slow);

 private:
  struct Sum {
    std::size_t n;
    double size, sum = 0;
  };
  static double step(Sum& s, const double* newest, bool full) noexcept {
    s.sum += *newest;
    if (!full) return kNoValue;
    const double mean = s.sum / s.size;
    s.sum -= *(newest + 1 - s.n);
    return mean;
  }
  static double direct(const Sum& s, const double* newest) noexcept;
  History history_;
  Sum fast_, slow_;
};

// Whichever period is longer is the slow one. (TA-Lib.)
class FastAndSlow {
 public:
  // Together: the average that would start first sleeps until both can. Otherwise each starts when it can.
  FastAndSlow(double fast_type, double fast, double slow_type, double slow, bool together)
      : FastAndSlow(slow < fast ? Pair{slow_type, slow, fast_type, fast, together}
                                : Pair{fast_type, fast, slow_type, slow, together}) {}
  // EMAs with weights of their own, begun together with the means of so many values.
  static FastAndSlow fixed(double k_fast, std::size_t fast, double k_slow, std::size_t slow) {
    return {LateAverage(MovingAverage(Smoother(k_fast, fast)), slow - fast),
            LateAverage(MovingAverage(Smoother(k_slow, slow)), 0), slow - 1};
  }
  static std::size_t warm_up(double type1, double n1, double type2, double n2) noexcept {
    return std::max(MovingAverage::warm_up(type1, n1), MovingAverage::warm_up(type2, n2));
  }
  std::size_t warm_up() const noexcept { return warm_up_; }

  std::pair<double, double> push(double x) {
    if (means_) return means_->push(x);
    const double fast = fast_.push(x);
    return {fast, slow_.push(x)};
  }
  void run(const double* x, std::size_t count, double* fast, double* slow) {
    if (means_) {
      means_->run(x, count, fast, slow);
      return;
    }
    fast_.run(x, count, fast);
    slow_.run(x, count, slow);
  }

 private:
  struct Pair {
    double fast_type, fast, slow_type, slow;
    bool together;
    std::size_t fast_start() const noexcept { return MovingAverage::warm_up(fast_type, fast); }
    std::size_t slow_start() const noexcept { return MovingAverage::warm_up(slow_type, slow); }
    std::size_t start() const noexcept { return std::max(fast_start(), slow_start()); }
    std::size_t wait(std::size_t own) const noexcept { return together ? start() - own : 0; }
  };
  explicit FastAndSlow(const Pair& p)
      : FastAndSlow(LateAverage(MovingAverage(p.fast_type, p.fast), p.wait(p.fast_start())),
                    LateAverage(MovingAverage(p.slow_type, p.slow), p.wait(p.slow_start())),
                    p.start()) {
    if (p.fast_type == 0 && p.slow_type == 0) means_.emplace(bars_of(p.fast), bars_of(p.slow));
  }
  FastAndSlow(LateAverage fast, LateAverage slow, std::size_t warm_up)
      : fast_(std::move(fast)), slow_(std::move(slow)), warm_up_(warm_up) {}

  LateAverage fast_, slow_;
  std::optional<TwoMeans> means_;
  std::size_t warm_up_;
};

// macd = fast - slow, signal = its average, hist = macd - signal; all three from the first signal on.
class MacdLines {
 public:
  MacdLines(FastAndSlow averages, double signal_type, double signal)
      : averages_(std::move(averages)),
        signal_(MovingAverage(signal_type, signal), averages_.warm_up()) {}

  void push(double x, double* out) {
    const auto [fast, slow] = averages_.push(x);
    const double macd = fast - slow, signal = signal_.push(macd);
    out[0] = std::isnan(signal) ? kNoValue : macd;
    out[1] = signal;
    out[2] = macd - signal;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    double* const macd = block.out[0];
    double* const signal = block.out[1];
    double* const hist = block.out[2];
    averages_.run(block.in[0], block.count, macd, hist);
    for (std::size_t i = 0; i < block.count; ++i) macd[i] -= hist[i];
    signal_.run(macd, block.count, signal);
    for (std::size_t i = 0; i < block.count; ++i) hist[i] = macd[i] - signal[i];
    for (std::size_t i = 0; i < block.count && std::isnan(signal[i]); ++i) macd[i] = kNoValue;
  }

 private:
  FastAndSlow averages_;
  LateAverage signal_;
};

}  // namespace fwq::analysis
