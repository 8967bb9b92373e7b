// Lowest value of a window.
//
//   min = the lowest of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_MIN.
// Input:    close, or another column.
// Output:   as the input; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(1) on average.
#include "described.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Min {
 public:
  using Input = CloseInput;
  explicit Min(Params p) : best_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = best_.push(bar.close); }
  void run(const Block& b) { best_.run_on(b.in[0], b.before, b.count, b.out[0]); }

 private:
  LowestOf best_;
};

}  // namespace

extern const IndicatorDef min_def{
    .id = "min",
    .name = "MIN",
    .flavour = Flavour::talib,
    .title_en = "Lowest value",
    .title_zh = "周期最小值",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "min"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MIN",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Min>,
    .stream = stream_of<Min>,
};

}  // namespace fwq::analysis
