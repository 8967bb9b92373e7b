// The bar store before damaged, foreign and newer files: a clear error, and verify() finds every changed byte.
#include <gtest/gtest.h>
#include <lmdb.h>

#include <cstring>
#include <fstream>
#include <set>

#include "fwq/core/files.hpp"
#include "fwq/data/store.hpp"
#include "store_value.hpp"
#include "support/store_support.hpp"

namespace fwq::data {
namespace {

using namespace store_test;

std::string contents(const std::filesystem::path& file) {
  return core::read_file(file).value();
}

void write_bytes(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// Changes one byte of a file in place.
void flip(const std::filesystem::path& file, std::size_t at, char mask = 0x10) {
  std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
  stream.seekg(static_cast<std::streamoff>(at));
  const char byte = static_cast<char>(stream.get() ^ mask);
  stream.seekp(static_cast<std::streamoff>(at));
  stream.put(byte);
}

class StoreDamage : public ::testing::Test {
 protected:
  TempFolder folder;
  std::filesystem::path data = folder.store() / "data.mdb";

  void make_store(std::size_t count = 100) const {
    auto store = Store::open(folder.store()).value();
    auto writer = store.write().value();
    (void)writer.replace(kSymbol, Period::day, bars_from(0, count).view()).value();
    writer.commit().value();
  }
  Error open_error(bool read_only = false) const {
    const auto store = Store::open(folder.store(), {.read_only = read_only});
    return store ? Error{Errc::internal, "it opened"} : store.error();
  }
};

TEST_F(StoreDamage, VerifyFindsOneChangedByteAnywhereInAValue) {
  make_store(101);  // 104 places a column: there is padding, too.
  const std::size_t value = contents(data).find("FWQB");
  ASSERT_NE(value, std::string::npos);
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < stored::kHeaderBytes; ++i) places.push_back(i);
  for (std::size_t column = 0; column < stored::kColumns; ++column) {
    const std::size_t start = stored::kHeaderBytes + column * 104 * 8;
    for (const std::size_t bar : {0U, 1U, 50U, 100U, 103U})
      places.push_back(start + bar * 8 + (bar + column) % 8);
  }
  for (const std::size_t place : places) {
    flip(data, value + place);
    {
      const auto store = Store::open(folder.store()).value();
      const auto report = store.verify().value();
      EXPECT_EQ(report.problems.size(), 1U) << "byte " << place;
      for (const auto& problem : report.problems) EXPECT_EQ(problem.where, "SH600000 day, value 0");
      // Whatever it was, reading gives bars or an error, and listing goes on.
      const Snapshot snapshot = store.snapshot().value();
      const auto bars = snapshot.bars(kSymbol, Period::day);
      EXPECT_TRUE(bars || bars.error().code == Errc::bad_data ||
                  bars.error().code == Errc::unsupported);
      EXPECT_EQ(snapshot.series().size(), 1U);
    }
    flip(data, value + place);
  }
  EXPECT_TRUE(Store::open(folder.store()).value().verify().value().problems.empty())
      << "and nothing once it is mended";
}

TEST_F(StoreDamage, ADamagedHeaderIsAnErrorThatSaysWhatToDoAndEraseHelps) {
  make_store();
  flip(data, contents(data).find("FWQB") + 8);  // The count.
  auto store = Store::open(folder.store()).value();
  const auto bars = store.snapshot().value().bars(kSymbol, Period::day);
  ASSERT_FALSE(bars);
  EXPECT_EQ(bars.error().code, Errc::bad_data);
  EXPECT_NE(bars.error().message.find("SH600000 day, value 0"), std::string::npos);
  EXPECT_NE(bars.error().message.find("import its file again"), std::string::npos);
  auto writer = store.write().value();
  EXPECT_EQ(writer.replace(kSymbol, Period::day, bars_from(0, 10).view()).error().code,
            Errc::bad_data);
  EXPECT_EQ(writer.append(kSymbol, Period::day, bars_from(0, 10).view()).error().code,
            Errc::bad_data);
  EXPECT_TRUE(writer.erase(kSymbol, Period::day).value().changed());
  EXPECT_EQ(writer.replace(kSymbol, Period::day, bars_from(0, 10).view()).value().added, 10U);
  writer.commit().value();
  EXPECT_TRUE(store.verify().value().problems.empty());
}

// A changed price, a changed time and changed padding: nothing in the header shows them.
TEST_F(StoreDamage, ChangedContentsAreNeitherPassedOnNorWrittenAgainAsTrue) {
  make_store(101);
  const std::size_t value = contents(data).find("FWQB");
  for (const std::size_t place : {std::size_t{50 * 8 + 1}, 4 * 104 * 8 + std::size_t{50 * 8 + 6},
                                  4 * 104 * 8 + std::size_t{102 * 8}}) {
    flip(data, value + stored::kHeaderBytes + place);
    {
      auto store = Store::open(folder.store()).value();
      const auto checked = store.snapshot().value().check(kSymbol, Period::day);
      ASSERT_FALSE(checked) << "byte " << place;
      EXPECT_EQ(checked.error().code, Errc::bad_data);
      EXPECT_NE(checked.error().message.find("SH600000 day, value 0"), std::string::npos);
      auto writer = store.write().value();
      const auto same = writer.replace(kSymbol, Period::day, bars_from(0, 101).view());
      ASSERT_FALSE(same) << "byte " << place << ": it would be called unchanged";
      EXPECT_EQ(same.error().code, Errc::bad_data);
      EXPECT_FALSE(writer.replace(kSymbol, Period::day, bars_from(10, 5).view()));
      EXPECT_FALSE(writer.append(kSymbol, Period::day, bars_from(101, 1).view()));
      writer.commit().value();
      EXPECT_EQ(store.verify().value().problems.size(), 1U) << "still named";
    }
    flip(data, value + stored::kHeaderBytes + place);
  }
  EXPECT_TRUE(Store::open(folder.store()).value().snapshot().value().check(kSymbol, Period::day));
}

// Opens the LMDB file itself and puts `value` under `key` of database `name` (null: the main one).
void put_raw(const std::filesystem::path& folder, const char* name, std::string key,
             std::string value) {
  std::filesystem::create_directories(folder);
  MDB_env* env = nullptr;
  MDB_txn* transaction = nullptr;
  MDB_dbi database = 0;
  ASSERT_EQ(mdb_env_create(&env), 0);
  ASSERT_EQ(mdb_env_set_maxdbs(env, 4), 0);
  ASSERT_EQ(mdb_env_open(env, folder.c_str(), 0, 0644), 0);
  ASSERT_EQ(mdb_txn_begin(env, nullptr, 0, &transaction), 0);
  ASSERT_EQ(mdb_dbi_open(transaction, name, MDB_CREATE, &database), 0);
  MDB_val raw_key{key.size(), key.data()};
  MDB_val raw_value{value.size(), value.data()};
  ASSERT_EQ(mdb_put(transaction, database, &raw_key, &raw_value, 0), 0);
  ASSERT_EQ(mdb_txn_commit(transaction), 0);
  mdb_env_close(env);
}

TEST_F(StoreDamage, ANewerFormatIsRefusedNamingBothVersions) {
  make_store();
  const auto stamp = stored::encode_stamp({kStoreFormat + 6, "9.8.7"});
  put_raw(folder.store(), "meta", "format",
          std::string(reinterpret_cast<const char*>(stamp.data()), stamp.size()));
  const Error error = open_error();
  EXPECT_EQ(error.code, Errc::unsupported);
  EXPECT_NE(error.message.find("format 7 (made by version 9.8.7)"), std::string::npos)
      << error.message;
  EXPECT_NE(error.message.find("up to format 1"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find(stored::own_stamp().creator), std::string::npos) << error.message;
  EXPECT_EQ(open_error(true).code, Errc::unsupported);
}

TEST_F(StoreDamage, AForeignLmdbFileIsRefused) {
  put_raw(folder.store(), nullptr, "colour", "blue");
  EXPECT_EQ(open_error().code, Errc::bad_data);
  put_raw(folder.store(), nullptr, "meta", "not a database");
  EXPECT_EQ(open_error().code, Errc::bad_data);
}

TEST_F(StoreDamage, AStoreWithoutAWholeStampIsRefused) {
  put_raw(folder.store(), "meta", "something", "else");
  EXPECT_EQ(open_error().code, Errc::bad_data);
  put_raw(folder.store(), "meta", "format", "short");
  EXPECT_EQ(open_error().code, Errc::bad_data);
  put_raw(folder.store(), "meta", "format", std::string(32, 'x'));
  EXPECT_EQ(open_error().code, Errc::bad_data);
}

TEST_F(StoreDamage, AGarbageFileIsRefusedAndLeftAlone) {
  std::filesystem::create_directories(folder.store());
  std::string garbage;
  for (unsigned i = 0; i < 20'000; ++i) garbage += static_cast<char>(i * 2654435761U >> 24U);
  for (const std::size_t size : {1U, 100U, 5000U, 20'000U}) {
    write_bytes(data, garbage.substr(0, size));
    const Error error = open_error();
    EXPECT_EQ(error.code, Errc::bad_data) << size << ": " << error.message;
    EXPECT_EQ(contents(data), garbage.substr(0, size));
  }
}

TEST_F(StoreDamage, ACutFileIsAnErrorAndNoCrash) {
  make_store(5000);
  const std::string whole = contents(data);
  for (std::size_t pages = 2; pages * 4096 < whole.size(); pages += 5) {
    write_bytes(data, std::string_view(whole).substr(0, pages * 4096));
    EXPECT_EQ(open_error(true).code, Errc::bad_data) << pages;
    const auto store = Store::open(folder.store());
    if (!store) {
      EXPECT_EQ(store.error().code, Errc::bad_data) << store.error().message;
      continue;
    }
    const auto report = store->verify().value();
    const auto bars = store->snapshot().value().bars(kSymbol, Period::day);
    EXPECT_FALSE(report.problems.empty()) << pages;
    EXPECT_TRUE(!bars || !same_rows(*bars, bars_from(0, 5000).view())) << pages;
  }
}

// LMDB would divide by the page size, and stop the program on a root that cannot be.
TEST_F(StoreDamage, HeadsThatNameNoPageSizeOrRootEndInWordsAndNotInASignal) {
  make_store();
  const std::string whole = contents(data);
  const auto with_zeros_at = [&](std::size_t at) {
    std::string bytes = whole;
    for (const std::size_t head : {0U, 4096U}) bytes.replace(head + at, 8, 8, '\0');
    return bytes;
  };
  for (const bool read_only : {true, false}) {
    write_bytes(data, with_zeros_at(40));
    EXPECT_EQ(open_error(read_only).code, Errc::bad_data);
    write_bytes(data, with_zeros_at(128));
    EXPECT_EXIT(open_error(read_only), testing::ExitedWithCode(1),
                "index of the store in .* is damaged");
  }
  write_bytes(data, whole);
  EXPECT_TRUE(Store::open(folder.store()));
}

TEST_F(StoreDamage, MissingFoldersFilesAndPermissionsAreNamed) {
  EXPECT_EQ(open_error(true).code, Errc::not_found);
  EXPECT_FALSE(std::filesystem::exists(folder.store())) << "reading makes nothing";
  write_bytes(folder.path() / "file", "x");
  const auto in_a_file = Store::open(folder.path() / "file");
  ASSERT_FALSE(in_a_file);
  EXPECT_EQ(in_a_file.error().code, Errc::io);
  EXPECT_EQ(Store::open(folder.path() / "file" / "store").error().code, Errc::io);
}

TEST_F(StoreDamage, ForeignKeysAreReportedAndSkipped) {
  make_store();
  put_raw(folder.store(), "bars", "XX600000\x06\x00\x00", "?");
  put_raw(folder.store(), "bars", std::string("SH600001\x06\0\0", 11), std::string(3000, 'y'));
  const auto store = Store::open(folder.store()).value();
  const auto report = store.verify().value();
  EXPECT_EQ(report.problems.size(), 2U);
  EXPECT_EQ(report.values, 3U);
  EXPECT_EQ(report.bars, 100U);
  const Snapshot snapshot = store.snapshot().value();
  EXPECT_EQ(snapshot.series().size(), 2U);
  EXPECT_EQ(snapshot.bars({Market::sh, "600001"}, Period::day).error().code, Errc::bad_data);
  EXPECT_EQ(snapshot.bars(kSymbol, Period::day).value().size(), 100U);
}

std::span<const std::byte> as_bytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

// The bytes as engine/data/FORMAT.md draws them, put together by hand.
std::string drawn_value() {
  std::string bytes = "FWQB";
  const auto number = [&](auto x) { bytes.append(reinterpret_cast<const char*>(&x), sizeof x); };
  bytes += std::string("\x01\x06\x07\x00", 4);
  number(std::uint32_t{2});
  number(std::uint32_t{8});
  number(day_time(0));
  number(day_time(1));
  number(std::uint64_t{0});  // The checksum, to be compared apart.
  bytes += "SH600000";
  const auto column = [&](auto a, auto b) {
    number(a);
    number(b);
    bytes.append(6 * 8, '\0');
  };
  const Bar x = bar_at(0);
  const Bar y = bar_at(1);
  column(x.time, y.time);
  column(x.open, y.open);
  column(x.high, y.high);
  column(x.low, y.low);
  column(x.close, y.close);
  column(x.volume, y.volume);
  column(x.amount, y.amount);
  bytes.resize(2048, '\0');
  return bytes;
}

TEST(StoreValue, IsByteForByteWhatTheFormatDraws) {
  const auto bars = bars_from(0, 2);
  std::string bytes(stored::value_bytes(2), '?');
  stored::encode_value(std::as_writable_bytes(std::span(bytes)), kSymbol, Period::day,
                       std::array{bars.view()});
  const auto view = stored::decode_value(as_bytes(bytes)).value();
  EXPECT_TRUE(stored::checksum_matches(view));
  EXPECT_EQ(stored::column_problem(view), "");
  // Computed by a separate program from the drawing alone. Fixed for ever: old stores must verify in later builds.
  EXPECT_EQ(view.checksum, 0x37869352785583DAULL) << std::hex << view.checksum;
  std::memset(bytes.data() + 32, 0, 8);
  EXPECT_EQ(bytes, drawn_value());
}

TEST(StoreValue, ChecksumChangesWithEveryBitOfEveryByte) {
  const auto bars = bars_from(0, 40);
  std::string bytes(stored::value_bytes(40), '?');
  stored::encode_value(std::as_writable_bytes(std::span(bytes)), kSymbol, Period::day,
                       std::array{bars.view()});
  for (std::size_t i = stored::kHeaderBytes; i < bytes.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      const auto mask = static_cast<char>(1U << bit);
      bytes[i] = static_cast<char>(bytes[i] ^ mask);
      ASSERT_FALSE(stored::checksum_matches(stored::decode_value(as_bytes(bytes)).value()))
          << i << ", bit " << bit;
      bytes[i] = static_cast<char>(bytes[i] ^ mask);
    }
  }
}

TEST(StoreValue, ChecksumSeesTwoTopBitsAndSwappedWords) {
  // What a sum of products alone would miss: the highest bits of two words of one lane, and words changing places.
  const auto bars = bars_from(0, 400);
  std::string bytes(stored::value_bytes(400), '?');
  stored::encode_value(std::as_writable_bytes(std::span(bytes)), kSymbol, Period::day,
                       std::array{bars.view()});
  for (std::size_t i = stored::kHeaderBytes; i + 72 < bytes.size(); i += 56) {
    std::string changed = bytes;
    changed[i + 7] = static_cast<char>(changed[i + 7] ^ '\x80');
    changed[i + 71] = static_cast<char>(changed[i + 71] ^ '\x80');
    ASSERT_FALSE(stored::checksum_matches(stored::decode_value(as_bytes(changed)).value())) << i;
    changed = bytes;
    std::swap_ranges(changed.begin() + static_cast<std::ptrdiff_t>(i),
                     changed.begin() + static_cast<std::ptrdiff_t>(i) + 8,
                     changed.begin() + static_cast<std::ptrdiff_t>(i) + 64);
    ASSERT_FALSE(changed != bytes &&
                 stored::checksum_matches(stored::decode_value(as_bytes(changed)).value()))
        << i;
  }
}

TEST(StoreValue, KeysSortAsSymbolPeriodAndNumber) {
  std::set<stored::Key> keys;
  std::vector<stored::Key> in_order;
  for (const Symbol symbol :
       {Symbol(Market::bj, "920001"), Symbol(Market::sh, "600000"), Symbol(Market::sz, "000001")}) {
    for (const Period period : kAllPeriods) {
      for (const std::uint16_t number : {std::uint16_t{0}, std::uint16_t{1}, std::uint16_t{255},
                                         std::uint16_t{256}, stored::kTail}) {
        in_order.push_back(stored::make_key(symbol, period, number));
        keys.insert(in_order.back());
        const auto parts = stored::parse_key(std::as_bytes(std::span(in_order.back())));
        ASSERT_TRUE(parts);
        EXPECT_EQ(parts->symbol, symbol);
        EXPECT_EQ(parts->period, period);
        EXPECT_EQ(parts->number, number);
      }
    }
  }
  EXPECT_TRUE(std::equal(keys.begin(), keys.end(), in_order.begin(), in_order.end()));
}

TEST(StoreValue, ForeignKeysAreNoKeys) {
  for (const std::string text :
       {"", "SH600000", "SH60000a\x06\x01\x01", "XX600000\x06\x01\x01", "SH600000\x0b\x01\x01",
        "SH999999\x06\x01\x01", "SH600000\x06\x01\x01\x01"}) {
    EXPECT_FALSE(stored::parse_key(as_bytes(text))) << text;
  }
}

}  // namespace
}  // namespace fwq::data
