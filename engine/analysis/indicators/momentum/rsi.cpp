// Relative Strength Index: the share of upward movement in recent closes, from 0 to 100.
//
//   up_t = max(close_t - close_{t-1}, 0)        down_t = max(close_{t-1} - close_t, 0)
//   U_t  = U_{t-1} + (up_t - U_{t-1}) / period  begun with the mean of the first `period` moves
//   D_t  likewise, from down_t                  rsi = 100 * U / (U + D)
//
// Source:   TA-Lib 0.6.4, TA_RSI. J. W. Wilder, New Concepts in Technical Trading Systems (1978).
// Input:    close.
// Output:   percent in [0, 100]; NaN for the first `period` bars.
// Edges:    no movement left (U + D below 1e-14 CNY) gives 0, as in TA-Lib. A NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "signal_rules.hpp"
#include "stages.hpp"

namespace fwq::analysis {
namespace {

class Rsi {
 public:
  using Input = CloseInput;
  explicit Rsi(Params p) : strength_(bars_of(p[0])) {}
  void push(const Input& bar, double* out) {
    out[0] = strength_.push(bar.close) ? rsi_of(strength_.up(), strength_.down()) : kNoValue;
  }
  FWQ_VECTORIZED void run(const Block& block) {
    Scratch down;
    double* const out = block.out[0];
    strength_.run(block.in[0], block.before, block.count, out, down.data());
    for (std::size_t i = 0; i < block.count; ++i) out[i] = rsi_of(out[i], down[i]);
  }

 private:
  Strength strength_;
};

}  // namespace

extern const IndicatorDef rsi_def{
    .id = "rsi",
    .name = "RSI",
    .flavour = Flavour::talib,
    .title_en = "Relative Strength Index",
    .title_zh = "相对强弱指标",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(14, 2, "Bars that Wilder's smoothing spreads a move over",
                          "威尔德平滑的周期")},
    .outputs = {percent_output("rsi")},
    .guides = {30, 70},
    .source = "TA-Lib 0.6.4, RSI; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_blocks<Rsi>,
    .stream = stream_of<Rsi>,
    .signals = [](const SignalRun& r) { rsi_signals(r, 30, 70); },
};

}  // namespace fwq::analysis
