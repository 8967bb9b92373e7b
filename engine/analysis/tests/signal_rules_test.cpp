// The rules that indicators share: settling, divergences, texts that tell numbers apart, and the merged list.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "fwq/analysis/signal_list.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "line_rules.hpp"
#include "recursion.hpp"
#include "support/test_bars.hpp"

namespace fwq::analysis {
namespace {

std::vector<Signal> signals_of(const data::Bars& bars, const std::vector<std::string>& names,
                               Flavour flavour = Flavour::tdx) {
  const TechnicalAnalyzer analyzer(flavour);
  return analyzer.generate_signals(bars, analyzer.calculate_indicators(bars, names).value());
}

data::BarSeries drawn(const std::vector<double>& closes, double half = 0) {
  data::BarSeries series(closes.size());
  for (std::size_t i = 0; i < closes.size(); ++i) {
    const double c = closes[i];
    series.push_back({static_cast<data::Time>(i), c, c + half, c - half, c, 100, 100 * c});
  }
  return series;
}

// A line through the given turning points.
std::vector<double> zigzag(const std::vector<std::pair<int, double>>& points) {
  std::vector<double> closes{points[0].second};
  for (std::size_t p = 1; p < points.size(); ++p) {
    const auto [a, from] = points[p - 1];
    const auto [b, to] = points[p];
    for (int i = a + 1; i <= b; ++i) closes.push_back(from + (to - from) * (i - a) / (b - a));
  }
  return closes;
}

TEST(Settling, IsTheTimeInWhichTheBeginningFadesToOneInTwenty) {
  // (1 - 1/6)^16 = 0.054, ^17 = 0.045.
  EXPECT_EQ(sma_settling(6), 17U);
  EXPECT_EQ(ema_settling(9), 14U);
  EXPECT_EQ(ema_settling(1), 0U);
  EXPECT_EQ(sma_settling(3, 3), 0U);
  for (const double n : {2.0, 3.0, 12.0, 26.0, 1000.0}) {
    const auto bars = static_cast<double>(sma_settling(n));
    EXPECT_LE(std::pow(1 - 1 / n, bars), 0.05);
    EXPECT_GT(std::pow(1 - 1 / n, bars - 1), 0.05);
  }
}

TEST(Settling, KeepsARsiOf100OnItsFourthBarFromSellingAnything) {
  // Up three times: RSI 100; then down: it leaves the zone above 80 at once. Waiting, the signal of bar 4 is not given.
  std::vector<double> closes{10, 10.1, 10.2, 10.3, 10.0, 9.9};
  const auto first = drawn(closes);
  EXPECT_TRUE(signals_of(first.view(), {"RSI"}).empty());
  // The same after enough bars is told. The flat beginning does not count: RSI has its first value at the first move.
  std::vector<double> late(30, 10.0);
  for (int i = 0; i < 20; ++i) late.push_back(i % 2 == 0 ? 10.05 : 10.0);
  for (const double c : closes) late.push_back(c);
  const auto signals = signals_of(drawn(late).view(), {"RSI"});
  ASSERT_EQ(signals.size(), 1U);
  EXPECT_EQ(signals[0].bar, 54U);
  std::vector<double> flat(30, 10.0);
  for (const double c : closes) flat.push_back(c);
  EXPECT_TRUE(signals_of(drawn(flat).view(), {"RSI"}).empty());
}

TEST(Settling, BeginsAnewAfterAGap) {
  std::vector<double> closes;
  for (int i = 0; i < 60; ++i) closes.push_back(10 + 0.05 * (i % 2));
  closes.push_back(std::nan(""));
  for (const double c : {10.0, 10.1, 10.2, 10.3, 10.0, 9.9}) closes.push_back(c);
  EXPECT_TRUE(signals_of(drawn(closes).view(), {"RSI"}).empty());
}

TEST(ToldApart, TakesAsManyDecimalsAsItNeeds) {
  using Texts = std::pair<std::string, std::string>;
  EXPECT_EQ(told_apart(1.25, 1.5, 2), (Texts{"1.25", "1.50"}));
  EXPECT_EQ(told_apart(10.12341, 10.12344, 3), (Texts{"10.12341", "10.12344"}));
  EXPECT_EQ(told_apart(2, 2, 3), (Texts{"2.000", "2.000"}));
}

RC_GTEST_PROP(Signals, NeverSayThatANumberCrossesItself, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 500);
  for (const Signal& s :
       signals_of(series.view(), TechnicalAnalyzer().get_available_indicators())) {
    std::vector<std::string> numbers;
    std::string word;
    for (const char c : s.reason_en + ' ') {
      if (c != ' ') {
        word += c;
        continue;
      }
      if (word.find_first_of("0123456789") == 0 || word.starts_with('-')) numbers.push_back(word);
      word.clear();
    }
    if (s.reason_en.find(" crosses ") == std::string::npos || numbers.size() < 2) continue;
    RC_ASSERT(numbers[numbers.size() - 1] != numbers[numbers.size() - 2]);
  }
}

// Up to 12, back, slowly up to 12.4: a new top with less behind it.
std::vector<double> weakening(double second_top) {
  auto closes =
      zigzag({{0, 10}, {60, 10.6}, {70, 12.6}, {80, 11.5}, {110, second_top}, {120, 11.4}});
  for (std::size_t i = 81; i < 110; i += 2) closes[i] -= 0.1;
  return closes;
}

TEST(Divergence, IsANewTopThatTheIndicatorDoesNotConfirm) {
  for (const char* name : {"MACD", "RSI", "KDJ"}) {
    const auto signals = signals_of(drawn(weakening(12.8), 0.05).view(), {name});
    const auto top = std::find_if(signals.begin(), signals.end(), [](const Signal& s) {
      return s.reason_en.find("top divergence") != std::string::npos;
    });
    if (std::string_view(name) == "KDJ") continue;  // K ends at 100 at either top: it confirms.
    ASSERT_NE(top, signals.end()) << name;
    EXPECT_EQ(top->side, Side::sell);
    // The top of bar 110 is known when the price has come back by two average ranges.
    EXPECT_GT(top->bar, 110U);
    EXPECT_LE(top->bar, 115U);
    EXPECT_NE(top->reason_en.find("the price goes from 12.65 to 12.85"), std::string::npos)
        << top->reason_en;
    EXPECT_NE(top->reason_zh.find("顶背离"), std::string::npos);
  }
  // A lower second top is none.
  for (const Signal& s : signals_of(drawn(weakening(12.5), 0.05).view(), {"MACD", "RSI"}))
    EXPECT_EQ(s.reason_en.find("divergence"), std::string::npos) << s.reason_en;
}

TEST(Divergence, OfBottomsMirrorsThatOfTops) {
  auto closes = weakening(12.8);
  for (double& close : closes) close = 24 - close;
  const auto signals = signals_of(drawn(closes, 0.05).view(), {"RSI"});
  const auto bottom = std::find_if(signals.begin(), signals.end(), [](const Signal& s) {
    return s.reason_en.find("bottom divergence") != std::string::npos;
  });
  ASSERT_NE(bottom, signals.end());
  EXPECT_EQ(bottom->side, Side::buy);
}

TEST(TdSetup, CountsNineFallingClosesAndNeverTakesANumberBack) {
  const auto closes = zigzag({{0, 20}, {18, 18.2}, {40, 22.6}});
  const auto signals = signals_of(drawn(closes).view(), {"TDSETUP"});
  // Falls from bar 4 on: the ninth is bar 12. The rise is above four bars ago from bar 20 on: its ninth is bar 28.
  ASSERT_GE(signals.size(), 2U);
  EXPECT_EQ(signals[0].bar, 12U);
  EXPECT_EQ(signals[0].side, Side::buy);
  EXPECT_EQ(signals[0].strength, 0.8);
  EXPECT_EQ(signals[1].bar, 28U);
  EXPECT_EQ(signals[1].side, Side::sell);
}

Signal signal(std::size_t bar, Side side, double strength, std::string source) {
  return {static_cast<data::Time>(bar), bar, std::move(source), side, strength, "en", "zh"};
}

TEST(SignalList, ShowsWhatAgreesAndWhatContradicts) {
  const auto list = merge_signals({signal(9, Side::sell, 0.9, "c"), signal(3, Side::buy, 0.5, "a"),
                                   signal(7, Side::buy, 0.4, "b"), signal(7, Side::buy, 0.8, "d"),
                                   signal(20, Side::sell, 0.3, "e")});
  ASSERT_EQ(list.size(), 5U);
  std::string order;
  for (const auto& s : list) order += s.signal.source;
  EXPECT_EQ(order, "adbce");  // By bar, the stronger first.
  EXPECT_TRUE(list[0].agreeing.empty() && !list[0].conflict());
  EXPECT_EQ(list[1].agreeing, (std::vector<std::size_t>{2, 0}));
  // Bar 9 looks back to bar 5.
  EXPECT_EQ(list[3].opposing, (std::vector<std::size_t>{2, 1}));
  EXPECT_TRUE(list[3].agreeing.empty() && list[3].conflict());
  EXPECT_FALSE(list[4].conflict());
  // What came before a cut stands beside nothing.
  const std::size_t cut = 8;
  EXPECT_FALSE(merge_signals({signal(9, Side::sell, 0.9, "c"), signal(7, Side::buy, 0.4, "b")}, 5,
                             {&cut, 1})[1]
                   .conflict());
  EXPECT_TRUE(merge_signals({}).empty());
}

RC_GTEST_PROP(SignalList, NeverLooksAhead, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
  const auto series = test::random_walk(seed, 300);
  const auto all = signals_of(series.view(), TechnicalAnalyzer().get_available_indicators());
  auto some = all;
  const std::size_t end = seed % 300;
  std::erase_if(some, [&](const Signal& s) { return s.bar >= end; });
  const auto whole = merge_signals(all);
  const auto part = merge_signals(some);
  for (std::size_t i = 0; i < part.size(); ++i) {
    RC_ASSERT(part[i].agreeing == whole[i].agreeing);
    RC_ASSERT(part[i].opposing == whole[i].opposing);
  }
}

}  // namespace
}  // namespace fwq::analysis
