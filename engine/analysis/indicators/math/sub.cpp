// The first series less the second: high and low unless others are named.
//
//   sub = high - low
//
// Source:   TA-Lib 0.6.4, TA_SUB.
// Input:    high, low, or two other columns.
// Output:   a number; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "pair_fours.hpp"

namespace fwq::analysis {
namespace {

struct Difference {
  template <class T>
  [[gnu::always_inline]] static void of(const T& a, const T& b, T& to) noexcept {
    to = a - b;
  }
};
double value_of(double a, double b) noexcept {
  double value = 0;
  Difference::of(a, b, value);
  return value;
}

struct Sub {
  using Input = PairInput;
  explicit Sub(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low); }
};

}  // namespace

extern const IndicatorDef sub_def{
    .id = "sub",
    .name = "SUB",
    .flavour = Flavour::talib,
    .title_en = "Difference of two series",
    .title_zh = "两序列之差",
    .group = Group::math,
    .inputs = {Field::high, Field::low},
    .outputs = {{.name = "sub", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, SUB",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<PairInput, value_of, pairs_in_fours<Difference>>,
    .stream = stream_of<Sub>,
};

}  // namespace fwq::analysis
