// Hyperbolic cosine of the close.
//
//   cosh = cosh(close)
//
// Source:   TA-Lib 0.6.4, TA_COSH.
// Input:    close, or another column.
// Output:   a number of at least 1; from the first bar.
// Edges:    a close above 710 gives infinity. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::cosh(x);
}

struct Cosh {
  using Input = CloseInput;
  explicit Cosh(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef cosh_def{
    .id = "cosh",
    .name = "COSH",
    .flavour = Flavour::talib,
    .title_en = "Hyperbolic cosine",
    .title_zh = "双曲余弦",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "cosh", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, COSH",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::cosh); },
    .stream = stream_of<Cosh>,
};

}  // namespace fwq::analysis
