// Three Advancing Soldiers (红三兵): three small white bodies of about the same size that climb step by step, where the
// price had not risen yet: a quiet turn.
//
// Source:   the 红三兵 of Chinese textbooks: three small up bars in a row, each closing higher, after a fall or a
//           sideways stretch. Differs from three_white_soldiers in strength: each body is less than 0.8 of an average
//           body (there each is at least that), and the three must be alike; shadows do not matter.
// Input:    open, close; ranges for the trend before.
// Edges:    a bar without a body is none of the three. The trend is judged from the bars before the first.
#include "three_steps.hpp"

namespace fwq::analysis {

extern const PatternDef three_advancing_soldiers_def;

namespace {

constexpr std::size_t kTrendBars = 5;  // Index of the parameter.

constexpr std::array<Condition, 6> kConditions{
    {{.id = "largest_body",
      .op = Op::below,
      .param = 0,
      .unit = "ratio",
      .en = "the largest body is {0} average bodies, less than {1}",
      .zh = "最大的实体为平均实体的 {0} 倍，小于 {1}",
      .column = Column::body_size,
      .bars = 0b111},
     {.id = "smallest_body",
      .op = Op::at_least,
      .param = 1,
      .unit = "ratio",
      .en = "the smallest body is {0} average bodies, at least {1}",
      .zh = "最小的实体为平均实体的 {0} 倍，不小于 {1}",
      .column = Column::body_size,
      .bars = 0b111},
     {.id = "evenness",
      .op = Op::at_least,
      .param = 2,
      .ideal = 1,
      .unit = "ratio",
      .en = "the smallest body is {0} of the largest, at least {1}",
      .zh = "最小的实体为最大者的 {0}，不小于 {1}"},
     open_step_condition(3, 1),
     close_step_condition(4, 1),
     not_yet_condition(6, 1)}};

bool measure(const PatternContext& context, Params params, std::uint32_t first, double* measured) {
  const Steps steps(context, first, 1);
  if (!steps.all_rise()) return false;
  const BodySizes sizes(context, first);
  const double bodies[] = {steps.bars[0].body(), steps.bars[1].body(), steps.bars[2].body()};
  measured[0] = sizes.largest;
  measured[1] = sizes.smallest;
  measured[2] = *std::min_element(bodies, bodies + 3) / *std::max_element(bodies, bodies + 3);
  measured[3] = steps.open_step();
  measured[4] = steps.close_step();
  measured[5] = -trend_before(context, first, params[kTrendBars], 1);
  return true;
}

constexpr CandleShape kShape{
    three_advancing_soldiers_def, Bias::bullish, 3, kConditions, measure, "uuu", kTrendBars};

}  // namespace

extern const PatternDef three_advancing_soldiers_def{
    .id = "three_advancing_soldiers",
    .name_zh = "红三兵",
    .name_en = "Three Advancing Soldiers (Red Three)",
    .category = Category::three_candles,
    .bias = Bias::bullish,
    .min_bars = 3,
    .max_bars = 3,
    .threshold = 0.60,
    .params = {ratio_param("max_body_size", 0.8, 0.1, 5.0,
                           "Each body less than this many average bodies of the ten bars before it",
                           "每根实体须小于其前十根平均实体的此倍数"),
               ratio_param("min_body_size", 0.2, 0.0, 2.0,
                           "Each body at least this many average bodies of the ten bars before it",
                           "每根实体至少为其前十根平均实体的倍数"),
               ratio_param("min_evenness", 0.5, 0.0, 1.0,
                           "Smallest body at least this share of the largest",
                           "最小实体相对最大实体的下限"),
               open_step_param(), close_step_param(), trend_bars_param(),
               atr_param("max_prior_rise", 1, -5, 10,
                         "Rise before it, at most: after a rise it reverses nothing",
                         "此前上涨的上限")},
    .source =
        "Chinese textbooks of candlestick charts (红三兵); S. Nison, Japanese Candlestick Charting "
        "Techniques, 2nd ed. (2001), ch. 6",
    .shape_en = "three small, even up bars rising step by step",
    .shape_zh = "三根大小相近的小阳线逐级上升",
    .roles = {"first", "second", "third"},
    .find = find_shape<kShape>,
    .explain = explain_shape<kShape>,
    .reach = reach_of<kShape>,
    .find_soft = find_soft_shape<kShape>,
};

}  // namespace fwq::analysis
