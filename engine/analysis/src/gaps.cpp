// The search that all kinds of gaps share.
#include "gaps.hpp"

namespace fwq::analysis {
Gaps::Gaps(const PatternContext& context) {
  const data::Bars& bars = context.bars();
  const double *open = bars.open().data(), *high = bars.high().data(), *low = bars.low().data();
  for (std::vector<Gap>* gaps : {&up_, &down_, &whole_}) gaps->reserve(16 + context.size() / 16);
  for (std::uint32_t i = 1; i < context.size(); ++i) {
    // One branch for both ways: few bars have a gap.
    const bool up = open[i] > high[i - 1];
    if (!(static_cast<unsigned>(up) | static_cast<unsigned>(open[i] < low[i - 1]))) continue;
    const Gap gap{i, up ? Bias::bullish : Bias::bearish};
    (up ? up_ : down_).push_back(gap);
    const bool is_whole = up ? low[i] > high[i - 1] : high[i] < low[i - 1];
    if (is_whole && high[i] > low[i]) whole_.push_back(gap);
  }
}

void find_gaps(const GapShape& shape, const PatternContext& context, Params params,
               std::vector<PatternHit>& hits) {
  const std::uint32_t first = std::max(kAverageBars, shape.bars_before(params)) + 1;
  const Facing up(context, Bias::bullish);
  const Facing down(context, Bias::bearish);
  const Judge judge(shape.conditions, params);
  const auto before = static_cast<std::ptrdiff_t>(hits.size());
  for (const Gaps::Gap& gap : context.part<Gaps>().that_lead(shape.way)) {
    if (gap.bar < first) continue;
    GapReading reading;
    if (!shape.measure(context, params, gap.way == Bias::bullish ? up : down, gap.bar, reading))
      continue;
    if (!judge.all_hold(reading.measured.data())) continue;
    PatternHit hit{
        .pattern = &shape.def,
        .bias = reading.bias,
        .confidence = judge.confidence(reading.measured.data(), shape.def.threshold),
        .start = gap.bar,
        .end = reading.end,
        .known_at = reading.end,
        .price = context.bars().close()[reading.end],
        .level = reading.level};
    hit.points = {gap.bar, reading.end};
    hit.point_count = static_cast<std::uint32_t>(shape.def.roles.size());
    hits.push_back(hit);
  }
  // A kind that waits for a gap to be closed may know of a later gap first; most kinds never do.
  const auto sooner = [](const PatternHit& a, const PatternHit& b) {
    return a.known_at < b.known_at;
  };
  if (!std::is_sorted(hits.begin() + before, hits.end(), sooner))
    std::stable_sort(hits.begin() + before, hits.end(), sooner);
}

Explanation explain_gap(const GapShape& shape, const PatternContext& context, Params params,
                        const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  // Which way the gap leads is seen on the bars: a hit's direction may be against its gap.
  const bool is_up = bars.open()[hit.start] > bars.high()[hit.start - 1];
  const Facing seen(context, is_up ? Bias::bullish : Bias::bearish);
  GapReading reading;
  shape.measure(context, params, seen, hit.start, reading);
  const std::span<double> measured(reading.measured.data(), shape.conditions.size());
  all_hold(shape.conditions, params, measured);  // Settles the measures at their bounds.
  Explanation explanation;
  explanation.points.push_back({bars.time()[hit.start], hit.start,
                                seen.price(seen.high(hit.start - 1)), shape.def.roles[0]});
  if (hit.point_count > 1) {
    explanation.points.push_back(
        {bars.time()[hit.end], hit.end, bars.close()[hit.end], shape.def.roles[1]});
  }
  explanation.target = reading.target;
  explanation.stop = reading.stop;
  explanation.why = reasons_of(shape.conditions, params, measured);
  return explanation;
}

}  // namespace fwq::analysis
