// What holds for every pattern of the table, on random walks and on real bars.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>

#include "canvas.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"
#include "support/pattern_support.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

using test::defaults_of;
using test::FixedParameters;
using test::hits_with;

// The value of a result, by copy: what a range-for may safely loop over.
template <class T>
T copy_of(const Result<T>& result) {
  return result.value();
}

using Place =
    std::tuple<std::string_view, std::uint32_t, std::uint32_t, std::uint32_t, double, double>;
std::vector<Place> places(const std::vector<PatternHit>& hits, double price_factor = 1,
                          std::uint32_t offset = 0) {
  std::vector<Place> all;
  for (const PatternHit& h : hits) {
    all.emplace_back(h.pattern->id, h.start + offset, h.end + offset, h.known_at + offset,
                     h.confidence, h.price * price_factor);
  }
  return all;
}

// A walk without odd bars has more shapes in it; several make sure that each pattern occurs.
data::BarSeries walk(std::uint64_t seed, std::size_t count, double odd = 0.05) {
  return test::random_walk(seed, count, {.start = 50, .step = 0.02, .odd = odd});
}

TEST(Patterns, AreDescribedCompletelyAndUniquely) {
  std::set<std::string_view> ids;
  for (const PatternDef* def : built_in_patterns()) {
    SCOPED_TRACE(def->id);
    EXPECT_TRUE(ids.insert(def->id).second);
    EXPECT_FALSE(def->name_zh.empty() || def->name_en.empty() || def->source.empty());
    EXPECT_FALSE(def->shape_en.empty() || def->shape_zh.empty());
    EXPECT_LE(def->min_bars, def->max_bars);
    EXPECT_GT(def->roles.size(), 0U);
    EXPECT_TRUE(def->find && def->explain);
    std::set<std::string_view> names;
    for (const ParamDef& param : def->params) {
      EXPECT_TRUE(names.insert(param.name).second) << param.name;
      EXPECT_LE(param.min, param.value) << param.name;
      EXPECT_LE(param.value, param.max) << param.name;
      EXPECT_LT(param.min, param.max) << param.name;
      EXPECT_GT(param.step, 0) << param.name;
      EXPECT_FALSE(param.help_en.empty() || param.help_zh.empty() || param.unit.empty())
          << param.name;
    }
  }
}

TEST(Patterns, HaveTheRowsOfTheProductsList) {
  struct Row {
    std::string_view id, zh, en;
    Category category;
    Bias bias;
    std::uint32_t min, max;
    double threshold;
  };
  const Row rows[] = {
      {"double_top", "双顶", "Double Top", Category::reversal, Bias::bearish, 15, 40, 0.60},
      {"head_shoulders_top", "头肩顶", "Head and Shoulders Top", Category::reversal, Bias::bearish,
       20, 60, 0.70},
      {"triple_top", "三重顶", "Triple Top", Category::reversal, Bias::bearish, 25, 50, 0.65},
      {"rounding_top", "圆弧顶", "Rounding Top", Category::reversal, Bias::bearish, 30, 80, 0.60},
      {"island_reversal_top", "岛形反转顶", "Island Reversal Top", Category::reversal,
       Bias::bearish, 5, 15, 0.80},
      {"double_bottom", "双底", "Double Bottom", Category::reversal, Bias::bullish, 15, 40, 0.60},
      {"head_shoulders_bottom", "头肩底", "Head and Shoulders Bottom (Inverse H&S)",
       Category::reversal, Bias::bullish, 20, 60, 0.70},
      {"triple_bottom", "三重底", "Triple Bottom", Category::reversal, Bias::bullish, 25, 50, 0.65},
      {"rounding_bottom", "圆弧底", "Rounding Bottom", Category::reversal, Bias::bullish, 30, 80,
       0.60},
      {"island_reversal_bottom", "岛形反转底", "Island Reversal Bottom", Category::reversal,
       Bias::bullish, 5, 15, 0.80},
      {"potential_double_bottom", "潜在双底", "Potential Double Bottom", Category::reversal,
       Bias::bullish, 10, 30, 0.50},
      {"ascending_triangle", "上升三角形", "Ascending Triangle", Category::consolidation,
       Bias::bullish, 15, 40, 0.60},
      {"descending_triangle", "下降三角形", "Descending Triangle", Category::consolidation,
       Bias::bearish, 15, 40, 0.60},
      {"symmetrical_triangle", "对称三角形", "Symmetrical Triangle", Category::consolidation,
       Bias::neutral, 15, 40, 0.50},
      {"expanding_triangle", "扩散三角形", "Expanding Triangle", Category::consolidation,
       Bias::neutral, 20, 50, 0.40},
      {"rectangle", "矩形整理", "Rectangle", Category::consolidation, Bias::neutral, 10, 30, 0.50},
      {"rising_wedge", "楔形上升", "Rising Wedge", Category::consolidation, Bias::bearish, 15, 35,
       0.60},
      {"falling_wedge", "楔形下降", "Falling Wedge", Category::consolidation, Bias::bullish, 15, 35,
       0.60},
      {"flag", "旗形", "Flag", Category::consolidation, Bias::neutral, 5, 15, 0.50},
      {"pennant", "三角旗形", "Pennant", Category::consolidation, Bias::neutral, 5, 15, 0.50},
      {"hammer", "锤头线", "Hammer", Category::single_candle, Bias::bullish, 1, 1, 0.60},
      {"hanging_man", "上吊线", "Hanging Man", Category::single_candle, Bias::bearish, 1, 1, 0.60},
      {"inverted_hammer", "倒锤头", "Inverted Hammer", Category::single_candle, Bias::bullish, 1, 1,
       0.60},
      {"shooting_star", "流星线", "Shooting Star", Category::single_candle, Bias::bearish, 1, 1,
       0.60},
      {"doji", "十字星", "Doji", Category::single_candle, Bias::neutral, 1, 1, 0.40},
      {"long_legged_doji", "长十字星", "Long-Legged Doji", Category::single_candle, Bias::neutral,
       1, 1, 0.50},
      {"dragonfly_doji", "蜻蜓十字星", "Dragonfly Doji", Category::single_candle, Bias::bullish, 1,
       1, 0.60},
      {"gravestone_doji", "墓碑十字星", "Gravestone Doji", Category::single_candle, Bias::bearish,
       1, 1, 0.60},
      {"white_marubozu", "光头光脚阳线", "White (Bullish) Marubozu", Category::single_candle,
       Bias::bullish, 1, 1, 0.70},
      {"black_marubozu", "光头光脚阴线", "Black (Bearish) Marubozu", Category::single_candle,
       Bias::bearish, 1, 1, 0.70},
      {"spinning_top", "纺锤线", "Spinning Top", Category::single_candle, Bias::neutral, 1, 1,
       0.30},
      {"bullish_engulfing", "看涨吞没", "Bullish Engulfing", Category::two_candles, Bias::bullish,
       2, 2, 0.70},
      {"bearish_engulfing", "看跌吞没", "Bearish Engulfing", Category::two_candles, Bias::bearish,
       2, 2, 0.70},
      {"piercing_pattern", "刺透形态", "Piercing Pattern", Category::two_candles, Bias::bullish, 2,
       2, 0.60},
      {"dark_cloud_cover", "乌云盖顶", "Dark Cloud Cover", Category::two_candles, Bias::bearish, 2,
       2, 0.60},
      {"harami", "孕线形态", "Harami", Category::two_candles, Bias::neutral, 2, 2, 0.50},
      {"harami_cross", "十字孕线", "Harami Cross", Category::two_candles, Bias::neutral, 2, 2,
       0.60},
      {"morning_star", "早晨之星", "Morning Star", Category::three_candles, Bias::bullish, 3, 3,
       0.70},
      {"evening_star", "黄昏之星", "Evening Star", Category::three_candles, Bias::bearish, 3, 3,
       0.70},
      {"morning_doji_star", "早晨十字星", "Morning Doji Star", Category::three_candles,
       Bias::bullish, 3, 3, 0.80},
      {"evening_doji_star", "黄昏十字星", "Evening Doji Star", Category::three_candles,
       Bias::bearish, 3, 3, 0.80},
      {"three_white_soldiers", "三白兵", "Three White Soldiers", Category::three_candles,
       Bias::bullish, 3, 3, 0.70},
      {"three_black_crows", "三只乌鸦", "Three Black Crows", Category::three_candles, Bias::bearish,
       3, 3, 0.70},
      {"three_advancing_soldiers", "红三兵", "Three Advancing Soldiers (Red Three)",
       Category::three_candles, Bias::bullish, 3, 3, 0.60},
      {"three_inside_up", "三个内部上升", "Three Inside Up", Category::three_candles, Bias::bullish,
       3, 3, 0.60},
      {"three_inside_down", "三个内部下降", "Three Inside Down", Category::three_candles,
       Bias::bearish, 3, 3, 0.60},
      {"abandoned_baby", "弃婴形态", "Abandoned Baby", Category::three_candles, Bias::neutral, 3, 3,
       0.80},
      {"tower_top", "塔形顶", "Tower Top", Category::multi_bar, Bias::bearish, 5, 15, 0.60},
      {"tower_bottom", "塔形底", "Tower Bottom", Category::multi_bar, Bias::bullish, 5, 15, 0.60},
      {"rising_channel", "上升通道", "Rising Channel", Category::multi_bar, Bias::bullish, 10, 50,
       0.50},
      {"falling_channel", "下降通道", "Falling Channel", Category::multi_bar, Bias::bearish, 10, 50,
       0.50},
      {"megaphone", "喇叭形", "Megaphone", Category::multi_bar, Bias::neutral, 15, 40, 0.40},
      {"diamond", "钻石形", "Diamond", Category::multi_bar, Bias::neutral, 20, 60, 0.50},
      {"cup_and_handle", "杯柄形态", "Cup and Handle", Category::multi_bar, Bias::bullish, 30, 100,
       0.60},
      {"saucer", "碟形整理", "Saucer", Category::multi_bar, Bias::bullish, 40, 120, 0.50},
      {"gap_up", "向上跳空", "Gap Up", Category::gaps, Bias::bullish, 1, 1, 0.60},
      {"gap_down", "向下跳空", "Gap Down", Category::gaps, Bias::bearish, 1, 1, 0.60},
      {"breakaway_gap", "突破缺口", "Breakaway Gap", Category::gaps, Bias::neutral, 1, 5, 0.70},
      {"runaway_gap", "中继缺口", "Runaway (Measuring) Gap", Category::gaps, Bias::neutral, 1, 3,
       0.60},
      {"exhaustion_gap", "衰竭缺口", "Exhaustion Gap", Category::gaps, Bias::neutral, 1, 3, 0.70},
      {"common_gap", "普通缺口", "Common Gap", Category::gaps, Bias::neutral, 1, 1, 0.30},
      {"price_up_volume_up", "价涨量增", "Price Up, Volume Up", Category::price_volume,
       Bias::bullish, 1, 5, 0.60},
      {"price_down_volume_up", "价跌量增", "Price Down, Volume Up", Category::price_volume,
       Bias::bearish, 1, 5, 0.60},
      {"price_up_volume_down", "价涨量缩", "Price Up, Volume Down", Category::price_volume,
       Bias::neutral, 1, 5, 0.40},
      {"price_down_volume_down", "价跌量缩", "Price Down, Volume Down", Category::price_volume,
       Bias::neutral, 1, 5, 0.40},
      {"low_volume_low_price", "地量地价", "Lowest Volume, Lowest Price", Category::price_volume,
       Bias::bullish, 3, 10, 0.50},
      {"high_volume_high_price", "天量天价", "Highest Volume, Highest Price",
       Category::price_volume, Bias::bearish, 3, 10, 0.50},
  };
  ASSERT_EQ(std::size(rows), test::kPatternsOfTheList);
  for (const PatternDef* def : built_in_patterns()) {
    SCOPED_TRACE(def->id);
    const auto row = std::find_if(std::begin(rows), std::end(rows),
                                  [&](const Row& r) { return r.id == def->id; });
    ASSERT_NE(row, std::end(rows));
    EXPECT_EQ(def->name_zh, row->zh);
    EXPECT_EQ(def->name_en, row->en);
    EXPECT_EQ(def->category, row->category);
    EXPECT_EQ(def->bias, row->bias);
    EXPECT_EQ(def->min_bars, row->min);
    EXPECT_EQ(def->max_bars, row->max);
    EXPECT_EQ(def->threshold, row->threshold);
  }
}

// A walk without odd bars, followed by plantings and near-misses of the pattern, which may be too rare for a walk.
data::BarSeries rich_series(const PatternDef& def) {
  auto series = walk(11, 30'000, 0);
  for (const planted::Planting& planting : planted::all_plantings()) {
    if (planting.pattern != def.id) continue;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      planted::Canvas canvas(seed);
      canvas.noise(40);
      planting.draw(canvas, "");
      for (const auto& miss : planting.misses) {
        canvas.noise(20);
        planting.draw(canvas, miss.id);
      }
      canvas.noise(20);
      series.append(canvas.bars());
    }
  }
  return series;
}

TEST(Patterns, ChangeWhatTheyFindWithEveryParameter) {
  for (const PatternDef* def : built_in_patterns()) {
    const auto series = rich_series(*def);
    const auto usual = hits_with(*def, defaults_of(*def), series.view());
    ASSERT_GT(usual.size(), 5U) << def->id;
    std::set<std::pair<std::uint32_t, std::uint32_t>> found;
    for (const auto& hit : usual) found.insert({hit.start, hit.end});
    for (std::size_t p = 0; p < def->params.size(); ++p) {
      const ParamDef& param = def->params[p];
      bool changes = false;
      for (const double share : {0.0, 0.5, 1.0}) {
        auto values = defaults_of(*def);
        values[p] = param.min + share * (param.max - param.min);
        if (param.kind == ParamKind::integer) values[p] = std::floor(values[p]);
        std::set<std::pair<std::uint32_t, std::uint32_t>> other;
        for (const auto& hit : hits_with(*def, values, series.view()))
          other.insert({hit.start, hit.end});
        changes = changes || other != found;
      }
      EXPECT_TRUE(changes) << def->id << "." << param.name;
    }
  }
}

RC_GTEST_PROP(Patterns, GiveHitsThatMakeSense, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = walk(seed, *rc::gen::inRange<std::size_t>(0, 1500));
  const auto bars = series.view();
  const PatternRecognizer recognizer;
  std::uint32_t last = 0;
  for (const PatternHit& hit : copy_of(recognizer.recognize_patterns(bars))) {
    const PatternDef& def = *hit.pattern;
    SCOPED_TRACE(def.id);
    ASSERT_LE(last, hit.known_at);
    last = hit.known_at;
    ASSERT_LE(hit.start, hit.end);
    ASSERT_LE(hit.end, hit.known_at);
    ASSERT_LT(hit.known_at, bars.size());
    const std::uint32_t span = hit.end - hit.start + 1;
    ASSERT_TRUE(span >= def.min_bars && span <= def.max_bars) << span;
    ASSERT_TRUE(hit.confidence >= def.threshold && hit.confidence <= 1) << hit.confidence;
    ASSERT_EQ(hit.price, bars.close()[hit.known_at]);
    ASSERT_EQ(hit.point_count, def.roles.size());
    const Explanation why = recognizer.explain(bars, hit);
    ASSERT_EQ(why.points.size(), hit.point_count);
    for (std::uint32_t p = 0; p < hit.point_count; ++p) {
      ASSERT_TRUE(hit.points[p] >= hit.start && hit.points[p] <= hit.end);
      ASSERT_EQ(why.points[p].bar, hit.points[p]);
      ASSERT_EQ(why.points[p].time, bars.time()[hit.points[p]]);
      ASSERT_EQ(why.points[p].role, def.roles[p]);
    }
    ASSERT_FALSE(why.why.empty());
    for (const Reason& r : why.why) {
      const bool holds = r.op == "<="   ? r.measured <= r.bound
                         : r.op == ">=" ? r.measured >= r.bound
                         : r.op == "<"  ? r.measured < r.bound
                                        : r.op == ">" && r.measured > r.bound;
      ASSERT_TRUE(holds) << r.text_en;
      ASSERT_FALSE(r.text_en.empty() || r.text_zh.empty() || r.unit.empty());
      ASSERT_EQ(r.text_en.find('{'), std::string::npos);
    }
    if (!std::isnan(why.stop)) {
      ASSERT_TRUE(hit.bias == Bias::bullish ? why.stop < hit.price : why.stop > hit.price);
    }
    if (!std::isnan(why.target)) {
      ASSERT_TRUE(hit.bias == Bias::bullish ? why.target > hit.level : why.target < hit.level);
    }
  }
}

RC_GTEST_PROP(Patterns, NeverLookAhead, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = walk(seed, 700, 0.02);
  const std::size_t cut = seed % 701;
  const PatternRecognizer recognizer;
  auto whole = recognizer.recognize_patterns(series.view()).value();
  std::erase_if(whole, [&](const PatternHit& hit) { return hit.known_at >= cut; });
  RC_ASSERT(places(recognizer.recognize_patterns(series.view().slice(0, cut)).value()) ==
            places(whole));
}

RC_GTEST_PROP(Patterns, NeverLookAheadWithAnyParametersEither, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = walk(seed, 500, 0.02);
  for (const PatternDef* def : built_in_patterns()) {
    std::vector<double> loose;
    for (const ParamDef& param : def->params) {
      const bool upper = param.name.starts_with("max_") || param.name == "min_body_ratio";
      loose.push_back(upper ? param.max : param.min);
    }
    for (std::size_t p = 0; p < def->params.size(); ++p) {
      auto values = loose;
      values[p] = def->params[p].max;
      const auto whole = hits_with(*def, values, series.view());
      for (const std::size_t cut : {seed % 501, 250 + seed % 251, std::size_t{480}}) {
        auto before = whole;
        std::erase_if(before, [&](const PatternHit& hit) { return hit.known_at >= cut; });
        RC_ASSERT(places(hits_with(*def, values, series.view().slice(0, cut))) == places(before));
      }
    }
  }
}

TEST(DoubleBottom, KnowsItsSecondLowByTheBreakOfTheNecklineAtTheLatest) {
  // Down to 20, up to 21.5, down to 20.1 in small bars, then up in wide ones: the turn of 4.2 average true ranges that
  // would make the second low a swing takes longer than the break of the neckline (21.55) at bar 31, which makes it one.
  data::BarSeries series;
  double last = 24;
  const auto push = [&](double close, double up, double down) {
    const auto time = static_cast<data::Time>(series.size());
    series.push_back(
        {time, last, std::max(last, close) + up, std::min(last, close) - down, close, 1, 1});
    last = close;
  };
  push(24, 0.05, 0.05);
  for (int i = 1; i <= 16; ++i) push(24 - 0.25 * i, 0.05, 0.05);
  for (int i = 1; i <= 6; ++i) push(20 + 0.25 * i, 0.05, 0.05);
  for (int i = 1; i <= 6; ++i) push(21.5 - 1.4 / 6 * i, 0.05, 0.05);
  push(20.6, 0.3, 0.02);
  push(21.15, 0.3, 0.3);
  push(21.62, 0.28, 0.25);
  push(21.9, 0.1, 0.3);
  for (const double close : {22.2, 22.6, 23.0, 23.4}) push(close, 0.1, 0.1);
  const PatternDef& def =
      **std::find_if(built_in_patterns().begin(), built_in_patterns().end(),
                     [](const PatternDef* d) { return d->id == "double_bottom"; });
  auto values = defaults_of(def);
  values[0] = 4.2;
  const auto hits = hits_with(def, values, series.view());
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].end, 31U);
  EXPECT_EQ(hits[0].known_at, 31U);
  EXPECT_TRUE(hits_with(def, values, series.view().slice(0, hits[0].known_at)).empty());
  EXPECT_EQ(hits_with(def, values, series.view().slice(0, hits[0].known_at + 1)).size(), 1U);
}

RC_GTEST_PROP(Patterns, DoNotCareForPricesTimesEight, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = walk(seed, 700, 0.02);
  const auto eight = test::scaled(series.view(), 8);
  const PatternRecognizer recognizer;
  RC_ASSERT(places(recognizer.recognize_patterns(series.view()).value(), 8) ==
            places(recognizer.recognize_patterns(eight.view()).value()));
}

RC_GTEST_PROP(Patterns, NeverCrossACutOrABarWithoutPrices, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  auto series = walk(seed, 600, 0.02);
  const auto a = static_cast<std::uint32_t>(100 + seed % 400);
  const PatternRecognizer recognizer;
  const auto left = recognizer.recognize_patterns(series.view().slice(0, a)).value();
  const auto right = recognizer.recognize_patterns(series.view().slice(a, 600)).value();
  auto parts = places(left);
  for (const Place& place : places(right, 1, a)) parts.push_back(place);
  const std::size_t cut = a;
  const auto hits =
      recognizer.recognize_patterns(series.view(), {}, std::nullopt, {&cut, 1}).value();
  RC_ASSERT(places(hits) == parts);
  for (const auto& hit : hits) {
    const Explanation why = recognizer.explain(series.view(), hit, {&cut, 1});
    for (const auto& point : why.points) {
      RC_ASSERT(point.bar >= hit.start && point.bar <= hit.end);
    }
  }
  series.low()[a] = std::nan("");
  for (const auto& hit : copy_of(recognizer.recognize_patterns(series.view()))) {
    RC_ASSERT(hit.known_at < a || hit.start > a);
  }
}

TEST(Patterns, FindNothingWhereNothingMoves) {
  data::BarSeries series(300);
  for (int i = 0; i < 300; ++i) series.push_back({i, 10.1, 10.1, 10.1, 10.1, 0, 0});
  const PatternRecognizer recognizer;
  EXPECT_TRUE(recognizer.recognize_patterns(series.view(), {}, 0.0).value().empty());
  EXPECT_TRUE(recognizer.recognize_patterns({}).value().empty());
}

TEST(PatternRecognizer, TakesIdsAndGroupsInAnyCase) {
  const auto series = walk(3, 5000, 0);
  const PatternRecognizer recognizer;
  std::set<std::string_view> ids;
  for (const auto& hit :
       copy_of(recognizer.recognize_patterns(series.view(), {" Engulfing ", "HAMMER"}))) {
    ids.insert(hit.pattern->id);
  }
  EXPECT_EQ(ids, (std::set<std::string_view>{"bearish_engulfing", "bullish_engulfing", "hammer"}));
  const auto once = recognizer.recognize_patterns(series.view(), {"hammer"}).value();
  ids.clear();
  for (const auto& hit : copy_of(recognizer.recognize_patterns(series.view(), {"marubozu"})))
    ids.insert(hit.pattern->id);
  EXPECT_EQ(ids, (std::set<std::string_view>{"black_marubozu", "white_marubozu"}));
  EXPECT_EQ(recognizer.recognize_patterns(series.view(), {"hammer", "hammer"}).value().size(),
            once.size());
}

TEST(PatternRecognizer, SaysWhichNamesAreNear) {
  const PatternRecognizer recognizer;
  for (const auto& [word, message] :
       {std::pair{"hamer", "unknown pattern 'hamer'; did you mean hammer?"},
        {"engulfin", "unknown pattern 'engulfin'; did you mean engulfing"},
        {"xqzwvkj", "unknown pattern 'xqzwvkj': `fwq patterns --list` shows all"},
        {"", "unknown pattern ''"}}) {
    const auto hits = recognizer.recognize_patterns({}, {word});
    ASSERT_FALSE(hits) << word;
    EXPECT_EQ(hits.error().code, Errc::not_found);
    EXPECT_TRUE(hits.error().message.starts_with(message)) << hits.error().message;
  }
}

TEST(PatternRecognizer, RefusesParametersOutOfRange) {
  const PatternRecognizer recognizer(
      std::make_shared<FixedParameters>("hammer", std::vector<double>{7.0}));
  const auto hits = recognizer.recognize_patterns({}, {"hammer"});
  ASSERT_FALSE(hits);
  EXPECT_EQ(hits.error().message, "hammer: min_body_ratio = 7 is not a number from 0.02 to 1");
}

TEST(PatternRecognizer, HidesHitsUnderTheConfidenceAskedFor) {
  const auto series = walk(5, 20'000, 0);
  const PatternRecognizer recognizer;
  const auto all = recognizer.recognize_patterns(series.view()).value();
  const auto sure = recognizer.recognize_patterns(series.view(), {}, 0.85).value();
  EXPECT_GT(all.size(), sure.size());
  EXPECT_GT(sure.size(), 0U);
  for (const auto& hit : sure) EXPECT_GE(recognizer.get_pattern_confidence(hit), 0.85);
}

// A TDX daily file: 32-byte records of date, open, high, low, close in 1/100 CNY, amount, volume.
data::BarSeries read_day_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  data::BarSeries series;
  char record[32];
  while (file.read(record, sizeof record)) {
    std::uint32_t n[8];
    std::memcpy(n, record, sizeof record);
    series.push_back({.time = data::day_bar_time(*data::date_from_yyyymmdd(n[0])),
                      .open = n[1] / 100.0,
                      .high = n[2] / 100.0,
                      .low = n[3] / 100.0,
                      .close = n[4] / 100.0,
                      .volume = static_cast<double>(n[6])});
  }
  return series;
}

TEST(Patterns, AreNoCommonplaceOnRandomWalks) {
  std::map<std::string_view, std::size_t> hits;
  std::size_t bars = 0;
  const PatternRecognizer recognizer;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto series = test::random_walk(seed, 2000, {.start = 30, .step = 0.02, .odd = 0.01});
    bars += series.size();
    for (const auto& hit : copy_of(recognizer.recognize_patterns(series.view())))
      ++hits[hit.pattern->id];
  }
  for (const PatternDef* def : built_in_patterns()) {
    const double percent = 100.0 * static_cast<double>(hits[def->id]) / static_cast<double>(bars);
    std::printf("%-26s %7zu hits, %.4f %% of %zu bars of random walks\n", def->id.data(),
                hits[def->id], percent, bars);
    EXPECT_LE(percent, def->max_bars > 1 ? 2.0 : 20.0) << def->id;
  }
}

TEST(RealPatterns, OccurAsOftenAsSuchShapesDoOnRealBars) {
  const std::filesystem::path folder = std::filesystem::path(FWQ_SHARED_DATA) / "vipdoc";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
  const PatternRecognizer recognizer;
  std::map<std::string_view, std::size_t> hits;
  std::size_t bars = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".day") continue;
    const auto series = read_day_file(entry.path());
    bars += series.size();
    for (const auto& hit : copy_of(recognizer.recognize_patterns(series.view())))
      ++hits[hit.pattern->id];
  }
  ASSERT_GT(bars, 1'000'000U);
  for (const PatternDef* def : built_in_patterns()) {
    const double percent = 100.0 * static_cast<double>(hits[def->id]) / static_cast<double>(bars);
    std::printf("%-26s %7zu hits, %.4f %% of %zu bars\n", def->id.data(), hits[def->id], percent,
                bars);
    EXPECT_GT(percent, 0) << def->id;
    // What fires oftener is no finding. A single bar may be of a common kind; most are within a fifth.
    EXPECT_LE(percent, def->max_bars > 1 ? 2.0 : 20.0) << def->id;
  }
}

}  // namespace
}  // namespace fwq::analysis
