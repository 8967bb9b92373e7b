// Arc cosine of the close: the angle whose cosine it is.
//
//   acos = acos(close)
//
// Source:   TA-Lib 0.6.4, TA_ACOS.
// Input:    close, or another column.
// Output:   radians in [0, pi]; from the first bar.
// Edges:    a close outside [-1, 1] has no value: the function is for scaled series, read by ACOS[column]. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::acos(x);
}

struct Acos {
  using Input = CloseInput;
  explicit Acos(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef acos_def{
    .id = "acos",
    .name = "ACOS",
    .flavour = Flavour::talib,
    .title_en = "Arc cosine",
    .title_zh = "反余弦",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "acos", .unit = Unit::none, .low = 0, .high = 3.14159265358979324}},
    .source = "TA-Lib 0.6.4, ACOS",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::acos); },
    .stream = stream_of<Acos>,
};

}  // namespace fwq::analysis
