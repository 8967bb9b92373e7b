// Which bar has the highest value of a window.
//
//   maxindex = the number of the bar with the highest of the last `period` closes
//
// Source:   TA-Lib 0.6.4, TA_MAXINDEX.
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

class MaxIndex {
 public:
  using Input = CloseInput;
  explicit MaxIndex(Params p) : index_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) { out[0] = index_.push(bar.close); }
  void run(const Block& b) { index_.run_on(b.in[0], b.before, b.count, b.out[0]); }

 private:
  IndexOfHighest index_;
};

}  // namespace

extern const IndicatorDef maxindex_def{
    .id = "maxindex",
    .name = "MAXINDEX",
    .flavour = Flavour::talib,
    .title_en = "Bar of the highest value",
    .title_zh = "周期最大值所在位置",
    .group = Group::math,
    .inputs = {Field::close},
    .params = {bars_param(30, 2, "Bars of the window", "窗口周期")},
    .outputs = {{.name = "maxindex", .unit = Unit::bars}},
    .source = "TA-Lib 0.6.4, MAXINDEX",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<MaxIndex>,
    .stream = stream_of<MaxIndex>,
};

}  // namespace fwq::analysis
