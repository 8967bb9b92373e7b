// What sets chart patterns apart from each other, and what is said about them.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "support/pattern_support.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

// Bars with these closes; each opens at the last close.
data::BarSeries drawn(const std::vector<double>& closes, double shadow) {
  data::BarSeries series;
  double last = closes.front();
  for (const double close : closes) {
    series.push_back({static_cast<data::Time>(series.size()), last, std::max(last, close) + shadow,
                      std::min(last, close) - shadow, close, 1, 1});
    last = close;
  }
  return series;
}

void go(std::vector<double>& closes, double target, int bars) {
  const double from = closes.back();
  for (int i = 1; i <= bars; ++i) closes.push_back(from + (target - from) * i / bars);
}

void bowl(std::vector<double>& closes, double depth, int half) {
  const double rim = closes.back();
  for (int i = 1 - half; i <= half; ++i)
    closes.push_back(rim - depth + depth * i * i / (half * half));
}

std::set<std::string_view> found(const data::BarSeries& series,
                                 const std::vector<std::string>& types) {
  std::set<std::string_view> ids;
  const auto hits = PatternRecognizer().recognize_patterns(series.view(), types).value();
  for (const auto& hit : hits) ids.insert(hit.pattern->id);
  return ids;
}

// Sixty bars down and up again by `depth`, after coming to 20 from `from`, and on to 20.5.
data::BarSeries bowl_after(double from, double depth) {
  std::vector<double> closes{from};
  go(closes, 20, 20);
  bowl(closes, depth, 30);
  go(closes, 20.5, 4);
  return drawn(closes, 0.15);
}

using Ids = std::set<std::string_view>;
const std::vector<std::string> kBowls{"rounding_bottom", "saucer"};

TEST(Bowls, AreRoundingBottomsAfterAFallAndSaucersInsideARise) {
  EXPECT_EQ(found(bowl_after(15, 1.2), kBowls), Ids{"saucer"});
  EXPECT_EQ(found(bowl_after(25, 1.2), kBowls), Ids{"rounding_bottom"});
}

TEST(Bowls, AreNoSaucersWhenTheyAreDeepForTheirLength) {
  // The half of it that is round comes after the other half's fall.
  EXPECT_EQ(found(bowl_after(12, 5), kBowls), Ids{"rounding_bottom"});
  EXPECT_EQ(found(bowl_after(28, 5), kBowls), Ids{"rounding_bottom"});
}

TEST(Bowls, OfARoundingAreToldAtTheTurnThoseOfASaucerAtTheBreak) {
  const PatternRecognizer recognizer;
  const auto turn = recognizer.recognize_patterns(bowl_after(28, 5).view(), {"rounding_bottom"});
  ASSERT_EQ(turn.value().size(), 1U);
  EXPECT_LT(turn.value()[0].price, 20);  // Long before it is back where the bowl began.
  const auto rim = recognizer.recognize_patterns(bowl_after(15, 1.2).view(), {"saucer"});
  ASSERT_EQ(rim.value().size(), 1U);
  EXPECT_GT(rim.value()[0].price, 20.15);
  EXPECT_EQ(rim.value()[0].level, 20.15);
}

TEST(TripleBottom, IsNoHeadAndShouldersAndTheOtherWayRound) {
  std::vector<double> level{24}, headed{26};
  go(level, 20, 14), go(level, 21.5, 6), go(level, 20.1, 6), go(level, 21.6, 6);
  go(level, 20.05, 6), go(level, 22.1, 8);
  go(headed, 21.5, 16), go(headed, 22.9, 4), go(headed, 20, 8), go(headed, 23, 8);
  go(headed, 21.6, 4), go(headed, 24.2, 8);
  const std::vector<std::string> types{"triple_bottom", "head_shoulders"};
  EXPECT_EQ(found(drawn(level, 0.05), types), Ids{"triple_bottom"});
  EXPECT_EQ(found(drawn(headed, 0.05), types), Ids{"head_shoulders_bottom"});
}

TEST(PotentialDoubleBottom, IsToldBeforeTheBreakAndTheDoubleBottomAtIt) {
  std::vector<double> closes{24};
  go(closes, 20, 16), go(closes, 21.5, 6), go(closes, 20.1, 6), go(closes, 22.1, 8);
  const auto series = drawn(closes, 0.05);
  const auto hits =
      PatternRecognizer()
          .recognize_patterns(series.view(), {"potential_double_bottom", "double_bottom"})
          .value();
  ASSERT_EQ(hits.size(), 2U);
  EXPECT_EQ(hits[0].pattern->id, "potential_double_bottom");
  EXPECT_LT(hits[0].price, hits[0].level);
  EXPECT_EQ(hits[1].pattern->id, "double_bottom");
  EXPECT_GT(hits[1].price, hits[1].level);
  EXPECT_EQ(hits[0].level, hits[1].level);
  EXPECT_LT(hits[0].known_at, hits[1].known_at);
  EXPECT_TRUE(std::isnan(PatternRecognizer().explain(series.view(), hits[0]).target));
}

TEST(ChartPatterns, SayTargetAndStop) {
  std::vector<double> closes{24};
  go(closes, 20, 16), go(closes, 21.5, 6), go(closes, 20.1, 6), go(closes, 22.1, 8);
  const auto series = drawn(closes, 0.05);
  const PatternRecognizer recognizer;
  const auto hit = recognizer.recognize_patterns(series.view(), {"double_bottom"}).value().at(0);
  const Explanation why = recognizer.explain(series.view(), hit);
  // From 19.95 to the neckline at 21.55 it is 1.6.
  EXPECT_DOUBLE_EQ(hit.level, 21.55);
  EXPECT_NEAR(why.target, 23.15, 1e-9);
  EXPECT_NEAR(why.stop, 19.87, 1e-9);
  for (const Reason& reason : why.why) {
    if (reason.unit != "bars") continue;
    EXPECT_EQ(reason.text_en.find('.'), std::string::npos) << reason.text_en;
    EXPECT_EQ(reason.text_zh.find('.'), std::string::npos) << reason.text_zh;
  }
}

TEST(HeadShouldersBottom, MeasuresItsTargetFromTheNecklineAtTheBreak) {
  std::vector<double> closes{26};
  go(closes, 21.9, 16), go(closes, 23.4, 4), go(closes, 20, 8), go(closes, 22.8, 10);
  go(closes, 21.4, 4), go(closes, 24, 8);
  const auto series = drawn(closes, 0.05);
  const PatternRecognizer recognizer;
  const auto hit =
      recognizer.recognize_patterns(series.view(), {"head_shoulders_bottom"}).value().at(0);
  // The line falls from 23.45 at bar 20 to 22.85 at bar 38: 1/30 a bar.
  EXPECT_EQ(hit.end, 46U);
  EXPECT_NEAR(hit.level, 23.45 - 26.0 / 30, 1e-9);
  const Explanation why = recognizer.explain(series.view(), hit);
  EXPECT_NEAR(why.target - hit.level, 23.45 - 8.0 / 30 - 19.95, 1e-9);
}

TEST(Diamond, HasTheDirectionOfItsBreak) {
  std::vector<double> closes{20};
  go(closes, 21, 4), go(closes, 19, 4), go(closes, 22, 6), go(closes, 18, 8);
  go(closes, 21, 6), go(closes, 19, 4), go(closes, 22, 6);
  const auto up = drawn(closes, 0.05);
  for (double& close : closes) close = 40 - close;
  const auto down = drawn(closes, 0.05);
  const PatternRecognizer recognizer;
  const auto rise = recognizer.recognize_patterns(up.view(), {"diamond"}).value();
  const auto fall = recognizer.recognize_patterns(down.view(), {"diamond"}).value();
  ASSERT_EQ(rise.size(), 1U);
  ASSERT_EQ(fall.size(), 1U);
  EXPECT_EQ(rise[0].bias, Bias::bullish);
  EXPECT_EQ(fall[0].bias, Bias::bearish);
  EXPECT_NEAR(recognizer.explain(up.view(), rise[0]).target, rise[0].level + 4.1, 1e-9);
  EXPECT_NEAR(recognizer.explain(down.view(), fall[0]).target, fall[0].level - 4.1, 1e-9);
}

// Prices p become 4096 - p: exact for prices on a grid of 1/64.
data::BarSeries upside_down(const data::Bars& bars) {
  data::BarSeries series;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    data::Bar bar = bars[i];
    bar.open = 4096 - bar.open;
    bar.close = 4096 - bar.close;
    bar.high = 4096 - bars.low()[i];
    bar.low = 4096 - bars.high()[i];
    series.push_back(bar);
  }
  return series;
}

RC_GTEST_PROP(ChartPatterns, OfTopsAreThoseOfBottomsUpsideDown, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  auto walk = test::random_walk(seed, 1500, {.start = 1024, .step = 0.01, .odd = 0.02});
  for (auto column : {walk.open(), walk.high(), walk.low(), walk.close()}) {
    for (double& price : column) price = std::round(price * 64) / 64;
  }
  const auto mirror = upside_down(walk.view());
  for (const auto& [bottom, top] : {std::pair{"double_bottom", "double_top"},
                                    {"triple_bottom", "triple_top"},
                                    {"head_shoulders_bottom", "head_shoulders_top"},
                                    {"rounding_bottom", "rounding_top"},
                                    {"tower_bottom", "tower_top"}}) {
    const PatternRecognizer recognizer;
    const auto up = recognizer.recognize_patterns(walk.view(), {bottom}, 0.0).value();
    const auto down = recognizer.recognize_patterns(mirror.view(), {top}, 0.0).value();
    RC_ASSERT(up.size() == down.size());
    for (std::size_t h = 0; h < up.size(); ++h) {
      RC_ASSERT(up[h].points == down[h].points && up[h].known_at == down[h].known_at);
      RC_ASSERT(std::abs(up[h].confidence - down[h].confidence) < 1e-9);
      const Explanation a = recognizer.explain(walk.view(), up[h]);
      const Explanation b = recognizer.explain(mirror.view(), down[h]);
      RC_ASSERT(std::isnan(a.target) == std::isnan(b.target));
      if (!std::isnan(a.target)) RC_ASSERT(std::abs(a.target + b.target - 4096) < 1e-6);
      RC_ASSERT(std::abs(a.stop + b.stop - 4096) < 1e-6);
    }
  }
}

RC_GTEST_PROP(ChartPatterns, AreToldOnce, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 2000, {.odd = 0});
  for (const std::string_view id :
       {"double_bottom", "triple_bottom", "head_shoulders_bottom", "rounding_bottom", "saucer",
        "cup_and_handle", "diamond", "tower_bottom", "potential_double_bottom"}) {
    const PatternDef& def = *test::pattern_named(id);
    const auto hits = test::hits_with(def, test::defaults_of(def), series.view());
    for (std::size_t h = 1; h < hits.size(); ++h) {
      RC_ASSERT(hits[h - 1].end < hits[h].end && hits[h - 1].start < hits[h].start);
    }
  }
}

}  // namespace
}  // namespace fwq::analysis
