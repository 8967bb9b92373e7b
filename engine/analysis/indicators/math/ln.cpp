// Natural logarithm of the close.
//
//   ln = log(close)
//
// Source:   TA-Lib 0.6.4, TA_LN.
// Input:    close, or another column.
// Output:   a number; from the first bar.
// Edges:    0 gives minus infinity, a negative close has no value. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::log(x);
}

struct Ln {
  using Input = CloseInput;
  explicit Ln(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef ln_def{
    .id = "ln",
    .name = "LN",
    .flavour = Flavour::talib,
    .title_en = "Natural logarithm",
    .title_zh = "自然对数",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "ln", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, LN",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::log); },
    .stream = stream_of<Ln>,
};

}  // namespace fwq::analysis
