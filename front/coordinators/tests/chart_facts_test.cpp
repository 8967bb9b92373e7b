// What charts tell beside the bars: closes at the limit, the bar that is still forming.
#include "fwq/coordinators/chart_facts.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "fwq/coordinators/home.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
using backtest::LimitClose;
using data::Adjust;
using data::Period;

const data::Symbol kStock(data::Market::sh, "600000"), kOther(data::Market::sh, "600001");

class ChartFacts : public ::testing::Test {
 protected:
  ChartFacts() {
    std::string name = (fs::temp_directory_path() / "fwq-home-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
  }
  ~ChartFacts() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  // Weekdays from Monday 2024-03-04.
  void put(data::Symbol symbol, const std::vector<double>& closes) {
    data::BarSeries bars;
    std::int64_t day = data::days_from({2024, 3, 4});
    for (const double close : closes) {
      while (data::weekday(day) > 4) ++day;
      bars.push_back({.time = data::day_bar_time(data::date_from_days(day++)),
                      .open = close,
                      .high = close + 0.1,
                      .low = close - 0.2,
                      .close = close,
                      .volume = 1000,
                      .amount = 1000 * close});
    }
    data::StoreWriter writer = store_->write().value();
    writer.replace(symbol, Period::day, bars.view()).value();
    writer.commit().value();
  }
  std::optional<data::Bar> forming(Period period, Adjust adjust = Adjust::none) {
    const auto snapshot = store_->snapshot().value();
    const StockLoader loader(snapshot, *db_);
    const Stock stock = loader.load({.symbol = kStock, .period = period, .adjust = adjust}).value();
    return forming_bar(loader, snapshot, *db_, stock, adjust).value();
  }
  std::vector<LimitClose> limits(Period period, Adjust adjust = Adjust::forward) {
    const auto snapshot = store_->snapshot().value();
    const StockLoader loader(snapshot, *db_);
    const Stock stock = loader.load({.symbol = kStock, .period = period, .adjust = adjust}).value();
    return limit_closes(loader, *db_, stock).value();
  }

  fs::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
};

TEST_F(ChartFacts, TheBarOfAWeekThatGoesOnIsMadeOfItsDays) {
  put(kStock, {10, 11, 12, 11, 10, /* the next week: */ 10.5, 9.5, 10.2});
  const auto bar = forming(Period::week);
  ASSERT_TRUE(bar);
  EXPECT_EQ(bar->open, 10.5);
  EXPECT_EQ(bar->high, 10.6);
  EXPECT_EQ(bar->low, 9.3);
  EXPECT_EQ(bar->close, 10.2);
  EXPECT_EQ(bar->volume, 3000);
  EXPECT_EQ(data::date_of(bar->time), (data::Date{2024, 3, 13}));
}

TEST_F(ChartFacts, NoBarFormsWhenTheWeekHasEnded) {
  put(kStock, {10, 11, 12, 11, 10, 10, 11, 12, 11, 10});
  EXPECT_FALSE(forming(Period::week));
  EXPECT_FALSE(forming(Period::day));  // Stored as they are.
}

TEST_F(ChartFacts, ASuspendedStocksWeekEndsWithTheMarkets) {
  put(kStock, {10, 11, 12, 11, 10, 10, 11});
  put(kOther, {10, 11, 12, 11, 10, 10, 11, 12, 11, 10, 10});
  EXPECT_FALSE(forming(Period::week));
}

TEST_F(ChartFacts, TheFormingBarIsAdjustedAsTheOthersAre) {
  put(kStock, {10, 10, 10, 10, 10, 10, 9, 9});
  db_->put_events(
         std::vector<data::SystemDb::SymbolEvent>{{kStock, {.date = {2024, 3, 12}, .cash = 1}}})
      .value();
  EXPECT_DOUBLE_EQ(forming(Period::week, Adjust::none)->open, 10);
  EXPECT_DOUBLE_EQ(forming(Period::week, Adjust::forward)->open, 9);
}

TEST_F(ChartFacts, LimitsAreThoseOfRawPrices) {
  put(kStock, {10, 11, 12, 10.8, 10.8, 10.8});
  db_->put_securities(std::vector<data::Security>{{kStock, "x", data::Date{1999, 11, 10}, {}}})
      .value();
  const auto expected = std::vector{LimitClose::none, LimitClose::up,   LimitClose::none,
                                    LimitClose::down, LimitClose::none, LimitClose::none};
  EXPECT_EQ(limits(Period::day), expected);
  // A later dividend moves the adjusted prices, not the limits.
  db_->put_events(
         std::vector<data::SystemDb::SymbolEvent>{{kStock, {.date = {2024, 3, 7}, .cash = 0.5}}})
      .value();
  EXPECT_EQ(limits(Period::day)[1], LimitClose::up);
  EXPECT_TRUE(limits(Period::week).empty());
}

}  // namespace
}  // namespace fwq::coordinators
