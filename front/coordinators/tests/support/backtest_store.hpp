// A home with six series of made-up prices, and back-tests on it.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <optional>
#include <random>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/home.hpp"

namespace fwq::coordinators {

inline constexpr std::size_t kBars = 400;

// A random walk in cents on weekdays from 2020-01-06; days [from, to) are left out, and bar `jump` doubles the price.
struct Walk {
  std::size_t bars = kBars;
  std::size_t gap_from = 0, gap_to = 0;
  std::size_t jump = 0;
};
inline data::BarSeries walk(std::uint32_t seed, const Walk& what = {}) {
  std::mt19937 random(seed);
  const auto cents = [](double x) { return std::round(x * 100) / 100; };
  data::BarSeries bars;
  std::int64_t day = data::days_from({2020, 1, 6});
  double close = 10;
  for (std::size_t i = 0; i < what.bars; ++i, ++day) {
    while (data::weekday(day) > 4) ++day;
    if (what.jump > 0 && i == what.jump) close *= 2;
    const double open = cents(close * (1 + (static_cast<double>(random() % 201) - 100) / 10'000));
    close = cents(open * (1 + (static_cast<double>(random() % 401) - 200) / 7'000));
    const data::Bar bar{.time = day * data::kSecondsPerDay + data::kDayBarEnd,
                        .open = open,
                        .high = cents(std::max(open, close) + 0.05),
                        .low = cents(std::min(open, close) - 0.05),
                        .close = close,
                        .volume = 2e7,
                        .amount = 2e7 * close};
    if (i < what.gap_from || i >= what.gap_to) bars.push_back(bar);
  }
  return bars;
}

inline data::Symbol sym(const char* text) {
  return data::Symbol::parse(text).value();
}

class BacktestStore : public ::testing::Test {
 protected:
  BacktestStore() {
    std::string name = (std::filesystem::temp_directory_path() / "fwq-backtest-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
    put("SH600001", walk(1));
    put("SZ000002", walk(2));
    put("SH600003", walk(3, {.jump = 250}));
    put("SZ300004", walk(4, {.gap_from = 100, .gap_to = 200}));
    put("SH600005", walk(5, {.bars = 200}));
    put("SH000300", walk(6));
    const data::SystemDb::SymbolEvent dividend{sym("SH600001"),
                                               {.date = {2020, 8, 3}, .cash = 0.2}};
    db_->put_events(std::span(&dividend, 1)).value();
    const std::vector<data::Security> names{{sym("SH600001"), "甲公司", data::Date{2001, 2, 3}, {}},
                                            {sym("SZ000002"), "*ST乙", data::Date{2001, 2, 3}, {}},
                                            {sym("SH000300"), "指数", {}, {}}};
    db_->put_securities(names).value();
  }
  ~BacktestStore() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void put(const char* symbol, const data::BarSeries& bars) {
    auto writer = store_->write().value();
    writer.replace(sym(symbol), data::Period::day, bars.view()).value();
    writer.commit().value();
  }
  static BacktestRequest of(std::vector<std::string> symbols) {
    BacktestRequest request;
    request.strategy = "ma_cross";
    request.symbols = std::move(symbols);
    request.resamples = 100;
    return request;
  }
  static BacktestRequest of_all() {
    BacktestRequest request = of({});
    request.all = true;
    return request;
  }
  Result<Backtest> one(const BacktestRequest& request) {
    const data::Snapshot snapshot = store_->snapshot().value();
    const StockLoader loader(snapshot, *db_);
    return backtest_symbol({loader, snapshot, *db_}, request);
  }
  Result<MarketBacktest> many(const BacktestRequest& request, std::size_t threads = 2,
                              const core::TaskContext& context = {}) {
    const data::Snapshot snapshot = store_->snapshot().value();
    const StockLoader loader(snapshot, *db_);
    core::TaskSystem tasks(threads);
    return backtest_market({loader, snapshot, *db_}, request, tasks, context);
  }
  std::string id_of(const BacktestRequest& request) { return one(request).value().run_id; }

  std::filesystem::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
};

}  // namespace fwq::coordinators
