// Signals: the customary rules on drawn prices, and what holds for all of them.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "fwq/analysis/technical_analyzer.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

std::vector<Signal> signals_of(const data::Bars& bars, Flavour flavour,
                               const std::vector<std::string>& names,
                               std::span<const std::size_t> cuts = {}) {
  const TechnicalAnalyzer analyzer(flavour);
  return analyzer.generate_signals(bars, analyzer.calculate_indicators(bars, names, cuts).value());
}

data::BarSeries drawn(const std::vector<double>& closes) {
  data::BarSeries series(closes.size());
  for (std::size_t i = 0; i < closes.size(); ++i) {
    series.push_back({static_cast<data::Time>(i * 10), closes[i], closes[i], closes[i], closes[i],
                      100, closes[i]});
  }
  return series;
}

using Brief = std::vector<std::pair<std::size_t, Side>>;
Brief brief(const std::vector<Signal>& signals) {
  Brief all;
  for (const Signal& s : signals) all.emplace_back(s.bar, s.side);
  return all;
}

TEST(Signals, PriceCrossesItsAverage) {
  // MA(2): - 10 10 9.5 9.5 10.5 11 10.5; the close goes from level (10 = 10) to below at bar 3.
  const auto series = drawn({10, 10, 10, 9, 10, 11, 11, 10});
  const auto signals = signals_of(series.view(), Flavour::talib, {"MA(2)"});
  // Below at 3, above at 4, level at 6 (touching is no cross), below at 7.
  EXPECT_EQ(brief(signals), (Brief{{4, Side::buy}, {7, Side::sell}}));
  EXPECT_EQ(signals[0].source, "MA(2)");
  EXPECT_EQ(signals[0].time, 40);
  // 10 is 5.3 % above 9.5: as strong as can be.
  EXPECT_DOUBLE_EQ(signals[0].strength, 1);
  EXPECT_EQ(signals[0].reason_en, "MA(2): close 10.000 crosses above its 2-bar line 9.500");
  EXPECT_EQ(signals[0].reason_zh, "MA(2)：收盘价 10.000 上穿 2 周期线 9.500");
}

TEST(Signals, EqualPricesCrossNothing) {
  // Averages of 10.1 differ from it in the last bits.
  EXPECT_TRUE(
      signals_of(drawn(std::vector<double>(300, 10.1)).view(), Flavour::talib, {"MA(7)", "EMA(9)"})
          .empty());
}

TEST(Signals, ShortAverageCrossesTheLongOne) {
  // MA(1) is the close. MA(3): - - 9 8 8 9 10; strictly below at 2 and 3, above from 4.
  const auto series = drawn({10, 9, 8, 7, 9, 11, 10});
  const auto signals = signals_of(series.view(), Flavour::tdx, {"MA(3,1)"});
  ASSERT_EQ(brief(signals), (Brief{{4, Side::buy}}));
  EXPECT_EQ(signals[0].reason_en,
            "MA(3,1): golden cross: the 1-bar line 9.000 crosses above the 3-bar line 8.000");
}

TEST(Signals, MacdTellsTheSideOfTheZeroAxis) {
  std::vector<double> closes;
  for (int i = 0; i < 90; ++i) closes.push_back(i < 60 ? 20 - 0.2 * i : 8 + 0.3 * (i - 60));
  const auto signals = signals_of(drawn(closes).view(), Flavour::tdx, {"MACD"});
  ASSERT_FALSE(signals.empty());
  EXPECT_EQ(signals[0].side, Side::buy);
  EXPECT_GE(signals[0].bar, 60U);
  EXPECT_GE(signals[0].strength, 0.5);
  EXPECT_LE(signals[0].strength, 0.7);
  EXPECT_NE(signals[0].reason_en.find("golden cross below the zero axis"), std::string::npos);
  EXPECT_NE(signals[0].reason_zh.find("零轴下方金叉"), std::string::npos);
}

TEST(Signals, RsiLeavesItsZones) {
  std::vector<double> closes;
  for (int i = 0; i < 60; ++i) closes.push_back(i < 30 ? 20 - 0.1 * i : 17 + 0.1 * (i - 30));
  for (int i = 0; i < 20; ++i) closes.push_back(20 - 0.1 * i);
  const auto signals = signals_of(drawn(closes).view(), Flavour::talib, {"RSI"});
  ASSERT_EQ(signals.size(), 2U);
  EXPECT_EQ(signals[0].side, Side::buy);
  EXPECT_GT(signals[0].bar, 30U);
  EXPECT_DOUBLE_EQ(signals[0].strength, 1);  // It had been at 0: nothing but falls.
  EXPECT_EQ(signals[1].side, Side::sell);
  EXPECT_GT(signals[1].bar, 60U);
}

TEST(Signals, KdjCountsOnlyInTheOuterFifths) {
  std::vector<double> closes;
  for (int i = 0; i < 10; ++i)
    closes.push_back(19 + 0.1 * i);  // K and D begin high and come down apart.
  for (int i = 0; i < 30; ++i) closes.push_back(20 - 0.1 * i);
  for (int i = 0; i < 3; ++i) closes.push_back(17.2 + 0.05 * i);
  const auto signals = signals_of(drawn(closes).view(), Flavour::tdx, {"KDJ"});
  ASSERT_FALSE(signals.empty());
  EXPECT_EQ(signals.back().side, Side::buy);
  EXPECT_GE(signals.back().bar, 40U);
  EXPECT_NE(signals.back().reason_en.find("golden cross with D below 20"), std::string::npos);
  // In the middle of a range the same cross says nothing.
  std::vector<double> wave;
  for (int i = 0; i < 80; ++i) wave.push_back(20 + 5 * (i % 2) + 2 * std::sin(i));
  for (const Signal& s : signals_of(drawn(wave).view(), Flavour::tdx, {"KDJ"}))
    EXPECT_GT(s.strength, 0.4);
}

TEST(Signals, CloseComesBackIntoTheBands) {
  std::vector<double> closes;
  for (int i = 0; i < 25; ++i) closes.push_back(10 + 0.1 * (i % 2));
  closes.push_back(8);
  closes.push_back(10);
  EXPECT_EQ(brief(signals_of(drawn(closes).view(), Flavour::tdx, {"BOLL"})),
            (Brief{{26, Side::buy}}));
  closes[25] = 12;
  EXPECT_EQ(brief(signals_of(drawn(closes).view(), Flavour::tdx, {"BOLL"})),
            (Brief{{26, Side::sell}}));
}

TEST(Signals, ObvCrossesItsMean) {
  std::vector<double> closes;
  for (int i = 0; i < 20; ++i) closes.push_back(20 - 0.1 * i);
  for (int i = 0; i < 20; ++i) closes.push_back(18 + 0.1 * i);
  // OBV falls by 100 a bar and lies 150 under its mean of 4, then rises: over it three bars after the turn at most.
  const auto signals = signals_of(drawn(closes).view(), Flavour::tdx, {"OBV(4)"});
  ASSERT_EQ(signals.size(), 1U);
  EXPECT_EQ(signals[0].side, Side::buy);
  EXPECT_TRUE(signals[0].bar >= 21 && signals[0].bar <= 24) << signals[0].bar;
}

TEST(Signals, AreNoneForIndicatorsWithoutARule) {
  const auto series = test::random_walk(2, 400);
  EXPECT_TRUE(signals_of(series.view(), Flavour::talib, {"ATR", "OBV"}).empty());
  EXPECT_TRUE(signals_of(series.view(), Flavour::tdx, {"ATR"}).empty());
}

std::vector<std::tuple<std::size_t, std::string, Side, std::string>> details(
    const std::vector<Signal>& signals, std::size_t offset = 0) {
  std::vector<std::tuple<std::size_t, std::string, Side, std::string>> all;
  for (const Signal& s : signals) all.emplace_back(s.bar + offset, s.source, s.side, s.reason_zh);
  return all;
}

RC_GTEST_PROP(Signals, NeverLookAheadAndNeverCrossACut, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 400);
  const auto bars = series.view();
  const std::size_t cut = 1 + seed % 399;
  const auto names = TechnicalAnalyzer().get_available_indicators();
  for (const Flavour flavour : {Flavour::talib, Flavour::tdx}) {
    auto whole = signals_of(bars, flavour, names);
    const auto head = details(signals_of(bars.slice(0, cut), flavour, names));
    auto before = whole;
    std::erase_if(before, [&](const Signal& s) { return s.bar >= cut; });
    RC_ASSERT(details(before) == head);
    auto parts = head;
    for (const auto& part : details(signals_of(bars.slice(cut, 400), flavour, names), cut))
      parts.push_back(part);
    RC_ASSERT(details(signals_of(bars, flavour, names, {&cut, 1})) == parts);
    for (const Signal& s : whole) {
      RC_ASSERT(s.strength > 0 && s.strength <= 1);
      RC_ASSERT(s.time == bars.time()[s.bar]);
      RC_ASSERT(!s.reason_en.empty() && !s.reason_zh.empty());
    }
  }
}

}  // namespace
}  // namespace fwq::analysis
