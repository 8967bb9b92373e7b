// Parabolic SAR: a stop that follows the price faster the longer a trend makes new extremes.
//
//   long:  sar += factor * (extreme - sar), not above the lows of this bar and the one before; extreme = highest high
//          since the turn; factor grows by a step at each new extreme, up to a maximum
//   short: likewise, mirrored. The line turns when a bar reaches it: sar = extreme, held outside the last two bars
//   The first direction is that of the first two bars: short where the low moved further down than the high up.
//
// Source:   TA-Lib 0.6.4, TA_SAR. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section II.
// Input:    high, low.
// Output:   a price; NaN for the first bar.
// Edges:    an acceleration above the maximum counts as the maximum. A NaN starts it anew.
// Cost:     O(1) a bar; a block in eight lanes that must meet to the last bit (parabolic.cpp).
#include "described.hpp"
#include "parabolic.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Sar {
 public:
  using Input = PairInput;
  explicit Sar(Params p) : stop_(rules(std::min(p[0], p[1]), p[1])) {}
  void push(const Input& bar, double* out) { out[0] = std::abs(stop_.push(bar.high, bar.low)); }
  void run(const Block& block) {
    stop_.run(block);
    for (std::size_t i = 0; i < block.count; ++i) block.out[0][i] = std::abs(block.out[0][i]);
  }

 private:
  static ParabolicStop::Rules rules(double factor, double most) noexcept {
    return {
        .start = 0, .offset = 0, .longs = {factor, factor, most}, .shorts = {factor, factor, most}};
  }
  ParabolicStop stop_;
};

}  // namespace

extern const IndicatorDef sar_def{
    .id = "sar",
    .name = "SAR",
    .flavour = Flavour::talib,
    .title_en = "Parabolic SAR",
    .title_zh = "抛物线转向指标",
    .group = Group::trend,
    .inputs = {Field::high, Field::low},
    .params = {real_param("acceleration", 0.02, 0, 100, 0.005, "ratio",
                          "Factor at a turn, and its step", "加速因子的初值与步长"),
               real_param("maximum", 0.2, 0, 100, 0.01, "ratio", "Most that the factor grows to",
                          "加速因子的上限")},
    .outputs = {{.name = "sar"}},
    .overlay = true,
    .source =
        "TA-Lib 0.6.4, SAR; J. W. Wilder, New Concepts in Technical Trading Systems (1978), "
        "section II",
    .warm_up = [](Params) { return std::size_t{1}; },
    .run = run_blocks<Sar>,
    .stream = stream_of<Sar>,
    .signals = [](const SignalRun& r) { flip_signals(r, r.values[0]); },
};

}  // namespace fwq::analysis
