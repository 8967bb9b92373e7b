// The straight line of least squares through the last values of a column.
//
//   With bars 1 .. n in the window, M the mean of its values and W their mean weighted by 1 .. n:
//   slope = 6 * (W - M) / (n - 1)        end = M + slope * (n-1)/2        start = M - slope * (n-1)/2
//
// Source:   the normal equations of least squares, with the sums of 1 .. n and of their squares put in.
// Edges:    a column that does not move has a slope of exactly 0: values are measured from one of their own.
// Cost:     O(1) a bar in a batch, O(n) in a stream.
#pragma once

#include "batch.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

struct Line {
  double slope = 0, mean = 0, half_width = 0;  // half_width: (n-1)/2 bars.
  double start() const noexcept { return mean - half_width * slope; }
  double end() const noexcept { return mean + half_width * slope; }
};

// Of the n values up to *newest, by the definition.
Line window_line(const double* newest, std::size_t n) noexcept;

// Slope and mean of the lines through x[i-n+1 .. i], i in [0, count). Requires: n-1 values before x; count <= kBlock.
void window_lines(const double* x, std::size_t n, std::size_t count, double* slope,
                  double* mean) noexcept;

// A machine over closes; `Of` makes the value of the line. Parameter 0 is n >= 2.
template <double (*Of)(const Line&)>
class Regression {
 public:
  using Input = CloseInput;
  explicit Regression(Params p) : n_(bars_of(p[0])), history_(n_) {}

  void push(const Input& bar, double* out) {
    history_.push(bar.close);
    out[0] = history_.seen() < n_ ? kNoValue : Of(window_line(history_.end() - 1, n_));
  }
  void run(const Block& b) {
    const std::size_t empty = b.before + 1 >= n_ ? 0 : std::min(b.count, n_ - 1 - b.before);
    std::fill_n(b.out[0], empty, kNoValue);
    const std::size_t count = b.count - empty;
    Scratch slope, mean;
    window_lines(b.in[0] + empty, n_, count, slope.data(), mean.data());
    const double half_width = static_cast<double>(n_ - 1) / 2.0;
    double* const out = b.out[0] + empty;
    for (std::size_t i = 0; i < count; ++i) out[i] = Of({slope[i], mean[i], half_width});
  }

 private:
  std::size_t n_;
  History history_;
};

}  // namespace fwq::analysis
