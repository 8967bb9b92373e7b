// One stored value: up to 16,384 bars of one series as bytes, in columns (drawn in engine/data/FORMAT.md).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data::stored {

inline constexpr std::size_t kHeaderBytes = 48;
inline constexpr std::size_t kColumns = 7;
// Smaller values would lie inside LMDB's leaf pages, at any address.
inline constexpr std::size_t kLeastBytes = 2048;
// The value number of a series' tail; history values count from 0.
inline constexpr std::uint16_t kTail = 0xFFFF;

// Symbol, period, big-endian value number: a series is contiguous and in order of time.
using Key = std::array<unsigned char, 11>;
struct KeyParts {
  Symbol symbol;
  Period period = Period::day;
  std::uint16_t number = 0;
};
Key make_key(Symbol symbol, Period period, std::uint16_t number) noexcept;
// nullopt for bytes that no make_key() gives.
std::optional<KeyParts> parse_key(std::span<const std::byte> bytes);
// "SH600000 day", "SH600000 day, value 3", "SH600000 day, tail": for messages.
std::string series_name(Symbol symbol, Period period);
std::string value_name(const KeyParts& key);

// A checked header, and where the columns are. Points into the value's bytes.
struct ValueView {
  std::array<char, 8> symbol{};
  std::uint8_t period = 0;
  std::size_t count = 0, capacity = 0;
  Time first = 0, last = 0;
  std::uint64_t checksum = 0;
  std::span<const std::byte> bytes;  // The whole value.

  const std::byte* column(std::size_t i) const noexcept {
    return bytes.data() + kHeaderBytes + i * capacity * 8;
  }
  Time time(std::size_t i) const noexcept;
  bool belongs_to(Symbol owner, Period its_period) const noexcept;
};

// Checks everything that reading the columns relies on, in O(1): sizes, limits, magic, and the first and last
// time. Not the checksum. Any bytes may come in. Errors: bad_data, unsupported (a newer value format).
Result<ValueView> decode_value(std::span<const std::byte> bytes);

// True if the checksum in the header is that of the bytes.
bool checksum_matches(const ValueView& view) noexcept;

// The first thing wrong with the columns (order of times, infinite numbers, padding), or "".
std::string column_problem(const ValueView& view);

// The bars of a value: in place if the columns lie on multiples of `alignment` bytes, kept alive by `owner`;
// otherwise copied.
Bars bars_of(const ValueView& view, const std::shared_ptr<const void>& owner,
             std::size_t alignment);

// Bytes that a value of `count` bars takes, and how many bars fit in its columns.
std::size_t value_capacity(std::size_t count) noexcept;
std::size_t value_bytes(std::size_t count) noexcept;

// Writes a value into `out`, all bytes of it: the bars of `pieces`, one after the other.
// Requires: out.size() == value_bytes(sum of sizes), 0 < sum <= kBarsPerValue.
void encode_value(std::span<std::byte> out, Symbol symbol, Period period,
                  std::span<const Bars> pieces);

// The format stamp of a store: which format, and which version of the program made it.
struct Stamp {
  std::uint32_t format = 0;
  std::string creator;
};
inline constexpr std::size_t kStampBytes = 32;
std::array<std::byte, kStampBytes> encode_stamp(const Stamp& stamp);
// Errors: bad_data.
Result<Stamp> decode_stamp(std::span<const std::byte> bytes);
// This program's own.
Stamp own_stamp();

}  // namespace fwq::data::stored
