// The exponential function of the close.
//
//   exp = e ^ close
//
// Source:   TA-Lib 0.6.4, TA_EXP.
// Input:    close, or another column.
// Output:   a number above 0; from the first bar.
// Edges:    a close above 709 gives infinity. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::exp(x);
}

struct Exp {
  using Input = CloseInput;
  explicit Exp(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef exp_def{
    .id = "exp",
    .name = "EXP",
    .flavour = Flavour::talib,
    .title_en = "Exponential",
    .title_zh = "指数函数",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "exp", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, EXP",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::exp); },
    .stream = stream_of<Exp>,
};

}  // namespace fwq::analysis
