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

struct Class {
  Set markets = kAll, kinds = kAll, boards = kAll;
  bool holds(data::Symbol s) const noexcept {
    return (markets & of(s.market())) != 0 && (kinds & of(s.kind())) != 0 &&
           (boards & of(s.board())) != 0;
  }
};

// From `from` on, until a later row for the same security and side: the last row that fits wins.
struct RateRow {
  data::Date from;
  Class who;
  Set sides = kAll;
  std::int64_t billionths = 0;            // Of the amount.
  std::int64_t per_share_billionths = 0;  // Of a yuan a share, instead …
  Money least = 0;                        // … and at least this.
};
struct LotRow {
  data::Date from;
  Class who;
  std::int64_t first = 100, step = 100, most_limit = 1'000'000, most_market = 1'000'000;
};
struct LimitRow {
  data::Date from;
  Class who;
  int percent = 0, warned_percent = 0;
};
struct ListingRow {
  data::Date listed_from;
  Class who;
  ListingRules rules;
};
// Shares can be sold on the day they are bought; codes begin with `code`.
struct SameDayRow {
  Class who;
  std::string_view code;
  data::Date until = {9999, 12, 31};  // The last day.
};
struct SessionRow {
  data::Date from, until;  // First and last day.
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
