// Lowest and highest value of a window.
//
//   min, max = the lowest and the highest of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_MINMAX.
// Input:    close, or another column.
// Output:   two values as the input; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(log period) a bar; the stream O(1) on average.
#include "described.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class MinMax {
 public:
  using Input = CloseInput;
  explicit MinMax(Params p) : low_(bars_of(p[0])), high_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = low_.push(bar.close);
    out[1] = high_.push(bar.close);
  }
  void run(const Block& b) {
    low_.run_on(b.in[0], b.before, b.count, b.out[0]);
    high_.run_on(b.in[0], b.before, b.count, b.out[1]);
  }

 private:
  LowestOf low_;
  HighestOf high_;
};

}  // namespace

extern const IndicatorDef minmax_def{
    .id = "minmax",
    .name = "MINMAX",
    .flavour = Flavour::talib,
    .title_en = "Lowest and highest value",
    .title_zh = "周期最小值与最大值",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "min"}, {.name = "max"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MINMAX",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<MinMax>,
    .stream = stream_of<MinMax>,
};

}  // namespace fwq::analysis
