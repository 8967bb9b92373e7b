// KDJ: buys when K crosses D upwards low in the range of recent bars, sells when it crosses downwards high in it.
//
//   rsv = (close - lowest low) / (highest high - lowest low) * 100 of n bars
//   k   = SMA(rsv, m1, 1)        d = SMA(k, m2, 1)
//   target = 1 where k comes out above d while d <= low, 0 where it comes out below d while d >= high; kept between
//
// Source:   G. C. Lane's stochastics in the form Chinese screens show, 通达信 KDJ(9,3,3), with the customary 20 and 80.
// Input:    high, low, close, any price unit (the result does not depend on the scale).
// Output:   1 or 0 at the bars named, NaN (keep) at all others, and until n bars have passed since the first value and
//           what the smoothing began with weighs less than 5 % (16 more bars for 3 and 3).
// Edges:    k and d within 1e-9 are equal: touching is no crossing, and coming back to the old side none either. d that
//           close to a level is on it. Bars while the range is 0 change nothing. A NaN price begins all anew.
// Cost:     O(1) a bar on average.
#include "rule_parts.hpp"

namespace fwq::backtest {

extern const StrategyDef kdj_def;

namespace {

void run(const TargetRun& r) {
  const IndicatorLines lines("kdj", r.bars, {r.params[0], r.params[1], r.params[2]});
  const auto k = lines[0], d = lines[1];
  const std::size_t quiet =
      static_cast<std::size_t>(r.params[0]) - 1 + lines.call().def->settling(lines.call().params);
  const double low = r.params[3], high = r.params[4];
  int side = 0;  // 1: k was last above d, -1: below.
  std::size_t values = 0;
  for (std::size_t i = 0; i < r.out.size(); ++i) {
    r.out[i] = data::kNone;
    if (std::isnan(k[i])) {
      side = 0;
      values = 0;
      continue;
    }
    const int before = side;
    if (clearly_above(k[i], d[i], kPercentScale)) side = 1;
    if (clearly_above(d[i], k[i], kPercentScale)) side = -1;
    if (++values <= quiet || before == 0 || side == before) continue;
    if (side > 0 && !clearly_above(d[i], low, kPercentScale)) r.out[i] = 1;
    if (side < 0 && !clearly_above(high, d[i], kPercentScale)) r.out[i] = 0;
  }
}

}  // namespace

extern const StrategyDef kdj_def{
    .id = "kdj",
    .title_en = "KDJ crossing in its zones",
    .title_zh = "KDJ 金叉死叉",
    .params = {bars_param("n", 9, 1, 1000, "Bars of the range", "区间周期"),
               bars_param("m1", 3, 1, 500, "Smoothing of K", "K 平滑周期"),
               bars_param("m2", 3, 2, 500, "Smoothing of D", "D 平滑周期"),
               real_param("low", 20, 1, 99, 1, "%", "Buys with D at or below", "低位线（含）"),
               real_param("high", 80, 1, 99, 1, "%", "Sells with D at or above", "高位线（含）")},
    .source = "通达信 KDJ(9,3,3), crossing below 20 and above 80",
    .check = [](analysis::Params p) { return must_be_below(kdj_def, p, 3, 4); },
    .run = run,
};

}  // namespace fwq::backtest
