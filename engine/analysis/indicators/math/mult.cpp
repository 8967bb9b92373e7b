// The product of two series: high and low unless others are named.
//
//   mult = high * low
//
// Source:   TA-Lib 0.6.4, TA_MULT.
// Input:    high, low, or two other columns.
// Output:   a number; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "pair_fours.hpp"

namespace fwq::analysis {
namespace {

struct Product {
  template <class T>
  [[gnu::always_inline]] static void of(const T& a, const T& b, T& to) noexcept {
    to = a * b;
  }
};
double value_of(double a, double b) noexcept {
  double value = 0;
  Product::of(a, b, value);
  return value;
}

struct Mult {
  using Input = PairInput;
  explicit Mult(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low); }
};

}  // namespace

extern const IndicatorDef mult_def{
    .id = "mult",
    .name = "MULT",
    .flavour = Flavour::talib,
    .title_en = "Product of two series",
    .title_zh = "两序列之积",
    .group = Group::math,
    .inputs = {Field::high, Field::low},
    .outputs = {{.name = "mult", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, MULT",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<PairInput, value_of, pairs_in_fours<Product>>,
    .stream = stream_of<Mult>,
};

}  // namespace fwq::analysis
