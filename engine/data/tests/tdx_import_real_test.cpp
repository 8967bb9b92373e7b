// The import of 1,542 real daily files, held against their sizes, another reader, and series of another source.
#include <gtest/gtest.h>

#include <map>

#include "fwq/data/import.hpp"
#include "support/market_files.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;

class RealVipdoc : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(vipdoc)) GTEST_SKIP() << vipdoc << " is not there";
    report = import_tdx(vipdoc, store, tasks).value();
  }
  Bars stored(Symbol symbol) const {
    return store.snapshot().value().bars(symbol, Period::day).value();
  }

  fs::path vipdoc = test::shared_data() / "vipdoc";
  store_test::TempFolder folder;
  Store store = Store::open(folder.store()).value();
  core::TaskSystem tasks;
  ImportReport report;
};

TEST_F(RealVipdoc, HoldsEveryRecordOfEveryFileOnce) {
  std::size_t files = 0;
  std::size_t records = 0;
  for (const auto& entry : fs::recursive_directory_iterator(vipdoc)) {
    if (!entry.is_regular_file() || entry.path().filename() == "sh999999.day") continue;
    ++files;
    records += entry.file_size() / 32;
    const std::string name = entry.path().stem().string();
    const Symbol symbol = Symbol::parse(name).value();
    const Bars expected = test::day_file(entry.path(), symbol);
    const Bars got = stored(symbol);
    ASSERT_EQ(got.size(), expected.size()) << name;
    const bool index = symbol.kind() == Kind::index || symbol.kind() == Kind::sector_index;
    for (std::size_t i = 0; i < got.size(); ++i) {
      Bar bar = expected[i];
      if (index) bar.volume *= 100;
      ASSERT_EQ(got[i], bar) << name << " " << i;
    }
  }
  EXPECT_GT(files, 1500U);
  EXPECT_EQ(report.files, files);
  EXPECT_EQ(report.symbols, files);
  EXPECT_EQ(report.bars, records);
  EXPECT_EQ(report.added, records);
  EXPECT_EQ(report.rejected, 0U);
  EXPECT_EQ(report.skipped_files.size(), 1U) << "only the alias of the composite index";
  // Found by a separate count: five bars of BJ430047 and BJ871642 (negotiated deals), one with an amount but no volume.
  EXPECT_EQ(report.reasons, (std::map<std::string, std::size_t>{{"amount_mismatch", 6}}));
}

TEST_F(RealVipdoc, ChangesNothingWhenItIsRepeated) {
  const auto again = import_tdx(vipdoc, store, tasks).value();
  EXPECT_EQ(again.bars, report.bars);
  EXPECT_EQ(again.added, 0U);
  EXPECT_TRUE(store.verify().value().problems.empty());
}

TEST_F(RealVipdoc, AgreesWithASeriesOfAnotherSource) {
  for (const auto* name : {"SH600000", "SH000001"}) {
    const Symbol symbol = Symbol::parse(name).value();
    const Bars other = test::long_series(std::string(name) + "_day.csv");
    std::map<Time, Bar> by_time;
    for (std::size_t i = 0; i < other.size(); ++i) by_time[other.time()[i]] = other[i];
    const Bars bars = stored(symbol);
    std::size_t common = 0;
    std::vector<std::string> different;
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const auto found = by_time.find(bars.time()[i]);
      if (found == by_time.end()) continue;
      ++common;
      const Bar& o = found->second;
      const Bar bar = bars[i];
      const bool same =
          bar.open == o.open && bar.high == o.high && bar.low == o.low && bar.close == o.close;
      if (!same) different.push_back(format_date(date_of(bar.time)));
      EXPECT_NEAR(bar.volume / std::max(o.volume, 1.0), 1.0, 1e-5)
          << format_date(date_of(bar.time));
    }
    EXPECT_GT(common, 1000U) << name;
    // The other source has one high of the index a hundredth of a point lower.
    const bool index = symbol.kind() == Kind::index;
    EXPECT_EQ(different,
              index ? std::vector<std::string>{"2022-12-29"} : std::vector<std::string>{});
  }
}

}  // namespace
}  // namespace fwq::data
