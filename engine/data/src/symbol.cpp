// Parsing of symbols, and what a code says about its security.
#include "fwq/data/symbol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

bool is_code(std::string_view text) {
  return text.size() == 6 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool starts_with_any(std::string_view code, std::initializer_list<std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view p) { return code.starts_with(p); });
}

// A market by any of the names that vendors give it.
std::optional<Market> market_named(std::string_view name) {
  const std::string lower = core::to_lower(name);
  for (const auto* text : {"sh", "ss", "xshg", "sse", "shse", "sha", "1"})
    if (lower == text) return Market::sh;
  for (const auto* text : {"sz", "xshe", "szse", "sza", "0"})
    if (lower == text) return Market::sz;
  for (const auto* text : {"bj", "bse", "xbse", "bjse", "2"})
    if (lower == text) return Market::bj;
  return std::nullopt;
}

std::optional<Market> market_of_bare(std::string_view code) {
  if (starts_with_any(code, {"92", "43", "83", "87", "88", "82"}) || code.starts_with("899"))
    return Market::bj;
  if (starts_with_any(code,
                      {"60",  "68",  "90",  "50",  "51",  "52",  "53",  "55",  "56", "58",
                       "110", "111", "113", "118", "132", "019", "010", "204", "7",  "999999"})) {
    return Market::sh;
  }
  if (starts_with_any(code, {"000", "001", "002", "003", "004", "30", "20", "15", "16", "18", "12",
                             "131", "39", "980"})) {
    return Market::sz;
  }
  return std::nullopt;
}

Kind kind_in_shanghai(std::string_view code) {
  if (starts_with_any(code, {"60", "68"})) return Kind::stock;
  if (code.starts_with("900")) return Kind::b_share;
  if (starts_with_any(code, {"000", "999"})) return Kind::index;
  if (starts_with_any(code, {"880", "881"})) return Kind::sector_index;
  if (starts_with_any(code, {"50", "51", "52", "53", "55", "56", "58"})) return Kind::fund;
  if (starts_with_any(code, {"110", "111", "113", "118", "132"})) return Kind::convertible;
  if (starts_with_any(code, {"019", "010", "12", "13", "14", "15", "16", "17", "18", "02", "01"}))
    return Kind::bond;
  if (code.starts_with("204")) return Kind::repo;
  return Kind::other;
}

Kind kind_in_shenzhen(std::string_view code) {
  if (starts_with_any(code, {"000", "001", "002", "003", "004", "30"})) return Kind::stock;
  if (code.starts_with("20")) return Kind::b_share;
  if (starts_with_any(code, {"39", "980"})) return Kind::index;
  if (starts_with_any(code, {"15", "16", "18"})) return Kind::fund;
  if (starts_with_any(code, {"120", "123", "125", "126", "127", "128"})) return Kind::convertible;
  if (starts_with_any(code, {"10", "11", "12"})) return Kind::bond;
  if (code.starts_with("131")) return Kind::repo;
  return Kind::other;
}

}  // namespace

std::string_view to_string(Market market) noexcept {
  switch (market) {
    case Market::sh:
      return "SH";
    case Market::sz:
      return "SZ";
    case Market::bj:
      return "BJ";
  }
  return "SH";
}

Result<Market> parse_market(std::string_view text) {
  const std::string lower = core::to_lower(text);
  if (lower == "sh") return Market::sh;
  if (lower == "sz") return Market::sz;
  if (lower == "bj") return Market::bj;
  return Error{Errc::invalid_argument, fmt::format("'{}' is not a market: use SH, SZ or BJ", text),
               fmt::format("'{}' 不是市场：请用 SH、SZ 或 BJ", text)};
}

std::string_view to_string(Kind kind) noexcept {
  switch (kind) {
    case Kind::stock:
      return "stock";
    case Kind::b_share:
      return "b_share";
    case Kind::index:
      return "index";
    case Kind::sector_index:
      return "sector_index";
    case Kind::fund:
      return "fund";
    case Kind::bond:
      return "bond";
    case Kind::convertible:
      return "convertible";
    case Kind::repo:
      return "repo";
    case Kind::other:
      return "other";
  }
  return "other";
}

std::string_view to_string(Board board) noexcept {
  switch (board) {
    case Board::main:
      return "main";
    case Board::star:
      return "star";
    case Board::chinext:
      return "chinext";
    case Board::bse:
      return "bse";
    case Board::none:
      return "none";
  }
  return "none";
}

Symbol::Symbol(Market market, std::string_view code) noexcept {
  assert(is_code(code));
  if (market == Market::sh && code == "999999")
    code = "000001";  // TDX's alias of the composite index.
  const std::string_view name = to_string(market);
  std::copy(name.begin(), name.end(), text_.begin());
  std::copy_n(code.begin(), 6, text_.begin() + 2);
}

Result<Symbol> Symbol::parse(std::string_view input) {
  const std::string_view text = core::trimmed(input);
  const auto error = [&] {
    return Error{
        Errc::invalid_argument,
        fmt::format("'{}' is not a symbol: write it as SH600000, 600000.SH or 600000", input),
        fmt::format("'{}' 不是证券代码：请写成 SH600000、600000.SH 或 600000", input)};
  };
  if (is_code(text)) {
    const auto market = market_of_bare(text);
    if (!market) {
      return Error{
          Errc::invalid_argument,
          fmt::format("which market '{}' trades on is not clear from the code: "
                      "write SH{} , SZ{} or BJ{}",
                      text, text, text, text),
          fmt::format("从代码 '{0}' 看不出属于哪个市场：请写成 SH{0}、SZ{0} 或 BJ{0}", text)};
    }
    return Symbol(*market, text);
  }
  const auto mark = text.find_first_of(".#|");
  if (mark == std::string_view::npos && text.size() == 8 && is_code(text.substr(2))) {
    if (const auto market = market_named(text.substr(0, 2)); market)
      return Symbol(*market, text.substr(2));
    return error();
  }
  if (mark == std::string_view::npos) return error();
  const std::string_view left = text.substr(0, mark);
  const std::string_view right = text.substr(mark + 1);
  if (is_code(right)) {
    // EastMoney files Beijing under 0 as well; Shenzhen has no such codes.
    if (left == "0" && market_of_bare(right) == Market::bj) return Symbol(Market::bj, right);
    if (const auto market = market_named(left); market) return Symbol(*market, right);
  } else if (is_code(left) && right != "0" && right != "1" && right != "2") {
    if (const auto market = market_named(right); market) return Symbol(*market, left);
  }
  return error();
}

Market Symbol::market() const noexcept {
  return text_[0] == 'B' ? Market::bj : text_[1] == 'Z' ? Market::sz : Market::sh;
}

Kind Symbol::kind() const noexcept {
  if (empty()) return Kind::other;
  switch (market()) {
    case Market::sh:
      return kind_in_shanghai(code());
    case Market::sz:
      return kind_in_shenzhen(code());
    case Market::bj:
      return code().starts_with("899") ? Kind::index : Kind::stock;
  }
  return Kind::other;
}

Board Symbol::board() const noexcept {
  if (kind() != Kind::stock) return Board::none;
  if (market() == Market::bj) return Board::bse;
  if (market() == Market::sh) return code().starts_with("68") ? Board::star : Board::main;
  return code().starts_with("30") ? Board::chinext : Board::main;
}

double tick_size(Symbol symbol) noexcept {
  switch (symbol.kind()) {
    case Kind::fund:
    case Kind::bond:
    case Kind::convertible:
    case Kind::repo:
      return 0.001;
    case Kind::b_share:
      return symbol.market() == Market::sh ? 0.001 : 0.01;
    default:
      return 0.01;
  }
}

}  // namespace fwq::data
