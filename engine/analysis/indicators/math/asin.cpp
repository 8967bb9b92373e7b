// Arc sine of the close: the angle whose sine it is.
//
//   asin = asin(close)
//
// Source:   TA-Lib 0.6.4, TA_ASIN.
// Input:    close, or another column.
// Output:   radians in [-pi/2, pi/2]; from the first bar.
// Edges:    a close outside [-1, 1] has no value: the function is for scaled series, read by ASIN[column]. A NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "curves.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::asin(x);
}

struct Asin {
  using Input = CloseInput;
  explicit Asin(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef asin_def{
    .id = "asin",
    .name = "ASIN",
    .flavour = Flavour::talib,
    .title_en = "Arc sine",
    .title_zh = "反正弦",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "asin",
                 .unit = Unit::none,
                 .low = -1.57079632679489662,
                 .high = 1.57079632679489662}},
    .source = "TA-Lib 0.6.4, ASIN",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = [](const IndicatorRun& r) { run_curve(r, Curve::asin); },
    .stream = stream_of<Asin>,
};

}  // namespace fwq::analysis
