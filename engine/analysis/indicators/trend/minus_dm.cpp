// Minus directional movement: how far bars reach below the ones before, summed over about `period` bars.
//
//   above_t = high_t - high_{t-1}, below_t = low_{t-1} - low_t
//   minus_dm_t = below_t where below_t > above_t and below_t > 0, else 0
//   sum_t = sum_{t-1} - sum_{t-1} / period + dm_t, begun with the sum of the first period-1
//
// Source:   TA-Lib 0.6.4, TA_MINUS_DM. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section IV.
// Input:    high, low.
// Output:   a sum of price differences; NaN for the first period-1 bars (one bar for a period of 1, which is not smoothed).
// Edges:    a NaN starts it anew.
// Cost:     O(1) a bar; movement, sums and result of eight bars in one go (movement_eights.hpp).
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class MinusDm {
 public:
  using Input = PairInput;
  explicit MinusDm(Params p) : movement_(bars_of(p[0])), n_(p[0]) {}
  void push(const Input& bar, double* out) {
    out[0] = n_ * movement_.push({bar.high, bar.low, bar.low}).minus;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    std::size_t i = 0;
    for (; i < block.count && !movement_.begun(); ++i)
      push({block.in[0][i], block.in[1][i]}, &block.out[0][i]);
    const double n = n_;
    movement_.run_on<false, true, false>(
        block, i, block.out[0],
        [=](const Eights& /*plus*/, const Eights& moved, const Eights& /*range*/, Eights& sum)
            __attribute__((always_inline)) { sum = n * moved; });
  }

 private:
  DirectionalMovement movement_;
  double n_;
};

}  // namespace

extern const IndicatorDef minus_dm_def{
    .id = "minus_dm",
    .name = "MINUS_DM",
    .flavour = Flavour::talib,
    .title_en = "Minus directional movement",
    .title_zh = "下降动向",
    .group = Group::trend,
    .inputs = {Field::high, Field::low},
    .params = {bars_param(14, 1, "Bars that Wilder's smoothing spreads a movement over",
                          "威尔德平滑的周期")},
    .outputs = {{.name = "minus_dm"}},
    .source =
        "TA-Lib 0.6.4, MINUS_DM; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return std::max<std::size_t>(1, bars_of(p[0]) - 1); },
    .run = run_blocks<MinusDm>,
    .stream = stream_of<MinusDm>,
};

}  // namespace fwq::analysis
