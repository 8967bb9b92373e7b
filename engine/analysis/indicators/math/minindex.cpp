// Which bar has the lowest value of a window.
//
//   minindex = the number of the bar with the lowest of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_MININDEX.
// Input:    close, or another column.
// Output:   a bar number, from 0; NaN for the first period-1 bars.
// Edges:    the index counts from the first bar of the stretch: of the series, or after the last gap or cut.
//           Of equal extremes TA-Lib takes the newest as they come, but the oldest when the extreme has left the
//           window and another must be sought; so does this. A NaN starts it anew.
// Cost:     O(1) a bar on average for prices that wander; O(period) where they fall (or rise) all the time.
#include "described.hpp"
#include "extreme_index.hpp"

namespace fwq::analysis {
namespace {

class MinIndex {
 public:
  using Input = CloseInput;
  explicit MinIndex(Params p) : index_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = index_.push(bar.close); }
  void run(const Block& b) { index_.run_on(b.in[0], b.before, b.count, b.out[0]); }

 private:
  IndexOfLowest index_;
};

}  // namespace

extern const IndicatorDef minindex_def{
    .id = "minindex",
    .name = "MININDEX",
    .flavour = Flavour::talib,
    .title_en = "Bar of the lowest value",
    .title_zh = "周期最小值所在位置",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "minindex", .unit = Unit::bars}},
    .source = "TA-Lib 0.6.4, MININDEX",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<MinIndex>,
    .stream = stream_of<MinIndex>,
};

}  // namespace fwq::analysis
