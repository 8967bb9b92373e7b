// Sine of the close, read as radians.
//
//   sin = sin(close)
//
// Source:   TA-Lib 0.6.4, TA_SIN.
// Input:    close, or another column.
// Output:   a number in [-1, 1]; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::sin(x);
}

struct Sin {
  using Input = CloseInput;
  explicit Sin(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef sin_def{
    .id = "sin",
    .name = "SIN",
    .flavour = Flavour::talib,
    .title_en = "Sine",
    .title_zh = "正弦",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "sin", .unit = Unit::none, .low = -1, .high = 1}},
    .source = "TA-Lib 0.6.4, SIN",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::sin); },
    .stream = stream_of<Sin>,
};

}  // namespace fwq::analysis
