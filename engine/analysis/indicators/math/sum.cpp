// Sum of a window.
//
//   sum = close_t + ... + close_{t-period+1}
//
// Source:   TA-Lib 0.6.4, TA_SUM.
// Input:    close, or another column.
// Output:   as the input; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "described.hpp"
#include "recursion.hpp"

namespace fwq::analysis {
namespace {

class Sum {
 public:
  using Input = CloseInput;
  explicit Sum(Params p) : sum_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = sum_.push(bar.close); }
  void run(const Block& b) { sum_.run_on(b.in[0], b.before, b.count, b.out[0]); }

 private:
  WindowSum sum_;
};

}  // namespace

extern const IndicatorDef sum_def{
    .id = "sum",
    .name = "SUM",
    .flavour = Flavour::talib,
    .title_en = "Sum of a window",
    .title_zh = "周期求和",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "sum"}},
    .source = "TA-Lib 0.6.4, SUM",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Sum>,
    .stream = stream_of<Sum>,
};

}  // namespace fwq::analysis
