// The search for poles and their rests.
#include "poles.hpp"

#include <cmath>

#include "block_loops.hpp"
#include "fwq/core/vectorized.hpp"
#include "marks.hpp"

namespace fwq::analysis {
namespace {

constexpr std::size_t kSharedMeasures = 6, kMaxMeasures = 9;
using Measures = std::array<double, kMaxMeasures>;

// The bar of the lowest low in [from, to]; of equal ones the last: the shortest pole.
std::uint32_t lowest_bar(const Facing& seen, std::uint32_t from, std::uint32_t to) {
  std::uint32_t best = from;
  for (std::uint32_t i = from + 1; i <= to; ++i) best = seen.low(i) <= seen.low(best) ? i : best;
  return best;
}

// Least squares through the bars that are added, one after the other.
class Fit {
 public:
  void add(double y) {
    const double x = count_;
    sum_ += y;
    moment_ += x * y;
    count_ += 1;
  }
  double slope() const {
    const double n = count_;
    const double middle = (n - 1) / 2;
    return (moment_ - middle * sum_) / (n * (n * n - 1) / 12);
  }

 private:
  double sum_ = 0, moment_ = 0, count_ = 0;
};

// The lines of the rest that ends before bar `end`, moved out so that no bar lies beyond them.
void draw_lines(const Facing& seen, const Fit& highs, const Fit& lows, std::uint32_t end,
                Pole& pole) {
  pole.end = end;
  pole.upper_slope = highs.slope();
  pole.lower_slope = lows.slope();
  const std::uint32_t first = pole.tip + 1;
  double upper = -1e300;
  double lower = 1e300;
  for (std::uint32_t i = first; i < end; ++i) {
    const double x = i - first;
    upper = std::max(upper, seen.high(i) - pole.upper_slope * x);
    lower = std::min(lower, seen.low(i) - pole.lower_slope * x);
  }
  const double length = pole.rest() - 1;
  pole.first_width = upper - lower;
  pole.last_width = pole.first_width + (pole.upper_slope - pole.lower_slope) * length;
  pole.upper_at_end = upper + pole.upper_slope * (length + 1);
}

// Walks the rest after the tip to the first close beyond its upper line; false: none, or it gives back too much.
bool follow(const Facing& seen, Params params, std::uint32_t size, Pole& pole) {
  Fit highs, lows;
  const auto least = static_cast<std::uint32_t>(params[pole::min_rest]);
  const double floor = seen.high(pole.tip) - 1.0001 * params[pole::max_retrace] * pole.height;
  pole.lowest = pole.tip + 1;
  const std::uint32_t reach = std::min(size, pole.start + pole::kMaxBars);
  for (std::uint32_t i = pole.tip + 1; i < reach; ++i) {
    if (i > pole.tip + least) {
      draw_lines(seen, highs, lows, i, pole);
      const double over = (seen.close(i) - pole.upper_at_end) / pole.height;
      // Out of a line that falls steeply the close may come under the rest itself: no break.
      if (settled(over, params[pole::min_break]) > params[pole::min_break])
        return seen.close(i) > seen.low(pole.lowest);
    }
    if (seen.high(i) > seen.high(pole.tip) || seen.low(i) < floor) return false;
    if (seen.low(i) < seen.low(pole.lowest)) pole.lowest = i;
    highs.add(seen.high(i));
    lows.add(seen.low(i));
  }
  return false;
}

Measures measure(const PoleShape& shape, const Facing& seen, const Pole& pole) {
  Measures measured{pole.height / pole.unit,
                    static_cast<double>(pole.tip - pole.start),
                    (seen.high(pole.tip) - seen.low(pole.lowest)) / pole.height,
                    static_cast<double>(pole.rest()),
                    (seen.close(pole.end) - pole.upper_at_end) / pole.height,
                    static_cast<double>(pole.end - pole.start + 1)};
  shape.measure_lines(pole, &measured[kSharedMeasures]);
  return measured;
}

// The pole that ends at a tip; false where the move to it is none.
bool raise(const Facing& seen, Params params, const PatternContext& context, Pole& pole) {
  const auto most = static_cast<std::uint32_t>(params[pole::max_pole_bars]);
  const double least = params[pole::min_pole];
  pole.unit = context.columns().mean_ranges()[pole.tip - kMostPoleBars];
  pole.start = lowest_bar(seen, pole.tip - most, pole.tip - 1);
  pole.height = seen.high(pole.tip) - seen.low(pole.start);
  return settled(pole.height / pole.unit, least) >= least &&
         seen.highest(pole.start, pole.tip) <= seen.high(pole.tip);
}

// A block of bars and, of the longest pole that may end at each, the lowest low and the highest high.
struct TipBlock {
  const double *high,
      *low;  // The bar before the first of the block is there, and the one after the last.
  const double *lowest, *highest;
  const double* units;
  std::uint32_t count;
};

// Bit 0: bar i may be the tip of a pole that rises, higher than the last, no lower than the next, at the end of a move
// of at least `least` units. Bit 1: of one that falls.
FWQ_VECTORIZED void mark_tips(TipBlock block, double least, std::uint8_t* marks) {
  const double *high = block.high, *low = block.low, *units = block.units;
  const double *lowest = block.lowest, *highest = block.highest;
  const auto count = static_cast<std::ptrdiff_t>(block.count);
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    const double far = least * units[i];
    const bool moves = units[i] > 1e-12 * high[i];
    const bool up = (high[i] > high[i - 1]) & (high[i] >= high[i + 1]);
    const bool down = (low[i] < low[i - 1]) & (low[i] <= low[i + 1]);
    const bool rises = up & (high[i] - lowest[i] >= far) & moves;
    const bool falls = down & (highest[i] - low[i] >= far) & moves;
    marks[i] = static_cast<std::uint8_t>((rises ? 1 : 0) | (falls ? 2 : 0));
  }
}

}  // namespace

const std::vector<Pole>& Poles::of(Params params) const {
  const auto shared = params.first(pole::kShared);
  for (std::size_t m = 0; m < count_; ++m) {
    if (std::equal(shared.begin(), shared.end(), made_[m].params.begin())) return made_[m].poles;
  }
  if (count_ == made_.size()) made_.emplace_back();
  Made& made = made_[count_++];
  made.params.assign(shared.begin(), shared.end());
  made.poles.clear();
  find(params, made.poles);
  return made.poles;
}

// A block at a time: most bars are no tips, eight are passed over by one look.
void Poles::find(Params params, std::vector<Pole>& poles) const {
  constexpr std::uint32_t kTipBars = 512;
  const data::Bars& bars = context_.bars();
  const double *high = bars.high().data(), *low = bars.low().data();
  const double* units = context_.columns().mean_ranges();
  const double least = 0.999 * params[pole::min_pole];  // Rounding decides nothing here.
  const Facing up(context_, Bias::bullish), down(context_, Bias::bearish);
  std::array<double, kTipBars + kMostPoleBars> room;
  std::array<double, kTipBars> lowest, highest;
  std::array<std::uint8_t, kTipBars + kBehindMarks> marks;
  const auto try_tip = [&](std::uint32_t tip, Bias way) {
    const Facing& seen = way == Bias::bullish ? up : down;
    Pole pole{.way = way, .tip = tip};
    if (raise(seen, params, context_, pole) && follow(seen, params, context_.size(), pole))
      poles.push_back(pole);
  };
  for (std::uint32_t first = kMostPoleBars + kAverageBars; first + 1 < context_.size();
       first += kTipBars) {
    const std::uint32_t count = std::min(kTipBars, context_.size() - 1 - first);
    window_lows(low + first - 1, kMostPoleBars, count, room.data(), lowest.data());
    window_highs(high + first - 1, kMostPoleBars, count, room.data(), highest.data());
    mark_tips({high + first, low + first, lowest.data(), highest.data(),
               units + first - kMostPoleBars, count},
              least, marks.data());
    for_each_marked(marks.data(), count, [&](std::uint32_t i, unsigned way) {
      try_tip(first + i, way == 1 ? Bias::bullish : Bias::bearish);
    });
  }
}

void find_poles(const PoleShape& shape, const PatternContext& context, Params params,
                std::vector<PatternHit>& hits) {
  const Facing up(context, Bias::bullish);
  const Facing down(context, Bias::bearish);
  const Judge judge(shape.conditions, params);
  std::vector<PatternHit>& found = context.room<PatternHit>();
  for (const Pole& pole : context.part<Poles>().of(params)) {
    const Facing& seen = pole.way == Bias::bullish ? up : down;
    const Measures measured = measure(shape, seen, pole);
    if (!judge.all_hold(measured.data())) continue;
    PatternHit hit{.pattern = &shape.def,
                   .bias = pole.way,
                   .confidence = judge.confidence(measured.data(), shape.def.threshold),
                   .start = pole.start,
                   .end = pole.end,
                   .known_at = pole.end,
                   .price = context.bars().close()[pole.end],
                   .level = seen.price(pole.upper_at_end)};
    hit.points = {pole.start, pole.tip, pole.lowest, pole.end};
    hit.point_count = 4;
    found.push_back(hit);
  }
  std::sort(found.begin(), found.end(), [](const PatternHit& a, const PatternHit& b) {
    if (a.known_at != b.known_at) return a.known_at < b.known_at;
    return a.confidence != b.confidence ? a.confidence > b.confidence : a.start > b.start;
  });
  std::uint32_t free_from = 0, last_end = 0;
  for (const PatternHit& hit : found) {
    if (hit.start < free_from || hit.end <= last_end) continue;
    free_from = hit.points[1];
    last_end = hit.end;
    hits.push_back(hit);
  }
}

Explanation explain_pole(const PoleShape& shape, const PatternContext& context, Params params,
                         const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const Facing seen(context, hit.bias);
  Pole pole{.way = hit.bias, .tip = hit.points[1]};
  raise(seen, params, context, pole);
  follow(seen, params, context.size(), pole);
  Measures measures = measure(shape, seen, pole);
  const std::span<double> measured(measures.data(), shape.conditions.size());
  all_hold(shape.conditions, params, measured);  // Settles the measures at their bounds.
  Explanation explanation;
  const double prices[] = {seen.low(pole.start), seen.high(pole.tip), seen.low(pole.lowest),
                           seen.close(pole.end)};
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    explanation.points.push_back(
        {bars.time()[bar], bar, seen.price(prices[p]), shape.def.roles[p]});
  }
  explanation.target = seen.price(pole.upper_at_end + pole.height);
  explanation.stop = seen.price(seen.low(pole.lowest));
  explanation.why = reasons_of(shape.conditions, params, measured);
  return explanation;
}

}  // namespace fwq::analysis
