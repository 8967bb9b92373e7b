// Diamond: swings that widen and then narrow again, and a close out of the narrow end. It may break either way, and the
// hit has the direction of the break.
//
//   height = highest high - lowest low       target = break + height (down: - height)
//   stop   = the last swing on the other side
//
// Source:   R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 10: a broadening formation that
//           turns into a symmetrical triangle, both ends about halfway up; T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005), "Diamond
//           Tops", "Diamond Bottoms": the target is the height from the break.
// Input:    high, low, close. Six swings in a row: three highs of which the middle one is highest, and three lows
//           of which the middle one is lowest; the lines of the narrow end run through the last two of each.
// Edges:    a shape that has not broken before its lines meet, or within 60 bars of its first swing, is none. A close
//           past a line before the last swing is known is no break.
// Cost:     O(swings).
#include <algorithm>
#include <cmath>

#include "chart_shapes.hpp"

namespace fwq::analysis {
namespace {

enum Param : std::size_t {
  swing_size,
  min_step,
  max_off_centre,
  min_height,
  min_balance,
  min_break
};

constexpr std::size_t kEarlyConditions = 4;  // Those that the swings alone decide come first.
constexpr std::array<Condition, 7> kConditions{
    Condition{.id = "step",
              .op = Op::at_least,
              .param = min_step,
              .ideal = 0.35,
              .unit = "ratio",
              .en = "each high and low steps out or in by {0} of the height or more, at least {1}",
              .zh = "每个高低点向外或向内至少移动形态高度的 {0}，不小于 {1}"},
    Condition{
        .id = "off_centre",
        .op = Op::at_most,
        .param = max_off_centre,
        .ideal = 0,
        .unit = "ratio",
        .en = "the middle of an end is {0} of the height from the diamond's middle, at most {1}",
        .zh = "端部中点偏离钻石形中线为形态高度的 {0}，不大于 {1}"},
    Condition{.id = "height",
              .op = Op::at_least,
              .param = min_height,
              .ideal = 8,
              .unit = "ATR",
              .en = "the diamond is {0} average true ranges high, at least {1}",
              .zh = "钻石形高 {0} 倍平均真实波幅，不小于 {1}"},
    Condition{.id = "balance",
              .op = Op::at_least,
              .param = min_balance,
              .ideal = 1,
              .unit = "ratio",
              .en = "the shorter half takes {0} of the longer one's time, at least {1}",
              .zh = "较短一半历时为较长一半的 {0}，不小于 {1}"},
    Condition{.id = "break",
              .op = Op::above,
              .param = min_break,
              .unit = "ratio",
              .en = "the close is {0} of the height beyond the narrow end's line, more than {1}",
              .zh = "收盘价越过收窄端边线，幅度为形态高度的 {0}，大于 {1}"},
    span_at_least(20),
    span_at_most(60)};
using Measured = std::array<double, kConditions.size()>;

// Swings `first` … `first + 5`.
struct Diamond {
  std::array<Swing, 3> highs, lows;
  double height() const noexcept { return highs[1].price - lows[1].price; }
  std::uint32_t start() const noexcept { return std::min(highs[0].bar, lows[0].bar); }
  std::uint32_t last() const noexcept { return std::max(highs[2].bar, lows[2].bar); }
  Line upper() const noexcept {
    return line_through(highs[1].bar, highs[1].price, highs[2].bar, highs[2].price);
  }
  Line lower() const noexcept {
    return line_through(lows[1].bar, lows[1].price, lows[2].bar, lows[2].price);
  }
};

Diamond diamond_at(const std::vector<Swing>& swings, std::size_t first) {
  const std::size_t high = swings[first].high ? first : first + 1;
  const std::size_t low = swings[first].high ? first + 1 : first;
  return {{swings[high], swings[high + 2], swings[high + 4]},
          {swings[low], swings[low + 2], swings[low + 4]}};
}

void measure_early(const PatternContext& context, const Diamond& d, Measured& measured) {
  const double height = d.height();
  const double step =
      std::min({d.highs[1].price - d.highs[0].price, d.highs[1].price - d.highs[2].price,
                d.lows[0].price - d.lows[1].price, d.lows[2].price - d.lows[1].price});
  const double middle = (static_cast<double>(d.highs[1].bar) + d.lows[1].bar) / 2;
  const double left = middle - d.start(), right = d.last() - middle;
  measured[0] = step / height;
  const double centre = (d.highs[1].price + d.lows[1].price) / 2;
  const auto off = [&](std::size_t end) {
    return std::abs((d.highs.at(end).price + d.lows.at(end).price) / 2 - centre);
  };
  measured[1] = std::max(off(0), off(2)) / height;
  measured[2] = height / context.mean_range(d.last() + 1, d.last() + 1 - d.start());
  measured[3] = std::min(left, right) / std::max(left, right);
}

// How far a close is beyond the line of the narrow end, in heights: above it positive, below it negative, else 0.
double beyond(const data::Bars& bars, const Diamond& d, std::uint32_t i) {
  const double close = bars.close()[i];
  const double above = close - d.upper().at(i), below = d.lower().at(i) - close;
  return above > 0 && above >= below ? above / d.height() : below > 0 ? -below / d.height() : 0;
}

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits);
Explanation explain(const PatternContext& context, Params params, const PatternHit& hit);

}  // namespace

extern const PatternDef diamond_def{
    .id = "diamond",
    .name_zh = "钻石形",
    .name_en = "Diamond",
    .category = Category::multi_bar,
    .bias = Bias::neutral,
    .min_bars = 20,
    .max_bars = 60,
    .threshold = 0.50,
    .params = {swing_param(1),
               share_param("min_step", 0.15, 0.01, 0.4,
                           "Each high and low steps out or in by at least this share of the height",
                           "每个高低点向外或向内移动的下限（相对形态高度）"),
               share_param("max_off_centre", 0.15, 0.01, 0.4,
                           "Middles of both ends at most this share of the height from the middle",
                           "两端中点偏离中线的上限（相对形态高度）"),
               size_param("min_height", 4, 0.5, 15,
                          "Highest high at least this far above the lowest low",
                          "最高点高于最低点的下限"),
               share_param("min_balance", 0.4, 0.05, 1,
                           "Time of the shorter half, as a share of the longer one, at least",
                           "较短一半与较长一半历时之比的下限"),
               share_param("min_break", 0, 0, 0.5,
                           "Close beyond the line by more than this share of the height",
                           "收盘价越过边线的幅度相对形态高度须大于此值")},
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 10; T. "
        "Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en = "swings that widen and then narrow, then a close out of the narrow end",
    .shape_zh = "波动先扩大后收窄，随后收盘突破收窄端",
    .roles = {"left", "top", "bottom", "right", "breakout"},
    .find = find,
    .explain = explain,
};

namespace {

void find(const PatternContext& context, Params params, std::vector<PatternHit>& hits) {
  const data::Bars& bars = context.bars();
  const auto& swings = context.swings(params[swing_size]);
  std::vector<ChartShape>& shapes = context.room<ChartShape>();
  for (std::size_t first = 0; first + 5 < swings.size(); ++first) {
    const Diamond d = diamond_at(swings, first);
    if (d.highs[0].price >= d.highs[1].price || d.highs[2].price >= d.highs[1].price ||
        d.lows[0].price <= d.lows[1].price || d.lows[2].price <= d.lows[1].price)
      continue;
    Measured measured{};
    measure_early(context, d, measured);
    if (!all_hold({kConditions.data(), kEarlyConditions}, params, measured)) continue;
    const std::size_t reach =
        std::min<std::size_t>(bars.size(), d.start() + std::size_t{diamond_def.max_bars});
    for (std::uint32_t end = swings[first + 5].known_at; end < reach; ++end) {
      if (d.upper().at(end) <= d.lower().at(end)) break;  // The narrow end has run out.
      const double out = beyond(bars, d, end);
      measured[4] = std::abs(out);
      measured[5] = measured[6] = end - d.start() + 1;
      if (!(settled(measured[4], params[min_break]) > params[min_break])) continue;
      if (!all_hold(kConditions, params, measured)) break;
      shapes.push_back(
          {.points = {d.start(), d.highs[1].bar, d.lows[1].bar, d.last(), end},
           .point_count = 5,
           .start = d.start(),
           .end = end,
           .known_at = end,
           .turn = d.last(),
           .confidence = confidence_of(kConditions, params, measured, diamond_def.threshold),
           .level = (out > 0 ? d.upper() : d.lower()).at(end),
           .bias = out > 0 ? Bias::bullish : Bias::bearish});
      break;
    }
  }
  report_once(diamond_def, context, shapes, hits);
}

Explanation explain(const PatternContext& context, Params params, const PatternHit& hit) {
  const data::Bars& bars = context.bars();
  const auto& swings = context.swings(params[swing_size]);
  const std::size_t first = TurnView(swings, Bias::bullish).at_bar(hit.start);
  const Diamond d = diamond_at(swings, first);
  Measured measured{};
  measure_early(context, d, measured);
  measured[4] = std::abs(beyond(bars, d, hit.end));
  measured[5] = measured[6] = hit.end - hit.start + 1;
  const std::array<double, 5> prices{swings[first].price, d.highs[1].price, d.lows[1].price,
                                     swings[first + 5].price, bars.close()[hit.end]};
  const bool up = hit.bias == Bias::bullish;
  return tell(hit, context, params,
              {prices, up ? hit.level + d.height() : hit.level - d.height(),
               up ? d.lows[2].price : d.highs[2].price, kConditions, measured});
}

}  // namespace

}  // namespace fwq::analysis
