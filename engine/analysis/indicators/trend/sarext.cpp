// Extended parabolic SAR: with a start of choice, factors for each side, and a sign that tells the side.
//
//   long:  sar += factor * (extreme - sar), not above the lows of this bar and the one before; extreme = highest high
//          since the turn; factor grows by a step at each new extreme, up to a maximum
//   short: likewise, mirrored. The line turns when a bar reaches it: sar = extreme, held outside the last two bars
//   start > 0: begins long at start; start < 0: begins short at -start; 0: as SAR
//   offset: at a turn the line steps away from the price by this share of itself
//
// Source:   TA-Lib 0.6.4, TA_SAREXT. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section II.
// Input:    high, low.
// Output:   a price, above 0 on a long side and below 0 on a short one (as TA-Lib); NaN for the first bar.
// Edges:    factors above their maximum count as the maximum. A NaN starts it anew.
// Cost:     O(1) a bar; a block in eight lanes that must meet to the last bit (parabolic.cpp).
#include "described.hpp"
#include "parabolic.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class SarExtended {
 public:
  using Input = PairInput;
  explicit SarExtended(Params p)
      : stop_({.start = p[0],
               .offset = p[1],
               .longs = {std::min(p[2], p[4]), std::min(p[3], p[4]), p[4]},
               .shorts = {std::min(p[5], p[7]), std::min(p[6], p[7]), p[7]}}) {}
  void push(const Input& bar, double* out) { out[0] = stop_.push(bar.high, bar.low); }
  void run(const Block& block) { stop_.run(block); }

 private:
  ParabolicStop stop_;
};

}  // namespace

extern const IndicatorDef sarext_def{
    .id = "sarext",
    .name = "SAREXT",
    .flavour = Flavour::talib,
    .title_en = "Parabolic SAR, extended",
    .title_zh = "扩展抛物线转向指标",
    .group = Group::trend,
    .inputs = {Field::high, Field::low},
    .params = {{.name = "start",
                .kind = ParamKind::real,
                .value = 0,
                .min = -1e9,
                .max = 1e9,
                .step = 0.01,
                .unit = "CNY",
                .help_en = "First stop: above 0 long, below 0 short, 0 by the first two bars",
                .help_zh = "初始止损价：正为多、负为空、0 由前两根决定"},
               real_param("offset", 0, 0, 100, 0.005, "ratio",
                          "Share of itself that the line steps away by at a turn",
                          "反转时离开价格的比例"),
               real_param("long_start", 0.02, 0, 100, 0.005, "ratio",
                          "Factor at the start of a long side", "多头加速因子初值"),
               real_param("long_step", 0.02, 0, 100, 0.005, "ratio", "Its growth at a new high",
                          "多头加速因子步长"),
               real_param("long_max", 0.2, 0, 100, 0.005, "ratio", "Its most", "多头加速因子上限"),
               real_param("short_start", 0.02, 0, 100, 0.005, "ratio",
                          "Factor at the start of a short side", "空头加速因子初值"),
               real_param("short_step", 0.02, 0, 100, 0.005, "ratio", "Its growth at a new low",
                          "空头加速因子步长"),
               real_param("short_max", 0.2, 0, 100, 0.005, "ratio", "Its most",
                          "空头加速因子上限")},
    .outputs = {{.name = "sarext"}},
    .source =
        "TA-Lib 0.6.4, SAREXT; J. W. Wilder, New Concepts in Technical Trading Systems (1978), "
        "section II",
    .warm_up = [](Params) { return std::size_t{1}; },
    .run = run_blocks<SarExtended>,
    .stream = stream_of<SarExtended>,
    .signals = [](const SignalRun& r) { level_signals(r, 0); },
};

}  // namespace fwq::analysis
