// The first series over the second: high and low unless others are named.
//
//   div = high / low
//
// Source:   TA-Lib 0.6.4, TA_DIV.
// Input:    high, low, or two other columns.
// Output:   a number; from the first bar.
// Edges:    a second value of 0 gives infinity, or no value if the first is 0 too. A NaN has none.
// Cost:     O(1) a bar.
#include "batch.hpp"
#include "pair_fours.hpp"

namespace fwq::analysis {
namespace {

struct Quotient {
  template <class T>
  [[gnu::always_inline]] static void of(const T& a, const T& b, T& to) noexcept {
    to = a / b;
  }
};
double value_of(double a, double b) noexcept {
  double value = 0;
  Quotient::of(a, b, value);
  return value;
}

struct Div {
  using Input = PairInput;
  explicit Div(Params /*none*/) {}
  void push(const Input& bar, double* out) { out[0] = value_of(bar.high, bar.low); }
};

}  // namespace

extern const IndicatorDef div_def{
    .id = "div",
    .name = "DIV",
    .flavour = Flavour::talib,
    .title_en = "Quotient of two series",
    .title_zh = "两序列之商",
    .group = Group::math,
    .inputs = {Field::high, Field::low},
    .outputs = {{.name = "div", .unit = Unit::none}},
    .source = "TA-Lib 0.6.4, DIV",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<PairInput, value_of, pairs_in_fours<Quotient>>,
    .stream = stream_of<Div>,
};

}  // namespace fwq::analysis
