// How strongly the second series moves for each move of the first.
//
//   x, y = returns of high and low: value / value before - 1; 0 after a value of 0
//   beta = covariance(x, y) / variance(x) of the last `period` returns
//
// Source:   TA-Lib 0.6.4, TA_BETA.
// Input:    high, low, or two other columns: a market and a stock.
// Output:   a number; NaN for the first `period` bars.
// Edges:    0 where the first series does not move (period^2 * variance below 1e-14), as in TA-Lib. A NaN starts it anew.
// Cost:     O(1) a bar on average; the stream O(period).
#include "batch.hpp"
#include "described.hpp"
#include "window_pairs.hpp"

namespace fwq::analysis {
namespace {

class Beta {
 public:
  using Input = PairInput;
  explicit Beta(Params p) : n_(bars_of(p[0])), x_(n_), y_(n_) {}
  void push(const Input& bar, double* out) {
    if (begun_) {
      x_.push(change(bar.high, last_x_));
      y_.push(change(bar.low, last_y_));
    }
    last_x_ = bar.high;
    last_y_ = bar.low;
    begun_ = true;
    out[0] = x_.seen() < n_
                 ? kNoValue
                 : beta_of(window_pair(x_.end() - 1, y_.end() - 1, n_), static_cast<double>(n_));
  }
  FWQ_VECTORIZED void run(const Block& b) {
    const std::size_t skip = b.before == 0 ? 1 : 0;  // The first bar has no return.
    const std::size_t count = b.count - skip;
    const std::size_t seen = x_.seen();
    double* const x = x_.room_for(count);
    double* const y = y_.room_for(count);
    for (std::size_t i = 0; i < count; ++i) {
      x[i] = change(b.in[0][skip + i], *(b.in[0] + skip + i - 1));
      y[i] = change(b.in[1][skip + i], *(b.in[1] + skip + i - 1));
    }
    const std::size_t lacking = seen + 1 >= n_ ? 0 : std::min(count, n_ - 1 - seen);
    std::fill_n(b.out[0], skip + lacking, kNoValue);
    window_betas(x + lacking, y + lacking, n_, count - lacking, b.out[0] + skip + lacking);
  }

 private:
  static double change(double now, double then) noexcept {
    const double value = now / then - 1.0;
    return std::abs(then) < 1e-14 ? 0.0 : value;
  }
  std::size_t n_;
  History x_, y_;
  double last_x_ = 0, last_y_ = 0;
  bool begun_ = false;
};

}  // namespace

extern const IndicatorDef beta_def{
    .id = "beta",
    .name = "BETA",
    .flavour = Flavour::talib,
    .title_en = "Beta",
    .title_zh = "贝塔系数",
    .group = Group::statistic,
    .inputs = {Field::high, Field::low},
    .params = {bars_param(5, 1, "Returns in the window", "收益率个数")},
    .outputs = {{.name = "beta", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, BETA",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Beta>,
    .stream = stream_of<Beta>,
};

}  // namespace fwq::analysis
