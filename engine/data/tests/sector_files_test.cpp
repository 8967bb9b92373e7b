// Tests of sector files: made byte by byte as TDX lays them out, and damaged in every way that costs only what is damaged.
#include "fwq/data/sector_files.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace fwq::data {
namespace {

namespace fs = std::filesystem;
// In GBK.
const std::string kBanks = "\xd2\xf8\xd0\xd0";  // 银行
const std::string kOne = "\xd2\xbb";            // 一, which passes for UTF-8.

std::span<const std::byte> bytes_of(const std::string& text) {
  return std::as_bytes(std::span(text));
}
std::string u16(std::size_t value) {
  return {static_cast<char>(value & 0xffU), static_cast<char>(value >> 8U)};
}
std::string padded(std::string text, std::size_t size) {
  text.resize(size, '\0');
  return text;
}

std::string block(const std::string& name, const std::vector<std::string>& codes,
                  std::optional<std::size_t> count = {}) {
  std::string record = padded(name, 9) + u16(count.value_or(codes.size())) + u16(2);
  for (const auto& code : codes) record += padded(code, 7);
  return padded(record, 2813);
}
std::string block_file(const std::vector<std::string>& blocks,
                       std::optional<std::size_t> count = {}) {
  std::string file = std::string(384, 'x') + u16(count.value_or(blocks.size()));
  for (const auto& one : blocks) file += one;
  return file;
}
Symbol symbol(std::string_view text) {
  return Symbol::parse(text).value();
}
using Symbols = std::vector<Symbol>;
using Counts = std::map<std::string, std::size_t>;

TEST(TdxBlocks, GiveNamesAndSecuritiesWithTheirMarkets) {
  const auto list = decode_tdx_blocks(
      bytes_of(block_file({block(kBanks, {"600000", "000001", "920001", "600000"}),
                           block(kOne, {"300750", "688981"})})),
      SectorKind::theme);
  ASSERT_EQ(list.sectors.size(), 2U);
  EXPECT_EQ(list.sectors[0].name, "一");
  EXPECT_EQ(list.sectors[0].kind, SectorKind::theme);
  EXPECT_EQ(list.sectors[0].symbols, (Symbols{symbol("SH688981"), symbol("SZ300750")}));
  EXPECT_EQ(list.sectors[1].name, "银行");
  EXPECT_EQ(list.sectors[1].symbols,
            (Symbols{symbol("BJ920001"), symbol("SH600000"), symbol("SZ000001")}));
  EXPECT_EQ(list.rows, 5U);
  EXPECT_TRUE(list.rejected.empty());
}

TEST(TdxBlocks, LoseOnlyWhatIsDamaged) {
  const auto list = decode_tdx_blocks(
      bytes_of(block_file({block(kBanks, {"600000", "60000x", "", "12"}), block("\xd2", {"600000"}),
                           block("", {"600000"}), block("A", {"000002"}, 65535)})),
      SectorKind::index);
  ASSERT_EQ(list.sectors.size(), 2U);
  EXPECT_EQ(list.sectors[0].name, "A");
  EXPECT_EQ(list.sectors[0].symbols, Symbols{symbol("SZ000002")});
  EXPECT_EQ(list.sectors[1].symbols, Symbols{symbol("SH600000")});
  EXPECT_EQ(list.rejected,
            (Counts{{"bad_code", 3 + 399}, {"bad_name", 2}, {"too_many", 65535 - 400}}));
}

TEST(TdxBlocks, ThatEndTooSoonGiveWhatIsWhole) {
  const std::string file = block_file({block(kBanks, {"600000"}), block("A", {"000002"})});
  const auto cut = decode_tdx_blocks(bytes_of(file.substr(0, file.size() - 1)), SectorKind::style);
  ASSERT_EQ(cut.sectors.size(), 1U);
  EXPECT_EQ(cut.rejected, (Counts{{"truncated", 1}}));
  for (const std::size_t size : {0U, 1U, 384U, 385U, 386U, 1000U}) {
    const auto none = decode_tdx_blocks(bytes_of(file.substr(0, size)), SectorKind::style);
    EXPECT_TRUE(none.sectors.empty()) << size;
    EXPECT_GE(none.rejected.at("truncated"), 1U) << size;
  }
}

TEST(TdxBlockText, BeginsAListAtEachHeading) {
  const auto list = decode_tdx_block_text(
      "#GN_" + kBanks +
      ",2,880001,20200101\r\n1#600000,0#000001,\r\n2#920001\r\n"
      "#ZS_A,1\r\n0#399001,3#600000,nonsense,1#60000\r\n#XX_B,1\r\n0#000002\r\n");
  ASSERT_EQ(list.sectors.size(), 2U);
  EXPECT_EQ(list.sectors[0].kind, SectorKind::theme);
  EXPECT_EQ(list.sectors[0].name, "银行");
  EXPECT_EQ(list.sectors[0].symbols,
            (Symbols{symbol("BJ920001"), symbol("SH600000"), symbol("SZ000001")}));
  EXPECT_EQ(list.sectors[1].kind, SectorKind::index);
  EXPECT_EQ(list.rejected, (Counts{{"bad_code", 3}, {"bad_row", 1}}));
}

TEST(TdxIndustries, TakeASecurityIntoEachThatItsKeyBeginsWith) {
  const auto list = decode_tdx_industries(
      "1|600000|T1001||||X500102\r\n0|000001|T1002\r\n9|600001|T1001\r\nbroken\r\n",
      kBanks + "|880471|2|1|0|T10\r\n" + kOne + "|880472|2|1|1|T1001\r\nother|1|12|1|0|X50\r\n");
  ASSERT_EQ(list.sectors.size(), 2U);
  EXPECT_EQ(list.sectors[0].name, "一");
  EXPECT_EQ(list.sectors[0].symbols, Symbols{symbol("SH600000")});
  EXPECT_EQ(list.sectors[1].name, "银行");
  EXPECT_EQ(list.sectors[1].kind, SectorKind::industry);
  EXPECT_EQ(list.sectors[1].symbols, (Symbols{symbol("SH600000"), symbol("SZ000001")}));
  EXPECT_EQ(list.rejected, (Counts{{"bad_code", 1}, {"bad_row", 1}}));
}

TEST(TdxOwnBlocks, NameFilesAndNoPaths) {
  const std::string file = padded(kBanks, 50) + padded("YH", 70) + padded("B", 50) +
                           padded("../../etc/passwd", 70) + padded("C", 50) + padded("c", 69);
  const auto blocks = decode_tdx_own_blocks(bytes_of(file));
  ASSERT_EQ(blocks.size(), 1U);
  EXPECT_EQ(blocks[0].name, "银行");
  EXPECT_EQ(blocks[0].stem, "YH");
  const auto list = decode_tdx_own_list("1600000\r\n\r\n0000001\r\n9000001\r\n160000\r\n", "mine");
  ASSERT_EQ(list.sectors.size(), 1U);
  EXPECT_EQ(list.sectors[0].kind, SectorKind::own);
  EXPECT_EQ(list.sectors[0].symbols, (Symbols{symbol("SH600000"), symbol("SZ000001")}));
  EXPECT_EQ(list.rejected.at("bad_code"), 2U);
}

TEST(SectorCsv, HasAKindOrIsOnesOwn) {
  ImportReport report;
  const auto list = parse_sector_csv(
      "symbol,sector,kind\nSH600000,银行,industry\n000001,银行,Industry\nSZ000002,我的,\nSH600000,,"
      "\n"
      "nonsense,银行,\nSH600000,银行,planet\n",
      "list", report);
  ASSERT_TRUE(list) << list.error().message;
  ASSERT_EQ(list->sectors.size(), 2U);
  EXPECT_EQ(list->sectors[0].kind, SectorKind::industry);
  EXPECT_EQ(list->sectors[0].symbols, (Symbols{symbol("SH600000"), symbol("SZ000001")}));
  EXPECT_EQ(list->sectors[1].kind, SectorKind::own);
  EXPECT_EQ(report.reasons, (Counts{{"bad_code", 1}, {"bad_kind", 1}, {"bad_name", 1}}));
  EXPECT_EQ(parse_sector_csv("sector,symbol\n", "list", report).error().code, Errc::bad_data);
  EXPECT_EQ(parse_sector_csv("a,b\n", "list", report).error().code, Errc::bad_data);
}

class SectorImport : public ::testing::Test {
 protected:
  SectorImport() {
    std::string name = (fs::temp_directory_path() / "fwq-sectors-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    db.emplace(SystemDb::open(folder / "system.sqlite").value());
  }
  ~SectorImport() override {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  void write(const fs::path& path, const std::string& text) const {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << text;
  }
  fs::path folder;
  std::optional<SystemDb> db;
};

TEST_F(SectorImport, FindsTheFilesOfATdxFolder) {
  write("tdx/T0002/hq_cache/block_gn.dat", block_file({block("A", {"600000"})}));
  write("tdx/T0002/hq_cache/infoharbor_block.dat", "#GN_A,1\r\n0#000001\r\n");
  write("tdx/T0002/hq_cache/tdxhy.cfg", "1|600000|T10\r\n");
  write("tdx/T0002/hq_cache/tdxzs3.cfg", kBanks + "|880471|2|1|0|T10\r\n");
  write("tdx/T0002/blocknew/blocknew.cfg", padded("mine", 50) + padded("MINE", 70));
  write("tdx/T0002/blocknew/MINE.blk", "1600000\r\n");
  const auto report = import_sectors(folder / "tdx", *db);
  ASSERT_TRUE(report) << report.error().message;
  EXPECT_EQ(report->added, 3U);
  EXPECT_EQ(report->symbols, 2U);
  EXPECT_EQ(report->files, 4U);
  const auto sectors = db->sectors().value();
  ASSERT_EQ(sectors.size(), 3U);
  EXPECT_EQ(sectors[0], (Sector{SectorKind::industry, "银行", {symbol("SH600000")}}));
  EXPECT_EQ(sectors[1], (Sector{SectorKind::theme, "A", {symbol("SH600000"), symbol("SZ000001")}}))
      << "both files have a part of it";
  EXPECT_EQ(sectors[2], (Sector{SectorKind::own, "mine", {symbol("SH600000")}}));
  EXPECT_EQ(import_sectors(folder / "tdx", *db)->added, 0U) << "safe to repeat";
}

TEST_F(SectorImport, TakesOneFileOrACsv) {
  write("block_zs.dat", block_file({block("A", {"600000"})}));
  ASSERT_TRUE(import_sectors(folder / "block_zs.dat", *db));
  write("list.csv", "sector,symbol\nB,000001\n");
  ASSERT_TRUE(import_sectors(folder / "list.csv", *db));
  EXPECT_EQ(db->sectors().value().size(), 2U);
}

TEST_F(SectorImport, SaysWhatItLookedFor) {
  EXPECT_EQ(import_sectors(folder / "none", *db).error().code, Errc::not_found);
  fs::create_directories(folder / "empty");
  const auto empty = import_sectors(folder / "empty", *db);
  EXPECT_EQ(empty.error().code, Errc::invalid_argument);
  EXPECT_NE(empty.error().message.find("block_*.dat"), std::string::npos);
  write("block_gn.dat", "short");
  EXPECT_EQ(import_sectors(folder / "block_gn.dat", *db).error().code, Errc::bad_data);
  EXPECT_TRUE(db->sectors().value().empty());
}

}  // namespace
}  // namespace fwq::data
