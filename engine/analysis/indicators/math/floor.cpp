// The close rounded down to a whole number.
//
//   floor = floor(close)
//
// Source:   TA-Lib 0.6.4, TA_FLOOR.
// Input:    close, or another column.
// Output:   a whole number; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include <cmath>

#include "batch.hpp"

namespace fwq::analysis {
namespace {

double value_of(double x) noexcept {
  return std::floor(x);
}

struct Floor {
  using Input = CloseInput;
  explicit Floor(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.close); }
};

}  // namespace

extern const IndicatorDef floor_def{
    .id = "floor",
    .name = "FLOOR",
    .flavour = Flavour::talib,
    .title_en = "Floor",
    .title_zh = "向下取整",
    .group = Group::math,
    .inputs = {Field::close},
    .outputs = {{.name = "floor", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, FLOOR",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<CloseInput, value_of>,
    .stream = stream_of<Floor>,
};

}  // namespace fwq::analysis
