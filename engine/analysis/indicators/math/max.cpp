// Highest value of a window.
//
//   max = the highest of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_MAX.
// Input:    close, or another column.
// Output:   as the input; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(1) on average.
#include "described.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Max {
 public:
  using Input = CloseInput;
  explicit Max(Params p) : best_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = best_.push(bar.close); }
  void run(const Block& b) { best_.run_on(b.in[0], b.before, b.count, b.out[0]); }

 private:
  HighestOf best_;
};

}  // namespace

extern const IndicatorDef max_def{
    .id = "max",
    .name = "MAX",
    .flavour = Flavour::talib,
    .title_en = "Highest value",
    .title_zh = "周期最大值",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "max"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MAX",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Max>,
    .stream = stream_of<Max>,
};

}  // namespace fwq::analysis
