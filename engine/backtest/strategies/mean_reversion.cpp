// Mean reversion: buys a close that lies far below the mean of recent ones, sells when it is back.
//
//   z = (close - mean) / s of `period` closes, s their sample deviation
//   target = 1 where z <= -entry, 0 where z >= -exit; kept between
//
// Source:   E. P. Chan, Algorithmic Trading (2013), ch. 3: entry at one deviation, exit at the mean; long side.
// Input:    close, any price unit (the result does not depend on the scale).
// Output:   1 or 0 at the bars named, NaN (keep) at all others, and for the first period - 1 bars.
// Edges:    a close within 1e-12 of a level is on it. A flat window has no deviation: a close in it is on the mean, and
//           nothing is bought. A NaN close empties the windows that hold it.
// Cost:     O(1) a bar on average.
#include "rule_parts.hpp"

namespace fwq::backtest {

extern const StrategyDef mean_reversion_def;

namespace {

void run(const TargetRun& r) {
  const IndicatorLines lines = sample_bands(r.bars, r.params[0], 1);
  const auto upper = lines[0], mean = lines[1];
  const auto close = r.bars.close();
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    const double deviation = upper[i] - mean[i];
    r.out[i] = data::kNone;
    if (std::isnan(deviation)) continue;
    const double entry = mean[i] - r.params[1] * deviation;
    const double exit = mean[i] - r.params[2] * deviation;
    if (!clearly_above(close[i], entry, close[i])) r.out[i] = 1;
    if (!clearly_above(exit, close[i], close[i])) r.out[i] = 0;
  }
}

}  // namespace

extern const StrategyDef mean_reversion_def{
    .id = "mean_reversion",
    .title_en = "Mean reversion",
    .title_zh = "均值回归",
    .params = {bars_param("period", 20, 2, 1000, "Closes in the mean and the deviation",
                          "均值与标准差的周期"),
               real_param("entry", 1, 0.1, 10, 0.1, "deviations",
                          "Buys that many deviations below the mean", "买入线低于均值的标准差倍数"),
               real_param("exit", 0, -10, 10, 0.1, "deviations",
                          "Sells that many deviations below the mean: 0 the mean itself",
                          "卖出线低于均值的标准差倍数：0 为均值")},
    .source = "E. P. Chan, Algorithmic Trading (2013), ch. 3",
    .check = [](analysis::Params p) { return must_be_below(mean_reversion_def, p, 2, 1); },
    .run = run,
};

}  // namespace fwq::backtest
