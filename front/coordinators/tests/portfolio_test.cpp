// Portfolios and variants on stored bars.
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "fwq/coordinators/backtest_portfolio.hpp"
#include "fwq/coordinators/home.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;

data::BarSeries walk(std::size_t count, std::uint32_t seed) {
  std::mt19937_64 random(seed);
  data::BarSeries bars(count);
  double last = 10;
  std::int64_t day = data::days_from({2021, 1, 4});
  for (std::size_t i = 0; i < count; ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    const auto move = [&](double size) {
      return 1 + size * (static_cast<double>(random() >> 11U) * 0x1p-53 - 0.49);
    };
    const double open = std::round(last * move(0.02) * 100) / 100,
                 close = std::round(last * move(0.06) * 100) / 100;
    bars.push_back({data::day_bar_time(data::date_from_days(day)), open,
                    std::max(open, close) + 0.02, std::min(open, close) - 0.02, close, 1e7,
                    1e7 * close});
    last = std::max(close, 2.0);
  }
  return bars;
}

class PortfolioOfAStore : public testing::Test {
 protected:
  PortfolioOfAStore() {
    std::string name = (fs::temp_directory_path() / "fwq-portfolio-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
    data::StoreWriter writer = store_->write().value();
    for (int i = 0; i < 8; ++i) {
      const auto bars = walk(500, static_cast<std::uint32_t>(i));
      writer
          .replace({data::Market::sh, std::to_string(600'001 + i)}, data::Period::day, bars.view())
          .value();
    }
    const auto index = walk(500, 99);
    writer.replace({data::Market::sh, "000300"}, data::Period::day, index.view()).value();
    writer.commit().value();
    snapshot_.emplace(store_->snapshot().value());
    loader_.emplace(*snapshot_, *db_);
    request_.base.strategy = "buy_and_hold";
    request_.base.all = true;
    request_.base.resamples = 100;
    request_.capacity = 3;
    request_.lookback = 20;
  }
  ~PortfolioOfAStore() override {
    loader_.reset();
    snapshot_.reset();
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  BacktestData data() const { return {*loader_, *snapshot_, *db_}; }
  Result<PortfolioBacktest> run(std::size_t threads = 2) const {
    core::TaskSystem tasks(threads);
    return backtest_portfolio(data(), request_, tasks);
  }

  fs::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
  std::optional<data::Snapshot> snapshot_;
  std::optional<StockLoader> loader_;
  PortfolioRequest request_;
};

TEST_F(PortfolioOfAStore, HoldsStocksAndNeverTheIndex) {
  request_.base.benchmark = "SH000300";
  const auto test = run().value();
  EXPECT_EQ(test.symbols.size(), 8U);
  for (const data::Symbol symbol : test.symbols) EXPECT_NE(symbol.kind(), data::Kind::index);
  EXPECT_EQ(test.run.equity.value.size(), 500U);
  EXPECT_GT(test.run.journal.fills.size(), 10U);
  ASSERT_TRUE(test.benchmark);
  EXPECT_EQ(test.benchmark->values.front(), request_.base.engine.cash);
  EXPECT_NEAR(backtest::value_of(test.metrics, "final_equity"), backtest::yuan_of(test.run.end),
              1e-6);
  EXPECT_FALSE(std::isnan(backtest::value_of(test.metrics, "beta")));
  EXPECT_TRUE(test.intervals);
}

TEST_F(PortfolioOfAStore, IsTheSameForAnyThreadsAndAnyOrderOfNames) {
  const auto one = run(1).value(), many = run(3).value();
  EXPECT_EQ(one.run_id, many.run_id);
  EXPECT_EQ(one.run.equity.value, many.run.equity.value);
  request_.base.all = false;
  request_.base.symbols = {"SH600003", "SH600001", "600002"};
  const auto a = run().value();
  request_.base.symbols = {"SH600001", "SH600002", "SH600003"};
  const auto b = run().value();
  EXPECT_EQ(a.run_id, b.run_id);
  EXPECT_EQ(a.run.equity.value, b.run.equity.value);
  request_.capacity = 2;
  EXPECT_NE(run().value().run_id, a.run_id);
}

TEST_F(PortfolioOfAStore, RefusesWhatDoesNotGoTogether) {
  request_.base.target.exits.stop_loss = 0.1;
  EXPECT_EQ(run().error().code, Errc::invalid_argument);
  request_.base.target = {};
  request_.base.benchmark = "SH999998";
  EXPECT_NE(run().error().message.find("the benchmark 'SH999998' cannot be used"),
            std::string::npos);
  request_.base.benchmark = "";
  request_.base.engine.range.from = data::time_from({2030, 1, 1});
  EXPECT_EQ(run().error().code, Errc::not_found);
  request_.base.engine.range = {};
  request_.base.all = false;
  request_.base.symbols = {"SH600001", "600001"};
  EXPECT_EQ(run().error().message, "SH600001 is in the portfolio twice");
}

TEST_F(PortfolioOfAStore, VariantsOfAStrategyAreTriedAndWalkedForward) {
  VariantsRequest request;
  request.base.strategy = "ma_cross";
  request.base.symbols = {"SH600002"};
  request.base.parameters = {{"short", "2..5"}, {"long", "10,20"}};
  request.train = 200;
  request.test = 50;
  core::TaskSystem tasks(2);
  const auto test = backtest_variants(data(), request, tasks).value();
  EXPECT_EQ(test.table.rows.size(), 8U);
  EXPECT_EQ(test.table.deflated.trials, 8U);
  ASSERT_TRUE(test.walk);
  EXPECT_EQ(test.walk->rows.size(), 6U);
  const auto again = backtest_variants(data(), request, tasks).value();
  EXPECT_EQ(again.run_id, test.run_id);
  request.base.symbols.emplace_back("SH600003");
  EXPECT_EQ(backtest_variants(data(), request, tasks).error().code, Errc::invalid_argument);
}

}  // namespace
}  // namespace fwq::coordinators
