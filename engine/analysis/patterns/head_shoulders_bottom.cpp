// Head and Shoulders Bottom: a fall, three lows of which the middle one is lowest, and a close above the line through
// the highs between them.
//
// Source:   see head_shoulders.hpp, which head_shoulders_top shares upside down.
#include "head_shoulders.hpp"

namespace fwq::analysis {

extern const PatternDef head_shoulders_bottom_def{
    .id = "head_shoulders_bottom",
    .name_zh = "头肩底",
    .name_en = "Head and Shoulders Bottom (Inverse H&S)",
    .category = Category::reversal,
    .bias = Bias::bullish,
    .min_bars = 20,
    .max_bars = 60,
    .threshold = 0.70,
    .params = head_shoulders_params(false),
    .source =
        "R. Edwards and J. Magee, Technical Analysis of Stock Trends (1948), ch. 7; T. Bulkowski, "
        "Encyclopedia of Chart Patterns, 2nd ed. (2005)",
    .shape_en =
        "after a fall a low between two higher ones, then a close above the line through the highs",
    .shape_zh = "下跌后三个低点，中间最低，随后收盘突破其间两个高点的连线（颈线）",
    .roles = {"left_shoulder", "left_neckline", "head", "right_neckline", "right_shoulder",
              "breakout"},
    .group = "head_shoulders",
    .find =
        [](const PatternContext& c, Params p, std::vector<PatternHit>& hits) {
          find_head_shoulders(head_shoulders_bottom_def, c, p, hits);
        },
    .explain = [](const PatternContext& c, Params p,
                  const PatternHit& hit) { return explain_head_shoulders(c, p, hit); },
};

}  // namespace fwq::analysis
