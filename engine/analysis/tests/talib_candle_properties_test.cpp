// What holds for candles on any bars: equal to their plain definition, in any order of work, without looking ahead.
#include <gtest/gtest.h>

#include "fwq/analysis/candles.hpp"
#include "support/candle_bars.hpp"
#include "support/candle_reference.hpp"

namespace fwq::analysis {
namespace {

using test::CandleColumns;

CandleColumns reference(const data::Bars& bars, std::span<const CandleCall> calls,
                        const CandleSettings& settings) {
  CandleColumns columns;
  for (const CandleCall& call : calls)
    columns.push_back(test::reference_values(call.def->name, bars, call.penetration, settings));
  return columns;
}

// The first difference in words, or "" for none.
std::string difference(const CandleColumns& a, const CandleColumns& b) {
  for (std::size_t k = 0; k < a.size(); ++k) {
    for (std::size_t i = 0; i < a[k].size(); ++i) {
      if (a[k][i] != b[k][i])
        return std::string(built_in_candles()[k]->name) + " bar " + std::to_string(i) + ": " +
               std::to_string(a[k][i]) + ", expected " + std::to_string(b[k][i]);
    }
  }
  return a.size() == b.size() ? "" : "columns missing";
}

TEST(TalibCandleProperties, EqualThePlainDefinitionOnThousandsOfSeriesWithManyTies) {
  test::Random random(11);
  const auto calls = test::default_calls();
  const auto kernels = test::all_kernels();
  for (std::size_t round = 0; round < 2000; ++round) {
    const auto count = static_cast<std::size_t>(random.unit() * (round % 50 == 0 ? 1500 : 200));
    const auto series = test::coarse_walk(random, count);
    const auto expected = reference(series.view(), calls, {});
    const auto& which = *kernels[round % kernels.size()];
    ASSERT_EQ(difference(test::scanned_by(which, {}, calls, series.view()), expected), "")
        << "round " << round;
  }
}

TEST(TalibCandleProperties, EqualThePlainDefinitionWithAnySettingsAndPenetration) {
  test::Random random(12);
  const auto kernels = test::all_kernels();
  for (std::size_t round = 0; round < 600; ++round) {
    const CandleSettings settings = test::random_settings(random);
    auto calls = test::default_calls();
    for (CandleCall& call : calls) {
      if (call.def->params.size() > 0) call.penetration = std::round(random.unit() * 20) / 20;
    }
    const auto series = test::coarse_walk(random, round % 20 == 0 ? 1200 : 150);
    const auto expected = reference(series.view(), calls, settings);
    const auto& which = *kernels[round % kernels.size()];
    ASSERT_EQ(difference(test::scanned_by(which, settings, calls, series.view()), expected), "")
        << "round " << round;
  }
}

TEST(TalibCandleProperties, AreTheSameBarByBarAndAlone) {
  test::Random random(13);
  for (std::size_t round = 0; round < 60; ++round) {
    const CandleSettings settings =
        round % 2 == 0 ? CandleSettings() : test::random_settings(random);
    const auto calls = test::default_calls();
    const auto series = test::coarse_walk(random, round % 10 == 0 ? 900 : 170);
    auto scanner = CandleScanner::make(settings, calls).value();
    const auto all = test::scanned(scanner, series.view());
    CandleColumns alone, stepwise(calls.size());
    for (const CandleCall& call : calls)
      alone.push_back(candle_values(call, series.view(), settings).value());
    auto stream = CandleStream::make(settings, calls).value();
    for (std::size_t i = 0; i < series.size(); ++i) {
      const auto values = stream.push(series[i]);
      for (std::size_t k = 0; k < values.size(); ++k)
        stepwise[k].push_back(values[k] * kCandleUnit);
    }
    ASSERT_EQ(difference(alone, all), "") << "round " << round;
    ASSERT_EQ(difference(stepwise, all), "") << "round " << round;
  }
}

TEST(TalibCandleProperties, DoNotLookAhead) {
  test::Random random(14);
  CandleScanner scanner;
  for (std::size_t round = 0; round < 100; ++round) {
    const auto series = test::coarse_walk(random, 700);
    const auto whole = test::scanned(scanner, series.view());
    const auto cut = static_cast<std::size_t>(random.unit() * 700);
    const auto part = test::scanned(scanner, series.view().slice(0, cut));
    for (std::size_t k = 0; k < whole.size(); ++k) {
      ASSERT_TRUE(std::equal(part[k].begin(), part[k].end(), whole[k].begin()))
          << built_in_candles()[k]->name << " cut at " << cut;
    }
  }
}

TEST(TalibCandleProperties, AreTheSameWhenPricesAreTimesEight) {
  test::Random random(15);
  CandleScanner scanner;
  for (std::size_t round = 0; round < 20; ++round) {
    const auto series = test::coarse_walk(random, 1000);
    const auto larger = test::scaled(series.view(), 8);
    EXPECT_EQ(test::scanned(scanner, larger.view()), test::scanned(scanner, series.view()));
  }
}

// Blocks end at 4,096 bars, and sums go on across them.
TEST(TalibCandleProperties, GoOnFromBlockToBlock) {
  test::Random random(16);
  const auto series = test::coarse_walk(random, 3 * kCandleBlock + 77);
  const auto calls = test::default_calls();
  CandleScanner scanner;
  EXPECT_EQ(difference(test::scanned(scanner, series.view()), reference(series.view(), calls, {})),
            "");
}

TEST(TalibCandleProperties, ABarThatLacksANumberActsAsACut) {
  test::Random random(17);
  const auto calls = test::default_calls();
  CandleScanner scanner;
  auto stream = CandleStream::make({}, calls).value();
  const std::array<double, 4> bad{data::kNone, std::numeric_limits<double>::infinity(),
                                  -std::numeric_limits<double>::infinity(), 1e101};
  for (std::size_t round = 0; round < 80; ++round) {
    auto series = test::coarse_walk(random, 500);
    const auto gap = static_cast<std::size_t>(random.unit() * 500);
    const std::array<std::span<double>, 4> columns{series.open(), series.high(), series.low(),
                                                   series.close()};
    columns[round % 4][gap] = bad[(round / 4) % 4];
    const auto bars = series.view();
    const auto values = test::scanned(scanner, bars, 999);
    const auto before = reference(bars.slice(0, gap), calls, {});
    const auto after = reference(bars.slice(gap + 1, 500), calls, {});
    for (std::size_t k = 0; k < values.size(); ++k) {
      auto expected = before[k];
      expected.push_back(999);  // In no block.
      expected.insert(expected.end(), after[k].begin(), after[k].end());
      ASSERT_EQ(values[k], expected) << built_in_candles()[k]->name;
    }
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const auto pushed = stream.push(bars[i]);
      for (std::size_t k = 0; k < values.size(); ++k)
        ASSERT_EQ(pushed[k] * kCandleUnit, i == gap ? 0 : values[k][i]) << "bar " << i;
    }
    stream = CandleStream::make({}, calls).value();
  }
}

TEST(TalibCandleProperties, AreZeroOnFewerBarsThanTheirLookbackAndOnNone) {
  test::Random random(18);
  CandleScanner scanner;
  for (std::size_t count = 0; count < 3; ++count) {
    const auto series = test::coarse_walk(random, count);
    for (const auto& column : test::scanned(scanner, series.view()))
      EXPECT_EQ(column, std::vector<int>(count, 0));
  }
}

// All-equal bars: averages of 0, so that whatever asks for "at most" holds and "more" or "less" does not.
TEST(TalibCandleProperties, SeeOnlyDojisInOnePriceBars) {
  data::BarSeries series(64);
  for (int i = 0; i < 64; ++i) series.push_back({i, 9.87, 9.87, 9.87, 9.87, 0, 0});
  CandleScanner scanner;
  const auto columns = test::scanned(scanner, series.view());
  EXPECT_EQ(difference(columns, reference(series.view(), test::default_calls(), {})), "");
  for (std::size_t k = 0; k < columns.size(); ++k) {
    const bool doji = built_in_candles()[k]->name == "CDLDOJI";
    EXPECT_EQ(columns[k].back(), doji ? 100 : 0) << built_in_candles()[k]->name;
  }
}

TEST(TalibCandleSettings, OutOfRangeAreRefusedByName) {
  CandleSettings settings;
  settings[CandleSetting::near].period = 1001;
  const auto period = CandleScanner::make(settings);
  ASSERT_FALSE(period.has_value());
  EXPECT_EQ(period.error().code, Errc::invalid_argument);
  EXPECT_NE(period.error().message.find("near"), std::string::npos) << period.error().message;
  settings = {};
  settings[CandleSetting::body_doji].factor = data::kNone;
  EXPECT_FALSE(CandleScanner::make(settings).has_value());
  settings = {};
  settings[CandleSetting::far].period = -1;
  EXPECT_FALSE(CandleScanner::make(settings).has_value());
}

TEST(TalibCandleSettings, APenetrationOutOfRangeIsRefused) {
  CandleCall call = default_call(*find_candle("CDLMATHOLD"));
  EXPECT_EQ(call.penetration, 0.5);
  for (const double bad : {-0.1, 11.0, data::kNone}) {
    call.penetration = bad;
    const auto values = candle_values(call, data::Bars());
    ASSERT_FALSE(values.has_value());
    EXPECT_EQ(values.error().code, Errc::invalid_argument);
  }
}

TEST(TalibCandleSettings, AreThoseOfTaLib) {
  const CandleSettings usual;
  EXPECT_EQ(usual[CandleSetting::body_very_long], (CandleRule{CandleRange::body, 10, 3.0}));
  EXPECT_EQ(usual[CandleSetting::shadow_long], (CandleRule{CandleRange::body, 0, 1.0}));
  EXPECT_EQ(usual[CandleSetting::shadow_short], (CandleRule{CandleRange::shadows, 10, 1.0}));
  EXPECT_EQ(usual[CandleSetting::equal], (CandleRule{CandleRange::high_low, 5, 0.05}));
}

}  // namespace
}  // namespace fwq::analysis
