// What both engines ask of a bar before a fill: may anyone trade there, at what price, with which limits.
#pragma once

#include <algorithm>
#include <cmath>

#include "fwq/backtest/broker.hpp"

namespace fwq::backtest {

inline bool is_price(double value) noexcept {
  return value > 0 && value < 1e11;
}

struct BarPrices {
  Money open = 0, high = 0, low = 0, close = 0;  // 0: none.
  double volume = 0;                             // NaN: unknown.
};
inline BarPrices prices_of(const data::Bars& raw, std::size_t i) noexcept {
  const auto money = [](double value) { return is_price(value) ? money_of(value) : 0; };
  return {money(raw.open()[i]), money(raw.high()[i]), money(raw.low()[i]), money(raw.close()[i]),
          raw.volume()[i]};
}

// The limits of the day whose first bar is `day_begin`. `event_reference`: the ex-reference price of that day, or 0.
// A new listing is free for its first days; the first day's band of 2014 to 2023 hangs on an issue price that bars do not
// tell, so that day is free too.
PriceBand band_of(const TradedSeries& series, const Schedule& schedule, const DayRules& rules,
                  const ListingRules& listing, std::size_t day_begin, std::int64_t day,
                  Money event_reference) noexcept;

// Why nobody can trade at `price`, or none. `at_limit_counts`: a price that is at the limit against the order is refused
// even if the bar also traded elsewhere.
inline Obstacle refused(Side side, const BarPrices& bar, const PriceBand& limits, Money price,
                        bool at_limit_counts) noexcept {
  if (price <= 0 || bar.low <= 0 || bar.high <= 0 || bar.volume <= 0) return Obstacle::no_trade;
  if (limits.free()) return Obstacle::none;
  if (side == Side::buy) {
    if (bar.low >= limits.up || (at_limit_counts && price >= limits.up)) return Obstacle::limit_up;
  } else {
    if (bar.high <= limits.down || (at_limit_counts && price <= limits.down))
      return Obstacle::limit_down;
  }
  // The whole bar lies beyond the limit on the other side: the limit is not that day's, or the price is wrong.
  if (bar.low > limits.up || bar.high < limits.down) return Obstacle::no_trade;
  return Obstacle::none;
}

// `price` made worse for the order by the slippage, on a tick, within the bar and the limits.
inline Money slipped(Side side, const Slippage& slippage, Money tick, const BarPrices& bar,
                     const PriceBand& limits, Money price, std::int64_t shares) noexcept {
  Money at = price;
  if (slippage.value > 0) {
    double worse = static_cast<double>(price) * slippage.value;
    if (slippage.kind == Slippage::Kind::ticks) {
      worse = static_cast<double>(tick) * slippage.value;
    } else if (slippage.kind == Slippage::Kind::volume_share) {
      const double part =
          bar.volume > 0 ? std::min(1.0, static_cast<double>(shares) / bar.volume) : 0;
      worse *= part * part;
    }
    const int sign = side == Side::buy ? 1 : -1;
    const double ticks = (static_cast<double>(price) + sign * worse) / static_cast<double>(tick);
    at = static_cast<Money>(sign > 0 ? std::ceil(ticks - 1e-9) : std::floor(ticks + 1e-9)) * tick;
  }
  const Money lowest = std::max(bar.low, limits.down), highest = std::min(bar.high, limits.up);
  return std::clamp(at, std::min(lowest, highest), highest);
}

}  // namespace fwq::backtest
