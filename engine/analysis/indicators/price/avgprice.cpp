// The mean of the four prices of a bar.
//
//   avgprice = (open + high + low + close) / 4
//
// Source:   TA-Lib 0.6.4, TA_AVGPRICE.
// Input:    open, high, low, close.
// Output:   a price; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"

namespace fwq::analysis {
namespace {

double value_of(double open, double high, double low, double close) noexcept {
  return (high + low + close + open) / 4.0;
}

struct Avgprice {
  using Input = CandleInput;
  explicit Avgprice(Params /*none*/) {}
  void push(const Input& bar, double* out) {
    out[0] = value_of(bar.open, bar.high, bar.low, bar.close);
  }
};

}  // namespace

extern const IndicatorDef avgprice_def{
    .id = "avgprice",
    .name = "AVGPRICE",
    .flavour = Flavour::talib,
    .title_en = "Average price",
    .title_zh = "平均价",
    .group = Group::price,
    .inputs = {Field::open, Field::high, Field::low, Field::close},
    .outputs = {{.name = "avgprice"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, AVGPRICE",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<CandleInput, value_of>,
    .stream = stream_of<Avgprice>,
};

}  // namespace fwq::analysis
