// Rulebook: what the market's rules say about one security on one day: costs, lots, price limits, settlement, sessions.
//
// The rules are dated tables (src/rules/a_share.cpp), looked up by trade date, exchange, board, kind and side. Before a
// back-test they are resolved into a Schedule for each class of security, in which a day is found at once.
// Source: shared notes on A-share rules, section 5; each row of the tables names its own.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/backtest/money.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/time.hpp"

namespace fwq::backtest {

enum class Side : std::uint8_t { buy, sell };
std::string_view to_string(Side side) noexcept;

// Costs that a user may set; what is not set follows the tables.
struct CostSettings {
  double commission_rate =
      0.00025;                // All-in: exchange and supervision fees are inside, unless itemised.
  double min_commission = 5;  // CNY an order and day; 0: "free of 5".
  // Exchange (handling) and supervision fees are charged beside the commission.
  bool itemise_exchange_fees = false;
  std::optional<double> stamp_duty_rate = {};    // On sales, instead of the dated table.
  std::optional<double> transfer_fee_rate = {};  // On both sides, instead of the dated table.
  bool dividend_tax =
      false;  // 20, 10 or 0 % of cash dividends by how long the shares were held, at their sale.

  static CostSettings none() { return {0, 0, false, 0.0, 0.0, false}; }
};

// What one order pays. Each item is a whole number of cents.
struct Fees {
  Money commission = 0, stamp_duty = 0, transfer_fee = 0, exchange_fees = 0;
  Money total() const noexcept { return commission + stamp_duty + transfer_fee + exchange_fees; }
  friend bool operator==(const Fees&, const Fees&) = default;
};

// The lowest and highest price of a day.
struct PriceBand {
  Money down = 0, up = 0;
  bool free() const noexcept { return up == kFree; }
  static constexpr Money kFree = INT64_MAX / 4;
};

// What holds from a day on, for securities of one class. Rates are billionths of the amount.
struct DayRules {
  std::int64_t from = 0;                                                      // Day number.
  std::array<std::int64_t, 2> stamp_duty{}, transfer_fee{}, exchange_fees{};  // By Side.
  std::int64_t transfer_per_share = 0;  // Before 2015, Shanghai: billionths of a yuan a share …
  Money transfer_least = 0;             // … and at least this.
  std::int64_t first_lot = 1;           // A purchase is at least so many shares …
  std::int64_t lot_step =
      1;  // … and a multiple of this beyond. A sale is any number up to what is held, but a remainder below
  // first_lot goes whole.
  std::int64_t most_limit = 0,
               most_market = 0;  // Shares an order; 0: no bound. Larger ones are entered in parts.
  int percent = 0;               // Price limit; 0: none.
  int warned_percent = 0;        // The same under risk warning (ST).
  bool same_day = false;         // Bought shares can be sold on the same day (T+0).
};

struct Session {
  std::string_view name;   // "opening_auction", "continuous", "closing_auction", "after_hours".
  int begin = 0, end = 0;  // Seconds of the day.
};

// How the first days of a listing differ.
struct ListingRules {
  int free_days = 0;  // So many days have no limit.
  int first_day_up = 0,
      first_day_down = 0;  // Percent of the issue price on the first day; 0: as other days.
};

// Rules of one class of security, by day. Immutable. [any-thread]
class Schedule {
 public:
  // The rules in force on a day. `hint` remembers where the last answer was: days that rise cost one comparison.
  const DayRules& on(std::int64_t day, std::size_t& hint) const noexcept {
    if (hint >= days_.size() || days_[hint].from > day) hint = 0;
    while (hint + 1 < days_.size() && days_[hint + 1].from <= day) ++hint;
    return days_[hint];
  }
  const DayRules& on(std::int64_t day) const noexcept {
    std::size_t hint = 0;
    return on(day, hint);
  }

  Money tick() const noexcept { return tick_; }
  Money min_commission() const noexcept { return min_commission_; }
  bool truncates() const noexcept { return truncates_; }
  std::span<const DayRules> days() const noexcept { return days_; }

  // Highest and lowest price after `reference` (the last close, on an ex-date the ex-reference price), on ticks. SSE and SZSE
  // round half up, BSE never beyond the limit. A limit is at least one tick away, and the lowest price is one tick.
  // `percent` 0: free.
  PriceBand band(Money reference, int percent) const noexcept;

  // What an order of one day pays for `amount` (price times shares, so far filled) and `shares`.
  Fees fees(const DayRules& rules, Side side, Money amount, std::int64_t shares) const noexcept;

 private:
  friend class Rulebook;
  std::vector<DayRules> days_;
  Money tick_ = kCent;
  bool truncates_ = false;
  std::int64_t commission_rate_ = 0;
  Money min_commission_ = 0;
};

// Immutable. [any-thread]
class Rulebook {
 public:
  // The rules of the exchanges of Shanghai, Shenzhen and Beijing. Errors: invalid_argument (a rate that is negative, above
  // 10 %, or no number; a minimum that is negative or above 1,000).
  static Result<Rulebook> a_share(const CostSettings& costs = {});
  // Any other market: one share is a lot, no limits, shares can be sold at once, only the costs given. Prices to 0.0001.
  static Result<Rulebook> plain(const CostSettings& costs = CostSettings::none());

  // Indices and other things that no one trades follow the plain rules. Cost: some microseconds; keep it for a run.
  Schedule schedule(data::Symbol symbol) const;
  ListingRules listing(data::Symbol symbol, std::int64_t listed_day) const noexcept;
  // The sessions of a day, by time; empty: unknown.
  std::vector<Session> sessions(data::Symbol symbol, std::int64_t day) const;

  const CostSettings& costs() const noexcept { return costs_; }
  bool is_plain() const noexcept { return plain_; }

 private:
  explicit Rulebook(const CostSettings& costs, bool plain) : costs_(costs), plain_(plain) {}
  CostSettings costs_;
  bool plain_ = false;
};

// Percent of a cash dividend that is due as tax when the shares are sold: 20 up to a month after the purchase (the same day of
// the next month), 10 up to a year, then 0. In force since 2015-09-08; taken for earlier sales too.
int dividend_tax_percent(std::int64_t bought_day, std::int64_t sold_day) noexcept;

}  // namespace fwq::backtest
