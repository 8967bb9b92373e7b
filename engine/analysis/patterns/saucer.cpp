// Saucer: inside a rise, a long and shallow bowl, and a close above the high that it began with.
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11, "Scallops": saucers in which a
//           rising stock rests, long for their depth, each broken at the price of its left end. bowls.hpp says how it
//           differs from rounding_bottom (which ends a fall, and is deep) and from cup_and_handle.
// Input:    high, low, close.
// Edges:    a high above the rim without a close above it makes that high the rim.
// Cost:     see bowls.hpp.
#include <algorithm>

#include "bowls.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  min_depth,
  max_steepness,
  min_fit,
  min_low_share,
  max_skew,
  min_prior_rise,
  min_break
};

constexpr std::array<Condition, 9> kConditions{
    Condition{.id = "depth",
              .op = Op::at_least,
              .param = min_depth,
              .unit = "ATR",
              .en = "the saucer is {0} average true ranges deep, at least {1}",
              .zh = "碟形深 {0} 倍平均真实波幅，不小于 {1}"},
    Condition{.id = "steepness",
              .op = Op::at_most,
              .param = max_steepness,
              .ideal = 0.04,
              .unit = "ATR",
              .en = "its depth is {0} average true ranges for each bar of its length, at most {1}",
              .zh = "每根K线对应的深度为 {0} 倍平均真实波幅，不大于 {1}"},
    Condition{.id = "break",
              .op = Op::above,
              .param = min_break,
              .unit = "ratio",
              .en = "the close is {0} of the depth above the rim, more than {1}",
              .zh = "收盘价高出碟沿，幅度为深度的 {0}，大于 {1}"},
    Condition{.id = "low_share",
              .op = Op::at_least,
              .param = min_low_share,
              .ideal = 0.6,
              .unit = "ratio",
              .en = "{0} of the closes are in the lowest third, at least {1}",
              .zh = "收盘位于下三分之一的比例为 {0}，不小于 {1}"},
    Condition{.id = "fit",
              .op = Op::at_least,
              .param = min_fit,
              .ideal = 0.95,
              .unit = "ratio",
              .en = "a parabola explains {0} of the closes' variance, at least {1}",
              .zh = "抛物线可解释收盘价方差的 {0}，不小于 {1}"},
    Condition{.id = "skew",
              .op = Op::at_most,
              .param = max_skew,
              .ideal = 0,
              .unit = "ratio",
              .en = "the curve turns {0} of the length from the middle, at most {1}",
              .zh = "曲线转折点偏离中点为长度的 {0}，不大于 {1}"},
    Condition{.id = "prior_rise",
              .op = Op::at_least,
              .param = min_prior_rise,
              .ideal = 3,
              .unit = "ratio",
              .en = "the rise up to the rim before is {0} of the depth, at least {1}",
              .zh = "此前涨至碟沿的幅度为深度的 {0}，不小于 {1}"},
    span_at_least(40),
    span_at_most(120)};
using Measured = std::array<double, kConditions.size()>;

constexpr std::uint32_t kBarsBefore = 60;  // In which the rise before is looked for.

// False if depth and length alone rule it out.
bool measure(const PatternContext& context, Params params, std::uint32_t rim_bar,
             std::uint32_t bottom, std::uint32_t end, Measured& measured) {
  const Facing view(context, Bias::bullish);
  const double rim = view.high(rim_bar);
  const double depth = rim - view.low(bottom);
  const std::uint32_t length = end - rim_bar + 1;
  measured[0] = depth / context.mean_range(end + 1, length);
  measured[1] = measured[0] / length;
  measured[2] = (view.close(end) - rim) / depth;
  if (!all_hold({kConditions.data(), 3}, params, measured)) return false;
  measured[3] = low_share(view, rim_bar, end, rim);
  const Bowl bowl = fit_bowl(view, rim_bar, end);
  measured[4] = bowl.fit;
  measured[5] = bowl.skew;
  // The rise is a fall upside down.
  const double lowest = -highest_before(Facing(context, Bias::bearish), rim_bar, -rim, kBarsBefore);
  measured[6] = (rim - lowest) / depth;
  measured[7] = measured[8] = length;
  return true;
}

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits);
Explanation explain(const PatternContext& context, Params params, const PatternHit& hit);

}  // namespace

extern const PatternDef saucer_def{
    .id = "saucer",
    .name_zh = "碟形整理",
    .name_en = "Saucer",
    .category = Category::multi_bar,
    .bias = Bias::bullish,
    .min_bars = 40,
    .max_bars = 120,
    .threshold = 0.50,
    .params = {swing_param(2),
               size_param("min_depth", 2.5, 0.5, 15, "Lowest low at least this far below the rim",
                          "最低点低于碟沿的下限"),
               {.name = "max_steepness",
                .kind = ParamKind::real,
                .value = 0.12,
                .min = 0.02,
                .max = 0.5,
                .step = 0.01,
                .unit = "ATR",
                .help_en = "Depth for each bar of the length, at most",
                .help_zh = "深度与长度之比（每根K线）的上限"},
               share_param("min_fit", 0.75, 0, 0.98,
                           "Share of the closes' variance that the parabola explains, at least",
                           "抛物线对收盘价方差的解释比例下限"),
               share_param("min_low_share", 0.45, 0.1, 0.8,
                           "Closes in the lowest third of the saucer, at least this share",
                           "收盘位于碟形下三分之一的比例下限"),
               share_param("max_skew", 0.1, 0.01, 0.5,
                           "Turn of the curve at most this share of the length from the middle",
                           "曲线转折点偏离中点的上限（相对长度）"),
               share_param("min_prior_rise", 1, 0, 5,
                           "Rise up to the rim before, at least this many depths",
                           "此前涨至碟沿的幅度相对深度的下限"),
               share_param("min_break", 0, 0, 0.5,
                           "Close above the rim by more than this share of the depth",
                           "收盘价高出碟沿的幅度相对深度须大于此值")},
    .source = "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 11",
    .shape_en = "inside a rise, a long shallow bowl, then a close above the high it began with",
    .shape_zh = "上涨途中长而浅的碟形，随后收盘突破碟形起点的高点",
    .roles = {"left_rim", "bottom", "breakout"},
    .find = find,
    .explain = explain,
};

namespace {

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  const Facing view(context, Bias::bullish);
  const auto& swings = context.swings(params[swing_size]);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  for (std::size_t k = !swings.empty() && swings[0].high ? 0 : 1; k < swings.size(); k += 2) {
    const std::uint32_t end =
        rim_break(context.bars(), swings, k, saucer_def.min_bars, saucer_def.max_bars);
    if (end == kNever) continue;
    const std::uint32_t start = swings[k].bar;
    const std::uint32_t bottom = lowest_bar(view, start, end);
    Measured measured{};
    if (!measure(context, params, start, bottom, end, measured) ||
        !all_hold(kConditions, params, measured))
      continue;
    shapes.push_back(
        {.points = {start, bottom, end},
         .point_count = 3,
         .start = start,
         .end = end,
         .known_at = end,
         .turn = bottom,
         .confidence = confidence_of(kConditions, params, measured, saucer_def.threshold),
         .level = swings[k].price,
         .bias = Bias::bullish});
  }
  report_once(saucer_def, context, shapes, hits);
}

Explanation explain(const PatternContext& context, Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const double low = bars.low()[hit.points[1]], depth = hit.level - low;
  Measured measured{};
  measure(context, params, hit.start, hit.points[1], hit.end, measured);
  const std::array<double, 3> prices{hit.level, low, bars.close()[hit.end]};
  return tell(hit, context, params,
              {prices, hit.level + depth, low - depth / 20, kConditions, measured});
}

}  // namespace

}  // namespace fwq::analysis
