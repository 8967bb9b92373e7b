// Patterns: buys on a bullish pattern, sells on a bearish one, or when its time is over.
//
//   target = 1 at the bar at which a bullish hit is known, 0 at that of a bearish one, and 0 `hold` bars after the last
//            bullish hit; kept between
//
// Source:   the patterns' own (each names it); to hold for a fixed number of bars: T. N. Bulkowski, Encyclopedia of
//           Chart Patterns, 2nd ed. (2005), measures them so.
// Input:    open, high, low, close, volume; the patterns chosen by id or group, all if none is named.
// Output:   1 or 0 at the bars named, NaN (keep) at all others.
// Edges:    hits count that are at least as sure as min_confidence, whatever their pattern's own threshold. Of both
//           directions at one bar the surer decides; as sure within 1e-12 is 0. Neutral hits say nothing. No hit holds
//           a bar without prices.
// Cost:     that of the search; O(1) a bar and hit beyond it.
#include <algorithm>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "rule_parts.hpp"

namespace fwq::backtest {
namespace {

using analysis::Bias;
using analysis::PatternHit;

void follow(std::span<const PatternHit> hits, std::size_t hold, std::span<double> out) {
  std::size_t sold_at = out.size();
  for (auto hit = hits.begin(); hit != hits.end();) {
    const std::size_t bar = hit->known_at;
    double bullish = -1, bearish = -1;
    for (; hit != hits.end() && hit->known_at == bar; ++hit) {
      if (hit->bias == Bias::bullish) bullish = std::max(bullish, hit->confidence);
      if (hit->bias == Bias::bearish) bearish = std::max(bearish, hit->confidence);
    }
    if (bullish < 0 && bearish < 0) continue;
    if (sold_at < bar) out[sold_at] = 0;
    const bool buy = clearly_above(bullish, bearish, 1);
    out[bar] = buy ? 1 : 0;
    sold_at = buy ? bar + hold : out.size();
  }
  if (sold_at < out.size()) out[sold_at] = 0;
}

void run(const TargetRun& r) {
  std::fill(r.out.begin(), r.out.end(), data::kNone);
  auto search =
      analysis::PatternRecognizer().search({r.patterns.begin(), r.patterns.end()}, r.params[0]);
  if (!search) return;  // bind_strategy() has refused such names.
  std::vector<PatternHit> hits;
  search->find(r.bars, hits);
  follow(hits, static_cast<std::size_t>(r.params[1]), r.out);
}

}  // namespace

extern const StrategyDef pattern_def{
    .id = "pattern",
    .title_en = "Patterns",
    .title_zh = "形态",
    .params = {real_param("min_confidence", 0.6, 0, 1, 0.05, "ratio", "Least confidence of a hit",
                          "形态的最低置信度"),
               bars_param("hold", 10, 1, 1000, "Bars held after the last bullish hit",
                          "最近一次看涨形态后持有的K线数")},
    .source = "The patterns' own sources; T. N. Bulkowski, Encyclopedia of Chart Patterns (2005)",
    .reads_patterns = true,
    .run = run,
};

}  // namespace fwq::backtest
