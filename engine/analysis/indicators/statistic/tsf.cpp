// The straight line fitted to the last closes, carried on to the next bar.
//
//   tsf = value of the least-squares line one bar after the newest
//
//   The line is that of least squares through the last `period` closes (regression_line.hpp).
//
// Source:   TA-Lib 0.6.4, TA_TSF.
// Input:    close, or another column.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(1) a bar; the stream O(period).
#include "described.hpp"
#include "regression_line.hpp"

namespace fwq::analysis {
namespace {

double value_of(const Line& line) noexcept {
  return line.end() + line.slope;
}
using Tsf = Regression<value_of>;

}  // namespace

extern const IndicatorDef tsf_def{
    .id = "tsf",
    .name = "TSF",
    .flavour = Flavour::talib,
    .title_en = "Time series forecast",
    .title_zh = "时间序列预测",
    .group = Group::statistic,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Closes that the line is fitted to", "拟合直线的周期")},
    .outputs = {{.name = "tsf"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, TSF",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Tsf>,
    .stream = stream_of<Tsf>,
};

}  // namespace fwq::analysis
