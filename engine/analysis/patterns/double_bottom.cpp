// Double Bottom: a fall, two lows at nearly the same price with a rise between them, and a close above that rise.
//
//   height = neckline - lower low            neckline = highest high between the lows
//   target = neckline + height               stop = lower low - height / 20
//
// Source:   T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005), "Double Bottoms"; R. Edwards and J. Magee,
//           Technical Analysis of Stock Trends (1948), ch. 9. Bulkowski's percentages hold for daily charts; here sizes
//           are in average true ranges and parts of the height, so that every period and stock is read alike.
// Input:    high, low, close. The lows are swings (swings.hpp), so each is known only after the price has turned.
// Edges:    a low under the lower one before the close above the neckline ends the shape. Reported once: of shapes
//           that end with the same break the best one, and a new shape begins no earlier than the last one's second low.
// Cost:     O(bars) for the swings, then O(swings * bars of the span).
#include <algorithm>
#include <array>
#include <cmath>

#include "conditions.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {
namespace {

constexpr std::uint32_t kMinBars = 15, kMaxBars = 40;
enum Param : std::size_t {
  swing_size,
  max_low_difference,
  min_height,
  min_separation,
  min_prior_fall,
  min_break
};

constexpr std::array<Condition, 7> kConditions{{
    {.id = "low_difference",
     .op = Op::at_most,
     .param = max_low_difference,
     .ideal = 0,
     .unit = "ratio",
     .en = "the two lows are {0} of the height apart, at most {1}",
     .zh = "两个低点相差为形态高度的 {0}，不大于 {1}"},
    {.id = "height",
     .op = Op::at_least,
     .param = min_height,
     .ideal = 6,
     .unit = "ATR",
     .en = "the neckline is {0} average true ranges above the lower low, at least {1}",
     .zh = "颈线高于较低低点 {0} 倍平均真实波幅，不小于 {1}"},
    {.id = "separation",
     .op = Op::at_least,
     .param = min_separation,
     .unit = "bars",
     .en = "the lows are {0} bars apart, at least {1}",
     .zh = "两个低点相隔 {0} 根K线，不小于 {1}"},
    {.id = "prior_fall",
     .op = Op::at_least,
     .param = min_prior_fall,
     .ideal = 2,
     .unit = "ratio",
     .en = "the fall into the first low is {0} of the height, at least {1}",
     .zh = "跌至第一低点的幅度为形态高度的 {0}，不小于 {1}"},
    {.id = "break",
     .op = Op::above,
     .param = min_break,
     .unit = "ratio",
     .en = "the close is {0} of the height above the neckline, more than {1}",
     .zh = "收盘价高出颈线，幅度为形态高度的 {0}，大于 {1}"},
    {.id = "span",
     .op = Op::at_least,
     .fixed = kMinBars,
     .unit = "bars",
     .en = "from the first low to the break it takes {0} bars, at least {1}",
     .zh = "从第一低点到突破共 {0} 根K线，不小于 {1}"},
    {.id = "span",
     .op = Op::at_most,
     .fixed = kMaxBars,
     .unit = "bars",
     .en = "from the first low to the break it takes {0} bars, at most {1}",
     .zh = "从第一低点到突破共 {0} 根K线，不大于 {1}"},
}};

struct Shape {
  std::uint32_t first_low = 0, neckline = 0, second_low = 0, breakout = 0, known_at = 0;
  double confidence = 0;
};

struct Prices {
  double low, neckline, height;
};
Prices prices_of(const data::Bars& bars, const Shape& s) {
  const double low = std::min(bars.low()[s.first_low], bars.low()[s.second_low]);
  const double neckline = bars.high()[s.neckline];
  return {low, neckline, neckline - low};
}

std::array<double, kConditions.size()> measured(const PatternContext& context, const Shape& s) {
  const data::Bars& bars = context.bars();
  const auto [low, neckline, height] = prices_of(bars, s);
  const double range = context.mean_range(s.second_low + 1, s.second_low + 1 - s.first_low);
  const std::uint32_t from = s.first_low - std::min(s.first_low, kMaxBars);
  double before = bars.high()[s.first_low];
  for (std::uint32_t i = from; i < s.first_low; ++i) before = std::max(before, bars.high()[i]);
  const double span = s.breakout - s.first_low + 1;
  return {std::abs(bars.low()[s.first_low] - bars.low()[s.second_low]) / height,
          height / range,
          static_cast<double>(s.second_low - s.first_low),
          (before - bars.low()[s.first_low]) / height,
          (bars.close()[s.breakout] - neckline) / height,
          span,
          span};
}

// The bar that closes above the neckline by more than the margin, before any low under the lower one; 0: none in reach.
std::uint32_t breakout_of(const data::Bars& bars, const Shape& s, double margin) {
  const auto [low, neckline, height] = prices_of(bars, s);
  const auto end = std::min<std::size_t>(bars.size(), s.first_low + std::size_t{kMaxBars});
  for (std::uint32_t i = s.second_low + 1; i < end; ++i) {
    if (bars.low()[i] < low) return 0;
    if (settled((bars.close()[i] - neckline) / height, margin) > margin) return i;
  }
  return 0;
}

// Fills the shape that two lows make; false if they make none.
bool complete(const PatternContext& context, Params params, const Swing& one, const Swing& two,
              Shape& s) {
  const data::Bars& bars = context.bars();
  s.first_low = s.neckline = one.bar;
  s.second_low = two.bar;
  for (std::uint32_t i = one.bar + 1; i < two.bar; ++i) {
    if (bars.low()[i] < std::min(one.price, two.price)) return false;
    if (s.neckline == one.bar || bars.high()[i] > bars.high()[s.neckline]) s.neckline = i;
  }
  if (s.neckline == one.bar || !(prices_of(bars, s).height > 0)) return false;
  s.breakout = breakout_of(bars, s, params[min_break]);
  if (s.breakout == 0) return false;
  // As a rule the second low is a swing long before the break; a sudden break may come first.
  s.known_at = std::max(s.breakout, two.known_at);
  auto values = measured(context, s);
  if (!all_hold(kConditions, params, values)) return false;
  s.confidence = confidence_of(kConditions, params, values, 0.60);
  return true;
}

std::vector<Shape> all_shapes(const PatternContext& context, Params params) {
  std::vector<Shape> shapes;
  const auto& swings = context.swings(params[swing_size]);
  for (std::size_t two = 0; two < swings.size(); ++two) {
    if (swings[two].high) continue;
    for (std::size_t one = two; one-- > 0 && swings[two].bar - swings[one].bar < kMaxBars;) {
      Shape shape;
      if (!swings[one].high && complete(context, params, swings[one], swings[two], shape))
        shapes.push_back(shape);
    }
  }
  return shapes;
}

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits);
Explanation explain(const PatternContext& context, Params params, const PatternHit& hit);

}  // namespace

extern const PatternDef double_bottom_def{
    .id = "double_bottom",
    .name_zh = "双底",
    .name_en = "Double Bottom",
    .category = Category::reversal,
    .bias = Bias::bullish,
    .min_bars = kMinBars,
    .max_bars = kMaxBars,
    .threshold = 0.60,
    .params = {{.name = "swing_size",
                .kind = ParamKind::real,
                .value = 2,
                .min = 0.5,
                .max = 8,
                .step = 0.1,
                .unit = "ATR",
                .help_en = "How far the price must turn for a low to count",
                .help_zh = "价格反转多少才算一个低点"},
               {.name = "max_low_difference",
                .kind = ParamKind::real,
                .value = 0.25,
                .min = 0.01,
                .max = 0.6,
                .step = 0.01,
                .unit = "ratio",
                .help_en = "Lows at most this share of the height apart",
                .help_zh = "两低点之差相对形态高度的上限"},
               {.name = "min_height",
                .kind = ParamKind::real,
                .value = 3,
                .min = 0.5,
                .max = 15,
                .step = 0.1,
                .unit = "ATR",
                .help_en = "Neckline at least this far above the lower low",
                .help_zh = "颈线高于较低低点的下限"},
               {.name = "min_separation",
                .value = 8,
                .min = 3,
                .max = 35,
                .unit = "bars",
                .help_en = "Bars between the lows, at least",
                .help_zh = "两低点间隔的下限"},
               {.name = "min_prior_fall",
                .kind = ParamKind::real,
                .value = 1,
                .min = 0,
                .max = 5,
                .step = 0.1,
                .unit = "ratio",
                .help_en = "Fall into the first low, at least this many heights",
                .help_zh = "跌至第一低点的幅度相对形态高度的下限"},
               {.name = "min_break",
                .kind = ParamKind::real,
                .value = 0,
                .min = 0,
                .max = 0.5,
                .step = 0.01,
                .unit = "ratio",
                .help_en = "Close above the neckline by more than this share of the height",
                .help_zh = "收盘价高出颈线的幅度相对形态高度须大于此值"}},
    .source =
        "T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005); R. Edwards and J. Magee, "
        "Technical "
        "Analysis of Stock Trends (1948), ch. 9",
    .shape_en = "two near-equal lows after a fall, then a close above the high between them",
    .shape_zh = "下跌后两个相近的低点，随后收盘突破其间的高点（颈线）",
    .roles = {"first_low", "neckline", "second_low", "breakout"},
    .find = find,
    .explain = explain,
};

namespace {

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  auto shapes = all_shapes(context, params);
  std::sort(shapes.begin(), shapes.end(), [](const Shape& a, const Shape& b) {
    if (a.known_at != b.known_at) return a.known_at < b.known_at;
    if (a.confidence != b.confidence) return a.confidence > b.confidence;
    return a.first_low != b.first_low ? a.first_low > b.first_low : a.second_low < b.second_low;
  });
  const Shape* last = nullptr;
  for (const Shape& s : shapes) {
    if (last != nullptr && (s.first_low < last->second_low || s.breakout <= last->breakout))
      continue;
    last = &s;
    hits.push_back({.pattern = &double_bottom_def,
                    .bias = Bias::bullish,
                    .confidence = s.confidence,
                    .start = s.first_low,
                    .end = s.breakout,
                    .known_at = s.known_at,
                    .price = context.bars().close()[s.known_at],
                    .level = context.bars().high()[s.neckline],
                    .points = {s.first_low, s.neckline, s.second_low, s.breakout},
                    .point_count = 4});
  }
}

Explanation explain(const PatternContext& context, Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const Shape s{hit.points[0], hit.points[1], hit.points[2],
                hit.points[3], hit.known_at,  hit.confidence};
  const auto [low, neckline, height] = prices_of(bars, s);
  const double prices[] = {bars.low()[s.first_low], neckline, bars.low()[s.second_low],
                           bars.close()[s.breakout]};
  Explanation explanation;
  for (std::uint32_t p = 0; p < hit.point_count; ++p) {
    const std::uint32_t bar = hit.points[p];
    explanation.points.push_back({bars.time()[bar], bar, prices[p], double_bottom_def.roles[p]});
  }
  explanation.target = neckline + height;
  explanation.stop = low - height / 20;
  auto values = measured(context, s);
  all_hold(kConditions, params, values);  // Settles the measures at their bounds.
  explanation.why = reasons_of(kConditions, params, values);
  return explanation;
}

}  // namespace

}  // namespace fwq::analysis
