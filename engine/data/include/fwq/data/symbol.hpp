// Symbol: which security, as market and six-digit code. Canonical text: "SH600000".
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "fwq/core/result.hpp"

namespace fwq::data {

enum class Market : std::uint8_t { sh, sz, bj };
// "SH", "SZ", "BJ".
std::string_view to_string(Market market) noexcept;
// Ignores case. Errors: invalid_argument.
Result<Market> parse_market(std::string_view text);

// What kind of security a code names: decides ticks, units and limits. From the code alone.
enum class Kind : std::uint8_t {
  stock, b_share, index, sector_index /* TDX's own 88xxxx */, fund, bond, convertible, repo, other
};
// "stock", "b_share" …: stable, used in JSON and SQL.
std::string_view to_string(Kind kind) noexcept;

// The trading board of a stock (`none` for everything else).
enum class Board : std::uint8_t { main, star, chinext, bse, none };
std::string_view to_string(Board board) noexcept;

// A small value: 8 bytes, ordered by market text and code.
class Symbol {
 public:
  Symbol() = default;
  // Requires: six ASCII digits. Maps SH999999 to its true name SH000001.
  Symbol(Market market, std::string_view code) noexcept;

  // Accepts SH600000, sh600000, sh.600000, SH#600000, 600000.SH, 600000.XSHG, 600000.SS, SHSE.600000,
  // 1.600000 and 0.000001 (EastMoney), 1|600000 (TDX; 2 is Beijing), and a bare code by the rules of section 6 of the data notes: bare
  // 000xxx is a Shenzhen stock, an index needs its market. Errors: invalid_argument.
  static Result<Symbol> parse(std::string_view text);

  // "SH600000"; "" for a default-constructed one.
  std::string_view text() const noexcept { return {text_.data(), empty() ? 0U : text_.size()}; }
  std::string_view code() const noexcept { return text().substr(empty() ? 0 : 2); }
  Market market() const noexcept;
  Kind kind() const noexcept;
  Board board() const noexcept;
  bool empty() const noexcept { return text_[0] == '\0'; }
  // The eight characters as bytes: a database key that sorts as text does.
  const std::array<char, 8>& bytes() const noexcept { return text_; }

  friend auto operator<=>(const Symbol&, const Symbol&) = default;

 private:
  std::array<char, 8> text_{};
};

// The smallest price step in CNY: 0.01, or 0.001 for funds, B shares of Shanghai, bonds.
double tick_size(Symbol symbol) noexcept;

}  // namespace fwq::data

template <>
struct std::hash<fwq::data::Symbol> {
  std::size_t operator()(const fwq::data::Symbol& symbol) const noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, symbol.bytes().data(), sizeof word);
    return std::hash<std::uint64_t>()(word);
  }
};
