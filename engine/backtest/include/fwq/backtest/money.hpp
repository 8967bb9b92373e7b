// Money and prices as whole numbers, so that an account adds up to the cent after millions of trades.
//
// A Money counts ten-thousandths of a yuan: every price on a tick (0.01, or 0.001 for funds) and every price times shares
// is one exactly. The largest is some 9e14 CNY. Prices of other markets are rounded to 0.0001.
#pragma once

#include <cstdint>

namespace fwq::backtest {

using Money = std::int64_t;

inline constexpr Money kYuan = 10'000;
inline constexpr Money kCent = 100;

// The nearest. Requires: finite, below 9e14 either way.
inline Money money_of(double yuan) noexcept {
  return static_cast<Money>(yuan * static_cast<double>(kYuan) + (yuan < 0 ? -0.5 : 0.5));
}
// The nearest double, which prints as the decimal that it is.
inline double yuan_of(Money money) noexcept {
  return static_cast<double>(money) / static_cast<double>(kYuan);
}

// What does not fit 64 bits on the way: exact, slow.
Money scaled_wide(Money money, std::int64_t numerator, std::int64_t whole, Money unit) noexcept;

// money * numerator / denominator, rounded half up to a multiple of `unit`, exactly.
// Requires: money, numerator >= 0; denominator, unit > 0.
inline Money scaled(Money money, std::int64_t numerator, std::int64_t denominator,
                    Money unit = 1) noexcept {
  if (numerator == 0) return 0;
  const std::int64_t whole = denominator * unit;
  std::int64_t product = 0;
  if (__builtin_mul_overflow(money, numerator, &product) || product > INT64_MAX - whole) {
    return scaled_wide(money, numerator, whole, unit);
  }
  return (product + whole / 2) / whole * unit;
}

}  // namespace fwq::backtest
