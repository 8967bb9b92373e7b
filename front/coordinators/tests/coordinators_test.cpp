// Tests of homes, loading stocks, and analysing them.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "fwq/coordinators/analyse.hpp"
#include "fwq/coordinators/home.hpp"
#include "fwq/coordinators/stock.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
using data::Adjust;
using data::Period;

const data::Symbol kStock(data::Market::sh, "600000");

// Daily bars on weekdays from Monday 2020-01-06: flat at `price`, or as the function says.
data::BarSeries weekdays(std::size_t count, const std::function<double(std::size_t)>& price) {
  data::BarSeries bars;
  std::int64_t day = data::days_from({2020, 1, 6});
  for (std::size_t i = 0; i < count; ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    const double close = price(i);
    bars.push_back({.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                    .open = close,
                    .high = close * 1.01,
                    .low = close * 0.99,
                    .close = close,
                    .volume = 1000,
                    .amount = 1000 * close});
  }
  return bars;
}

class Coordinators : public ::testing::Test {
 protected:
  Coordinators() {
    std::string name = (fs::temp_directory_path() / "fwq-home-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
  }
  ~Coordinators() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  void put(data::Symbol symbol, Period period, const data::Bars& bars) {
    data::StoreWriter writer = store_->write().value();
    writer.replace(symbol, period, bars).value();
    writer.commit().value();
  }
  Result<Stock> load(const StockRequest& request) {
    const data::Snapshot snapshot = store_->snapshot().value();
    return StockLoader(snapshot, *db_).load(request);
  }
  Result<data::Symbol> resolve(std::string_view text) {
    const data::Snapshot snapshot = store_->snapshot().value();
    return StockLoader(snapshot, *db_).resolve(text);
  }

  fs::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;  // A folder is opened once in a process.
  std::optional<data::SystemDb> db_;
};

TEST_F(Coordinators, AnUnknownSymbolNamesTheSameCodeElsewhere) {
  EXPECT_NE(resolve("SH600000").error().message.find("no bars yet"), std::string::npos);
  put(kStock, Period::day, weekdays(10, [](auto) { return 10.0; }).view());
  EXPECT_EQ(*resolve("600000"), kStock);
  const auto wrong_market = resolve("SZ600000");
  EXPECT_EQ(wrong_market.error().code, Errc::not_found);
  EXPECT_NE(wrong_market.error().message.find("SH600000"), std::string::npos);
  EXPECT_EQ(resolve("12").error().code, Errc::invalid_argument);
}

TEST_F(Coordinators, ANameServesAsASymbol) {
  put(kStock, Period::day, weekdays(10, [](auto) { return 10.0; }).view());
  db_->put_securities(std::vector<data::Security>{
                          {.symbol = kStock, .name = "浦发银行", .listed = {}, .delisted = {}}})
      .value();
  EXPECT_EQ(*resolve("浦发银行"), kStock);
  EXPECT_NE(resolve("浦发").error().message.find("浦发银行 (SH600000)"), std::string::npos);
  EXPECT_EQ(load({.symbol = kStock})->name, "浦发银行");
}

TEST_F(Coordinators, ARangeLimitsWhatIsShownAndNotWhatIsKnown) {
  put(kStock, Period::day,
      weekdays(20, [](auto i) { return 10.0 + static_cast<double>(i) / 10; }).view());
  const auto time = [](int day) { return data::day_bar_time({2020, 1, day}); };
  const auto stock = load({.symbol = kStock, .range = {.from = time(13), .to = time(18)}});
  ASSERT_TRUE(stock);
  EXPECT_EQ(stock->first, 5U);
  EXPECT_EQ(stock->last, 10U);
  EXPECT_EQ(stock->shown().time().front(), time(13));
  EXPECT_EQ(stock->until_end().size(), 10U);
  EXPECT_EQ(stock->adjusted.bars.size(), 20U);
  EXPECT_EQ(
      load({.symbol = kStock, .range = {.from = time(13), .to = time(18)}, .count = 2})->first, 8U);
  const auto none = load({.symbol = kStock, .range = {.from = data::day_bar_time({2021, 1, 1})}});
  EXPECT_EQ(none.error().code, Errc::unavailable);
  EXPECT_NE(none.error().message.find("2020-01-06"), std::string::npos);
}

TEST_F(Coordinators, WeeksAreMadeOfAdjustedDays) {
  // Ten Mondays to Fridays; the price halves in the middle of the second week by a 1:1 bonus.
  put(kStock, Period::day, weekdays(15, [](auto i) { return i < 7 ? 20.0 : 10.0; }).view());
  db_->put_events(
         std::vector<data::SystemDb::SymbolEvent>{{kStock, {.date = {2020, 1, 15}, .bonus = 1}}})
      .value();
  const auto stock = load({.symbol = kStock, .period = Period::week});
  ASSERT_TRUE(stock);
  ASSERT_EQ(stock->adjusted.bars.size(), 3U);
  EXPECT_TRUE(stock->cuts.empty());
  for (const double close : stock->adjusted.bars.close()) EXPECT_DOUBLE_EQ(close, 10.0);
  EXPECT_DOUBLE_EQ(stock->adjusted.bars.high()[1], 10.1)
      << "no raw price of before the event is in the week's high";
  EXPECT_DOUBLE_EQ(stock->adjusted.bars.volume()[0], 5 * 2000.0);
}

TEST_F(Coordinators, StoredWeeksAnswerForWeeksAndNeverStandInTheWayOfMonths) {
  const data::BarSeries week = weekdays(1, [](auto) { return 99.0; });
  put(kStock, Period::week, week.view());
  const auto none = load({.symbol = kStock, .period = Period::month});
  EXPECT_EQ(none.error().code, Errc::not_found);
  EXPECT_NE(none.error().message.find("weeks make none"), std::string::npos);

  put(kStock, Period::day, weekdays(320, [](auto) { return 10.0; }).view());
  EXPECT_DOUBLE_EQ(load({.symbol = kStock, .period = Period::week})->adjusted.bars.close()[0], 99);
  const std::pair<Period, std::size_t> expected[] = {
      {Period::month, 14}, {Period::quarter, 4}, {Period::year, 1}};  // Whole ones, to 2021-03-26.
  for (const auto& [period, bars] : expected) {
    const auto stock = load({.symbol = kStock, .period = period});
    ASSERT_TRUE(stock) << to_string(period) << ": " << stock.error().message;
    EXPECT_EQ(stock->adjusted.bars.size(), bars) << to_string(period);
    for (const double close : stock->adjusted.bars.close()) EXPECT_DOUBLE_EQ(close, 10.0);
  }
}

TEST_F(Coordinators, MonthsMakeQuartersWhereThereAreNoDays) {
  data::BarSeries months;
  for (int m = 1; m <= 12; ++m)
    months.push_back({data::day_bar_time({2020, m, 28}), 10, 11, 9, m == 3 ? 10.5 : 10, 100, 1000});
  put(kStock, Period::month, months.view());
  const auto stock =
      load({.symbol = kStock, .period = Period::quarter, .adjust = data::Adjust::none});
  ASSERT_TRUE(stock);
  ASSERT_GE(stock->adjusted.bars.size(), 3U);
  EXPECT_DOUBLE_EQ(stock->adjusted.bars.close()[0], 10.5);
  EXPECT_DOUBLE_EQ(stock->adjusted.bars.volume()[0], 300);
}

TEST_F(Coordinators, AWeekWithAnUnexplainedJumpInsideGivesTwoBars) {
  put(kStock, Period::day, weekdays(15, [](auto i) { return i < 7 ? 20.0 : 10.0; }).view());
  const auto daily = load({.symbol = kStock});
  ASSERT_EQ(daily->cuts, (std::vector<std::size_t>{7}));
  const auto weekly = load({.symbol = kStock, .period = Period::week});
  ASSERT_EQ(weekly->adjusted.bars.size(), 4U);
  EXPECT_EQ(weekly->cuts, (std::vector<std::size_t>{2}));
  EXPECT_DOUBLE_EQ(weekly->adjusted.bars.low()[1], 20 * 0.99);
  EXPECT_DOUBLE_EQ(weekly->adjusted.bars.high()[2], 10 * 1.01);
}

TEST_F(Coordinators, AWeekThatHasNotEndedIsLeftOut) {
  put(kStock, Period::day, weekdays(8, [](auto) { return 10.0; }).view());
  EXPECT_EQ(load({.symbol = kStock, .period = Period::week})->adjusted.bars.size(), 1U);
  // Another stock traded on: the market has seen the week's end, the first stock was only suspended.
  put(data::Symbol(data::Market::sz, "000001"), Period::day,
      weekdays(10, [](auto) { return 10.0; }).view());
  EXPECT_EQ(load({.symbol = kStock, .period = Period::week})->adjusted.bars.size(), 2U);
}

TEST_F(Coordinators, APeriodThatCannotBeMadeSaysSo) {
  put(kStock, Period::day, weekdays(8, [](auto) { return 10.0; }).view());
  const auto minutes = load({.symbol = kStock, .period = Period::min5});
  EXPECT_EQ(minutes.error().code, Errc::not_found);
  EXPECT_NE(minutes.error().message.find("5m"), std::string::npos);
}

TEST_F(Coordinators, AnAnalysisAsOfADayKnowsNothingLater) {
  const auto wave = [](auto i) { return 10.0 + 2 * std::sin(static_cast<double>(i) / 9.0); };
  put(kStock, Period::day, weekdays(400, wave).view());
  const auto whole = load({.symbol = kStock, .adjust = Adjust::none});
  const auto end = whole->adjusted.bars.time()[250];
  const auto early =
      analyse(*load({.symbol = kStock, .adjust = Adjust::none, .range = {.to = end}}));
  data::StoreWriter writer = store_->write().value();
  writer.erase(kStock, Period::day, {.from = end}).value();
  writer.commit().value();
  const auto cut = analyse(*load({.symbol = kStock, .adjust = Adjust::none}));
  ASSERT_TRUE(early);
  ASSERT_TRUE(cut);
  EXPECT_EQ(early->trend.slope_percent, cut->trend.slope_percent);
  ASSERT_EQ(early->signals.size(), cut->signals.size());
  EXPECT_FALSE(cut->signals.empty());
  for (std::size_t i = 0; i < cut->signals.size(); ++i) {
    EXPECT_EQ(early->signals[i].time, cut->signals[i].time);
    EXPECT_EQ(early->signals[i].reason_en, cut->signals[i].reason_en);
  }
  ASSERT_EQ(early->levels.size(), cut->levels.size());
  for (std::size_t i = 0; i < cut->levels.size(); ++i)
    EXPECT_EQ(early->levels[i].price, cut->levels[i].price);
}

TEST_F(Coordinators, WhatAUserAsksForIsToldToTheEventBus) {
  put(kStock, Period::day,
      weekdays(120, [](auto i) { return 10.0 + static_cast<double>(i % 7) / 10; }).view());
  db_->put_securities(std::vector<data::Security>{
                          {.symbol = kStock, .name = "浦发银行", .listed = {}, .delisted = {}}})
      .value();
  core::EventBus bus;
  std::vector<core::StockSelected> selected;
  std::vector<core::AnalysisCompleted> completed;
  const auto a = bus.subscribe<core::StockSelected>(
      [&](const core::StockSelected& event) { selected.push_back(event); });
  const auto b = bus.subscribe<core::AnalysisCompleted>(
      [&](const core::AnalysisCompleted& event) { completed.push_back(event); });
  const data::Snapshot snapshot = store_->snapshot().value();
  const StockLoader loader(snapshot, *db_, &bus);
  EXPECT_FALSE(loader.select("SZ600000", {}));
  EXPECT_FALSE(loader.select("SH600000", {.symbol = {}, .period = Period::min1}));
  EXPECT_TRUE(loader.load({.symbol = kStock}));
  EXPECT_TRUE(selected.empty()) << "nothing was found, or nobody asked by name";
  auto stock = loader.select("浦发银行", {.symbol = {}, .period = Period::week}).value();
  ASSERT_EQ(selected.size(), 1U);
  EXPECT_EQ(selected[0].symbol, "SH600000");
  EXPECT_EQ(selected[0].code, "600000");
  EXPECT_EQ(selected[0].name, "浦发银行");
  EXPECT_EQ(selected[0].period, "week");

  const auto analysis = analyse(std::move(stock), {.events = &bus}).value();
  ASSERT_EQ(completed.size(), 1U);
  EXPECT_EQ(completed[0].symbol, "SH600000");
  EXPECT_EQ(completed[0].period, "week");
  EXPECT_EQ(completed[0].bars, analysis.stock.until_end().size());
  EXPECT_EQ(completed[0].patterns, analysis.patterns.size());
  EXPECT_EQ(completed[0].indicators, analysis.indicators.size());
  EXPECT_EQ(completed[0].signals, analysis.signals.size());
  EXPECT_GT(completed[0].seconds, 0.0);
}

TEST_F(Coordinators, AHomeTellsOfChangesOfItsData) {
  db_.reset();
  store_.reset();
  core::EventBus bus;
  std::vector<std::string> told;
  const auto a = bus.subscribe<core::DataUpdated>(
      [&](const core::DataUpdated& event) { told.push_back(event.source + " " + event.kind); });
  const auto home = Home::open(home_->folder(), &bus).value();
  auto db = home.database(false).value();
  db.put_trading_days(std::vector<std::int64_t>{data::days_from({2024, 1, 2})}).value();
  auto store = home.store(false).value();
  auto writer = store.write("csv").value();
  writer.replace(kStock, Period::day, weekdays(3, [](auto) { return 10.0; }).view()).value();
  writer.commit().value();
  EXPECT_EQ(told, (std::vector<std::string>{"list calendar", "csv bars"}));
}

TEST_F(Coordinators, ADiagnosisOfANewHomeIsHealthy) {
  store_.reset();
  const auto diagnosis = diagnose(home_->folder(), true);
  for (const auto& check : diagnosis.checks)
    EXPECT_TRUE(check.ok) << check.name << ": " << check.message;
  const auto lock = home_->lock_for_writing();
  EXPECT_FALSE(diagnose(home_->folder(), false).healthy());
  EXPECT_FALSE(diagnose(folder_ / "nowhere", false).healthy());
}

TEST_F(Coordinators, AHomeIsMadeOnceAndOpenedOften) {
  store_.reset();
  EXPECT_TRUE(Home::open(home_->folder()));
  EXPECT_EQ(Home::open(folder_ / "nowhere").error().code, Errc::not_found);
  EXPECT_TRUE(Home::init(home_->folder()));
  std::ofstream(folder_ / "file") << "x";
  EXPECT_EQ(Home::init(folder_ / "file").error().code, Errc::io);
}

}  // namespace
}  // namespace fwq::coordinators
