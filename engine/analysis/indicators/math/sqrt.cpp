// Square root of the close.
//
//   sqrt = sqrt(close)
//
// Source:   TA-Lib 0.6.4, TA_SQRT.
// Input:    close, or another column.
// Output:   a number of at least 0; from the first bar.
// Edges:    a negative close has no value. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "batch.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::sqrt(x);
}

struct Sqrt {
  using Input = CloseInput;
  explicit Sqrt(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef sqrt_def{
    .id = "sqrt",
    .name = "SQRT",
    .flavour = Flavour::talib,
    .title_en = "Square root",
    .title_zh = "平方根",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "sqrt", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, SQRT",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<CloseInput, value_of>,
    .stream = stream_of<Sqrt>,
};

}  // namespace fwq::analysis
