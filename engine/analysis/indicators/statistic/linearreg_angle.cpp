// Slope of the straight line fitted to the last closes, as an angle.
//
//   linearreg_angle = atan(slope of the least-squares line) in degrees, a bar as wide as 1 is high
//
//   The line is that of least squares through the last `period` closes (regression_line.hpp).
//
// Source:   TA-Lib 0.6.4, TA_LINEARREG_ANGLE.
// Input:    close, or another column.
// Output:   degrees in [-90, 90]; NaN for the first period-1 bars.
// Edges:    a NaN empties the windows that hold it. The angle depends on the unit of the price.
// Cost:     O(1) a bar and an arctangent; the stream O(period).
#include <cmath>
#include "described.hpp"
#include "hilbert.hpp"
#include "regression_line.hpp"

namespace fwq::analysis {
namespace {

double value_of(const Line& line) noexcept {
  return std::atan(line.slope) * kDegrees;
}
using LinearregAngle = Regression<value_of>;

}  // namespace

extern const IndicatorDef linearreg_angle_def{
    .id = "linearreg_angle",
    .name = "LINEARREG_ANGLE",
    .flavour = Flavour::talib,
    .title_en = "Angle of the linear regression",
    .title_zh = "线性回归角度",
    .group = Group::statistic,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Closes that the line is fitted to", "拟合直线的周期")},
    .outputs = {{.name = "linearreg_angle", .unit = Unit::degrees, .low = -90, .high = 90}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, LINEARREG_ANGLE",
    .warm_up = [](Params p) { return bars_of(p[0]) - 1; },
    .run = run_blocks<LinearregAngle>,
    .stream = stream_of<LinearregAngle>,
};

}  // namespace fwq::analysis
