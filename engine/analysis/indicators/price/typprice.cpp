// The typical price of a bar: the mean of high, low and close.
//
//   typprice = (high + low + close) / 3
//
// Source:   TA-Lib 0.6.4, TA_TYPPRICE.
// Input:    high, low, close.
// Output:   a price; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "thirds.hpp"

namespace fwq::analysis {
namespace {

double value_of(double high, double low, double close) noexcept {
  return third_of(high + low + close);
}

struct Typprice {
  using Input = RangeInput;
  explicit Typprice(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low, bar.close); }
};

}  // namespace

extern const IndicatorDef typprice_def{
    .id = "typprice",
    .name = "TYPPRICE",
    .flavour = Flavour::talib,
    .title_en = "Typical price",
    .title_zh = "典型价",
    .group = Group::price,
    .inputs = {Field::high, Field::low, Field::close},
    .outputs = {{.name = "typprice"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, TYPPRICE",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<RangeInput, value_of>,
    .stream = stream_of<Typprice>,
};

}  // namespace fwq::analysis
