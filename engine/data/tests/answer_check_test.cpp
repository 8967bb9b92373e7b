// What a source may not answer.
#include "answer_check.hpp"

#include <gtest/gtest.h>

#include "support/fake_source.hpp"
#include "support/market_files.hpp"

namespace fwq::data {
namespace {

using namespace service_test;

std::string verdict(const Bars& bars, const BarRequest& request = {.symbol = kStock}) {
  const auto result = check_answer(request, bars, kNow);
  if (result) return "";
  EXPECT_EQ(result.error().code, Errc::bad_data);
  return result.error().message;
}

// Ten good days with one changed.
template <class Change>
std::string verdict_after(Change change, Symbol symbol = kStock) {
  const BarSeries good = days(10);
  BarSeries series;
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bar bar = good[i];
    if (i == 4) change(bar);
    series.push_back(bar);
  }
  return verdict(series.view(), {.symbol = symbol});
}

TEST(AnswerCheck, AcceptsBelievableBarsAndNone) {
  EXPECT_EQ(verdict(days(10).view()), "");
  EXPECT_EQ(verdict(Bars()), "");
  EXPECT_EQ(verdict_after([](Bar& bar) { bar.amount = kNone; }), "");
  EXPECT_EQ(verdict_after([](Bar& bar) { bar.volume = bar.amount = 0; }), "");
  EXPECT_EQ(verdict_after([](Bar& bar) { bar.open = bar.high = bar.low = bar.close = kNone; }), "");
}

TEST(AnswerCheck, RefusesTimesThatCannotBe) {
  BarSeries twice = days(3);
  twice.push_back(twice[2]);
  EXPECT_NE(verdict(twice.view()).find("2023-11-14 follows that of 2023-11-14"), std::string::npos);
  BarSeries falling = days(3);
  falling.push_back(days(3)[1]);
  EXPECT_NE(verdict(falling.view()).find("2023-11-13 follows that of 2023-11-14"),
            std::string::npos);
  const Bars bars = days(5).view();
  EXPECT_NE(verdict(bars, {.symbol = kStock, .range = {bars.time()[1], bars.time()[4] + 1}}), "");
  EXPECT_NE(verdict(bars, {.symbol = kStock, .range = {bars.time()[0], bars.time()[4]}}), "");
  EXPECT_EQ(verdict(bars, {.symbol = kStock, .range = {bars.time()[0], bars.time()[4] + 1}}), "");
}

TEST(AnswerCheck, RefusesBarsOfTheFutureButNotTheRunningOne) {
  BarSeries series = days(3);
  Bar bar = series[2];
  bar.time = kNow + kSecondsPerDay;
  series.push_back(bar);
  EXPECT_EQ(verdict(series.view()), "") << "a day that runs ends within a day";
  bar.time += 1;
  series.resize_uninitialised(3);
  series.push_back(bar);
  EXPECT_NE(verdict(series.view()).find("in the future"), std::string::npos);
  EXPECT_EQ(verdict(series.view(), {.symbol = kStock, .period = Period::week}), "");
  for (const Time wild : {std::numeric_limits<Time>::max(), std::numeric_limits<Time>::max() - 1}) {
    bar.time = wild;
    series.resize_uninitialised(3);
    series.push_back(bar);
    EXPECT_NE(verdict(series.view()), "");
  }
}

TEST(AnswerCheck, RefusesPricesThatContradictOneAnother) {
  EXPECT_NE(verdict_after([](Bar& bar) { bar.high = bar.low - 0.01; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.open = bar.high + 0.01; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.close = bar.low - 0.01; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.low = -1; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.high = std::numeric_limits<double>::infinity(); }),
            "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.open = bar.high = bar.low = bar.close = 0; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.volume = -1; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.amount = -1; }), "");
  EXPECT_NE(verdict_after([](Bar& bar) { bar.volume = std::numeric_limits<double>::infinity(); }),
            "");
  const std::string why = verdict_after([](Bar& bar) { bar.high = bar.close - 0.01; });
  EXPECT_NE(why.find("2023-11-09"), std::string::npos) << why;
  EXPECT_NE(why.find("high 10.03 is below"), std::string::npos) << why;
}

TEST(AnswerCheck, RefusesWrongUnits) {
  const auto scaled = [](double prices, double volume, double amount, Symbol symbol = kStock) {
    BarSeries series;
    const BarSeries good = days(10);
    for (std::size_t i = 0; i < good.size(); ++i) {
      Bar bar = good[i];
      for (double* price : {&bar.open, &bar.high, &bar.low, &bar.close}) *price *= prices;
      bar.volume *= volume;
      bar.amount *= amount;
      series.push_back(bar);
    }
    return verdict(series.view(), {.symbol = symbol});
  };
  EXPECT_NE(scaled(1, 0.01, 1).find("wrong units, 10 of 10 bars"), std::string::npos) << "lots";
  EXPECT_NE(scaled(100, 1, 1), "") << "prices in cents";
  EXPECT_NE(scaled(0.01, 1, 1), "");
  EXPECT_NE(scaled(1, 1, 1e-4), "") << "amounts in ten thousands";
  EXPECT_NE(scaled(1, 100, 1), "");
  EXPECT_NE(scaled(10, 1, 1), "");
  EXPECT_EQ(scaled(1, 0.01, 1, Symbol(Market::sh, "000001")), "") << "an index has its own units";
  // One odd bar of ten is odd, two are a lie.
  EXPECT_EQ(verdict_after([](Bar& bar) { bar.volume *= 100; }), "");
  BarSeries two;
  const BarSeries good = days(10);
  for (std::size_t i = 0; i < good.size(); ++i) {
    Bar bar = good[i];
    if (i < 2) bar.volume *= 100;
    two.push_back(bar);
  }
  EXPECT_NE(verdict(two.view()), "");
  BarSeries one;
  Bar bar = good[9];
  bar.amount *= 100;
  one.push_back(bar);
  EXPECT_NE(verdict(one.view()), "") << "a single bar has nothing to be odd among";
}

// No true answer may be refused: all that a TDX folder of a whole market gives.
TEST(RealAnswerCheck, BelievesAWholeMarketOfTrueFiles) {
  if (!std::filesystem::exists(test::shared_data() / "vipdoc")) GTEST_SKIP() << "no shared data";
  const DataSourceDef* tdx = nullptr;
  for (const DataSourceDef* def : built_in_data_sources())
    if (def->id == "tdx_folder") tdx = def;
  ASSERT_NE(tdx, nullptr);
  const auto source = tdx->make((test::shared_data() / "vipdoc").string()).value();
  const auto symbols = source->symbols({}).value();
  EXPECT_GT(symbols.size(), 1500U);
  std::size_t refused = 0;
  for (const Symbol symbol : symbols) {
    const BarRequest request{.symbol = symbol};
    const Bars bars = source->bars(request, {}).value();
    const auto result = check_answer(request, bars, kNow);
    if (!result && refused++ < 10) ADD_FAILURE() << result.error().message;
  }
  EXPECT_EQ(refused, 0U);
}

}  // namespace
}  // namespace fwq::data
