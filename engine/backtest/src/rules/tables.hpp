// The shape of the dated tables of market rules.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "fwq/backtest/rulebook.hpp"

namespace fwq::backtest::rules {

// Sets of markets, kinds, boards and sides that a row is for.
using Set = std::uint16_t;
inline constexpr Set kAll = 0xFFFF;
constexpr Set of(data::Market m) {
  return static_cast<Set>(1U << static_cast<unsigned>(m));
}
constexpr Set of(data::Kind k) {
  return static_cast<Set>(1U << static_cast<unsigned>(k));
}
constexpr Set of(data::Board b) {
  return static_cast<Set>(1U << static_cast<unsigned>(b));
}
constexpr Set of(Side s) {
  return static_cast<Set>(1U << static_cast<unsigned>(s));
}

// What the rows ask of a security; reading it from the code takes a while.
struct Traits {
  Set market = 0, kind = 0, board = 0;
  explicit Traits(data::Symbol s) noexcept
      : market(of(s.market())), kind(of(s.kind())), board(of(s.board())) {}
};
struct Class {
  Set markets = kAll, kinds = kAll, boards = kAll;
  constexpr bool holds(const Traits& t) const noexcept {
    return (markets & t.market) != 0 && (kinds & t.kind) != 0 && (boards & t.board) != 0;
  }
};

// A date of a table as its day number since 1970-01-01, by counting from March, so that a leap day comes last.
struct Day {
  std::int64_t number = 0;
  constexpr Day(int year, int month, int day) {
    const std::int64_t y = month <= 2 ? year - 1 : year;
    const std::int64_t months = month <= 2 ? month + 9 : month - 3;
    number = y * 365 + y / 4 - y / 100 + y / 400 + (153 * months + 2) / 5 + day - 719'469;
  }
};

// From `from` on, until a later row for the same security and side: the last row that fits wins.
struct RateRow {
  Day from;
  Class who;
  Set sides = kAll;
  std::int64_t billionths = 0;            // Of the amount.
  std::int64_t per_share_billionths = 0;  // Of a yuan a share, instead …
  Money least = 0;                        // … and at least this.
};
struct LotRow {
  Day from;
  Class who;
  std::int64_t first = 100, step = 100, most_limit = 1'000'000, most_market = 1'000'000;
};
struct LimitRow {
  Day from;
  Class who;
  int percent = 0, warned_percent = 0;
};
struct ListingRow {
  Day listed_from;
  Class who;
  ListingRules rules;
};
// Shares can be sold on the day they are bought; codes begin with `code`.
struct SameDayRow {
  Class who;
  std::string_view code;
  Day until = {9999, 12, 31};  // The last day.
};
struct SessionRow {
  Day from, until;  // First and last day.
  Class who;
  Session session;
};

std::span<const RateRow> stamp_duty();
std::span<const RateRow> transfer_fee();
std::span<const RateRow> handling_fee();
std::span<const RateRow> supervision_fee();
std::span<const LotRow> lots();
std::span<const LimitRow> limits();
std::span<const ListingRow> listings();
std::span<const SameDayRow> same_day();
std::span<const SessionRow> sessions();

}  // namespace fwq::backtest::rules
