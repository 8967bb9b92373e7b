// Cosine of the close, read as radians.
//
//   cos = cos(close)
//
// Source:   TA-Lib 0.6.4, TA_COS.
// Input:    close, or another column.
// Output:   a number in [-1, 1]; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::cos(x);
}

struct Cos {
  using Input = CloseInput;
  explicit Cos(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef cos_def{
    .id = "cos",
    .name = "COS",
    .flavour = Flavour::talib,
    .title_en = "Cosine",
    .title_zh = "余弦",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "cos", .unit = Unit::none, .low = -1, .high = 1}},
    .source = "TA-Lib 0.6.4, COS",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::cos); },
    .stream = stream_of<Cos>,
};

}  // namespace fwq::analysis
