// Relative Strength Index: the share of upward movement in recent closes, from 0 to 100.
//
//   up_t = max(close_t - close_{t-1}, 0)        down_t = max(close_{t-1} - close_t, 0)
//   U_t  = U_{t-1} + (up_t - U_{t-1}) / period  begun with the mean of the first `period` moves
//   D_t  likewise, from down_t                  rsi = 100 * U / (U + D)
//
// Source:   TA-Lib 0.6.4, TA_RSI. J. W. Wilder, New Concepts in Technical Trading Systems (1978), section VI.
// Input:    close.
// Output:   percent in [0, 100]; NaN for the first `period` bars.
// Edges:    no movement left (U + D below 1e-14 CNY) gives 0, as in TA-Lib. A NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "recursion.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Rsi {
 public:
  using Input = CloseInput;
  explicit Rsi(Params p) : up_(Smoother::wilder(bars_of(p[0]))), down_(up_) {}
  void push(const Input& bar, double* out) {
    const double move = move_.push(bar.close);
    out[0] = kNoValue;
    if (std::isnan(move)) return;
    const double up = up_.push(std::max(move, 0.0));
    const double down = down_.push(std::max(-move, 0.0));
    if (std::isnan(up)) return;
    const double total = up + down;
    out[0] = total < kNothing ? 0.0 : 100.0 * (up / total);
  }

 private:
  static constexpr double kNothing = 1e-14;  // TA-Lib's zero.
  CloseMove move_;
  Smoother up_, down_;
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
    .params = {{.name = "period",
                .value = 14,
                .min = 2,
                .max = 100'000,
                .unit = "bars",
                .help_en = "Bars that Wilder's smoothing spreads a move over",
                .help_zh = "威尔德平滑的周期"}},
    .outputs = {{.name = "rsi", .unit = Unit::percent, .low = 0, .high = 100}},
    .guides = {30, 70},
    .source = "TA-Lib 0.6.4, RSI; J. W. Wilder, New Concepts in Technical Trading Systems (1978)",
    .warm_up = [](Params p) { return bars_of(p[0]); },
    .run = run_machine<Rsi>,
    .stream = stream_of<Rsi>,
    .signals = [](const SignalRun& r) { zone_signals(r, 30, 70); },
};

}  // namespace fwq::analysis
