// MACD: holds the stock while the MACD line is above its signal line.
//
//   macd = EMA(close, fast) - EMA(close, slow)      signal = EMA(macd, signal)
//   target = 1 if macd > signal, else 0
//
// Source:   G. Appel, Technical Analysis: Power Tools for Active Investors (2005); the lines as in TA-Lib 0.6.4: each
//           EMA begins with a mean, so that nothing is said before it means something. (通达信's begin with the first
//           close and agree with them after some 100 bars; twice the distance, as it draws it, has the same sign.)
// Input:    close, any price unit (the result does not depend on the scale).
// Output:   1 or 0; NaN (keep) for the first slow + signal - 2 bars.
// Edges:    lines that differ by less than 1e-12 of the close are equal, and equal is 0: a stock that does not move is
//           never bought. A NaN close begins all anew.
// Cost:     O(1) a bar.
#include "rule_parts.hpp"

namespace fwq::backtest {

extern const StrategyDef macd_def;

namespace {

void run(const TargetRun& r) {
  const IndicatorLines lines("macd", r.bars, {r.params.begin(), r.params.end()});
  const auto hist = lines[2];
  const auto close = r.bars.close();
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    const double held = clearly_above(hist[i], 0, close[i]) ? 1.0 : 0.0;
    r.out[i] = std::isnan(hist[i]) ? data::kNone : held;
  }
}

}  // namespace

extern const StrategyDef macd_def{
    .id = "macd",
    .title_en = "MACD",
    .title_zh = "MACD 金叉死叉",
    .params = {bars_param("fast", 12, 2, 500, "Period of the fast average", "快线周期"),
               bars_param("slow", 26, 3, 1000, "Period of the slow average", "慢线周期"),
               bars_param("signal", 9, 2, 500, "Period of the signal line", "信号线周期")},
    .source = "G. Appel, Technical Analysis: Power Tools for Active Investors (2005)",
    .check = [](analysis::Params p) { return must_be_below(macd_def, p, 0, 1); },
    .run = run,
};

}  // namespace fwq::backtest
