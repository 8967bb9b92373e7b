// Broker: what becomes of orders for one security in each bar, by the market's rules of that day.
//
// A bar is taken in this order: ex-rights events (before the open), the open, the way from open to close, the close.
//   open    market_on_open; stops that the open has passed, at the open; limit orders at or better than the open
//   way     stops and limits that are reached, by the path open - nearer extreme - other extreme - close (`nearer_first`);
//           orders given on the way see what is left of it; one that the price has passed already is filled at that price
//           `pessimistic`: open - low - high - close, and a limit order is filled only where the price went through it
//   close   market_on_close
// Prices are raw and on ticks; those of orders are moved to the next tick that keeps their word. A fill lies within the bar's low and high and the day's limits, slippage included. A bar
// locked at its upper limit sells nothing to anyone, one locked at the lower limit buys nothing; `pessimistic` also refuses
// an open that is at the limit. A market-on-close order is refused when the bar closes at the limit against it.
// A sale never takes shares bought on the same day (but for T+0 kinds). Purchases are whole lots and never more than the cash.
// One bar trades no more than `volume_cap` of its volume with us. The least commission counts an order and day.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "fwq/backtest/account.hpp"
#include "fwq/backtest/order.hpp"
#include "fwq/backtest/rulebook.hpp"
#include "fwq/backtest/series.hpp"

namespace fwq::backtest {

// How much worse than the market an order at the market is filled.
struct Slippage {
  enum class Kind : std::uint8_t {
    fraction,  // value of the price: 0.001 is 0.1 %.
    ticks,     // value ticks.
    volume_share,  // value * (our shares / the bar's volume)^2 of the price, as in the model of zipline.
  };
  Kind kind = Kind::fraction;
  double value = 0;
};

enum class Intrabar : std::uint8_t { nearer_first, pessimistic };

struct BrokerOptions {
  Slippage slippage = {};
  Intrabar intrabar = Intrabar::nearer_first;
  double volume_cap = 0.25;  // Of the bar's volume; 0: no cap. Bars of unknown volume have none.
};

// The most shares that `budget` buys at `price`, fees included, in valid lots; 0: not one lot. And the fees of so many.
struct Purchase {
  std::int64_t shares = 0;
  Fees fees;
};
Purchase largest_purchase(const Schedule& schedule, const DayRules& rules, Money price,
                          Money budget) noexcept;
inline std::int64_t buyable(const Schedule& schedule, const DayRules& rules, Money price,
                            Money budget) noexcept {
  return largest_purchase(schedule, rules, price, budget).shares;
}
// The valid number of shares to sell nearest below `wanted` of the `held` ones; 0: none.
std::int64_t sellable_lot(const DayRules& rules, std::int64_t wanted, std::int64_t held) noexcept;

// What a broker writes down. One for all securities of a run.
struct Journal {
  std::vector<Fill> fills;
  std::vector<Trade> trades;
  std::vector<UnfilledOrder> unfilled;
  Money dividends = 0, traded = 0;
  std::size_t rights_lapsed = 0;
};

// Told of each fill as it happens; may give and cancel orders.
class FillListener {
 public:
  virtual ~FillListener() = default;
  virtual void filled(const Fill& fill) = 0;
};

class Broker {
 public:
  // Everything referred to outlives the broker. `security`: the index in account and journal.
  Broker(const TradedSeries& series, const Schedule& schedule, const ListingRules& listing,
         const BrokerOptions& options, Account& account, std::uint32_t security, Journal& journal);

  OrderId submit(const Order& order, std::size_t bar);
  // Whether it was there.
  bool cancel(OrderId id);
  void cancel_all();
  bool has_orders() const noexcept { return !orders_.empty(); }
  bool is_working(OrderId id) const noexcept;

  // The phases of bar `i`, in order; `i` rises. Those after the first may be left out while there are no orders.
  void begin_bar(std::size_t i) {  // Ex-rights events.
    bar_ = i;
    volume_used_ = 0;
    if (next_event_ < series_.events.size() && series_.events[next_event_].bar <= i) apply_events();
  }
  void open(std::size_t i, FillListener& listener) {
    open(i, Side::sell, listener);  // Sales first: their cash can buy.
    open(i, Side::buy, listener);
  }
  void open(std::size_t i, Side side, FillListener& listener);
  void way(std::size_t i, FillListener& listener);
  void close(std::size_t i, FillListener& listener);  // Also ages orders.
  // Sells what is held at the close of bar `i`, whatever the rules: the series ends or is cut there.
  void liquidate(std::size_t i, std::string_view reason, FillListener& listener);
  // Ends all orders as unfilled.
  void abandon(Obstacle obstacle);

  // The limits of bar i's day. Requires: begin_bar(i).
  PriceBand band() noexcept;
  const TradedSeries& series() const noexcept { return series_; }

 private:
  enum class Step : std::uint8_t { open, way, close };
  struct Working {
    Order order;
    OrderId id = 0;
    std::uint32_t given_bar = 0;
    std::uint32_t bars = 0;
    std::int64_t left = 0;  // Of Amount::shares.
    Money spent = 0;        // Of Amount::cash.
    bool armed = false;     // A stop-limit whose stop was reached.
    bool done = false, cancelled = false;
    Money highest = 0;            // Since it rests, of trailing stops.
    Step given_in = Step::close;  // Of the bar in which it was given.
    std::int64_t fee_day = INT64_MIN;
    Money amount_today = 0;  // For the least commission: what was filled today …
    std::int64_t shares_today = 0;
    Fees fees_today;  // … and charged.
    std::int64_t filled = 0;
    Obstacle obstacle = Obstacle::none;
  };

  void apply_events();
  void adjust_orders(const data::AppliedEvent& event);
  // Looks up the day of the present bar and its rules.
  void know_day();
  bool at_open(Working& w, std::size_t i, FillListener& listener);
  // A place on the way of a bar: how far from the open, along the path, and the price there.
  struct Place {
    Money distance = 0, price = 0;
  };
  using Path = std::array<Money, 4>;  // Turning points.
  Path path_of(std::size_t i) const;
  // Where an order is reached from `from` on; at a price of 0: not.
  Place reached(const Working& w, const Path& path, Place from) const;
  Money seen_high(const Working& w, std::size_t i) const;
  void fill(Working& w, std::size_t i, Money price, bool at_market, Step step,
            FillListener& listener);
  Money spendable(const Working& w) const noexcept;
  std::int64_t wanted_shares(const Working& w, Money price) const;
  void execute(Working& w, std::size_t i, Money price, std::int64_t shares, FillListener& listener);
  void sweep_done();

  const TradedSeries& series_;
  const Schedule& schedule_;
  ListingRules listing_;
  BrokerOptions options_;
  Account& account_;
  std::uint32_t security_;
  Journal& journal_;
  std::vector<Working> orders_;
  OrderId last_id_ = 0;
  std::size_t next_event_ = 0;
  std::size_t rule_hint_ = 0;
  std::int64_t day_ = INT64_MIN;
  std::size_t day_begin_ = 0;  // First bar of the day.
  std::size_t bar_ = 0;
  Money event_reference_ = 0;  // Of the day event_day_.
  std::int64_t event_day_ = INT64_MIN;
  std::int64_t volume_used_ = 0;
  const DayRules* rules_ = nullptr;
  Step step_ = Step::close;  // Of the bar at work.
  bool band_known_ = false;
  PriceBand band_;
};

}  // namespace fwq::backtest
