// The sum of two series: high and low unless others are named.
//
//   add = high + low
//
// Source:   TA-Lib 0.6.4, TA_ADD.
// Input:    high, low, or two other columns.
// Output:   a number; from the first bar.
// Edges:    a NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "pair_fours.hpp"

namespace fwq::analysis {
namespace {

struct Sum {
  template <class T>
  [[gnu::always_inline]] static void of(const T& a, const T& b, T& to) noexcept {
    to = a + b;
  }
};
double value_of(double a, double b) noexcept {
  double value = 0;
  Sum::of(a, b, value);
  return value;
}

struct Add {
  using Input = PairInput;
  explicit Add(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low); }
};

}  // namespace

extern const IndicatorDef add_def{
    .id = "add",
    .name = "ADD",
    .flavour = Flavour::talib,
    .title_en = "Sum of two series",
    .title_zh = "两序列之和",
    .group = Group::math,
    .inputs = {Field::high, Field::low},
    .outputs = {{.name = "add", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, ADD",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<PairInput, value_of, pairs_in_fours<Sum>>,
    .stream = stream_of<Add>,
};

}  // namespace fwq::analysis
