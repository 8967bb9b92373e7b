// A home whose store holds eight stocks and an index, each on a random walk of 500 days from 2021-01-04.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <random>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/home.hpp"

namespace fwq::coordinators {

inline data::BarSeries random_days(std::size_t count, std::uint32_t seed) {
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

class StoreOfWalks : public testing::Test {
 protected:
  StoreOfWalks() {
    std::string name = (std::filesystem::temp_directory_path() / "fwq-portfolio-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
    store_.emplace(home_->store(false).value());
    db_.emplace(home_->database(false).value());
    data::StoreWriter writer = store_->write().value();
    for (int i = 0; i < 8; ++i) {
      const auto bars = random_days(500, static_cast<std::uint32_t>(i));
      writer
          .replace({data::Market::sh, std::to_string(600'001 + i)}, data::Period::day, bars.view())
          .value();
    }
    const auto index = random_days(500, 99);
    writer.replace({data::Market::sh, "000300"}, data::Period::day, index.view()).value();
    writer.commit().value();
    snapshot_.emplace(store_->snapshot().value());
    loader_.emplace(*snapshot_, *db_);
  }
  ~StoreOfWalks() override {
    loader_.reset();
    snapshot_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  BacktestData data() const { return {*loader_, *snapshot_, *db_}; }
  std::filesystem::path folder_;
  std::optional<Home> home_;
  std::optional<data::Store> store_;
  std::optional<data::SystemDb> db_;
  std::optional<data::Snapshot> snapshot_;
  std::optional<StockLoader> loader_;
};

}  // namespace fwq::coordinators
