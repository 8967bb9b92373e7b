// End of the straight line fitted to the last closes.
//
//   linearreg = value of the least-squares line at the newest bar
//
//   The line is that of least squares through the last `period` closes (regression_line.hpp).
//
// Source:   TA-Lib 0.6.4, TA_LINEARREG.
// Input:    close, or another column.
// Output:   a price; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(1) a bar; the stream O(period).
#include "described.hpp"
#include "regression_line.hpp"

namespace fwq::analysis {
namespace {

double value_of(const Line& line) noexcept {
  return line.end();
}
using Linearreg = Regression<value_of>;

}  // namespace

extern const IndicatorDef linearreg_def{
    .id = "linearreg",
    .name = "LINEARREG",
    .flavour = Flavour::talib,
    .title_en = "Linear regression",
    .title_zh = "线性回归",
    .group = Group::statistic,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Closes that the line is fitted to", "拟合直线的周期")},
    .outputs = {{.name = "linearreg"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, LINEARREG",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<Linearreg>,
    .stream = stream_of<Linearreg>,
};

}  // namespace fwq::analysis
