// RSI: buys when the relative strength leaves the over-sold zone, sells when it leaves the over-bought one.
//
//   over-sold: rsi <= low          over-bought: rsi >= high
//   target = 1 at a bar that is no longer over-sold, 0 at one that is no longer over-bought; kept between
//
// Source:   J. W. Wilder, New Concepts in Technical Trading Systems (1978), ch. 6; RSI as in TA-Lib 0.6.4, which is
//           Wilder's. (通达信's begins with one move and is 0 or 100 for bars on end; later the two agree.)
// Input:    close, any price unit (the result does not depend on the scale).
// Output:   1 or 0 at the bars named, NaN (keep) at all others, and for the first `period` bars.
// Edges:    a value within 1e-9 of a level is on it, and so in the zone. Where nothing has moved for so long that RSI is
//           0 for want of movement, the zone stays what it was. A NaN close begins all anew.
// Cost:     O(1) a bar.
#include "rule_parts.hpp"

namespace fwq::backtest {

extern const StrategyDef rsi_def;

namespace {

enum class Zone { unknown, over_sold, middle, over_bought };

Zone zone_of(double rsi, double low, double high) noexcept {
  if (!clearly_above(rsi, low, kPercentScale)) return Zone::over_sold;
  return clearly_above(high, rsi, kPercentScale) ? Zone::middle : Zone::over_bought;
}

void run(const TargetRun& r) {
  const IndicatorLines lines("rsi", r.bars, {r.params[0]});
  const auto rsi = lines[0];
  const auto close = r.bars.close();
  Zone before = Zone::unknown;
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    r.out[i] = data::kNone;
    if (std::isnan(rsi[i])) {
      before = Zone::unknown;
      continue;
    }
    if (rsi[i] == 0 && close[i] == close[i - 1]) continue;  // An RSI is made of moves: i > 0.
    const Zone now = zone_of(rsi[i], r.params[1], r.params[2]);
    if (before == Zone::over_sold && now != before) r.out[i] = 1;
    if (before == Zone::over_bought && now != before) r.out[i] = 0;
    before = now;
  }
}

}  // namespace

extern const StrategyDef rsi_def{
    .id = "rsi",
    .title_en = "RSI out of its zones",
    .title_zh = "RSI 超卖超买",
    .params = {bars_param("period", 14, 2, 500, "Bars that the smoothing spreads a move over",
                          "平滑周期"),
               real_param("low", 30, 1, 99, 1, "%", "Over-sold at or below", "超卖线（含）"),
               real_param("high", 70, 1, 99, 1, "%", "Over-bought at or above", "超买线（含）")},
    .source = "J. W. Wilder, New Concepts in Technical Trading Systems (1978), ch. 6",
    .check = [](analysis::Params p) { return must_be_below(rsi_def, p, 1, 2); },
    .run = run,
};

}  // namespace fwq::backtest
