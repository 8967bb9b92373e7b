// MACD: how far a fast exponential average is from a slow one, and the average of that distance.
//
//   macd   = EMA(close, fast) - EMA(close, slow)
//   signal = EMA(macd, signal_period)
//   hist   = macd - signal
//   Each EMA begins with the mean of its first values; the fast one begins so late that both start at bar slow-1.
//
// Source:   TA-Lib 0.6.4, TA_MACD. G. Appel, Technical Analysis: Power Tools for Active Investors (2005).
// Input:    close.
// Output:   three price differences; NaN for the first slow-1 + signal_period-1 bars.
// Edges:    fast > slow: the two change places, as in TA-Lib. A NaN close restarts the seeding.
// Cost:     O(1) a bar.
#include "described.hpp"
#include "fast_and_slow.hpp"
#include "signal_rules.hpp"

namespace fwq::analysis {
namespace {

class Macd {
 public:
  using Input = CloseInput;
  explicit Macd(Params p) : lines_(FastAndSlow(1, p[0], 1, p[1], true), 1, p[2]) {}
  void push(const Input& bar, double* out) { lines_.push(bar.close, out); }
  void run(const Block& block) { lines_.run(block); }

 private:
  MacdLines lines_;
};

}  // namespace

extern const IndicatorDef macd_def{
    .id = "macd",
    .name = "MACD",
    .flavour = Flavour::talib,
    .title_en = "Moving average convergence/divergence",
    .title_zh = "指数平滑异同移动平均线",
    .group = Group::momentum,
    .inputs = {Field::close},
    .params = {bars_param(12, 2, "Period of the fast average", "快线周期", "fast"),
               bars_param(26, 2, "Period of the slow average", "慢线周期", "slow"),
               bars_param(9, 1, "Period of the signal line", "信号线周期", "signal")},
    .outputs = {{.name = "macd"}, {.name = "signal"}, {.name = "hist", .style = Style::histogram}},
    .guides = {0},
    .source =
        "TA-Lib 0.6.4, MACD; G. Appel, Technical Analysis: Power Tools for Active Investors (2005)",
    .warm_up = [](Params p) { return bars_of(std::max(p[0], p[1]) + p[2]) - 2; },
    .run = run_blocks<Macd>,
    .stream = stream_of<Macd>,
    .signals = [](const SignalRun& r) { macd_signals(r, r.values[0], r.values[1]); },
};

}  // namespace fwq::analysis
