// Mean squared distance of closes from their mean.
//
//   var = mean of (close - mean)^2 of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_VAR (population variance).
// Input:    close, or another column.
// Output:   a squared price of at least 0; NaN for the first period-1 bars.
// Edges:    TA-Lib takes a second parameter and does not use it; it is taken here so that calls carry over.
//           A NaN empties the windows that hold it. TA-Lib subtracts two large sums and loses digits; this does not.
// Cost:     O(1) a bar on average.
#include "batch.hpp"
#include "block_loops.hpp"
#include "described.hpp"
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class Var {
 public:
  using Input = CloseInput;
  explicit Var(Params p) : n_(bars_of(p[0])), spread_(n_) {}
  void push(const Input& bar, double* out) {
    out[0] = spread_.push(bar.close) ? squared(spread_.population_deviation()) : kNoValue;
  }
  void run(const Block& b) {
    const std::size_t empty = b.before + 1 >= n_ ? 0 : std::min(b.count, n_ - 1 - b.before);
    std::fill_n(b.out[0], empty, kNoValue);
    Scratch mean;
    window_variances(b.in[0] + empty, n_, b.count - empty, mean.data(), b.out[0] + empty);
  }

 private:
  static double squared(double x) noexcept { return x * x; }
  std::size_t n_;
  WindowSpread spread_;
};

}  // namespace

extern const IndicatorDef var_def{
    .id = "var",
    .name = "VAR",
    .flavour = Flavour::talib,
    .title_en = "Variance",
    .title_zh = "方差",
    .group = Group::statistic,
    .inputs = {Field::close},
    .params = {bars_param(5, 1, "Closes in the variance", "方差周期"),
               real_param("nb_dev", 1, 0, 100, 0.1, "deviations", "Has no effect, as in TA-Lib",
                          "不起作用（与 TA-Lib 一致）")},
    .outputs = {{.name = "var", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, VAR",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Var>,
    .stream = stream_of<Var>,
};

}  // namespace fwq::analysis
