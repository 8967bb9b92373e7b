// The search for pairs of boundary lines.
#include "boundary_lines.hpp"

#include <cassert>
#include <cmath>
#include <utility>

#include "fitted_lines.hpp"

namespace fwq::analysis::boundary {
namespace {

using Measures = std::array<double, kMaxMeasures>;

// The lines through turning points `from` to `to`; false where they cross or touch.
bool draw(const Turns& turns, std::size_t from, std::size_t to, Lines& lines) {
  const bool high_first = turns.is_high(from);
  const bool high_last = turns.is_high(to);
  const std::size_t first_high = high_first ? from : from + 1;
  const std::size_t first_low = high_first ? from + 1 : from;
  const std::size_t last_high = high_last ? to : to - 1;
  const std::size_t last_low = high_last ? to - 1 : to;
  lines.upper = line_of(turns, first_high, last_high);
  lines.lower = line_of(turns, first_low, last_low);
  lines.first = turns.swings[from].bar;
  lines.last = turns.swings[to].bar;
  lines.last_known = turns.swings[to].known_at;
  lines.first_high = turns.swings[first_high].bar;
  lines.last_high = turns.swings[last_high].bar;
  lines.first_low = turns.swings[first_low].bar;
  lines.last_low = turns.swings[last_low].bar;
  lines.turns = static_cast<std::uint32_t>(to - from + 1);
  lines.points = &turns.swings[from];
  // A bar that turns both ways says not which line it belongs to.
  if (lines.first_high == lines.first_low || lines.last_high == lines.last_low) return false;
  const double at_first = lines.width(lines.first);
  const double at_last = lines.width(lines.last);
  lines.height = std::max(at_first, at_last);
  return std::min(at_first, at_last) > 0;
}

// What takes divisions, and is needed only of lines that fit.
void measure_runs(const PatternContext& context, Lines& lines) {
  lines.upper_run = lines.upper.slope * (lines.last - lines.first) / lines.height;
  lines.lower_run = lines.lower.slope * (lines.last - lines.first) / lines.height;
  lines.unit = context.mean_range(lines.last + 1, lines.last + 1 - lines.first);
}

double furthest_off(const Turns& turns, std::size_t from, std::size_t to, const Lines& lines) {
  double furthest = 0;
  for (std::size_t k = from; k <= to; ++k) {
    const StraightLine& line = turns.is_high(k) ? lines.upper : lines.lower;
    furthest = std::max(furthest, std::abs(turns.price(k) - line.at(turns.swings[k].bar)));
  }
  return furthest;
}

// How far the furthest bar from `from` up to, not including, `to` reaches outside the lines; 0: none does.
double furthest_outside(const Facing& seen, const Lines& lines, std::uint32_t from,
                        std::uint32_t to) {
  double furthest = 0;
  for (std::uint32_t i = from; i < to; ++i) {
    furthest =
        std::max({furthest, seen.high(i) - lines.upper.at(i), lines.lower.at(i) - seen.low(i)});
  }
  return furthest;
}

// The first bar before `to` that closes beyond the upper line by more than the margin; 0: none. After a last low it may
// be any; a last high must be known to be one, or the break would be its own making.
std::uint32_t break_of(const Facing& seen, const Lines& lines, double margin, std::uint32_t to) {
  const bool high_last = lines.last == lines.last_high;
  for (std::uint32_t i = high_last ? lines.last_known : lines.last + 1;
       i < to && lines.width(i) > 0; ++i) {
    if (settled((seen.close(i) - lines.upper.at(i)) / lines.height, margin) > margin) return i;
  }
  return 0;
}

constexpr std::size_t kWithoutWalk = 5;  // Shared conditions that need no walk over the bars.

void measure_turns(const Lines& lines, double* measured) {
  const double span = lines.end - lines.first + 1;
  measured[0] = lines.off_line / lines.height;
  measured[1] = lines.turns;
  measured[2] = lines.height / lines.unit;
  measured[3] = measured[4] = span;
}

void measure_bars(const LineShape& shape, const Facing& seen, const Lines& lines,
                  double* measured) {
  const double over = seen.close(lines.end) - lines.upper.at(lines.end);
  measured[5] = furthest_outside(seen, lines, lines.first, lines.end) / lines.height;
  measured[6] =
      (shape.breaks ? over : std::min(-over, over + lines.width(lines.end))) / lines.height;
}

class Search {
 public:
  Search(const LineShape& shape, const PatternContext& context, Params params)
      : shape_(shape),
        context_(context),
        params_(params),
        judge_(shape.conditions, params),
        seen_(context, shape.facing),
        swings_(context.swings(params[swing_size])),
        break_param_(params.size() - 1),
        found_(context.room<PatternHit>()) {}

  std::vector<PatternHit>& shapes() {
    const bool down = shape_.facing == Bias::bearish;
    const RunBounds upper(shape_.upper_way, shape_.upper_param, params_);
    const RunBounds lower(shape_.lower_way, shape_.lower_param, params_);
    // Upside down the lines change places, and what rises falls.
    context_.part<FittedLines>().for_each(
        params_[swing_size], params_[max_distance],
        {.upper = down ? lower.mirrored() : upper,
         .lower = down ? upper.mirrored() : lower,
         .min_height = 0.999 * params_[min_height],  // Rounding decides nothing here.
         .max_bars = shape_.def.max_bars,
         .min_turns = static_cast<std::uint32_t>(params_[min_touches])},
        [this](const FittedPair& pair) {
          Lines lines = drawn(pair);
          try_lines(lines);
        });
    return found_;
  }

 private:
  // What `draw` and what follows it make of the pair, without drawing it again.
  Lines drawn(const FittedPair& pair) const {
    const Swing* from = &swings_[pair.from];
    const Swing* to = from + pair.turns - 1;
    const bool down = shape_.facing == Bias::bearish;
    const std::ptrdiff_t upper_first = from->high != down ? 0 : 1;
    const std::ptrdiff_t upper_last = to->high != down ? 0 : -1;
    const Swing &first_high = from[upper_first], &first_low = from[1 - upper_first];
    const Swing &last_high = to[upper_last], &last_low = to[-1 - upper_last];
    const double sign = down ? -1 : 1;
    return {.upper = {first_high.bar, sign * first_high.price,
                      sign * (down ? pair.lower_slope : pair.upper_slope)},
            .lower = {first_low.bar, sign * first_low.price,
                      sign * (down ? pair.upper_slope : pair.lower_slope)},
            .first = from->bar,
            .last = to->bar,
            .last_known = to->known_at,
            .first_high = first_high.bar,
            .last_high = last_high.bar,
            .first_low = first_low.bar,
            .last_low = last_low.bar,
            .turns = pair.turns,
            .height = pair.height,
            .upper_run = sign * (down ? pair.lower_run : pair.upper_run),
            .lower_run = sign * (down ? pair.upper_run : pair.lower_run),
            .unit = pair.unit,
            .off_line = pair.off_line,
            .points = from};
  }

  void try_lines(Lines& lines) {
    Measures measures{};
    if (!shape_.measure_run(context_, params_, lines, measures.data())) return;
    if (!judge_.first_hold(shape_.runs, measures.data())) return;
    if (shape_.breaks) {
      const auto reach =
          std::min<std::size_t>(context_.size(), lines.first + std::size_t{shape_.def.max_bars});
      lines.end = break_of(seen_, lines, params_[break_param_], static_cast<std::uint32_t>(reach));
      if (lines.end == 0) return;
    } else {
      lines.end = lines.last_known;
    }
    measure_turns(lines, &measures[shape_.runs]);
    if (!judge_.first_hold(shape_.runs + kWithoutWalk, measures.data())) return;
    measure_bars(shape_, seen_, lines, &measures[shape_.runs]);
    if (shape_.measure_more != nullptr)
      shape_.measure_more(context_, seen_, lines, &measures[shape_.runs + 7]);
    if (judge_.all_hold(measures.data())) keep(lines, measures);
  }

  void keep(const Lines& lines, const Measures& measured) {
    const auto prices = shape_.prices(seen_, lines);
    const bool down = shape_.facing == Bias::bearish;
    PatternHit hit{.pattern = &shape_.def,
                   .bias = shape_.def.bias,
                   .confidence = judge_.confidence(measured.data(), shape_.def.threshold),
                   .start = lines.first,
                   .end = lines.end,
                   .known_at = lines.known_at(),
                   .price = context_.bars().close()[lines.known_at()],
                   .level = seen_.price(prices.level)};
    // Upside down, the highs seen are lows.
    hit.points = {down ? lines.first_low : lines.first_high,
                  down ? lines.first_high : lines.first_low,
                  down ? lines.last_low : lines.last_high, down ? lines.last_high : lines.last_low,
                  lines.end};
    hit.point_count = shape_.breaks ? 5 : 4;
    found_.push_back(hit);
  }

  const LineShape& shape_;
  const PatternContext& context_;
  Params params_;
  Judge judge_;
  Facing seen_;
  const std::vector<Swing>& swings_;
  std::size_t break_param_;  // The last one of shapes that break.
  std::vector<PatternHit>& found_;
};

std::uint32_t last_turn(const PatternHit& hit) {
  return std::max(hit.points[2], hit.points[3]);
}

}  // namespace

double volume_fade(const PatternContext& context, const Lines& lines) {
  const std::uint32_t count = (lines.last + 1 - lines.first) / 2;
  const double earlier = context.mean_volume(lines.first + count, count);
  return earlier > 0 ? context.mean_volume(lines.last + 1, count) / earlier : data::kNone;
}

void find_lines(const LineShape& shape, const PatternContext& context, Params params,
                std::vector<PatternHit>& hits) {
  assert(shape.def.max_bars <= kLongest);
  std::vector<PatternHit>& found = Search(shape, context, params).shapes();
  std::sort(found.begin(), found.end(), [](const PatternHit& a, const PatternHit& b) {
    if (a.known_at != b.known_at) return a.known_at < b.known_at;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return a.start > b.start;
  });
  std::uint32_t free_from = 0, last_end = 0;
  for (const PatternHit& hit : found) {
    if (hit.start < free_from || hit.end <= last_end) continue;
    free_from = last_turn(hit);
    last_end = hit.end;
    hits.push_back(hit);
  }
}

Explanation explain_lines(const LineShape& shape, const PatternContext& context, Params params,
                          const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const Facing seen(context, shape.facing);
  const Turns turns{context.swings(params[swing_size]), shape.facing == Bias::bearish};
  const auto at = [&](std::uint32_t bar, bool is_high) {
    const auto found = std::lower_bound(turns.swings.begin(), turns.swings.end(), bar,
                                        [](const Swing& s, std::uint32_t b) { return s.bar < b; });
    // One bar may turn both ways.
    return static_cast<std::size_t>(found - turns.swings.begin()) +
           (found->high == is_high ? 0U : 1U);
  };
  const std::size_t from = at(hit.start, hit.points[0] < hit.points[1]);
  const std::size_t to = at(last_turn(hit), hit.points[2] > hit.points[3]);
  Lines lines;
  draw(turns, from, to, lines);
  lines.off_line = furthest_off(turns, from, to, lines);
  measure_runs(context, lines);
  lines.end = hit.end;
  Measures measures{};
  const std::span<double> all(measures.data(), shape.conditions.size());
  shape.measure_run(context, params, lines, measures.data());
  measure_turns(lines, &measures[shape.runs]);
  measure_bars(shape, seen, lines, &measures[shape.runs]);
  if (shape.measure_more != nullptr)
    shape.measure_more(context, seen, lines, &measures[shape.runs + 7]);
  all_hold(shape.conditions, params, all);  // Settles the measures at their bounds.
  Explanation explanation;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    const double price = p == 4       ? bars.close()[bar]
                         : p % 2 == 0 ? bars.high()[bar]
                                      : bars.low()[bar];
    explanation.points.push_back({bars.time()[bar], bar, price, shape.def.roles[p]});
  }
  const auto prices = shape.prices(seen, lines);
  explanation.target = seen.price(prices.target);
  explanation.stop = seen.price(prices.stop);
  explanation.why = reasons_of(shape.conditions, params, all);
  return explanation;
}

}  // namespace fwq::analysis::boundary
