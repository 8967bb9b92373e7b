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
// Cost:     O(1) a bar and an arctangent, many side by side (curves.hpp); the stream O(period).
#include <cmath>

#include "curves.hpp"
#include "described.hpp"
#include "hilbert.hpp"
#include "regression_line.hpp"

namespace fwq::analysis {
namespace {

class LinearregAngle {
 public:
  using Input = CloseInput;
  explicit LinearregAngle(Params p) : n_(bars_of(p[0])), history_(n_) {}
  void push(const Input& bar, double* out) {
    history_.push(bar.close);
    out[0] = history_.seen() < n_ ? kNoValue
                                  : std::atan(window_line(history_.end() - 1, n_).slope) * kDegrees;
  }
  void run(const Block& b) {
    const std::size_t empty = b.before + 1 >= n_ ? 0 : std::min(b.count, n_ - 1 - b.before);
    std::fill_n(b.out[0], empty, kNoValue);
    const std::size_t count = b.count - empty;
    double* const out = b.out[0] + empty;
    Scratch slope, mean;
    window_lines(b.in[0] + empty, n_, count, slope.data(), mean.data());
    curve_values(Curve::atan, slope.data(), count, out);
    for (std::size_t i = 0; i < count; ++i) out[i] *= kDegrees;
  }

 private:
  std::size_t n_;
  History history_;
};

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
