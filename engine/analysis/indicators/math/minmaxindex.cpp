// Which bars have the lowest and the highest value of a window.
//
//   minindex, maxindex = the numbers of the bars with the lowest and the highest of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_MINMAXINDEX.
// Input:    close, or another column.
// Output:   two bar numbers, from 0; NaN for the first period-1 bars.
// Edges:    the index counts from the first bar of the stretch: of the series, or after the last gap or cut.
//           Of equal extremes TA-Lib takes the newest as they come, but the oldest when the extreme has left the
//           window and another must be sought; so does this. A NaN starts it anew.
// Cost:     O(1) a bar on average for prices that wander; O(period) where they fall or rise all the time.
#include "described.hpp"
#include "extreme_index.hpp"

namespace fwq::analysis {
namespace {

class MinMaxIndex {
 public:
  using Input = CloseInput;
  explicit MinMaxIndex(Params p) : low_(bars_of(p[0])), high_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = low_.push(bar.close);
    out[1] = high_.push(bar.close);
  }
  void run(const Block& b) {
    low_.run_on(b.in[0], b.before, b.count, b.out[0]);
    high_.run_on(b.in[0], b.before, b.count, b.out[1]);
  }

 private:
  IndexOfLowest low_;
  IndexOfHighest high_;
};

}  // namespace

extern const IndicatorDef minmaxindex_def{
    .id = "minmaxindex",
    .name = "MINMAXINDEX",
    .flavour = Flavour::talib,
    .title_en = "Bars of the lowest and the highest value",
    .title_zh = "周期最小值与最大值所在位置",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "minindex", .unit = Unit::bars}, {.name = "maxindex", .unit = Unit::bars}},
    .source = "TA-Lib 0.6.4, MINMAXINDEX",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<MinMaxIndex>,
    .stream = stream_of<MinMaxIndex>,
};

}  // namespace fwq::analysis
