// The search that all kinds of gaps share.
#include "gaps.hpp"

#include "fwq/core/vectorized.hpp"
#include "marks.hpp"

namespace fwq::analysis {
namespace {

constexpr std::uint32_t kBlock = 1024;

// Marks the bars that open beyond the bar before: few do. The columns begin at the first of them, or one bar earlier.
FWQ_VECTORIZED void mark_gaps(const double* open, const double* high_before,
                              const double* low_before, std::uint32_t count, std::uint8_t* marks) {
  for (std::uint32_t i = 0; i < count; ++i)
    marks[i] = static_cast<std::uint8_t>((open[i] > high_before[i]) | (open[i] < low_before[i]));
}

}  // namespace

Gaps::Gaps(const PatternContext& context) {
  const data::Bars& bars = context.bars();
  const double *open = bars.open().data(), *high = bars.high().data(), *low = bars.low().data();
  for (std::vector<Gap>* gaps : {&up_, &down_, &whole_}) gaps->reserve(16 + context.size() / 16);
  const auto take = [&](std::uint32_t i) {
    const bool up = open[i] > high[i - 1];
    const Gap gap{i, up ? Bias::bullish : Bias::bearish};
    (up ? up_ : down_).push_back(gap);
    const bool is_whole = up ? low[i] > high[i - 1] : high[i] < low[i - 1];
    if (is_whole && high[i] > low[i]) whole_.push_back(gap);
  };
  std::array<std::uint8_t, kBlock + kBehindMarks> marks;
  for (std::uint32_t first = 1; first < context.size(); first += kBlock) {
    const std::uint32_t count = std::min(kBlock, context.size() - first);
    mark_gaps(open + first, high + first - 1, low + first - 1, count, marks.data());
    for_each_marked(marks.data(), count, [&](std::uint32_t i, unsigned) { take(first + i); });
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
    PatternHit& hit = hits.emplace_back();  // As in `find_candles`.
    hit.pattern = &shape.def;
    hit.bias = reading.bias;
    hit.confidence = judge.confidence(reading.measured.data(), shape.def.threshold);
    hit.start = gap.bar;
    hit.end = hit.known_at = reading.end;
    hit.price = context.bars().close()[reading.end];
    hit.level = reading.level;
    hit.points[0] = gap.bar;
    hit.points[1] = reading.end;
    hit.point_count = static_cast<std::uint32_t>(shape.def.roles.size());
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
