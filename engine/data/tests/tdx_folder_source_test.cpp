// The source that reads a TDX folder: its part in the contract suite, and what is special to it.
#include <gtest/gtest.h>

#include <stdexcept>

#include "fwq/data/data_source.hpp"
#include "support/data_source_contract.hpp"
#include "support/store_support.hpp"
#include "support/tdx_bytes.hpp"

namespace fwq::data {
namespace {

using store_test::TempFolder;
using testing::TdxBytes;
using namespace source_test;

TdxBytes tdx_days(int count) {
  TdxBytes file;
  for (int i = 0; i < count; ++i) {
    const Bar bar = expected_bar(i);
    const int price = 1000 + i;
    file.day(static_cast<std::uint32_t>(to_yyyymmdd(date_of(bar.time))), price, price, price, price,
             static_cast<float>(bar.amount), 1000);
  }
  return file;
}

const Registration kContract("tdx_folder", [](const std::filesystem::path& folder) {
  tdx_days(kDays).save(folder / "vipdoc/sh/lday/sh600000.day");
  return folder.string();
});

const DataSourceDef& tdx() {
  for (const DataSourceDef* def : built_in_data_sources()) {
    if (def->id == "tdx_folder") return *def;
  }
  throw std::logic_error("no tdx_folder in the table");
}

TEST(TdxFolderSource, SeesFilesThatTheTerminalMakesLater) {
  TempFolder folder;
  tdx_days(3).save(folder.path() / "sh/lday/sh600000.day");
  const auto source = tdx().make(folder.path().string()).value();
  EXPECT_FALSE(source->bars({kUnknown}, {}));
  tdx_days(4).save(folder.path() / "sh/lday/sh600001.day");
  tdx_days(5).save(folder.path() / "sh/lday/sh600000.day");
  EXPECT_EQ(source->bars({kUnknown}, {}).value().size(), 4U);
  EXPECT_EQ(source->bars({kHeld}, {}).value().size(), 5U) << "a file that has grown";
}

TEST(TdxFolderSource, NamesWhatIsWrongWithAFolderOrAFile) {
  TempFolder folder;
  EXPECT_EQ(tdx().make((folder.path() / "none").string()).error().code, Errc::not_found);
  EXPECT_EQ(tdx().make(folder.path().string()).error().code, Errc::invalid_argument);
  TdxBytes().text(std::string(64, '\xff')).save(folder.path() / "sh/lday/sh600000.day");
  const auto source = tdx().make(folder.path().string()).value();
  EXPECT_EQ(source->bars({kHeld}, {}).error().code, Errc::bad_data);
  EXPECT_EQ(source->bars({kHeld, Period::week}, {}).error().code, Errc::unsupported);
}

}  // namespace
}  // namespace fwq::data
