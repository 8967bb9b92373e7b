// Balance of power: where in its range a bar closed, seen from its open.
//
//   bop = (close - open) / (high - low)
//
// Source:   TA-Lib 0.6.4, TA_BOP. I. Livshin, Stocks & Commodities 19 (2001).
// Input:    open, high, low, close.
// Output:   a ratio in [-1, 1], from the first bar on.
// Edges:    no range gives 0. A bar that lacks a number has no value.
// Cost:     O(1) a bar.
#include "batch.hpp"

namespace fwq::analysis {
namespace {

class Bop {
 public:
  using Input = CandleInput;
  explicit Bop(Params) {}
  void push(const Input& bar, double* out) { out[0] = of(bar.open, bar.high, bar.low, bar.close); }
  static double of(double open, double high, double low, double close) noexcept {
    const double range = high - low, share = (close - open) / range;
    return range < 1e-14 ? 0.0 : share;
  }
};

}  // namespace

extern const IndicatorDef bop_def{
    .id = "bop",
    .name = "BOP",
    .flavour = Flavour::talib,
    .title_en = "Balance of power",
    .title_zh = "均势指标",
    .group = Group::momentum,
    .inputs = {Field::open, Field::high, Field::low, Field::close},
    .outputs = {{.name = "bop", .unit = Unit::ratio, .low = -1, .high = 1}},
    .guides = {0},
    .source = "TA-Lib 0.6.4, BOP; I. Livshin, Stocks & Commodities 19 (2001)",
    .warm_up = [](Params) { return std::size_t{0}; },
    .run = run_elementwise<CandleInput, Bop::of>,
    .stream = stream_of<Bop>,
};

}  // namespace fwq::analysis
