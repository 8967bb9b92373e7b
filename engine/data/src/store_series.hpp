// Reading the values of one series through a cursor: shared by snapshots, the writer and verify().
#pragma once

#include <cstring>
#include <utility>
#include <vector>

#include "lmdb_env.hpp"
#include "store_value.hpp"

namespace fwq::data::stored {

struct StoredValue {
  std::uint16_t number = 0;
  ValueView view;
};

// A cursor that closes itself. Requires: it goes before its transaction ends.
class Cursor {
 public:
  // Null inside when `code` is not 0.
  static Cursor open(MDB_txn* transaction, MDB_dbi database, int& code) {
    Cursor cursor;
    code = mdb_cursor_open(transaction, database, &cursor.cursor_);
    if (code != 0) cursor.cursor_ = nullptr;
    return cursor;
  }
  Cursor() = default;
  Cursor(Cursor&& other) noexcept : cursor_(std::exchange(other.cursor_, nullptr)) {}
  Cursor& operator=(Cursor&& other) noexcept {
    std::swap(cursor_, other.cursor_);
    return *this;
  }
  ~Cursor() {
    if (cursor_ != nullptr) mdb_cursor_close(cursor_);
  }
  MDB_cursor* get() const noexcept { return cursor_; }

 private:
  MDB_cursor* cursor_ = nullptr;
};

// The key under the cursor, after a successful move.
struct RawEntry {
  MDB_val key{};
  MDB_val value{};
  std::optional<KeyParts> parts() const { return parse_key(lmdb::bytes_of(key)); }
};

// LMDB's code.
inline int move(MDB_cursor* cursor, RawEntry& entry, MDB_cursor_op how) {
  return mdb_cursor_get(cursor, &entry.key, &entry.value, how);
}
inline int seek(MDB_cursor* cursor, RawEntry& entry, const Key& key) {
  entry.key = lmdb::val(key);
  return mdb_cursor_get(cursor, &entry.key, &entry.value, MDB_SET_RANGE);
}

// Numbers and bytes of a series' values, in order of time, as they lie there; empty: no such series.
// Errors: as Environment::error().
Result<std::vector<std::pair<std::uint16_t, std::span<const std::byte>>>> raw_values(
    MDB_cursor* cursor, const lmdb::Environment& environment, Symbol symbol, Period period);

// The same with checked headers. Errors: bad_data, naming the value, and what to do.
Result<std::vector<StoredValue>> series_values(MDB_cursor* cursor,
                                               const lmdb::Environment& environment, Symbol symbol,
                                               Period period);

// A value's header, if it is whole and belongs to the key. Errors: bad_data, unsupported, naming the value.
Result<ValueView> checked_value(const KeyParts& key, std::span<const std::byte> bytes);

// Whether every byte is as it was written. Errors: bad_data, naming the value. Cost: one pass over the bytes.
Result<void> check_contents(const KeyParts& key, const ValueView& view);

}  // namespace fwq::data::stored
