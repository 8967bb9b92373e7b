// Buying, selling first in first out, and ex-rights events of an account.
#include "fwq/backtest/account.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace fwq::backtest {
namespace {

// The part of `whole` that falls on `part` of `parts`, so that the parts add up to the whole.
Money share_of(Money whole, std::int64_t part, std::int64_t parts) noexcept {
  return part == parts ? whole : scaled(whole, part, parts);
}

// count * ratio, the fraction dropped; ratios are decimals such as 0.3, whose double may lie a hair below.
std::int64_t whole_shares(std::int64_t count, double ratio) noexcept {
  return static_cast<std::int64_t>(std::floor(static_cast<double>(count) * ratio + 1e-6));
}

Money cents_of(std::int64_t shares, double yuan_a_share) noexcept {
  return static_cast<Money>(
             std::floor(static_cast<double>(shares) * yuan_a_share * 100 + 0.5 + 1e-6)) *
         kCent;
}

}  // namespace

double Holding::average_cost() const noexcept {
  if (shares == 0) return 0;
  Money cost = 0;
  for (const Lot& lot : lots) cost += lot.paid + lot.fees;
  return yuan_of(cost) / static_cast<double>(shares);
}

void Account::buy(const Fill& fill, std::int64_t day) {
  Holding& held = holdings_[fill.security];
  const Money paid = fill.price * fill.shares;
  cash_ -= paid + fill.fees.total();
  assert(cash_ >= 0);
  if (held.day != day) {
    held.day = day;
    held.bought_today = 0;
  }
  held.bought_today += fill.shares;
  held.shares += fill.shares;
  held.mark = fill.price;
  held.lots.push_back({fill.time, fill.bar, day, fill.shares, paid, fill.fees.total(), 0});
}

void Account::sell(Fill& fill, std::int64_t day, std::vector<Trade>& trades) {
  Holding& held = holdings_[fill.security];
  assert(fill.shares > 0 && fill.shares <= held.shares);
  std::int64_t left = fill.shares;
  Money fees_left = fill.fees.total();
  std::size_t gone = 0;
  for (Lot& lot : held.lots) {
    if (left == 0) break;
    const std::int64_t count = std::min(left, lot.shares);
    const Money paid = share_of(lot.paid, count, lot.shares);
    const Money entry_fees = share_of(lot.fees, count, lot.shares);
    const Money dividends = share_of(lot.dividends, count, lot.shares);
    const Money fees = share_of(fees_left, count, left);
    const Money tax = dividend_tax_ && dividends > 0
                          ? scaled(dividends, dividend_tax_percent(lot.day, day), 100, kCent)
                          : 0;
    fill.dividend_tax += tax;
    Trade& trade = trades.emplace_back();
    trade.security = fill.security;
    trade.entry_time = lot.time;
    trade.exit_time = fill.time;
    trade.entry_bar = lot.bar;
    trade.exit_bar = fill.bar;
    trade.shares = count;
    trade.entry_price = yuan_of(paid) / static_cast<double>(count);
    trade.exit_price = yuan_of(fill.price);
    trade.cost = paid + entry_fees;
    trade.pnl = fill.price * count - fees - tax + dividends - trade.cost;
    // Bonus shares sold alone may have cost nothing.
    trade.return_fraction =
        trade.cost > 0 ? static_cast<double>(trade.pnl) / static_cast<double>(trade.cost) : 0;
    trade.exit_reason = fill.reason;
    lot.shares -= count;
    lot.paid -= paid;
    lot.fees -= entry_fees;
    lot.dividends -= dividends;
    left -= count;
    fees_left -= fees;
    if (lot.shares == 0) ++gone;
  }
  held.lots.erase(held.lots.begin(), held.lots.begin() + static_cast<std::ptrdiff_t>(gone));
  held.shares -= fill.shares;
  held.mark = fill.price;
  if (held.day == day) held.bought_today = std::min(held.bought_today, held.shares);
  cash_ += fill.price * fill.shares - fill.fees.total() - fill.dividend_tax;
}

Account::EventEffect Account::apply(std::size_t security, const data::ExRightsEvent& event,
                                    Money reference) {
  Holding& held = holdings_[security];
  EventEffect out;
  if (held.shares == 0) return out;
  std::int64_t wanted = whole_shares(held.shares, event.rights);
  const Money price = money_of(event.rights_price);
  if (wanted > 0 && price > 0) {
    const std::int64_t payable = std::min(wanted, cash_ / price);
    out.rights_lapsed = payable < wanted;
    wanted = payable;
  }
  const std::int64_t ratio_shares = whole_shares(held.shares, (1 + event.bonus) * event.split);
  out.dividends = cents_of(held.shares, event.cash);
  out.rights_paid = price * wanted;
  out.new_shares = ratio_shares + wanted - held.shares;

  // Each lot gets its part of everything; what rounding leaves goes to the last.
  std::int64_t shares_left = ratio_shares + wanted, old_left = held.shares;
  Money dividends_left = out.dividends, paid_left = out.rights_paid;
  for (Lot& lot : held.lots) {
    const std::int64_t old = lot.shares;
    lot.shares = old == old_left ? shares_left
                                 : static_cast<std::int64_t>(scaled(shares_left, old, old_left));
    const Money dividends = share_of(dividends_left, old, old_left),
                paid = share_of(paid_left, old, old_left);
    lot.dividends += dividends;
    lot.paid += paid;
    shares_left -= lot.shares;
    dividends_left -= dividends;
    paid_left -= paid;
    old_left -= old;
  }
  std::erase_if(held.lots, [](const Lot& lot) { return lot.shares == 0; });
  held.shares = ratio_shares + wanted;
  held.bought_today = 0;  // What was held yesterday.
  held.mark = reference;
  cash_ += out.dividends - out.rights_paid;
  return out;
}

}  // namespace fwq::backtest
