// Plus directional indicator: the share of upward movement in all that the price travelled.
//
//   above_t = high_t - high_{t-1}, below_t = low_{t-1} - low_t
//   plus_dm_t = above_t where above_t > below_t and above_t > 0, else 0
//   plus_di = 100 * S(dm) / S(tr), S_t = S_{t-1} - S_{t-1} / period + x_t, begun with the sum of the first period-1
//   tr_t = true range
//
// Source:   TA-Lib 0.6.4, TA_PLUS_DI. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section IV.
// Input:    high, low, close.
// Output:   percent in [0, 100]; NaN for the first `period` bars.
// Edges:    no range gives 0. With a period of 1 TA-Lib gives a share in [0, 1] of the single bar, and so does this.
//           A NaN starts it anew.
// Cost:     O(1) a bar; movement, sums and result of eight bars in one go (movement_eights.hpp).
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class PlusDi {
 public:
  using Input = RangeInput;
  explicit PlusDi(Params p)
      : movement_(bars_of(p[0])),
        n_(p[0]),
        percent_(p[0] > 1 ? 100.0 : 1.0),
        skip_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    const Movement sums = movement_.push(bar);
    out[0] = kNoValue;
    if (skip_ > 0) {
      --skip_;
    } else {
      out[0] = share(sums.plus, sums.range);
    }
  }
  FWQ_VECTORIZED void run(const Block& block) {
    std::size_t i = 0;
    for (; i < block.count && (skip_ > 0 || !movement_.begun()); ++i)
      push(RangeInput{block.in[0][i], block.in[1][i], block.in[2][i]}, &block.out[0][i]);
    const double n = n_, percent = percent_;
    movement_.run_on<true, false, true>(
        block, i, block.out[0],
        [=](const Eights& moved, const Eights& /*minus*/, const Eights& range, Eights& share)
            __attribute__((always_inline)) {
              share = percent * (moved / range);
              share = n * range < Eights{} + kNothing ? Eights{} : share;
            });
  }

 private:
  double share(double moved, double range) const noexcept {
    const double percent = percent_ * (moved / range);
    return n_ * range < kNothing ? 0.0 : percent;
  }
  DirectionalMovement movement_;
  double n_, percent_;
  std::size_t skip_;  // The bars before the first value.
};

}  // namespace

extern const IndicatorDef plus_di_def{
    .id = "plus_di",
    .name = "PLUS_DI",
    .flavour = Flavour::talib,
    .title_en = "Plus directional indicator",
    .title_zh = "上升动向指标",
    .group = Group::trend,
    .inputs = {Field::high, Field::low, Field::close},
    .params = {bars_param(14, 1, "Bars that Wilder's smoothing spreads a movement over",
                          "威尔德平滑的周期")},
    .outputs = {percent_output("plus_di")},
    .source =
        "TA-Lib 0.6.4, PLUS_DI; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<PlusDi>,
    .stream = stream_of<PlusDi>,
};

}  // namespace fwq::analysis
