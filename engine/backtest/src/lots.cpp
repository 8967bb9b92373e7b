// How many shares a sum of money buys, and how many may be sold: lots, remainders, fees.
#include <algorithm>

#include "fwq/backtest/broker.hpp"

namespace fwq::backtest {
namespace {

std::int64_t to_lot(const DayRules& rules, std::int64_t shares) noexcept {
  if (shares < rules.first_lot) return 0;
  return shares - (shares - rules.first_lot) % rules.lot_step;
}

}  // namespace

Purchase largest_purchase(const Schedule& schedule, const DayRules& rules, Money price,
                          Money budget) noexcept {
  if (price <= 0 || budget <= 0) return {};
  const auto of = [&](std::int64_t n) {
    return Purchase{n, schedule.fees(rules, Side::buy, n * price, n)};
  };
  const auto excess_of = [&](const Purchase& p) {
    return p.shares * price + p.fees.total() - budget;
  };
  std::int64_t n = to_lot(rules, budget / price);
  if (n == 0) return {};
  std::int64_t too_many = n + rules.lot_step;  // The least number seen that costs more.
  Purchase found = of(n);
  // Fees are a small part of the amount, so one or two steps lead below the budget.
  for (Money excess = excess_of(found); excess > 0; excess = excess_of(found)) {
    too_many = n;
    n = to_lot(rules, n - std::max<std::int64_t>(1, excess / price));
    if (n == 0) return {};
    found = of(n);
  }
  // A big step takes its own fees along and may have gone a lot too far.
  while (n + rules.lot_step < too_many) {
    const Purchase more = of(n + rules.lot_step);
    if (excess_of(more) > 0) break;
    found = more;
    n = found.shares;
  }
  return found;
}

std::int64_t sellable_lot(const DayRules& rules, std::int64_t wanted, std::int64_t held) noexcept {
  if (wanted >= held) return held;
  if (rules.lot_step > 1) {
    // Round lots, or round lots and the whole odd remainder with them.
    const std::int64_t odd = held % rules.lot_step;
    const std::int64_t whole = wanted - wanted % rules.lot_step;
    return wanted - whole >= odd ? whole + (odd > 0 ? odd : 0) : whole;
  }
  return wanted >= rules.first_lot ? wanted : 0;
}

}  // namespace fwq::backtest
