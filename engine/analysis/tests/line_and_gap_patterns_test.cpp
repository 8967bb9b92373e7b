// What sets patterns of lines, poles, gaps and volume apart from each other, and what they make of odd bars.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "canvas.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"
#include "support/pattern_support.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

struct Point {
  int bar;
  double price;
};

// Bars whose closes go straight from point to point; each opens at the last close, with shadows of 0.05.
data::BarSeries path(std::initializer_list<Point> points) {
  data::BarSeries series;
  double last = points.begin()->price;
  const auto push = [&](double close) {
    const auto time = static_cast<data::Time>(series.size());
    series.push_back({time, last, std::max(last, close) + 0.05, std::min(last, close) - 0.05, close,
                      1000, 1000 * close});
    last = close;
  };
  push(last);
  for (const Point* p = points.begin() + 1; p != points.end(); ++p) {
    const Point from = *(p - 1);
    for (int i = from.bar + 1; i <= p->bar; ++i)
      push(from.price + (p->price - from.price) * (i - from.bar) / (p->bar - from.bar));
  }
  return series;
}

std::vector<PatternHit> hits_of(const data::Bars& bars, const std::string& type) {
  return PatternRecognizer().recognize_patterns(bars, {type}, 0.0).value();
}

// A planted series of the pattern.
data::BarSeries planted_series(std::string_view pattern, std::uint64_t seed) {
  planted::Canvas canvas(seed);
  canvas.noise(40);
  for (const planted::Planting& planting : planted::all_plantings()) {
    if (planting.pattern == pattern) planting.draw(canvas, "");
  }
  canvas.noise(20);
  return data::BarSeries::copy_of(canvas.bars());
}

TEST(MegaphoneAndExpandingTriangle, DifferByGrowingSwingsAndByStraightDivergingLines) {
  // Flat on top: the swings grow, but the upper line does not rise.
  const auto flat_top =
      path({{0, 22}, {40, 18.5}, {44, 20}, {49, 18}, {54, 20}, {60, 17.3}, {65, 19}});
  EXPECT_EQ(hits_of(flat_top.view(), "megaphone").size(), 1U);
  EXPECT_TRUE(hits_of(flat_top.view(), "expanding_triangle").empty());
  // Two straight lines that diverge slowly: each swing is at most 1.2 times the one before.
  const auto slow =
      path({{0, 16}, {45, 20}, {52, 18}, {59, 20.23}, {66, 17.77}, {73, 20.46}, {78, 18.6}});
  EXPECT_EQ(hits_of(slow.view(), "expanding_triangle").size(), 1U);
  EXPECT_TRUE(hits_of(slow.view(), "megaphone").empty());
}

// How often the pattern is found with one parameter at another value.
std::size_t found_with(const data::BarSeries& bars, std::string_view id, std::string_view param,
                       double value) {
  const PatternDef* def = test::pattern_named(id);
  auto values = test::defaults_of(*def);
  values[test::param_index(*def, param)] = value;
  return test::hits_with(*def, values, bars.view()).size();
}

TEST(ExpandingTriangle, IsNoTrendWhoseSwingsGrow) {
  // The lower line falls three times as far as the upper one rises.
  const auto falling =
      path({{0, 17}, {45, 19.4}, {50, 17.8}, {56, 19.73}, {62, 16.6}, {69, 20.12}, {75, 18}});
  EXPECT_TRUE(hits_of(falling.view(), "expanding_triangle").empty());
  EXPECT_EQ(found_with(falling, "expanding_triangle", "min_balance", 0.1), 1U);
}

TEST(SymmetricalTriangle, IsUsedUntilItIsTold) {
  // No touch from bar 50 to bar 69, more than half of the time.
  const auto empty =
      path({{0, 17}, {45, 20.5}, {50, 18}, {69, 20}, {74, 18.5}, {77, 19.5}, {86, 19.1}});
  EXPECT_TRUE(hits_of(empty.view(), "symmetrical_triangle").empty());
  EXPECT_EQ(found_with(empty, "symmetrical_triangle", "max_idle", 1), 1U);
  // The lines have all but met when the last low is known.
  const auto late =
      path({{0, 17}, {45, 20.5}, {55, 17.5}, {65, 19.4}, {75, 18.4}, {78, 18.95}, {86, 18.9}});
  EXPECT_TRUE(hits_of(late.view(), "symmetrical_triangle").empty());
  EXPECT_EQ(found_with(late, "symmetrical_triangle", "max_apex", 1), 1U);
}

TEST(FlagAndPennant, DifferByParallelAndByConvergingLines) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    for (const char* drawn : {"flag", "pennant"}) {
      const auto series = planted_series(drawn, seed);
      const auto flag = hits_of(series.view(), "flag");
      const auto pennant = hits_of(series.view(), "pennant");
      EXPECT_FALSE((drawn == std::string_view("flag") ? flag : pennant).empty()) << seed;
      for (const auto& one : flag) {
        for (const auto& other : pennant) EXPECT_NE(one.end, other.end) << drawn << seed;
      }
    }
  }
}

// 24 bars that rise by 0.1 each, then a bar that leaves a gap and bars that hold it or close it.
data::BarSeries gap_after_rise(bool filled, bool one_price) {
  data::BarSeries series;
  const auto push = [&](double open, double high, double low, double close, double volume) {
    series.push_back({static_cast<data::Time>(series.size()), open, high, low, close, volume, 1});
  };
  for (int i = 0; i < 24; ++i) {
    const double open = 20 + 0.1 * i, close = open + 0.1;
    push(open, close + 0.1, open - 0.1, close, 1000);
  }
  if (one_price) {
    push(23, 23, 23, 23, 3000);
  } else {
    push(22.75, 23, 22.7, 22.9, 2000);
  }
  if (filled) {
    push(22.8, 22.85, 22.3, 22.4, 1500);
  } else {
    for (int i = 0; i < 3; ++i) push(23, 23.2, 22.8, 23.1, 1000);
  }
  return series;
}

TEST(Gaps, CarryTheirOwnDirection) {
  const auto runaway = hits_of(gap_after_rise(false, false).view(), "runaway_gap");
  ASSERT_EQ(runaway.size(), 1U);
  EXPECT_EQ(runaway[0].bias, Bias::bullish);
  EXPECT_EQ(runaway[0].known_at, 26U);  // Two bars after the gap, when it has stayed open.
  const auto exhausted = hits_of(gap_after_rise(true, false).view(), "exhaustion_gap");
  ASSERT_EQ(exhausted.size(), 1U);
  EXPECT_EQ(exhausted[0].bias, Bias::bearish);  // Against its gap.
  EXPECT_EQ(exhausted[0].known_at, 25U);
  EXPECT_EQ(test::pattern_named("exhaustion_gap")->bias, Bias::neutral);
}

TEST(Gaps, OfOnePriceBarsAreGapsUpOrDownButNoneOfTheFourKinds) {
  for (const bool filled : {false, true}) {
    const auto series = gap_after_rise(filled, true);
    EXPECT_FALSE(hits_of(series.view(), "gap_up").empty());
    for (const char* kind : {"breakaway_gap", "runaway_gap", "exhaustion_gap", "common_gap"}) {
      for (const auto& hit : hits_of(series.view(), kind)) EXPECT_NE(hit.start, 24U) << kind;
    }
  }
}

TEST(VolumePatterns, FindNothingWhereVolumesAreUnknownOrZero) {
  for (const char* id :
       {"breakaway_gap", "exhaustion_gap", "common_gap", "rising_wedge", "falling_wedge",
        "price_up_volume_up", "price_down_volume_up", "price_up_volume_down",
        "price_down_volume_down", "low_volume_low_price", "high_volume_high_price"}) {
    auto series = planted_series(id, 7);
    EXPECT_FALSE(hits_of(series.view(), id).empty()) << id;
    for (const double volume : {std::numeric_limits<double>::quiet_NaN(), 0.0}) {
      std::fill(series.volume().begin(), series.volume().end(), volume);
      EXPECT_TRUE(hits_of(series.view(), id).empty()) << id << " with volume " << volume;
    }
  }
}

TEST(VolumePatterns, AnUnknownVolumeHurtsOnlyWhatLooksAtIt) {
  auto series = test::random_walk(9, 3000, {.start = 50, .step = 0.02, .odd = 0});
  const auto before = hits_of(series.view(), "price_up_volume_up");
  series.volume()[1500] = std::numeric_limits<double>::quiet_NaN();
  const auto after = hits_of(series.view(), "price_up_volume_up");
  const auto outside = [](const std::vector<PatternHit>& hits) {
    std::vector<std::uint32_t> ends;
    for (const auto& hit : hits) {
      // A run of three bars and the twenty bars of its mean.
      if (hit.end < 1500 || hit.end > 1523) ends.push_back(hit.end);
    }
    return ends;
  };
  EXPECT_EQ(outside(after), outside(before));
  EXPECT_GT(outside(after).size(), 3U);
}

TEST(LinePatterns, AreReportedOnceWhileTheyStand) {
  const auto series = test::random_walk(21, 60'000, {.start = 50, .step = 0.02, .odd = 0});
  for (const char* id : {"ascending_triangle", "descending_triangle", "symmetrical_triangle",
                         "expanding_triangle", "rectangle", "rising_wedge", "falling_wedge",
                         "rising_channel", "falling_channel", "flag", "pennant", "megaphone"}) {
    const auto hits = hits_of(series.view(), id);
    EXPECT_GT(hits.size(), 3U) << id;
    for (std::size_t h = 1; h < hits.size(); ++h) {
      const PatternHit& last = hits[h - 1];
      // The last turning point of a shape, or the tip of a pole, may be the first of the next.
      const std::uint32_t turn =
          std::string_view(id) == "flag" || std::string_view(id) == "pennant" ? last.points[1]
          : std::string_view(id) == "megaphone"                               ? last.points[4]
                                                : std::max(last.points[2], last.points[3]);
      EXPECT_GE(hits[h].start, turn) << id;
      EXPECT_GT(hits[h].known_at, last.known_at) << id;
    }
  }
}

TEST(LinePatterns, SayCountsAsWholeNumbers) {
  const auto series = planted_series("rectangle", 3);
  const auto hits = hits_of(series.view(), "rectangle");
  ASSERT_FALSE(hits.empty());
  for (const Reason& reason : PatternRecognizer().explain(series.view(), hits[0]).why) {
    if (reason.unit != "bars" && reason.unit != "touches") continue;
    EXPECT_EQ(reason.text_en.find('.'), std::string::npos) << reason.text_en;
    EXPECT_EQ(reason.text_zh.find('.'), std::string::npos) << reason.text_zh;
  }
}

TEST(BrokenTriangles, HaveTheirTargetOneHeightBeyondTheFlatLine) {
  const auto series = path({{0, 17}, {45, 20}, {51, 18}, {57, 20}, {63, 18.9}, {72, 21}});
  const auto hits = hits_of(series.view(), "ascending_triangle");
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_DOUBLE_EQ(hits[0].level, 20.05);
  const Explanation why = PatternRecognizer().explain(series.view(), hits[0]);
  // The lower line runs through 17.95 at bar 51 and 18.85 at bar 63: 17.5 at bar 45, 2.55 under the flat line.
  EXPECT_NEAR(why.target, 20.05 + 2.55, 1e-12);
  EXPECT_NEAR(why.stop, 18.85, 1e-12);
  const std::uint32_t turns[] = {45, 51, 57, 63};
  for (std::size_t p = 0; p < 4; ++p) EXPECT_EQ(why.points[p].bar, turns[p]);
}

// Found a block at a time; here the window before each is walked bar by bar.
TEST(VolumeExtremes, HoldTheRecordOfTheWindowBeforeThem) {
  const auto series = test::random_walk(5, 20'000, {.start = 50, .step = 0.02, .odd = 0.05});
  const auto volume = series.view().volume();
  for (const bool is_top : {false, true}) {
    const auto* def =
        test::pattern_named(is_top ? "high_volume_high_price" : "low_volume_low_price");
    ASSERT_NE(def, nullptr);
    auto values = test::defaults_of(*def);
    values[test::param_index(*def, is_top ? "min_volume" : "max_volume")] = is_top ? 0.5 : 2;
    values[test::param_index(*def, "min_move")] = 0;
    const auto window = static_cast<std::uint32_t>(values[test::param_index(*def, "window")]);
    const auto hits = test::hits_with(*def, values, series.view());
    EXPECT_GE(hits.size(), 50U);
    for (const PatternHit& hit : hits) {
      const std::uint32_t bar = hit.points[0];
      for (std::uint32_t i = bar + 1 - window; i < bar; ++i) {
        EXPECT_TRUE(is_top ? !(volume[i] >= volume[bar])
                           : !(volume[i] > 0 && volume[i] <= volume[bar]))
            << bar << " " << i;
      }
    }
  }
}

// Out of a line that fell steeply the close once came under the rest, and its stop above its price.
TEST(Poles, BreakOnlyAboveTheirOwnRest) {
  const PatternRecognizer recognizer;
  std::size_t found = 0;
  for (std::uint64_t seed = 1; seed <= 1500; ++seed) {
    const auto series = test::random_walk(seed, 1500, {.start = 50, .step = 0.02, .odd = 0.05});
    for (const PatternHit& hit :
         recognizer.recognize_patterns(series.view(), {"flag", "pennant"}, 0.0).value()) {
      const double rest = hit.bias == Bias::bullish ? series.view().low()[hit.points[2]]
                                                    : series.view().high()[hit.points[2]];
      ASSERT_TRUE(hit.bias == Bias::bullish ? hit.price > rest : hit.price < rest) << seed;
      ++found;
    }
  }
  EXPECT_GT(found, 1000U);
}

}  // namespace
}  // namespace fwq::analysis
