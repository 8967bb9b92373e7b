// The event engine: bars come one after the other, orders are matched, a strategy sees only bars that have ended.
//
// In each bar: events and orders first (broker.hpp), then the account is valued at the close, then on_bar. An order given in
// on_bar can be filled from the next bar on: a signal at a close fills at the next open, never at that close.
// Signals read prices adjusted backward by ratio; orders, fees, limits and lots are raw. A cut of the series ends every
// position at the last close before it, and a fresh strategy begins after it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "fwq/backtest/broker.hpp"
#include "fwq/backtest/rulebook.hpp"
#include "fwq/backtest/series.hpp"
#include "fwq/core/result.hpp"

namespace fwq::backtest {

// What a strategy can know: the bars that have ended, and the account.
class Moment {
 public:
  Moment(const data::Bars& signals, const data::Bars& raw, const Account& account,
         std::span<const Trade> trades, std::uint32_t security) noexcept
      : signals_(signals), raw_(raw), account_(account), trades_(trades), security_(security) {}

  // How many bars have ended since the series (or its last cut) began.
  std::size_t size() const noexcept { return size_; }
  // Those bars, adjusted and raw; valid during the call. Cost: O(1).
  data::Bars bars() const noexcept { return view(signals_); }
  data::Bars raw() const noexcept { return view(raw_); }
  // Index of the last ended bar in the whole series, as fills count them.
  std::size_t bar() const noexcept { return bar_; }

  const Holding& holding() const noexcept { return account_.holding(security_); }
  Money cash() const noexcept { return account_.cash(); }
  Money equity() const noexcept { return account_.equity(); }
  // Those closed so far, in the whole run.
  std::span<const Trade> trades() const noexcept { return trades_; }

  // For the engine.
  void set(std::size_t size, std::size_t bar, std::span<const Trade> trades) noexcept {
    size_ = size;
    bar_ = bar;
    trades_ = trades;
  }

 private:
  data::Bars view(const data::Bars& all) const noexcept {
    return {all.time().data(),
            all.open().data(),
            all.high().data(),
            all.low().data(),
            all.close().data(),
            all.volume().data(),
            all.amount().data(),
            size_,
            nullptr};
  }
  const data::Bars& signals_;
  const data::Bars& raw_;
  const Account& account_;
  std::span<const Trade> trades_;
  std::uint32_t security_;
  std::size_t size_ = 0, bar_ = 0;
};

// Where a strategy gives its orders.
class Desk {
 public:
  explicit Desk(Broker& broker) noexcept : broker_(broker) {}
  OrderId submit(const Order& order) { return broker_.submit(order, bar_); }
  bool cancel(OrderId id) { return broker_.cancel(id); }
  void cancel_all() { broker_.cancel_all(); }
  bool is_working(OrderId id) const noexcept { return broker_.is_working(id); }
  bool has_orders() const noexcept { return broker_.has_orders(); }
  void at(std::size_t bar) noexcept { bar_ = bar; }  // For the engine.

 private:
  Broker& broker_;
  std::size_t bar_ = 0;
};

// A strategy with orders of its own. One object a series; its state is its own.
class Strategy {
 public:
  virtual ~Strategy() = default;
  // Once for each bar that has ended.
  virtual void on_bar(const Moment& now, Desk& desk) = 0;
  // Within a bar, after each fill; `now` shows the bars before that one, and the account after the fill.
  virtual void on_fill(const Fill& /*fill*/, const Moment& /*now*/, Desk& /*desk*/) {}
};

// Makes the strategy for a stretch without cuts. `signals`: its bars, of which a strategy may compute in advance what
// depends at each bar on that bar and earlier ones only.
using StrategyFactory = std::function<std::unique_ptr<Strategy>(const data::Bars& signals)>;

struct EngineOptions {
  double cash = 1'000'000;  // CNY.
  data::TimeRange range =
      {};  // Bars traded; earlier ones are seen by the strategy. A stretch begins flat.
  BrokerOptions broker = {};
  bool close_at_end = false;  // Sells at the last close, so that every position ends as a trade.
};

struct EquityCurve {
  std::vector<data::Time> time;
  std::vector<double> cash, value;  // CNY at the end of each bar; the first is before any trade.
};

struct RunResult {
  Money start = 0, end = 0;
  EquityCurve equity;
  Journal journal;
  std::size_t cuts = 0;  // Within the range.
  std::size_t flagged_events =
      0;  // Ex-rights events that were not applied, for they do not fit the price.
  std::size_t bars_held = 0;  // Bars that ended with shares.
  std::vector<Lot> open;      // What is still held at the end.
  std::int64_t open_shares = 0;
};

// One security, one account. Errors: invalid_argument (cash not above 0 or beyond 1e12; a slippage or volume cap out of range),
// not_found (no bars in the range). Cost: some 20 ns a bar besides the strategy. [any-thread]
Result<RunResult> run_strategy(const TradedSeries& series, const StrategyFactory& strategy,
                               const Rulebook& rules, const EngineOptions& options = {});

// What engine options must keep to. Errors: invalid_argument.
Result<void> check(const EngineOptions& options);

}  // namespace fwq::backtest
