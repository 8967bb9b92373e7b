// Logarithm of the close to base 10.
//
//   log10 = log10(close)
//
// Source:   TA-Lib 0.6.4, TA_LOG10.
// Input:    close, or another column.
// Output:   a number; from the first bar.
// Edges:    0 gives minus infinity, a negative close has no value. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::log10(x);
}

struct Log10 {
  using Input = CloseInput;
  explicit Log10(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef log10_def{
    .id = "log10",
    .name = "LOG10",
    .flavour = Flavour::talib,
    .title_en = "Logarithm to base 10",
    .title_zh = "常用对数",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "log10", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, LOG10",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::log10); },
    .stream = stream_of<Log10>,
};

}  // namespace fwq::analysis
