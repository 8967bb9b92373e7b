// Tangent of the close, read as radians.
//
//   tan = tan(close)
//
// Source:   TA-Lib 0.6.4, TA_TAN.
// Input:    close, or another column.
// Output:   a number; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::tan(x);
}

struct Tan {
  using Input = CloseInput;
  explicit Tan(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef tan_def{
    .id = "tan",
    .name = "TAN",
    .flavour = Flavour::talib,
    .title_en = "Tangent",
    .title_zh = "正切",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "tan", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, TAN",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::tan); },
    .stream = stream_of<Tan>,
};

}  // namespace fwq::analysis
