// Candle patterns: what the bitmaps pass over is no shape, pairs differ, odd bars have a stated outcome.
#include "candles.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "canvas.hpp"
#include "support/pattern_support.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

std::vector<const PatternDef*> candle_patterns() {
  std::vector<const PatternDef*> all;
  for (const PatternDef* def : built_in_patterns()) {
    if (def->category == Category::single_candle || def->category == Category::two_candles ||
        def->category == Category::three_candles)
      all.push_back(def);
  }
  return all;
}

data::BarSeries walk(std::uint64_t seed, std::size_t count, double odd = 0.1) {
  return test::random_walk(seed, count, {.start = 9, .step = 0.02, .odd = odd});
}

bool same(const std::vector<PatternHit>& a, const std::vector<PatternHit>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](const PatternHit& x, const PatternHit& y) {
        return x.pattern == y.pattern && x.bias == y.bias && x.start == y.start && x.end == y.end &&
               x.known_at == y.known_at && x.confidence == y.confidence && x.price == y.price &&
               test::same(x.level, y.level, 0);
      });
}

// First bars of the hits of one pattern.
std::set<std::uint32_t> bars_of(std::string_view id, const data::Bars& bars,
                                std::vector<double> values = {}) {
  const PatternDef* def = test::pattern_named(id);
  std::set<std::uint32_t> found;
  if (values.empty()) values = test::defaults_of(*def);
  for (const PatternHit& hit : test::hits_with(*def, values, bars)) found.insert(hit.start);
  return found;
}

std::size_t count_common(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  return static_cast<std::size_t>(
      std::count_if(a.begin(), a.end(), [&](std::uint32_t bar) { return b.contains(bar); }));
}

// Each parameter at a random one of its default, its ends and the middle.
std::vector<double> random_values(const PatternDef& def, test::Random& random) {
  auto values = test::defaults_of(def);
  for (std::size_t p = 0; p < values.size(); ++p) {
    const ParamDef& param = def.params[p];
    const double where = random.unit();
    if (where < 0.15) values[p] = param.min;
    if (where > 0.85) values[p] = (param.min + param.value) / 2;
    if (param.kind == ParamKind::integer) values[p] = std::floor(values[p]);
  }
  return values;
}

RC_GTEST_PROP(Candles, AreFoundAlikeWithAndWithoutBitmaps, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = walk(seed, *rc::gen::inRange<std::size_t>(0, 700));
  test::Random random(seed);
  PatternContext sieved(series.view()), plain(series.view());
  plain.columns().pass_all();
  for (const PatternDef* def : candle_patterns()) {
    const auto values = random_values(*def, random);
    std::vector<PatternHit> some, all;
    def->find(sieved, values, some);
    def->find(plain, values, all);
    RC_ASSERT(same(some, all));
  }
}

TEST(Candles, AreFoundAlikeWithAndWithoutBitmapsInPlantings) {
  for (const planted::Planting& planting : planted::all_plantings()) {
    const PatternDef* def = test::pattern_named(planting.pattern);
    const auto candles = candle_patterns();
    if (std::find(candles.begin(), candles.end(), def) == candles.end()) continue;
    for (std::uint64_t seed = 1; seed < 40; ++seed) {
      planted::Canvas canvas(seed);
      canvas.noise(30);
      planting.draw(canvas, "");
      for (const auto& miss : planting.misses) planting.draw(canvas, miss.id);
      PatternContext sieved(canvas.bars()), plain(canvas.bars());
      plain.columns().pass_all();
      std::vector<PatternHit> some, all;
      def->find(sieved, test::defaults_of(*def), some);
      def->find(plain, test::defaults_of(*def), all);
      EXPECT_GT(some.size(), 0U) << def->id;
      EXPECT_TRUE(same(some, all)) << def->id;
    }
  }
}

TEST(Candles, OfAContextUsedBeforeAreThoseOfAFreshOne) {
  PatternContext used;
  for (const std::size_t count : {700U, 0U, 90U, 9U, 640U, 64U}) {
    const auto series = walk(count + 1, count);
    used.reset(series.view());
    const PatternContext fresh(series.view());
    for (const PatternDef* def : built_in_patterns()) {
      std::vector<PatternHit> a, b;
      def->find(used, test::defaults_of(*def), a);
      def->find(fresh, test::defaults_of(*def), b);
      EXPECT_TRUE(same(a, b)) << def->id << " of " << count;
    }
  }
}

RC_GTEST_PROP(BarColumns, CompareAsTheirPlainMeaningSays, ()) {
  test::Random random(*rc::gen::inRange<std::uint64_t>(1, 1'000'000));
  std::vector<float> values(192);
  for (float& v : values) {
    const double kind = random.unit();
    v = kind < 0.1   ? std::numeric_limits<float>::quiet_NaN()
        : kind < 0.2 ? std::numeric_limits<float>::infinity()
        : kind < 0.4 ? 0.5F
                     : static_cast<float>(random.normal());
  }
  for (const bool most : {false, true}) {
    std::uint64_t fast[3], plain[3];
    if (most)
      compare_plainly<true>(values.data(), 3, 0.5F, plain);
    else
      compare_plainly<false>(values.data(), 3, 0.5F, plain);
    for (const Compare compare_so : compares(most)) {
      compare_so(values.data(), 3, 0.5F, fast);
      RC_ASSERT(std::equal(fast, fast + 3, plain));
    }
    compare(values.data(), 3, 0.5F, most, fast);
    RC_ASSERT(std::equal(fast, fast + 3, plain));
  }
}

TEST(BarColumns, MeansAreThoseOfTheTenBarsBefore) {
  const auto series = walk(3, 200);
  const PatternContext context(series.view());
  const auto bars = series.view();
  for (std::uint32_t i = 10; i <= 200; ++i) {
    double body = 0, range = 0;
    for (std::uint32_t b = i - 10; b < i; ++b) {
      const double last = b > 0 ? bars.close()[b - 1] : bars.low()[b];
      body += std::abs(bars.close()[b] - bars.open()[b]);
      range += std::max(bars.high()[b], last) - std::min(bars.low()[b], last);
    }
    ASSERT_NEAR(context.columns().mean_bodies()[i], body / 10, 1e-12);
    ASSERT_NEAR(context.columns().mean_ranges()[i], range / 10, 1e-12);
  }
}

TEST(Candles, OfOneShapeAreToldApartByTheTrendBefore) {
  const auto series = walk(7, 60'000, 0);
  const auto hammers = bars_of("hammer", series.view());
  const auto hanging = bars_of("hanging_man", series.view());
  const auto inverted = bars_of("inverted_hammer", series.view());
  const auto stars = bars_of("shooting_star", series.view());
  for (const auto* found : {&hammers, &hanging, &inverted, &stars}) EXPECT_GT(found->size(), 50U);
  EXPECT_EQ(count_common(hammers, hanging), 0U);
  EXPECT_EQ(count_common(inverted, stars), 0U);
  const PatternContext context(series.view());
  for (const std::uint32_t bar : hammers) EXPECT_GE(context.fall_before(bar, 5), 1 - 1e-9);
  for (const std::uint32_t bar : stars) EXPECT_LE(context.fall_before(bar, 5), -1 + 1e-9);
}

RC_GTEST_PROP(Candles, AreNeverShootingStarAndInvertedHammerAtOnce, ()) {
  const auto series = walk(*rc::gen::inRange<std::uint64_t>(1, 1'000'000), 600);
  // Even where next to nothing is asked of shape and trend, if both look at the same bars before.
  const std::vector<double> loose{1, 0, 1, 0, 5, 0.1};
  const auto inverted = bars_of("inverted_hammer", series.view(), loose);
  const auto stars = bars_of("shooting_star", series.view(), loose);
  RC_ASSERT(count_common(inverted, stars) == 0U);
}

TEST(Candles, WhiteSoldiersAreStrongAndAdvancingSoldiersQuiet) {
  const auto series = walk(11, 60'000, 0);
  const auto white = bars_of("three_white_soldiers", series.view());
  const auto advancing = bars_of("three_advancing_soldiers", series.view());
  EXPECT_GT(white.size(), 20U);
  EXPECT_GT(advancing.size(), 10U);
  EXPECT_EQ(count_common(white, advancing), 0U);
  const PatternContext context(series.view());
  for (std::uint32_t k = 0; k < 3; ++k) {
    for (const std::uint32_t bar : white) EXPECT_GE(body_size(context, bar + k), 0.8 - 1e-9);
    for (const std::uint32_t bar : advancing) EXPECT_LT(body_size(context, bar + k), 0.8);
  }
}

TEST(Candles, OfDojiKindsAreNested) {
  const auto series = walk(13, 60'000, 0);
  const auto dojis = bars_of("doji", series.view());
  for (const char* kind : {"long_legged_doji", "dragonfly_doji", "gravestone_doji"}) {
    const auto found = bars_of(kind, series.view());
    EXPECT_GT(found.size(), 10U) << kind;
    EXPECT_EQ(count_common(found, dojis), found.size()) << kind;
  }
  EXPECT_EQ(count_common(bars_of("spinning_top", series.view()), dojis), 0U);
  const auto morning = bars_of("morning_star", series.view());
  const auto with_doji = bars_of("morning_doji_star", series.view());
  EXPECT_LT(with_doji.size(), morning.size());
  EXPECT_EQ(count_common(with_doji, morning), with_doji.size());
  EXPECT_EQ(count_common(bars_of("bullish_engulfing", series.view()),
                         bars_of("piercing_pattern", series.view())),
            0U);
}

TEST(Candles, CarryTheirOwnDirectionWhereTheRowIsNeutral) {
  const auto series = walk(17, 60'000, 0);
  for (const char* id : {"harami", "harami_cross"}) {
    const PatternDef* def = test::pattern_named(id);
    const PatternContext context(series.view());
    std::size_t bullish = 0, bearish = 0;
    for (const PatternHit& hit : test::hits_with(*def, test::defaults_of(*def), series.view())) {
      const double fall = context.fall_before(hit.start, 5);
      ASSERT_NE(hit.bias, Bias::neutral);
      ++(hit.bias == Bias::bullish ? bullish : bearish);
      EXPECT_GE(hit.bias == Bias::bullish ? fall : -fall, 1 - 1e-9);
    }
    EXPECT_GT(bullish, 20U) << id;
    EXPECT_GT(bearish, 20U) << id;
  }
}

// A fall in small bars, then one-price limit days, as a stock locked at its limit shows them.
TEST(Candles, FindNoShapeInOnePriceLimitDays) {
  data::BarSeries series;
  double close = 20;
  const auto push = [&](double open, double high, double low, double last) {
    series.push_back({static_cast<data::Time>(series.size()), open, high, low, last, 0, 0});
    close = last;
  };
  for (int i = 0; i < 20; ++i) push(close, close + 0.05, close - 0.15, close - 0.1);
  const auto locked = static_cast<std::uint32_t>(series.size());
  for (int i = 0; i < 8; ++i) {
    const double limit = test::to_cent(close * (i < 4 ? 0.9 : 1.1));
    push(limit, limit, limit, limit);
  }
  for (const PatternDef* def : candle_patterns()) {
    for (const PatternHit& hit : test::hits_with(*def, test::defaults_of(*def), series.view()))
      EXPECT_LT(hit.end, locked) << def->id;
  }
}

TEST(Candles, DoNotAskForVolume) {
  auto series = walk(19, 3000, 0);
  auto silent = data::BarSeries::copy_of(series.view());
  std::fill(silent.volume().begin(), silent.volume().end(), 0.0);
  for (const PatternDef* def : candle_patterns()) {
    const auto values = test::defaults_of(*def);
    EXPECT_TRUE(same(test::hits_with(*def, values, series.view()),
                     test::hits_with(*def, values, silent.view())))
        << def->id;
  }
}

// Funds have three decimals: the same shapes at a tenth of the tick and price.
TEST(Candles, OfPricesWithThreeDecimalsAreThoseOfTenTimesThePrice) {
  const auto series = walk(23, 5000);
  const auto tenth = test::scaled(series.view(), 0.1);
  for (const PatternDef* def : candle_patterns()) {
    const auto values = test::defaults_of(*def);
    const auto a = test::hits_with(*def, values, series.view());
    const auto b = test::hits_with(*def, values, tenth.view());
    ASSERT_EQ(a.size(), b.size()) << def->id;
    for (std::size_t h = 0; h < a.size(); ++h) {
      EXPECT_EQ(a[h].start, b[h].start) << def->id;
      EXPECT_NEAR(a[h].confidence, b[h].confidence, 1e-9) << def->id;
    }
  }
}

TEST(Candles, BreakOutAtTheEndOfTheShape) {
  const auto series = walk(29, 20'000, 0);
  const auto bars = series.view();
  const PatternRecognizer recognizer;
  std::size_t seen = 0;
  for (const PatternDef* def : candle_patterns()) {
    for (const PatternHit& hit : test::hits_with(*def, test::defaults_of(*def), bars)) {
      double top = bars.high()[hit.start], bottom = bars.low()[hit.start];
      for (std::uint32_t i = hit.start; i <= hit.end; ++i) {
        top = std::max(top, bars.high()[i]);
        bottom = std::min(bottom, bars.low()[i]);
      }
      const Explanation why = recognizer.explain(bars, hit);
      if (hit.bias == Bias::neutral) {
        EXPECT_TRUE(std::isnan(hit.level) && std::isnan(why.target) && std::isnan(why.stop));
        continue;
      }
      const bool up = hit.bias == Bias::bullish;
      EXPECT_EQ(hit.level, up ? top : bottom);
      EXPECT_DOUBLE_EQ(why.target, up ? top + (top - bottom) : bottom - (top - bottom));
      EXPECT_DOUBLE_EQ(why.stop, up ? bottom - (top - bottom) / 20 : top + (top - bottom) / 20);
      ++seen;
    }
  }
  EXPECT_GT(seen, 500U);
}

TEST(PatternSearch, FindsInPiecesOfALongSeriesWhatTheWholeHolds) {
  const auto series = walk(31, 30'000);
  const PatternContext whole(series.view());
  test::Random random(1);
  for (int round = 0; round < 4; ++round) {
    for (const PatternDef* def : candle_patterns()) {
      ASSERT_NE(def->reach, nullptr) << def->id;
      auto values = random_values(*def, random);
      if (round == 0) values = test::defaults_of(*def);
      std::vector<PatternHit> hits;
      def->find(whole, values, hits);
      EXPECT_TRUE(same(test::hits_with(*def, values, series.view()), hits)) << def->id;
    }
  }
  // All together, in order.
  const auto all = PatternRecognizer().recognize_patterns(series.view()).value();
  EXPECT_GT(all.size(), 3000U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.known_at != b.known_at ? a.known_at < b.known_at : a.pattern->id < b.pattern->id;
  }));
}

TEST(PatternSearch, FindsInEachSeriesWhatTheRecognizerFinds) {
  const PatternRecognizer recognizer;
  PatternSearch search = recognizer.search().value();
  std::vector<PatternHit> hits;
  for (const std::size_t count : {900U, 40U, 0U, 1500U}) {
    auto series = walk(count + 5, count);
    if (count > 500) series.close()[300] = std::nan("");
    const std::size_t cut = count / 2;
    search.find(series.view(), hits, {&cut, 1});
    const auto alone =
        recognizer.recognize_patterns(series.view(), {}, std::nullopt, {&cut, 1}).value();
    EXPECT_TRUE(same(hits, alone));
    EXPECT_TRUE(std::is_sorted(hits.begin(), hits.end(), [](const auto& a, const auto& b) {
      return a.known_at != b.known_at ? a.known_at < b.known_at : a.pattern->id < b.pattern->id;
    }));
  }
  EXPECT_FALSE(recognizer.search({"hamer"}));
}

}  // namespace
}  // namespace fwq::analysis
