// The source that reads a folder of CSV files: its part in the contract suite, and what is special to it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>

#include "fwq/data/data_source.hpp"
#include "support/data_source_contract.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

namespace fs = std::filesystem;
using store_test::TempFolder;
using namespace source_test;

void save(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

std::string csv_days(int count) {
  std::string text = "date,open,high,low,close,volume,amount\n";
  for (int i = 0; i < count; ++i) {
    const Bar bar = expected_bar(i);
    text += fmt::format("{0},{1},{1},{1},{1},{2},{3}\n", format_date(date_of(bar.time)), bar.close,
                        bar.volume, bar.amount);
  }
  return text;
}

const Registration kContract("csv_folder", [](const fs::path& folder) {
  save(folder / "sh600000.csv", csv_days(kDays));
  return folder.string();
});

const DataSourceDef& csv() {
  for (const DataSourceDef* def : built_in_data_sources()) {
    if (def->id == "csv_folder") return *def;
  }
  throw std::logic_error("no csv_folder in the table");
}

TEST(CsvFolderSource, FindsASecurityByNameTitleOrFirstRow) {
  TempFolder folder;
  save(folder.path() / "x.csv", "code,date,open,high,low,close\n600001,2024-01-02,1,1,1,1\n");
  save(folder.path() / "y.txt", "600002 x 日线\n日期,开盘,最高,最低,收盘\n2024-01-02,1,1,1,1\n");
  save(folder.path() / "600003.csv", "date,open,high,low,close\n2024-01-02,1,1,1,1\n");
  save(folder.path() / "notes.txt", "nothing\n");
  const auto source = csv().make(folder.path().string()).value();
  for (const char* code : {"600001", "600002", "600003"}) {
    EXPECT_EQ(source->bars({Symbol(Market::sh, code)}, {}).value().size(), 1U) << code;
  }
}

TEST(CsvFolderSource, KnowsSeveralPeriodsOfASecurityByTheirFiles) {
  TempFolder folder;
  save(folder.path() / "sh600000.csv", csv_days(5));
  save(folder.path() / "sh600000_5.csv",
       "time,open,high,low,close\n2024-01-02 09:35,1,1,1,1\n2024-01-02 09:40,1,1,1,1\n2024-01-02 "
       "09:45,1,1,1,1\n");
  const auto source = csv().make(folder.path().string()).value();
  EXPECT_EQ(source->bars({kHeld, Period::min5}, {}).value().size(), 3U);
  EXPECT_EQ(source->bars({kHeld, Period::day}, {}).value().size(), 5U);
  EXPECT_EQ(source->bars({kHeld, Period::week}, {}).error().code, Errc::unsupported);
}

TEST(CsvFolderSource, SeesFilesThatComeLater) {
  TempFolder folder;
  save(folder.path() / "sh600000.csv", csv_days(3));
  const auto source = csv().make(folder.path().string()).value();
  EXPECT_FALSE(source->bars({kUnknown}, {}));
  save(folder.path() / "sh600001.csv", csv_days(4));
  EXPECT_EQ(source->bars({kUnknown}, {}).value().size(), 4U);
}

TEST(CsvFolderSource, NamesWhatIsWrongWithAFolderOrAFile) {
  TempFolder folder;
  EXPECT_EQ(csv().make((folder.path() / "none").string()).error().code, Errc::not_found);
  EXPECT_EQ(csv().make(folder.path().string()).error().code, Errc::invalid_argument);
  save(folder.path() / "sh600000.csv", "date,open,high,low,close\n2024-01-02,1,1,1,x\n");
  EXPECT_EQ(csv().make((folder.path() / "sh600000.csv").string()).error().code,
            Errc::invalid_argument);
  const auto source = csv().make(folder.path().string()).value();
  EXPECT_EQ(source->bars({kHeld}, {}).error().code, Errc::bad_data);
  save(folder.path() / "sh600000.csv", "");
  EXPECT_EQ(source->bars({kHeld}, {}).error().code, Errc::bad_data);
}

}  // namespace
}  // namespace fwq::data
