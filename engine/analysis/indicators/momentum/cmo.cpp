// Chande momentum oscillator: upward less downward movement, as a share of all movement.
//
//   up, down and their averages U and D as in RSI (Wilder)
//   cmo = 100 * (U - D) / (U + D)
//
// Source:   TA-Lib 0.6.4, TA_CMO. T. Chande and S. Kroll, The New Technical Trader (1994).
// Input:    close.
// Output:   percent in [-100, 100]; NaN for the first `period` bars.
// Edges:    no movement left (U + D below 1e-14 CNY) gives 0. A NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Cmo {
 public:
  using Input = CloseInput;
  explicit Cmo(Params p) : strength_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = strength_.push(bar.close) ? cmo_of(strength_.up(), strength_.down()) : kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch down;
    double* const out = block.out[0];
    strength_.run(block.in[0], block.before, block.count, out, down.data());
    for (std::size_t i = 0; i < block.count; ++i) out[i] = cmo_of(out[i], down[i]);
  }

 private:
  static double cmo_of(double up, double down) noexcept {
    const double total = up + down;
    const double share = 100.0 * ((up - down) / total);
    return total < kNothing ? 0.0 : share;
  }
  Strength strength_;
};

}  // namespace

extern const IndicatorDef cmo_def{
    .id = "cmo",
    .name = "CMO",
    .flavour = Flavour::talib,
    .title_en = "Chande momentum oscillator",
    .title_zh = "钱德动量摆动指标",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Bars that Wilder's smoothing spreads a move over",
                          "威尔德平滑的周期")},
    .outputs = {percent_output("cmo", -100, 100)},
    .guides = {-50, 50},
    .source = "TA-Lib 0.6.4, CMO; T. Chande and S. Kroll, The New Technical Trader (1994)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Cmo>,
    .stream = stream_of<Cmo>,
    .signals = [](const SignalRun& r) { zone_signals(r, -50, 50, 50, 50); },
};

}  // namespace fwq::analysis
