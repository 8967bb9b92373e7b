// Account: cash and holdings, to the ten-thousandth of a yuan. Knows what may be sold today, and pairs sales with purchases.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fwq/backtest/money.hpp"
#include "fwq/backtest/order.hpp"
#include "fwq/data/exrights.hpp"

namespace fwq::backtest {

// Shares bought together.
struct Lot {
  data::Time time = 0;
  std::uint32_t bar = 0;
  std::int64_t day = 0;
  std::int64_t shares = 0;
  Money paid = 0;  // Price times shares.
  Money fees = 0;
  Money dividends = 0;  // Received for them, before tax.
};

struct Holding {
  std::int64_t shares = 0;
  std::int64_t bought_today = 0;  // Of the day `day`.
  std::int64_t day = INT64_MIN;
  Money mark = 0;         // Price at which it is valued.
  std::vector<Lot> lots;  // Oldest first.

  std::int64_t sellable(std::int64_t today, bool same_day) const noexcept {
    return same_day || today != day ? shares : shares - bought_today;
  }
  // Per share, fees included; 0 without shares.
  double average_cost() const noexcept;
};

// [one thread at a time]
class Account {
 public:
  Account(Money cash, std::size_t securities, bool dividend_tax = false)
      : cash_(cash), holdings_(securities), dividend_tax_(dividend_tax) {}

  Money cash() const noexcept { return cash_; }
  const Holding& holding(std::size_t security) const noexcept { return holdings_[security]; }
  std::size_t size() const noexcept { return holdings_.size(); }
  void mark(std::size_t security, Money price) noexcept { holdings_[security].mark = price; }
  // Cash and all holdings at their marks. Cost: O(securities).
  Money equity() const noexcept {
    Money sum = cash_;
    for (const Holding& held : holdings_) sum += held.shares * held.mark;
    return sum;
  }

  // Requires: cash for it. `fill.fees` are those of this part of the order.
  void buy(const Fill& fill, std::int64_t day);
  // Takes the oldest shares, appends a trade for each purchase that they come from, and sets fill.dividend_tax.
  // Requires: as many shares.
  void sell(Fill& fill, std::int64_t day, std::vector<Trade>& trades);
  // Bonus shares (fractions of a share are dropped), dividends (to the cent), splits, and a rights issue: taken up as far as
  // cash allows, which is what adjusted prices assume. The mark follows the ex-reference price.
  struct EventEffect {
    Money dividends = 0, rights_paid = 0;
    std::int64_t new_shares = 0;
    bool rights_lapsed = false;  // Some, for want of cash.
  };
  EventEffect apply(std::size_t security, const data::ExRightsEvent& event, Money reference);

 private:
  Money cash_ = 0;
  std::vector<Holding> holdings_;
  bool dividend_tax_ = false;
};

}  // namespace fwq::backtest
