// Donchian channel: buys a close above the highest high of the bars before, sells one below their lowest low.
//
//   target = 1 where close_t > max(high_{t-1} ... high_{t-entry})
//            0 where close_t < min(low_{t-1} ... low_{t-exit}); kept between
//
// Source:   R. Donchian's channel as the Turtles traded it (C. M. Faith, Way of the Turtle (2007), system 1): 20 bars to
//           get in, 10 to get out. On closes: an order inside the day would need the order of its prices.
// Input:    high, low, close, any price unit (the result does not depend on the scale).
// Output:   1 or 0 at the bars named, NaN (keep) at all others, and until the bars of a channel are there.
// Edges:    a close within 1e-12 of the channel has not left it. A NaN price empties the windows that hold it.
// Cost:     O(log entry + log exit) a bar.
#include "rule_parts.hpp"

namespace fwq::backtest {
namespace {

void run(const TargetRun& r) {
  const IndicatorLines above("max", r.bars, {r.params[0]}, {analysis::Field::high});
  const IndicatorLines below("min", r.bars, {r.params[1]}, {analysis::Field::low});
  const auto highest = above[0], lowest = below[0];
  const auto close = r.bars.close();
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    r.out[i] = data::kNone;
    if (i == 0) continue;
    if (clearly_above(close[i], highest[i - 1], close[i])) r.out[i] = 1;
    if (clearly_above(lowest[i - 1], close[i], close[i])) r.out[i] = 0;
  }
}

}  // namespace

extern const StrategyDef donchian_def{
    .id = "donchian",
    .title_en = "Donchian channel breakout",
    .title_zh = "唐奇安通道突破",
    .params = {bars_param("entry", 20, 2, 1000, "Bars of the highest high to break",
                          "突破买入的周期"),
               bars_param("exit", 10, 2, 1000, "Bars of the lowest low to break",
                          "跌破卖出的周期")},
    .source = "R. Donchian; C. M. Faith, Way of the Turtle (2007), system 1",
    .run = run,
};

}  // namespace fwq::backtest
