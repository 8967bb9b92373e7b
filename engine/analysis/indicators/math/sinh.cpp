// Hyperbolic sine of the close.
//
//   sinh = sinh(close)
//
// Source:   TA-Lib 0.6.4, TA_SINH.
// Input:    close, or another column.
// Output:   a number; from the first bar.
// Edges:    a close above 710 gives infinity. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::sinh(x);
}

struct Sinh {
  using Input = CloseInput;
  explicit Sinh(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef sinh_def{
    .id = "sinh",
    .name = "SINH",
    .flavour = Flavour::talib,
    .title_en = "Hyperbolic sine",
    .title_zh = "双曲正弦",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "sinh", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, SINH",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::sinh); },
    .stream = stream_of<Sinh>,
};

}  // namespace fwq::analysis
