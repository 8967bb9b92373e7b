// The middle of a bar, between its high and its low.
//
//   medprice = (high + low) / 2
//
// Source:   TA-Lib 0.6.4, TA_MEDPRICE.
// Input:    high, low.
// Output:   a price; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "pair_fours.hpp"

namespace fwq::analysis {
namespace {

struct Middle {
  template <class T>
  [[gnu::always_inline]] static void of(const T& high, const T& low, T& to) noexcept {
    to = (high + low) / 2.0;
  }
};
double value_of(double high, double low) noexcept {
  double value = 0;
  Middle::of(high, low, value);
  return value;
}

struct Medprice {
  using Input = PairInput;
  explicit Medprice(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low); }
};

}  // namespace

extern const IndicatorDef medprice_def{
    .id = "medprice",
    .name = "MEDPRICE",
    .flavour = Flavour::talib,
    .title_en = "Median price",
    .title_zh = "中间价",
    .group = Group::price,
    .inputs = {Field::high, Field::low},
    .outputs = {{.name = "medprice"}},
    .overlay = true,
    .source = "TA-Lib 0.6.4, MEDPRICE",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<PairInput, value_of, pairs_in_fours<Middle>>,
    .stream = stream_of<Medprice>,
};

}  // namespace fwq::analysis
