// Orders and what becomes of them: fills, trades, orders that were never filled.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "fwq/backtest/money.hpp"
#include "fwq/backtest/rulebook.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::backtest {

enum class OrderKind : std::uint8_t {
  market_on_open,   // At the open of the next bar.
  market_on_close,  // At the close of the next bar.
  limit,            // At `limit` or better.
  stop,             // At the market once the price reaches `stop`.
  stop_limit,       // As a limit order once the price reaches `stop`.
  trailing_stop,  // A sale at the market once the price falls by `trail` from its highest since the order rests.
};
std::string_view to_string(OrderKind kind) noexcept;

// How much an order is for.
enum class Amount : std::uint8_t {
  shares,    // `shares`.
  whole,     // Sales: all that is held.
  fraction,  // Purchases: until holdings are worth `value` of the equity, fees included …
  cash,      // … or until `value` CNY are spent; sized at the price of the fill.
};

struct Order {
  Side side = Side::buy;
  OrderKind kind = OrderKind::market_on_open;
  Amount amount = Amount::shares;
  std::int64_t shares = 0;
  double value = 0;
  Money limit = 0, stop = 0;   // Raw prices.
  double trail = 0;            // A fraction of the price, in (0,1).
  std::uint32_t good_for = 0;  // Bars until it is cancelled; 0: as long as it takes.
  std::string reason = {};     // "signal", "stop_loss" …: stable, shown with the fill.
};
using OrderId = std::uint64_t;  // From 1; 0: none.

// What kept an order from being filled.
enum class Obstacle : std::uint8_t {
  none,
  cash,         // Not enough for one lot.
  limit_up,     // Locked at the upper limit: nobody sells.
  limit_down,   // Locked at the lower limit: nobody buys.
  no_trade,     // Suspended, or a bar without volume or price.
  settlement,   // T+1: bought today.
  not_reached,  // The price of the order was not reached.
  volume,       // Its share of the bar's volume is below one lot.
  no_shares,    // A sale without anything to sell, or a number of shares that is no valid lot.
  cut,          // The series was cut before it could be filled.
  end,          // The data ended before its first bar.
};
std::string_view to_string(Obstacle obstacle) noexcept;

struct Fill {
  data::Time time = 0;
  std::uint32_t bar = 0;
  std::uint32_t security = 0;  // Index into the run's securities.
  OrderId order = 0;
  Side side = Side::buy;
  Money price = 0;  // Raw.
  std::int64_t shares = 0;
  Fees fees;
  Money dividend_tax = 0;
  std::string reason;
};

// A purchase and its sale, first in first out. Shares and prices are those of the sale's day: ex-rights events in between
// have changed them.
struct Trade {
  std::uint32_t security = 0;
  data::Time entry_time = 0, exit_time = 0;
  std::uint32_t entry_bar = 0, exit_bar = 0;
  std::int64_t shares = 0;
  double entry_price = 0, exit_price = 0;  // CNY; the entry's per share of today, without fees.
  Money cost = 0;                          // What was paid, fees included.
  Money pnl = 0;                           // Proceeds and dividends, less cost, fees and tax.
  double return_fraction = 0;              // pnl / cost.
  std::string exit_reason;
  std::uint32_t bars_held() const noexcept { return exit_bar - entry_bar; }
};

struct UnfilledOrder {
  data::Time time = 0;  // Of the bar at whose end it was given.
  std::uint32_t security = 0;
  OrderId order = 0;
  Side side = Side::buy;
  OrderKind kind = OrderKind::market_on_open;
  std::uint32_t bars_tried = 0;
  Obstacle obstacle = Obstacle::none;  // The last one.
  std::string reason;                  // The order's.
};

}  // namespace fwq::backtest
