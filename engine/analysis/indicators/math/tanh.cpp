// Hyperbolic tangent of the close.
//
//   tanh = tanh(close)
//
// Source:   TA-Lib 0.6.4, TA_TANH.
// Input:    close, or another column.
// Output:   a number in [-1, 1]; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::tanh(x);
}

struct Tanh {
  using Input = CloseInput;
  explicit Tanh(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef tanh_def{
    .id = "tanh",
    .name = "TANH",
    .flavour = Flavour::talib,
    .title_en = "Hyperbolic tangent",
    .title_zh = "双曲正切",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "tanh", .unit = Unit::none, .low = -1, .high = 1}},
    .source = "TA-Lib 0.6.4, TANH",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::tanh); },
    .stream = stream_of<Tanh>,
};

}  // namespace fwq::analysis
