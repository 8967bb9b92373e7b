// How closely two series move together: 1 in step, -1 against each other, 0 not at all.
//
//   correl = covariance(x, y) / sqrt(variance(x) * variance(y)) of the last `period` bars; x, y = high, low
//
// Source:   TA-Lib 0.6.4, TA_CORREL (Pearson's coefficient).
// Input:    high, low, or two other columns.
// Output:   a number in [-1, 1]; NaN for the first period-1 bars.
// Edges:    0 where a series does not move (the product of the two summed squares is below 1e-14), as in TA-Lib.
//           TA-Lib subtracts large sums and loses digits; this does not. A NaN empties the windows that hold it.
// Cost:     O(1) a bar on average; the stream O(period).
#include "batch.hpp"
#include "described.hpp"
#include "window_pairs.hpp"

namespace fwq::analysis {
namespace {

class Correl {
 public:
  using Input = PairInput;
  explicit Correl(Params p) : n_(bars_of(p[0])), x_(n_), y_(n_) {}
  void push(const Input& bar, double* out) {
    x_.push(bar.high);
    y_.push(bar.low);
    out[0] =
        x_.seen() < n_ ? kNoValue : correlation_of(window_pair(x_.end() - 1, y_.end() - 1, n_));
  }
  void run(const Block& b) {
    const std::size_t empty = b.before + 1 >= n_ ? 0 : std::min(b.count, n_ - 1 - b.before);
    std::fill_n(b.out[0], empty, kNoValue);
    window_correlations(b.in[0] + empty, b.in[1] + empty, n_, b.count - empty, b.out[0] + empty);
  }

 private:
  std::size_t n_;
  History x_, y_;
};

}  // namespace

extern const IndicatorDef correl_def{
    .id = "correl",
    .name = "CORREL",
    .flavour = Flavour::talib,
    .title_en = "Correlation",
    .title_zh = "相关系数",
    .group = Group::statistic,
    .inputs = {Field::high, Field::low},
    .params = {bars_param(30, 1, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "correl", .unit = Unit::none, .low = -1, .high = 1}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, CORREL",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Correl>,
    .stream = stream_of<Correl>,
};

}  // namespace fwq::analysis
