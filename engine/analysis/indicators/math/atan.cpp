// Arc tangent of the close: the angle whose tangent it is.
//
//   atan = atan(close)
//
// Source:   TA-Lib 0.6.4, TA_ATAN.
// Input:    close, or another column.
// Output:   radians in [-pi/2, pi/2]; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::atan(x);
}

struct Atan {
  using Input = CloseInput;
  explicit Atan(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef atan_def{
    .id = "atan",
    .name = "ATAN",
    .flavour = Flavour::talib,
    .title_en = "Arc tangent",
    .title_zh = "反正切",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "atan",
                 .unit = Unit::none,
                 .low = -1.57079632679489662,
                 .high = 1.57079632679489662}},
    .source = "TA-Lib 0.6.4, ATAN",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::atan); },
    .stream = stream_of<Atan>,
};

}  // namespace fwq::analysis
