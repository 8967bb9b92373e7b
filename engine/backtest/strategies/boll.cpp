// Bollinger bands: buys when the close comes back over the lower band, sells at the middle line.
//
//   middle = mean of m closes     s = their sample deviation     lower = middle - width * s
//   target = 0 where close >= middle + exit * s; else 1 where close >= lower and the close before was below its lower
//            band; kept between
//
// Source:   J. Bollinger, Bollinger on Bollinger Bands (2001); bands as 通达信 BOLL(20,2) draws them.
// Input:    close, any price unit (the result does not depend on the scale).
// Output:   1 or 0 at the bars named, NaN (keep) at all others, and for the first m - 1 bars.
// Edges:    a close within 1e-12 of a line is on it: no longer below the band, and sold at the exit. One that comes back
//           and passes the exit at once is not bought. A flat window has no width: nothing is bought in it. A NaN close
//           empties the windows that hold it.
// Cost:     O(1) a bar on average.
#include <fmt/format.h>

#include "rule_parts.hpp"

namespace fwq::backtest {
namespace {

void run(const TargetRun& r) {
  const IndicatorLines lines = sample_bands(r.bars, r.params[0], r.params[1]);
  const auto upper = lines[0], middle = lines[1], lower = lines[2];
  const auto close = r.bars.close();
  const double widths_to_exit = r.params[2] / r.params[1];
  bool was_below = false;
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    r.out[i] = data::kNone;
    const bool below = clearly_above(lower[i], close[i], close[i]);
    const double exit = middle[i] + widths_to_exit * (upper[i] - middle[i]);
    if (std::isnan(exit)) {
      was_below = false;
      continue;
    }
    if (!clearly_above(exit, close[i], close[i])) {
      r.out[i] = 0;
    } else if (was_below && !below) {
      r.out[i] = 1;
    }
    was_below = below;
  }
}

Result<void> check(analysis::Params p) {
  if (-p[2] < p[1]) return {};
  return Error{Errc::invalid_argument,
               fmt::format("boll: exit = {} must be above the lower band, which is at {} = -width",
                           p[2], -p[1]),
               fmt::format("boll：exit = {} 须高于下轨，下轨在 {} = -width", p[2], -p[1])};
}

}  // namespace

extern const StrategyDef boll_def{
    .id = "boll",
    .title_en = "Back inside the Bollinger bands",
    .title_zh = "布林带回归",
    .params = {bars_param("m", 20, 2, 1000, "Closes in the mean and the deviation",
                          "均值与标准差的周期"),
               real_param("width", 2, 0.1, 10, 0.1, "deviations",
                          "Deviations from the mean to each band", "上下轨的标准差倍数"),
               real_param("exit", 0, -10, 10, 0.1, "deviations",
                          "Sells that many deviations above the mean: 0 the middle line",
                          "卖出线高于均值的标准差倍数：0 为中轨")},
    .source = "J. Bollinger, Bollinger on Bollinger Bands (2001); 通达信 BOLL(20,2)",
    .check = check,
    .run = run,
};

}  // namespace fwq::backtest
