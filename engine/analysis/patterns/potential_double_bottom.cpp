// Potential Double Bottom: a fall, two lows at nearly the same price, and the turn up from the second; the high between
// them is not yet broken, so that it may still fail. Bulkowski counts no bottom before the break: of those that look
// like one, most never get there. It is told early for those who watch, with less confidence, and without a target.
//
// Source:   see double_turn.hpp; the shape up to the second low is that of double_bottom.
#include "double_turn.hpp"

namespace fwq::analysis {
namespace {

constexpr UpTo<ParamDef, 12> params() {
  UpTo<ParamDef, 12> list = double_turn_params(false);
  list.items[3] =
      bars_param("min_separation", 6, 3, 25, "Bars between the lows, at least", "两低点间隔的下限");
  list.items[5] =
      share_param("max_recovery", 0.9, 0.3, 1,
                  "Closes since the second low at most this share of the way up to the neckline",
                  "第二低点以来收盘价回升的上限（相对颈线高度）");
  return list;
}

}  // namespace

extern const PatternDef potential_double_bottom_def{
    .id = "potential_double_bottom",
    .name_zh = "潜在双底",
    .name_en = "Potential Double Bottom",
    .category = Category::reversal,
    .bias = Bias::bullish,
    .min_bars = 10,
    .max_bars = 30,
    .threshold = 0.50,
    .params = params(),
    .source =
        "T. Bulkowski, Encyclopedia of Chart Patterns, 2nd ed. (2005), on double bottoms before "
        "their confirmation",
    .shape_en =
        "two near-equal lows after a fall, the price turning up, the neckline not yet broken",
    .shape_zh = "下跌后两个相近的低点，价格已从第二低点回升但尚未突破颈线",
    .roles = {"first_low", "neckline", "second_low"},
    .find =
        [](const PatternContext& c, Params p, std::vector<PatternHit>& hits) {
          find_unbroken_double_bottoms(potential_double_bottom_def, c, p, hits);
        },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_unbroken_double_bottom(c, p, hit); },
};

}  // namespace fwq::analysis
