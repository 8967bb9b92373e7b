// The mean of high, low and close in which the close counts twice.
//
//   wclprice = (high + low + 2*close) / 4
//
// Source:   TA-Lib 0.6.4, TA_WCLPRICE.
// Input:    high, low, close.
// Output:   a price; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"

namespace fwq::analysis {
namespace {

double value_of(double high, double low, double close) noexcept {
  return (high + low + close * 2.0) / 4.0;
}

struct Wclprice {
  using Input = RangeInput;
  explicit Wclprice(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low, bar.close); }
};

}  // namespace

extern const IndicatorDef wclprice_def{
    .id = "wclprice",
    .name = "WCLPRICE",
    .flavour = Flavour::talib,
    .title_en = "Weighted close",
    .title_zh = "加权收盘价",
    .group = Group::price,
    .inputs = {Field::high, Field::low, Field::close},
    .outputs = {{.name = "wclprice"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, WCLPRICE",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<RangeInput, value_of>,
    .stream = stream_of<Wclprice>,
};

}  // namespace fwq::analysis
