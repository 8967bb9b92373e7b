// The rules of the Chinese exchanges as dated tables: everything that a broker would charge or refuse, in one place.
//
// To change a rule add a row with its first day; never edit a row that was in force. The last row that fits a security wins.
// Sources: notices of the Ministry of Finance (stamp duty), ChinaClear (transfer fee), SSE, SZSE, BSE and CSRC (handling and
//          supervision fees, trading rules). Rows marked [K] are general knowledge without a notice at hand.
#include "rules/tables.hpp"

namespace fwq::backtest::rules {
namespace {

using data::Board;
using data::Kind;
using data::Market;

constexpr Day kEver{1990, 1, 1}, kOpen{9999, 12, 31};

constexpr Class kStocks{.kinds = of(Kind::stock) | of(Kind::b_share)};
constexpr Class kFunds{.kinds = of(Kind::fund)};
constexpr Class kBonds{.kinds = of(Kind::bond) | of(Kind::convertible) | of(Kind::repo)};
constexpr Class kShanghai{.markets = of(Market::sh), .kinds = kStocks.kinds};
constexpr Class kBeijing{.markets = of(Market::bj), .kinds = kStocks.kinds};
constexpr Class kTwo{.markets = of(Market::sh) | of(Market::sz), .kinds = kStocks.kinds};
constexpr Class on(Board board) {
  return {.kinds = kStocks.kinds, .boards = of(board)};
}
constexpr Class kMain{.markets = of(Market::sh) | of(Market::sz),
                      .kinds = kStocks.kinds,
                      .boards = of(Board::main) | of(Board::none)};

// Stamp duty: thousandths of the amount are millions of billionths. None on funds, bonds and convertibles.
constexpr RateRow kStampDuty[] = {
    {{1992, 6, 12}, kStocks, kAll, 3'000'000},   // [K]
    {{1997, 5, 12}, kStocks, kAll, 5'000'000},   // [K]
    {{1998, 6, 12}, kStocks, kAll, 4'000'000},   // [K]
    {{2001, 11, 16}, kStocks, kAll, 2'000'000},  // [K]
    {{2005, 1, 24}, kStocks, kAll, 1'000'000},
    {{2007, 5, 30}, kStocks, kAll, 3'000'000},
    {{2008, 4, 24}, kStocks, kAll, 1'000'000},
    {{2008, 9, 19}, kStocks, of(Side::buy), 0},
    {{2008, 9, 19}, kStocks, of(Side::sell), 1'000'000},
    {{2023, 8, 28}, kStocks, of(Side::sell), 500'000},
};

// Transfer fee. Before 2015-08-01 Shanghai took it by face value, which is 1 yuan a share for nearly all; Shenzhen's lay inside
// the broker's fees.
constexpr RateRow kTransferFee[] = {
    {kEver, kShanghai, kAll, 0, 1'000'000, kYuan},  // 0.1 % of face value, at least 1 yuan. [K]
    {{2012, 6, 1}, kShanghai, kAll, 0, 750'000, kYuan},  // [K]
    {{2012, 9, 1}, kShanghai, kAll, 0, 600'000, kYuan},  // [K]
    {{2015, 8, 1}, kTwo, kAll, 20'000},
    {{2021, 11, 15}, kBeijing, kAll, 25'000},
    {{2022, 4, 29}, kTwo, kAll, 10'000},
    {{2022, 4, 29}, kBeijing, kAll, 10'000},
};

constexpr RateRow kHandlingFee[] = {
    {kEver, kTwo, kAll, 48'700},
    {kEver, kFunds, kAll, 40'000},
    {{2021, 11, 15}, kBeijing, kAll, 250'000},
    {{2023, 8, 28}, kTwo, kAll, 34'100},
    {{2023, 8, 28}, kBeijing, kAll, 125'000},
};

constexpr RateRow kSupervisionFee[] = {
    {kEver, kStocks, kAll, 20'000},
};

constexpr LotRow kLots[] = {
    {kEver, kStocks},
    {kEver, kFunds},
    {kEver, kBonds, 10, 10},  // [K]
    {{2019, 7, 22}, on(Board::star), 200, 1, 100'000, 50'000},
    {{2020, 8, 24}, on(Board::chinext), 100, 100, 300'000, 150'000},
    {{2021, 11, 15}, on(Board::bse), 100, 1},
};

constexpr LimitRow kLimits[] = {
    {{1996, 12, 16}, kStocks, 10, 10},           {{1998, 4, 27}, kMain, 10, 5},  // ST begins. [K]
    {{2009, 10, 30}, on(Board::chinext), 10, 5}, {{1996, 12, 16}, kFunds, 10, 10},
    {{2019, 7, 22}, on(Board::star), 20, 20},    {{2020, 8, 24}, on(Board::chinext), 20, 20},
    {{2021, 11, 15}, on(Board::bse), 30, 30},    {{2026, 7, 6}, kMain, 10, 10},
};

constexpr ListingRow kListings[] = {
    {kEver, kMain, {1, 0, 0}},               // The first day was free. [K]
    {kEver, on(Board::chinext), {1, 0, 0}},  // [K]
    {{2014, 1, 1}, kMain, {0, 44, 36}},
    {{2014, 1, 1}, on(Board::chinext), {0, 44, 36}},
    {{2019, 7, 22}, on(Board::star), {5, 0, 0}},
    {{2020, 8, 24}, on(Board::chinext), {5, 0, 0}},
    {{2021, 11, 15}, on(Board::bse), {1, 0, 0}},
    {{2023, 4, 10}, kMain, {5, 0, 0}},
};

// Funds whose kind shows in the code. Shenzhen's 159xxx are of every kind: T+1 unless told otherwise.
constexpr SameDayRow kSameDay[] = {
    {kBonds, ""},
    {{.markets = of(Market::sh), .kinds = kFunds.kinds}, "511"},  // Bonds and money.
    {{.markets = of(Market::sh), .kinds = kFunds.kinds}, "513"},  // Abroad.
    {{.markets = of(Market::sh), .kinds = kFunds.kinds}, "518"},  // Gold.
    {kStocks, "", {1994, 12, 31}},                                // T+1 since 1995-01-01. [K]
};

constexpr int at(int hour, int minute) {
  return hour * 3600 + minute * 60;
}
constexpr Class kSzStocks{.markets = of(Market::sz), .kinds = kStocks.kinds};
constexpr Class kShFunds{.markets = of(Market::sh), .kinds = kFunds.kinds};
constexpr Class kBjStocks{.markets = of(Market::bj), .kinds = kStocks.kinds};
constexpr Class kSzFunds{.markets = of(Market::sz), .kinds = kFunds.kinds};
constexpr Class kTraded{.kinds = kStocks.kinds | kFunds.kinds};
constexpr Session kClosing{"closing_auction", at(14, 57), at(15, 0)};
constexpr Session kLate{"continuous", at(13, 0), at(15, 0)};
constexpr Session kUntilClosing{"continuous", at(13, 0), at(14, 57)};
constexpr Session kAfter{"after_hours", at(15, 5), at(15, 30)};

constexpr SessionRow kSessions[] = {
    {kEver, kOpen, kTraded, {"opening_auction", at(9, 15), at(9, 25)}},
    {kEver, kOpen, kTraded, {"continuous", at(9, 30), at(11, 30)}},
    {kEver, {2006, 6, 30}, kSzStocks, kLate},
    {{2006, 7, 1}, kOpen, kSzStocks, kUntilClosing},
    {{2006, 7, 1}, kOpen, kSzStocks, kClosing},
    {kEver, {2006, 6, 30}, kSzFunds, kLate},
    {{2006, 7, 1}, kOpen, kSzFunds, kUntilClosing},
    {{2006, 7, 1}, kOpen, kSzFunds, kClosing},
    {kEver, {2018, 8, 19}, kShanghai, kLate},
    {{2018, 8, 20}, kOpen, kShanghai, kUntilClosing},
    {{2018, 8, 20}, kOpen, kShanghai, kClosing},
    {kEver, kOpen, kBjStocks, kUntilClosing},
    {kEver, kOpen, kBjStocks, kClosing},
    {kEver, {2026, 7, 5}, kShFunds, kLate},
    {{2026, 7, 6}, kOpen, kShFunds, kUntilClosing},
    {{2026, 7, 6}, kOpen, kShFunds, kClosing},
    {{2019, 7, 22}, {2026, 7, 5}, on(Board::star), kAfter},
    {{2020, 8, 24}, {2026, 7, 5}, on(Board::chinext), kAfter},
    {{2026, 7, 6}, kOpen, kTraded, kAfter},
};

}  // namespace

std::span<const RateRow> stamp_duty() {
  return kStampDuty;
}
std::span<const RateRow> transfer_fee() {
  return kTransferFee;
}
std::span<const RateRow> handling_fee() {
  return kHandlingFee;
}
std::span<const RateRow> supervision_fee() {
  return kSupervisionFee;
}
std::span<const LotRow> lots() {
  return kLots;
}
std::span<const LimitRow> limits() {
  return kLimits;
}
std::span<const ListingRow> listings() {
  return kListings;
}
std::span<const SameDayRow> same_day() {
  return kSameDay;
}
std::span<const SessionRow> sessions() {
  return kSessions;
}

}  // namespace fwq::backtest::rules
