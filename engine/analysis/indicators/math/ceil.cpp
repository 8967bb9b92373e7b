// The close rounded up to a whole number.
//
//   ceil = ceil(close)
//
// Source:   TA-Lib 0.6.4, TA_CEIL.
// Input:    close, or another column.
// Output:   a whole number; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "batch.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::ceil(x);
}

struct Ceil {
  using Input = CloseInput;
  explicit Ceil(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef ceil_def{
    .id = "ceil",
    .name = "CEIL",
    .flavour = Flavour::talib,
    .title_en = "Ceiling",
    .title_zh = "向上取整",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "ceil", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, CEIL",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<CloseInput, value_of>,
    .stream = stream_of<Ceil>,
};

}  // namespace fwq::analysis
