// Importing files into a home, and what becomes of the demo market there.
#include "fwq/coordinators/import_files.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include "fwq/coordinators/demo.hpp"

namespace fwq::coordinators {
namespace {

namespace fs = std::filesystem;

class Import : public ::testing::Test {
 protected:
  Import() {
    std::string name = (fs::temp_directory_path() / "fwq-import-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    home_.emplace(Home::init(folder_ / "home").value());
  }
  ~Import() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  fs::path file(const char* name, const char* text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  fs::path bars() {
    return file("sh600000.csv",
                "date,open,high,low,close,volume,amount\n"
                "2024-01-02,10,10.5,9.9,10.2,1000000,10200000\n"
                "2024-01-03,10.2,10.4,10,10.1,900000,9090000\n");
  }
  Result<ImportOutcome> import(ImportKind kind, std::vector<fs::path> paths) {
    core::TaskSystem tasks(2);
    return import_files(*home_, {.kind = kind, .paths = std::move(paths), .csv = {}}, tasks);
  }
  void make_demo_market() {
    core::TaskSystem tasks(2);
    ASSERT_TRUE(make_demo(*home_, {.symbols = 5, .years = 1}, tasks));
  }
  std::size_t series() const {
    return home_->store(true).value().snapshot().value().series().size();
  }

  fs::path folder_;
  std::optional<Home> home_;
};

TEST_F(Import, StoresTheBarsOfAFile) {
  const auto outcome = import(ImportKind::csv, {bars()});
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->report.totals.bars, 2U);
  EXPECT_FALSE(outcome->demo_removed);
  EXPECT_EQ(series(), 1U);
}

TEST_F(Import, OfBarsTakesTheDemoMarketsPlace) {
  make_demo_market();
  const auto outcome = import(ImportKind::csv, {bars()});
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_TRUE(outcome->demo_removed);
  EXPECT_FALSE(demo_mark(*home_));
  EXPECT_EQ(series(), 1U);
}

TEST_F(Import, OfNothingUsableDoesNotCostTheDemoMarket) {
  make_demo_market();
  EXPECT_FALSE(import(ImportKind::csv, {file("notes.csv", "these are no bars\n")}));
  EXPECT_FALSE(import(ImportKind::tdx, {folder_}));
  EXPECT_TRUE(demo_mark(*home_));
  EXPECT_EQ(series(), 5U);
}

TEST_F(Import, OfAListIsRefusedBesideADemoMarket) {
  make_demo_market();
  const auto names = file("names.csv", "market,code,name\nSH,600000,浦发银行\n");
  EXPECT_EQ(import(ImportKind::names, {names}).error().code, Errc::invalid_argument);
  EXPECT_TRUE(import(ImportKind::calendar, {file("days.csv", "20240102\n20240103\n")}));
}

TEST_F(Import, SaysThatAnotherProgramWrites) {
  const auto lock = home_->lock_for_writing().value();
  EXPECT_EQ(import(ImportKind::csv, {bars()}).error().code, Errc::unavailable);
}

TEST_F(Import, TakesOnePath) {
  EXPECT_EQ(import(ImportKind::tdx, {}).error().code, Errc::invalid_argument);
  EXPECT_EQ(import(ImportKind::names, {bars(), bars()}).error().code, Errc::invalid_argument);
}

TEST(ImportKinds, HaveTheNamesOfTheCommandLine) {
  for (const char* name : {"tdx", "csv", "names", "exrights", "st", "calendar"})
    EXPECT_EQ(to_string(parse_import_kind(name).value()), name);
  EXPECT_FALSE(parse_import_kind("xls"));
}

}  // namespace
}  // namespace fwq::coordinators
