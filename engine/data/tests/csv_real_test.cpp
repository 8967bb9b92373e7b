// CSV files of real series, against a reader of their own.
#include <gtest/gtest.h>

#include "fwq/data/csv_bars.hpp"
#include "support/market_files.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

TEST(RealCsvBars, AreReadAsTheyAreWritten) {
  const std::filesystem::path folder = test::shared_data() / "long";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no shared data";
  for (const char* name : {"SH600000_day.csv", "SZ000001_day.csv"}) {
    BarSeries got;
    const auto sink = [&](Symbol symbol, Period period, const BarSeries& bars) -> Result<void> {
      EXPECT_EQ(symbol.text(), std::string_view(name).substr(0, 8));
      EXPECT_EQ(period, Period::day);
      got = BarSeries::copy_of(bars.view());
      return {};
    };
    const auto outcome = read_csv(folder / name, {}, sink).value();
    EXPECT_EQ(outcome.rejected(), 0U) << name;
    EXPECT_TRUE(store_test::same_rows(got.view(), test::long_series(name))) << name;
  }
}

}  // namespace
}  // namespace fwq::data
