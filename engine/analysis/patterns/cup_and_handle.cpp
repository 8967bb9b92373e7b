// Cup and Handle: inside a rise, a U-shaped base between two rims near one price, a short shallow pullback, and a close
// above the right rim.
//
// Source:   W. O'Neil, How to Make Money in Stocks (1988): a cup after a rise, a U and no V, the handle in its upper
//           half; T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005), "Cup with Handle": rims near one price,
//           handle of a week or more, breakout above the right rim, target one depth above it. O'Neil's weeks and
//           percents hold for American weekly charts; here sizes are average true ranges and parts of the depth.
// Input:    high, low, close. Rims are swings; the handle is what lies between the right rim and the breakout.
// Edges:    the left rim is the highest swing before the right one in reach. See bowls.hpp for saucer and rounding.
// Cost:     O(swings), and the bars of the few cups that fit so far.
#include <algorithm>
#include <cmath>

#include "bowls.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  max_rim_difference,
  min_depth,
  min_low_share,
  max_handle_depth,
  min_handle_bars,
  max_handle_length,
  min_prior_rise,
  min_break
};

constexpr std::size_t kEarlyConditions =
    6;  // Those that need no walk over the cup's bars come first.
constexpr std::array<Condition, 10> kConditions{
    Condition{.id = "rim_difference",
              .op = Op::at_most,
              .param = max_rim_difference,
              .ideal = 0,
              .unit = "ratio",
              .en = "the rims are {0} of the depth apart, at most {1}",
              .zh = "两侧杯沿相差为杯深的 {0}，不大于 {1}"},
    Condition{.id = "depth",
              .op = Op::at_least,
              .param = min_depth,
              .ideal = 10,
              .unit = "ATR",
              .en = "the cup is {0} average true ranges deep, at least {1}",
              .zh = "杯深 {0} 倍平均真实波幅，不小于 {1}"},
    Condition{.id = "handle_depth",
              .op = Op::at_most,
              .param = max_handle_depth,
              .ideal = 0.2,
              .unit = "ratio",
              .en = "the handle gives back {0} of the depth, at most {1}",
              .zh = "杯柄回撤为杯深的 {0}，不大于 {1}"},
    Condition{.id = "handle_bars",
              .op = Op::at_least,
              .param = min_handle_bars,
              .unit = "bars",
              .en = "the handle takes {0} bars, at least {1}",
              .zh = "杯柄历时 {0} 根K线，不少于 {1}"},
    Condition{.id = "handle_length",
              .op = Op::at_most,
              .param = max_handle_length,
              .unit = "ratio",
              .en = "the handle takes {0} of the cup's time, at most {1}",
              .zh = "杯柄历时为杯身的 {0}，不大于 {1}"},
    Condition{.id = "break",
              .op = Op::above,
              .param = min_break,
              .unit = "ratio",
              .en = "the close is {0} of the depth above the right rim, more than {1}",
              .zh = "收盘价高出右侧杯沿，幅度为杯深的 {0}，大于 {1}"},
    Condition{.id = "low_share",
              .op = Op::at_least,
              .param = min_low_share,
              .ideal = 0.6,
              .unit = "ratio",
              .en = "{0} of the cup's closes are in its lowest third, at least {1}",
              .zh = "杯身收盘位于下三分之一的比例为 {0}，不小于 {1}"},
    Condition{.id = "prior_rise",
              .op = Op::at_least,
              .param = min_prior_rise,
              .ideal = 2,
              .unit = "ratio",
              .en = "the rise up to the left rim before is {0} of the depth, at least {1}",
              .zh = "此前涨至左侧杯沿的幅度为杯深的 {0}，不小于 {1}"},
    span_at_least(30),
    span_at_most(100)};
using Measured = std::array<double, kConditions.size()>;

constexpr std::uint32_t kBarsBefore = 60;  // In which the rise before is looked for.

struct Cup {
  std::uint32_t left = 0, bottom = 0, right = 0, handle = 0, end = 0;
};

double depth_of(const data::Bars& bars, const Cup& c) {
  return std::min(bars.high()[c.left], bars.high()[c.right]) - bars.low()[c.bottom];
}

// False if a condition that needs no walk does not hold.
bool measure(const PatternContext& context, const Judge& judge, const Cup& c, Measured& measured) {
  const data::Bars& bars = context.bars();
  const double left = bars.high()[c.left], right = bars.high()[c.right];
  const double depth = depth_of(bars, c);
  measured[0] = std::abs(left - right) / depth;
  measured[1] = depth / context.mean_range(c.right + 1, c.right + 1 - c.left);
  measured[2] = (right - bars.low()[c.handle]) / depth;
  measured[3] = c.end - c.right;
  measured[4] = measured[3] / (c.right - c.left);
  measured[5] = (bars.close()[c.end] - right) / depth;
  if (!judge.first_hold(kEarlyConditions, measured.data())) return false;
  measured[6] = low_share(Facing(context, Bias::bullish), c.left, c.right, std::min(left, right));
  // The rise is a fall upside down.
  const double lowest = -highest_before(Facing(context, Bias::bearish), c.left, -left, kBarsBefore);
  measured[7] = (left - lowest) / depth;
  measured[8] = measured[9] = c.end - c.left + 1;
  return true;
}

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits);
Explanation explain(const PatternContext& context, Params params, const PatternHit& hit);

}  // namespace

extern const PatternDef cup_and_handle_def{
    .id = "cup_and_handle",
    .name_zh = "杯柄形态",
    .name_en = "Cup and Handle",
    .category = Category::multi_bar,
    .bias = Bias::bullish,
    .min_bars = 30,
    .max_bars = 100,
    .threshold = 0.60,
    .params =
        {swing_param(1),
         share_param("max_rim_difference", 0.25, 0.01, 0.8,
                     "Rims at most this share of the depth apart", "两侧杯沿之差相对杯深的上限"),
         size_param("min_depth", 4, 0.5, 20, "Bottom at least this far below the lower rim",
                    "杯底低于较低杯沿的下限"),
         share_param("min_low_share", 0.4, 0.1, 0.8,
                     "Closes in the lowest third of the cup, at least this share",
                     "收盘位于杯身下三分之一的比例下限"),
         share_param("max_handle_depth", 0.5, 0.1, 1,
                     "Handle gives back at most this share of the depth", "杯柄回撤相对杯深的上限"),
         bars_param("min_handle_bars", 5, 2, 30,
                    "Bars from the right rim to the breakout, at least",
                    "右侧杯沿到突破的K线数下限"),
         share_param("max_handle_length", 0.5, 0.1, 1,
                     "Handle takes at most this share of the cup's time", "杯柄历时相对杯身的上限"),
         share_param("min_prior_rise", 1, 0, 5,
                     "Rise up to the left rim before, at least this many depths",
                     "此前涨至左侧杯沿的幅度相对杯深的下限"),
         share_param("min_break", 0, 0, 0.5,
                     "Close above the right rim by more than this share of the depth",
                     "收盘价高出右侧杯沿的幅度相对杯深须大于此值")},
    .source =
        "W. O'Neil, How to Make Money in Stocks (1988); T. Bulkowski, Encyclopedia of Chart "
        "Patterns, 2nd ed. (2005)",
    .shape_en =
        "after a rise, a U-shaped base with level rims, a short shallow pullback, then a "
        "close above the right rim",
    .shape_zh = "上涨后的U形底，两侧杯沿相近，短而浅的回撤（杯柄），随后收盘突破右侧杯沿",
    .roles = {"left_rim", "bottom", "right_rim", "handle_low", "breakout"},
    .find = find,
    .explain = explain,
};

namespace {

// A high among the swings, and the lowest low between it and the last one before it that was higher.
struct Rim {
  std::uint32_t swing, low;
};
// Where a cup may begin and be deepest.
struct Left {
  std::uint32_t bar, bottom;
};

// Walks the highs, and tells for each as a right rim the left ones that it may have: those above all between.
class Rims {
 public:
  Rims(const PatternContext& context, const std::vector<Swing>& swings, Params params)
      : swings_(swings),
        sums_(context.range_sums().data()),
        far_apart_(params[max_rim_difference] + 1e-6),
        depth_(0.999 * params[min_depth]),
        handle_bars_(static_cast<std::uint32_t>(params[min_handle_bars])),
        lengths_(1.001 + params[max_handle_length]) {}

  // Requires: asked for every high, in order.
  const std::vector<Left>& left_of(std::uint32_t k) {
    lefts_.clear();
    std::uint32_t low = k - 1;  // The lowest low after the rim that is looked at.
    const auto look_at = [&](std::size_t r) {
      const Rim& rim = rims_[r];
      if (is_near(rim.swing, k) && may_be_cup(rim.swing, low, k))
        lefts_.push_back({swings_[rim.swing].bar, swings_[low].bar});
      if (r > 0 && swings_[rim.low].price <= swings_[low].price) low = rim.low;
    };
    while (!rims_.empty() && swings_[rims_.back().swing].price <= swings_[k].price) {
      look_at(rims_.size() - 1);
      rims_.pop_back();
    }
    const Rim right{k, low};
    for (std::size_t r = rims_.size(); r-- > 0 && is_near(rims_[r].swing, k);) look_at(r);
    rims_.push_back(right);
    return lefts_;
  }

 private:
  bool is_near(std::uint32_t left, std::uint32_t right) const noexcept {
    return swings_[right].bar + handle_bars_ - swings_[left].bar < cup_and_handle_def.max_bars;
  }
  // What costs least to know passes over nearly all; rounding decides nothing here.
  bool may_be_cup(std::uint32_t left, std::uint32_t low, std::uint32_t right) const noexcept {
    const Swing &a = swings_[left], &b = swings_[right];
    const double depth = std::min(a.price, b.price) - swings_[low].price;
    const double bars = b.bar - a.bar;
    return (bars * lengths_ + 1 >= cup_and_handle_def.min_bars) &
           (std::abs(a.price - b.price) <= far_apart_ * depth) &
           (depth * (bars + 1) >= depth_ * (sums_[b.bar + 1] - sums_[a.bar]));
  }

  const std::vector<Swing>& swings_;
  const double* sums_;
  double far_apart_, depth_;
  std::uint32_t handle_bars_;
  double lengths_;         // Of a cup with its handle, at most, in lengths of the cup.
  std::vector<Rim> rims_;  // Highs that no later one has reached, each lower than the last.
  std::vector<Left> lefts_;
};

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  const Facing view(context, Bias::bullish);
  const auto& swings = context.swings(params[swing_size]);
  const auto handle_bars = static_cast<std::uint32_t>(params[min_handle_bars]);
  Rims rims(context, swings, params);
  const Judge judge(kConditions, params);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  for (std::uint32_t k = !swings.empty() && swings[0].high ? 0 : 1; k < swings.size(); k += 2) {
    const std::vector<Left>& lefts = rims.left_of(k);
    if (lefts.empty()) continue;
    Cup c{.right = swings[k].bar};
    c.end = rim_break(context.bars(), swings, k, handle_bars + 1, cup_and_handle_def.max_bars);
    if (c.end == kNever) continue;
    c.handle = lowest_bar(view, c.right + 1, c.end - 1);
    for (const Left& left : lefts) {
      c.left = left.bar;
      c.bottom = left.bottom;
      const std::uint32_t length = c.end - c.left + 1;
      Measured measured{};
      if (length < cup_and_handle_def.min_bars || length > cup_and_handle_def.max_bars ||
          !measure(context, judge, c, measured) || !judge.all_hold(measured.data()))
        continue;
      shapes.push_back(
          {.points = {c.left, c.bottom, c.right, c.handle, c.end},
           .point_count = 5,
           .start = c.left,
           .end = c.end,
           .known_at = c.end,
           .turn = c.right,
           .confidence = judge.confidence(measured.data(), cup_and_handle_def.threshold),
           .level = swings[k].price,
           .bias = Bias::bullish});
    }
  }
  report_once(cup_and_handle_def, context, shapes, hits);
}

Explanation explain(const PatternContext& context, Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const auto& at = hit.points;
  const Cup c{at[0], at[1], at[2], at[3], at[4]};
  const double depth = depth_of(bars, c);
  Measured measured{};
  measure(context, Judge(kConditions, params), c, measured);
  const std::array<double, 5> prices{bars.high()[c.left], bars.low()[c.bottom],
                                     bars.high()[c.right], bars.low()[c.handle],
                                     bars.close()[c.end]};
  return tell(
      hit, context, params,
      {prices, hit.level + depth, bars.low()[c.handle] - depth / 20, kConditions, measured});
}

}  // namespace

}  // namespace fwq::analysis
