// Slope of the straight line fitted to the last closes.
//
//   linearreg_slope = slope of the least-squares line, a bar
//
//   The line is that of least squares through the last `period` closes (regression_line.hpp).
//
// Source:   TA-Lib 0.6.4, TA_LINEARREG_SLOPE.
// Input:    close, or another column.
// Output:   a price a bar; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it.
// Cost:     O(1) a bar; the stream O(period).
#include "described.hpp"
#include "regression_line.hpp"

namespace fwq::analysis {
namespace {

double value_of(const Line& line) noexcept {
  return line.slope;
}
using LinearregSlope = Regression<value_of>;

}  // namespace

extern const IndicatorDef linearreg_slope_def{
    .id = "linearreg_slope",
    .name = "LINEARREG_SLOPE",
    .flavour = Flavour::talib,
    .title_en = "Slope of the linear regression",
    .title_zh = "线性回归斜率",
    .group = Group::statistic,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Closes that the line is fitted to", "拟合直线的周期")},
    .outputs = {{.name = "linearreg_slope"}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, LINEARREG_SLOPE",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<LinearregSlope>,
    .stream = stream_of<LinearregSlope>,
};

}  // namespace fwq::analysis
