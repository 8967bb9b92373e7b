// Tests of alerts: each is raised at the bar where it comes true, once, however the bars arrive.
#include "fwq/coordinators/alerts.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "fwq/coordinators/home.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;
constexpr data::Time kDay = data::kSecondsPerDay;

class Alerts : public ::testing::Test {
 protected:
  Alerts() {
    std::string name = (fs::temp_directory_path() / "fwq-alerts-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
  }
  ~Alerts() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  // The whole of a stock's closes, from 2024-01-02 on, a bar a day.
  void store(const std::vector<double>& closes, data::Symbol symbol = kStock) {
    data::BarSeries bars(closes.size());
    for (std::size_t i = 0; i < closes.size(); ++i)
      bars.push_back({.time = bar(i),
                      .open = closes[i],
                      .high = closes[i] + 0.1,
                      .low = closes[i] - 0.1,
                      .close = closes[i],
                      .volume = 1000,
                      .amount = closes[i] * 1000});
    data::StoreWriter writer = store_->write().value();
    writer.replace(symbol, data::Period::day, bars.view()).value();
    writer.commit().value();
  }
  static data::Time bar(std::size_t i) {
    return (data::days_from({2024, 1, 2}) + static_cast<std::int64_t>(i)) * kDay + data::kDayBarEnd;
  }
  std::int64_t put(const std::vector<std::string>& conditions, bool any = false,
                   data::Symbol symbol = kStock) {
    return db_
        ->put_alert({.name = "mine",
                     .symbols = {symbol},
                     .conditions = alert_conditions_json(conditions),
                     .any = any})
        .value();
  }
  std::vector<AlertCheck> checked() {
    const data::Snapshot snapshot = store_->snapshot().value();
    const StockLoader loader(snapshot, *db_);
    return check_alerts(loader, *db_, analysis::Flavour::tdx).value();
  }
  // Which bars the new hits are at.
  std::vector<std::size_t> raised(core::EventBus* events = nullptr) {
    std::vector<std::size_t> bars;
    for (const auto& hit : keep_alert_checks(*db_, checked(), events).value())
      bars.push_back(static_cast<std::size_t>((hit.time - bar(0)) / kDay));
    return bars;
  }

  static const data::Symbol kStock;
  fs::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
};
const data::Symbol Alerts::kStock{data::Market::sh, "600000"};

using Bars = std::vector<std::size_t>;

TEST_F(Alerts, AreRaisedAtOnceWhereTheyAreTrueAndThenWhenTheyBecomeTrueAgain) {
  put({"close > 10"});
  store({11, 11});
  EXPECT_EQ(raised(), Bars{1}) << "the last bar alone";
  EXPECT_EQ(raised(), Bars{}) << "told once";
  store({11, 11, 12});
  EXPECT_EQ(raised(), Bars{}) << "it held before";
  store({11, 11, 12, 9, 9, 10.5, 11, 9, 12});
  EXPECT_EQ(raised(), (Bars{5, 8})) << "both times, though the bars came at once";
  EXPECT_EQ(db_->alert_hits().value().size(), 3U);
}

TEST_F(Alerts, SayNothingOfWhatWasBeforeThem) {
  store({9, 11, 9});
  put({"close > 10"});
  EXPECT_EQ(raised(), Bars{});
  store({9, 11, 9, 11});
  EXPECT_EQ(raised(), Bars{3});
}

TEST_F(Alerts, ComeToTheSameBarByBarAndAllAtOnce) {
  const std::vector<double> closes{10,   9.8, 10.2, 10.3, 9.7,  9.8, 10.1,
                                   10.3, 10,  9.7,  10.2, 10.4, 9.8, 10.5};
  put({"close crosses above MA(3) within 2", "close > 9.9"});
  store({closes.begin(), closes.begin() + 3});
  Bars one_by_one = raised();
  for (std::size_t end = 4; end <= closes.size(); ++end) {
    store({closes.begin(), closes.begin() + static_cast<std::ptrdiff_t>(end)});
    for (const std::size_t hit : raised()) one_by_one.push_back(hit);
  }
  const data::Symbol other{data::Market::sh, "600001"};
  put({"close crosses above MA(3) within 2", "close > 9.9"}, false, other);
  store({closes.begin(), closes.begin() + 3}, other);
  Bars at_once = raised();
  store(closes, other);
  for (const std::size_t hit : raised()) at_once.push_back(hit);
  EXPECT_EQ(one_by_one, at_once);
  EXPECT_GE(at_once.size(), 2U);
}

TEST_F(Alerts, HoldWhenAnyOrAllOfTheirConditionsDo) {
  const auto either = put({"close > 10", "close < 5"}, true);
  const auto both = put({"close > 10", "volume > 100"});
  store({4});
  EXPECT_EQ(raised(), Bars{0});
  EXPECT_EQ(db_->alert_hits().value().front().alert, either);
  EXPECT_EQ(db_->alert_hits().value().front().text, "close > 10 or close < 5");
  store({4, 12});
  EXPECT_EQ(raised(), Bars{1}) << "either holds still; both became true";
  EXPECT_EQ(db_->alert_hits().value().front().alert, both);
}

TEST_F(Alerts, AreTold) {
  core::EventBus events;
  std::vector<core::AlertRaised> told;
  const auto subscription = events.subscribe<core::AlertRaised>(
      [&](const core::AlertRaised& event) { told.push_back(event); });
  put({"close > 10"});
  store({11});
  EXPECT_EQ(raised(&events), Bars{0});
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].alert, "mine");
  EXPECT_EQ(told[0].symbol, "SH600000");
  EXPECT_EQ(told[0].text, "close > 10");
  EXPECT_EQ(told[0].time, "2024-01-02");
  EXPECT_EQ(told[0].price, 11);
  EXPECT_EQ(raised(&events), Bars{});
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(Alerts, ThatAreOffAreNotJudged) {
  store({11});
  auto id = put({"close > 10"});
  data::AlertRecord off = db_->alerts().value().front();
  off.active = false;
  db_->put_alert(off).value();
  EXPECT_TRUE(checked().empty());
  off.active = true;
  EXPECT_EQ(db_->put_alert(off).value(), id);
  EXPECT_EQ(raised(), Bars{0});
}

TEST_F(Alerts, SayWhatCannotBeJudgedAndJudgeTheOthers) {
  store({11});
  data::AlertRecord alert{.name = "some",
                          .symbols = {{data::Market::sz, "000001"}, kStock},
                          .conditions = alert_conditions_json({"close > 10"})};
  db_->put_alert(alert).value();
  alert.conditions = R"(["close > nonsense"])";
  db_->put_alert(alert).value();
  alert.conditions = "broken";
  db_->put_alert(alert).value();
  const auto checks = checked();
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].problems.size(), 1U);
  EXPECT_EQ(checks[0].hits.size(), 1U);
  EXPECT_EQ(checks[1].problems.size(), 1U);
  EXPECT_EQ(checks[2].problems.size(), 1U);
  EXPECT_NE(checks[2].problems[0].message.find("write them anew"), std::string::npos);
}

TEST_F(Alerts, AreDescribedInBothLanguages) {
  put({"close > 10", "change < -3"}, true);
  const auto alert = db_->alerts().value().front();
  const auto conditions = alert_conditions(alert, analysis::Flavour::tdx).value();
  EXPECT_EQ(describe_alert(conditions, true, false), "Close > 10 or Change (%) < -3");
  EXPECT_EQ(describe_alert(conditions, true, true), "收盘价 > 10 或 涨跌幅（%） < -3");
}

}  // namespace
}  // namespace fwq::coordinators
