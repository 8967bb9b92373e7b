// The bytes of stored values, keys and the format stamp; the drawing is in engine/data/FORMAT.md.
#include "store_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace fwq::data::stored {
namespace {

static_assert(std::endian::native == std::endian::little,
              "the store's numbers are little-endian, read in place");
static_assert(sizeof(double) == 8 && sizeof(Time) == 8);

// The first 48 bytes of a value.
struct Header {
  std::array<char, 4> magic{'F', 'W', 'Q', 'B'};
  std::uint8_t format = kStoreFormat;
  std::uint8_t period = 0;
  std::uint8_t columns = kColumns;
  std::uint8_t reserved = 0;
  std::uint32_t count = 0;
  std::uint32_t capacity = 0;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::uint64_t checksum = 0;
  std::array<char, 8> symbol{};
};
static_assert(sizeof(Header) == kHeaderBytes && std::is_trivially_copyable_v<Header>);
constexpr std::size_t kChecksumAt = offsetof(Header, checksum);
constexpr std::size_t kSymbolAt = offsetof(Header, symbol);

constexpr std::array<char, 8> kStampMagic{'F', 'W', 'Q', 'S', 'T', 'O', 'R', 'E'};

Header header_of(std::span<const std::byte> bytes) {
  Header header;
  std::memcpy(&header, bytes.data(), sizeof header);
  return header;
}

std::uint64_t word_at(const std::byte* bytes) noexcept {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

// One step of a lane. For a fixed word it is a bijection of the lane, and for a fixed lane one of the word, so a
// change of any one word always changes the result; the rotation brings high bits back down, where a
// product alone would only ever carry them up.
constexpr std::uint64_t kPrime = 0x9E3779B185EBCA87ULL;
constexpr std::uint64_t mixed(std::uint64_t lane, std::uint64_t word) noexcept {
  return std::rotl((lane ^ word) * kPrime, 31);
}

// Of all bytes of a value but the checksum itself. Eight independent lanes, so that a core works on eight products
// at a time and memory sets the pace. Requires: bytes.size() a multiple of 8, at least the header.
std::uint64_t checksum_of(std::span<const std::byte> bytes) noexcept {
  constexpr std::size_t kLanes = 8;
  std::array<std::uint64_t, kLanes> lane{};
  for (std::size_t i = 0; i < kLanes; ++i) lane[i] = kPrime * (i + 1);
  const std::byte* at = bytes.data() + kHeaderBytes;
  const std::byte* const end = bytes.data() + bytes.size();
  for (; end - at >= static_cast<std::ptrdiff_t>(kLanes * 8); at += kLanes * 8) {
    for (std::size_t i = 0; i < kLanes; ++i) lane[i] = mixed(lane[i], word_at(at + i * 8));
  }
  std::uint64_t sum = bytes.size();
  for (const std::uint64_t one : lane) sum = mixed(sum, one);
  for (; at < end; at += 8) sum = mixed(sum, word_at(at));
  for (std::size_t i = 0; i < kChecksumAt; i += 8) sum = mixed(sum, word_at(bytes.data() + i));
  sum = mixed(sum, word_at(bytes.data() + kSymbolAt));
  return sum ^ (sum >> 29U);
}

Error damaged(std::string_view what) {
  return {Errc::bad_data, std::string(what)};
}

// True unless every number is finite or NaN.
bool any_infinite(const std::byte* column, std::size_t count) noexcept {
  bool found = false;
  for (std::size_t i = 0; i < count; ++i) {
    found |= (word_at(column + i * 8) & 0x7FFF'FFFF'FFFF'FFFFULL) == 0x7FF0'0000'0000'0000ULL;
  }
  return found;
}

bool all_zero(const std::byte* from, const std::byte* to) noexcept {
  return std::all_of(from, to, [](std::byte b) { return b == std::byte{0}; });
}

template <class T>
void append_column(std::byte*& to, std::span<const T> column) {
  if (column.empty()) return;
  std::memcpy(to, column.data(), column.size_bytes());
  to += column.size_bytes();
}

// Column `i` of one piece, copied to `to`, which moves on.
void append_piece(std::byte*& to, const Bars& bars, std::size_t i) {
  switch (i) {
    case 0:
      return append_column(to, bars.time());
    case 1:
      return append_column(to, bars.open());
    case 2:
      return append_column(to, bars.high());
    case 3:
      return append_column(to, bars.low());
    case 4:
      return append_column(to, bars.close());
    case 5:
      return append_column(to, bars.volume());
    default:
      return append_column(to, bars.amount());
  }
}

}  // namespace

Key make_key(Symbol symbol, Period period, std::uint16_t number) noexcept {
  Key key{};
  std::memcpy(key.data(), symbol.bytes().data(), 8);
  key[8] = static_cast<unsigned char>(period);
  key[9] = static_cast<unsigned char>(number >> 8U);
  key[10] = static_cast<unsigned char>(number & 0xFFU);
  return key;
}

std::optional<KeyParts> parse_key(std::span<const std::byte> bytes) {
  if (bytes.size() != std::tuple_size_v<Key>) return std::nullopt;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), 8);
  KeyParts parts;
  for (const Market market : {Market::sh, Market::sz, Market::bj}) {
    const std::string_view code = text.substr(2);
    const bool digits =
        std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits && text.starts_with(to_string(market))) parts.symbol = Symbol(market, code);
  }
  parts.period = static_cast<Period>(bytes[8]);
  parts.number = static_cast<std::uint16_t>(std::to_integer<unsigned>(bytes[9]) << 8U |
                                            std::to_integer<unsigned>(bytes[10]));
  const bool known =
      std::find(kAllPeriods.begin(), kAllPeriods.end(), parts.period) != kAllPeriods.end();
  // An alias (SH999999) never becomes a key: the comparison refuses it, and every other foreign text.
  if (!known || parts.symbol.text() != text) return std::nullopt;
  return parts;
}

std::string series_name(Symbol symbol, Period period) {
  return fmt::format("{} {}", symbol.text(), to_string(period));
}

std::string value_name(const KeyParts& key) {
  const std::string series = series_name(key.symbol, key.period);
  return key.number == kTail ? series + ", tail" : fmt::format("{}, value {}", series, key.number);
}

Time ValueView::time(std::size_t i) const noexcept {
  return static_cast<Time>(word_at(column(0) + i * 8));
}

bool ValueView::belongs_to(Symbol owner, Period its_period) const noexcept {
  return symbol == owner.bytes() && period == static_cast<std::uint8_t>(its_period);
}

Result<ValueView> decode_value(std::span<const std::byte> bytes) {
  if (bytes.size() < kLeastBytes) return damaged("it is shorter than any stored value");
  const Header header = header_of(bytes);
  if (header.magic != Header{}.magic) return damaged("it does not begin as a stored value does");
  if (header.format > kStoreFormat) {
    return Error{
        Errc::unsupported,
        fmt::format("it has format {}, and this program reads up to {}: update the program",
                    header.format, kStoreFormat)};
  }
  if (header.format == 0 || header.columns != kColumns || header.reserved != 0) {
    return damaged("its header is damaged");
  }
  if (header.count == 0 || header.count > kBarsPerValue ||
      header.capacity != value_capacity(header.count) ||
      bytes.size() != value_bytes(header.count)) {
    return damaged("the sizes in its header do not fit its length");
  }
  const ValueView view{.symbol = header.symbol,
                       .period = header.period,
                       .count = header.count,
                       .capacity = header.capacity,
                       .first = header.first,
                       .last = header.last,
                       .checksum = header.checksum,
                       .bytes = bytes};
  if (view.first > view.last || (view.count > 1) != (view.first < view.last)) {
    return damaged("its first and last time contradict each other");
  }
  return view;
}

bool checksum_matches(const ValueView& view) noexcept {
  return checksum_of(view.bytes) == view.checksum;
}

std::string column_problem(const ValueView& view) {
  if (view.time(0) != view.first || view.time(view.count - 1) != view.last) {
    return "its first or last bar has another time than its header";
  }
  for (std::size_t i = 1; i < view.count; ++i) {
    if (view.time(i) <= view.time(i - 1))
      return fmt::format("the time of its bar {} does not rise", i);
  }
  static constexpr std::array kNames{"time", "open", "high", "low", "close", "volume", "amount"};
  for (std::size_t c = 0; c < kColumns; ++c) {
    if (c > 0 && any_infinite(view.column(c), view.count))
      return fmt::format("its {} has an infinite number", kNames[c]);
    if (!all_zero(view.column(c) + view.count * 8, view.column(c) + view.capacity * 8)) {
      return fmt::format("its {} has bytes after the last bar", kNames[c]);
    }
  }
  if (!all_zero(view.column(kColumns), view.bytes.data() + view.bytes.size())) {
    return "it has bytes after the last column";
  }
  return "";
}

Bars bars_of(const ValueView& view, const std::shared_ptr<const void>& owner,
             std::size_t alignment) {
  if (reinterpret_cast<std::uintptr_t>(view.column(0)) % alignment == 0) {
    const auto column = [&](std::size_t i) {
      return reinterpret_cast<const double*>(view.column(i));
    };
    return {reinterpret_cast<const Time*>(view.column(0)),
            column(1),
            column(2),
            column(3),
            column(4),
            column(5),
            column(6),
            view.count,
            owner};
  }
  BarSeries copy(view.count);
  copy.resize_uninitialised(view.count);
  const std::size_t bytes = view.count * 8;
  std::memcpy(copy.time().data(), view.column(0), bytes);
  std::memcpy(copy.open().data(), view.column(1), bytes);
  std::memcpy(copy.high().data(), view.column(2), bytes);
  std::memcpy(copy.low().data(), view.column(3), bytes);
  std::memcpy(copy.close().data(), view.column(4), bytes);
  std::memcpy(copy.volume().data(), view.column(5), bytes);
  std::memcpy(copy.amount().data(), view.column(6), bytes);
  return copy.view();
}

std::size_t value_capacity(std::size_t count) noexcept {
  return (count + 7) / 8 * 8;
}

std::size_t value_bytes(std::size_t count) noexcept {
  return std::max(kLeastBytes, kHeaderBytes + kColumns * value_capacity(count) * 8);
}

void encode_value(std::span<std::byte> out, Symbol symbol, Period period,
                  std::span<const Bars> pieces) {
  std::size_t count = 0;
  for (const Bars& piece : pieces) count += piece.size();
  assert(count > 0 && count <= kBarsPerValue && out.size() == value_bytes(count));
  Header header;
  header.period = static_cast<std::uint8_t>(period);
  header.count = static_cast<std::uint32_t>(count);
  header.capacity = static_cast<std::uint32_t>(value_capacity(count));
  header.symbol = symbol.bytes();
  std::byte* const columns = out.data() + kHeaderBytes;
  for (std::size_t i = 0; i < kColumns; ++i) {
    std::byte* to = columns + i * header.capacity * 8;
    std::byte* const end = to + std::size_t{header.capacity} * 8U;
    for (const Bars& piece : pieces) append_piece(to, piece, i);
    std::fill(to, end, std::byte{0});
  }
  // LMDB hands out memory as it is: every byte is written, so that nothing foreign reaches the disk.
  std::fill(columns + kColumns * header.capacity * 8, out.data() + out.size(), std::byte{0});
  header.first = static_cast<Time>(word_at(columns));
  header.last = static_cast<Time>(word_at(columns + (count - 1) * 8));
  std::memcpy(out.data(), &header, sizeof header);
  header.checksum = checksum_of(out);
  std::memcpy(out.data() + kChecksumAt, &header.checksum, sizeof header.checksum);
}

std::array<std::byte, kStampBytes> encode_stamp(const Stamp& stamp) {
  std::array<std::byte, kStampBytes> bytes{};
  std::memcpy(bytes.data(), kStampMagic.data(), kStampMagic.size());
  std::memcpy(bytes.data() + 8, &stamp.format, 4);
  std::memcpy(bytes.data() + 16, stamp.creator.data(),
              std::min<std::size_t>(stamp.creator.size(), 16));
  return bytes;
}

Result<Stamp> decode_stamp(std::span<const std::byte> bytes) {
  // A later format may make the stamp longer; its beginning stays.
  if (bytes.size() < kStampBytes ||
      std::memcmp(bytes.data(), kStampMagic.data(), kStampMagic.size()) != 0) {
    return damaged("its format stamp is damaged");
  }
  Stamp stamp;
  std::memcpy(&stamp.format, bytes.data() + 8, 4);
  const char* text = reinterpret_cast<const char*>(bytes.data()) + 16;
  stamp.creator.assign(text, std::find(text, text + 16, '\0'));
  if (stamp.format == 0) return damaged("its format stamp is damaged");
  return stamp;
}

Stamp own_stamp() {
  return {kStoreFormat, FWQ_VERSION};
}

}  // namespace fwq::data::stored
