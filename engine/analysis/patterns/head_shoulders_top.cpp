// Head and Shoulders Top: a rise, three highs of which the middle one is highest, and a close below the line through the
// lows between them.
//
// Source:   see head_shoulders.hpp; it is head_shoulders_bottom upside down.
#include "head_shoulders.hpp"

namespace fwq::analysis {

extern const PatternDef head_shoulders_top_def{
    .id = "head_shoulders_top",
    .name_zh = "头肩顶",
    .name_en = "Head and Shoulders Top",
    .category = Category::reversal,
    .bias = Bias::bearish,
    .min_bars = 20,
    .max_bars = 60,
    .threshold = 0.70,
    .params = head_shoulders_params(true),
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 6; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en =
        "after a rise a high between two lower ones, then a close below the line through the lows",
    .shape_zh = "上涨后三个高点，中间最高，随后收盘跌破其间两个低点的连线（颈线）",
    .roles = {"left_shoulder", "left_neckline", "head", "right_neckline", "right_shoulder",
              "breakout"},
    .group = "head_shoulders",
    .find =
        [](const PatternContext& c, Params p, std::vector<PatternHit>& hits) {
          find_head_shoulders(head_shoulders_top_def, c, p, hits);
        },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_head_shoulders(c, p, hit); },
};

}  // namespace fwq::analysis
