// The search for poles and their rests.
#include "poles.hpp"

#include <cmath>

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
bool raise(const Facing& seen, Params params, const PoleTips::Tip& tip, Pole& pole) {
  const auto most = static_cast<std::uint32_t>(params[pole::max_pole_bars]);
  const double least = params[pole::min_pole];
  if (tip.reach < 0.999 * least) return false;
  pole.tip = tip.bar;
  pole.unit = tip.unit;
  pole.start = lowest_bar(seen, tip.bar - most, tip.bar - 1);
  pole.height = seen.high(tip.bar) - seen.low(pole.start);
  return settled(pole.height / pole.unit, least) >= least &&
         seen.highest(pole.start, tip.bar) <= seen.high(tip.bar);
}

}  // namespace

namespace {

// Of the longest pole's bars, without branches: which one it is cannot be guessed.
double least_of(const double* x) noexcept {
  const auto least = [](double a, double b) { return b < a ? b : a; };
  return least(least(least(x[0], x[1]), least(x[2], x[3])),
               least(least(x[4], x[5]), least(x[6], x[7])));
}
double most_of(const double* x) noexcept {
  const auto most = [](double a, double b) { return a < b ? b : a; };
  return most(most(most(x[0], x[1]), most(x[2], x[3])), most(most(x[4], x[5]), most(x[6], x[7])));
}

}  // namespace

void PoleTips::renew() {
  static_assert(kMostPoleBars == 8);
  const data::Bars& bars = context_.bars();
  const double *high = bars.high().data(), *low = bars.low().data();
  const double* units = context_.columns().mean_ranges();
  tips_.clear();
  for (std::uint32_t i = kMostPoleBars + kAverageBars; i + 1 < context_.size(); ++i) {
    const bool up = (high[i] > high[i - 1]) & (high[i] >= high[i + 1]);
    const bool down = (low[i] < low[i - 1]) & (low[i] <= low[i + 1]);
    const std::uint32_t from = i - kMostPoleBars;
    const double rise = high[i] - least_of(low + from), fall = most_of(high + from) - low[i];
    const double unit = units[from];
    // Most bars are passed over here, without a division; rounding decides nothing.
    const double least = 0.999 * kLeastPole * unit;
    if (!((up & (rise >= least)) | (down & (fall >= least)))) continue;
    if (!(unit > 1e-12 * high[i])) continue;
    if (up && rise / unit >= kLeastPole) tips_.push_back({i, Bias::bullish, unit, rise / unit});
    if (down && fall / unit >= kLeastPole) tips_.push_back({i, Bias::bearish, unit, fall / unit});
  }
}

const PoleTips::Tip& PoleTips::at(std::uint32_t bar, Bias way) const {
  const auto found = std::lower_bound(tips_.begin(), tips_.end(), bar,
                                      [](const Tip& tip, std::uint32_t b) { return tip.bar < b; });
  return found->way == way ? *found : *(found + 1);  // A bar may be a tip both ways.
}

void find_poles(const PoleShape& shape, const PatternContext& context, Params params,
                std::vector<PatternHit>& hits) {
  const Facing up(context.bars(), Bias::bullish);
  const Facing down(context.bars(), Bias::bearish);
  std::vector<PatternHit> found;
  for (const PoleTips::Tip& tip : context.part<PoleTips>().all()) {
    const Facing& seen = tip.way == Bias::bullish ? up : down;
    Pole pole;
    if (!raise(seen, params, tip, pole) || !follow(seen, params, context.size(), pole)) continue;
    Measures measures = measure(shape, seen, pole);
    const std::span<double> measured(measures.data(), shape.conditions.size());
    if (!all_hold(shape.conditions, params, measured)) continue;
    PatternHit hit{
        .pattern = &shape.def,
        .bias = tip.way,
        .confidence = confidence_of(shape.conditions, params, measured, shape.def.threshold),
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
  const Facing seen(bars, hit.bias);
  Pole pole;
  raise(seen, params, context.part<PoleTips>().at(hit.points[1], hit.bias), pole);
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
