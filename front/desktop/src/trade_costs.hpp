// What a trade costs and how much to buy, by the exchange's rules of today: the arithmetic of the calculator.
#pragma once

#include <cstdint>
#include <string_view>

#include "fwq/backtest/rulebook.hpp"
#include "fwq/core/result.hpp"

namespace fwq::desktop {

struct RoundTrip {
  double fees_in = 0, fees_out = 0;  // CNY.
  double gain = 0;                   // After both.
  double even = 0;                   // The lowest price on a tick at which selling loses nothing.
};
// Errors: invalid_argument (no symbol, prices or shares not above 0, rates out of range).
Result<RoundTrip> round_trip(std::string_view symbol, std::int64_t shares, double bought,
                             double sold, const backtest::CostSettings& costs);

struct PositionSize {
  std::int64_t shares = 0;  // Whole lots.
  double cost = 0;          // CNY, fees included.
  double loss = 0;          // When sold at the stop, fees of both sides included.
};
// So many shares that falling to `stop` costs no more than `risk` (a fraction) of `capital`, and that `capital` buys.
// Errors: as round_trip; invalid_argument (a stop that is not below the price, a risk outside (0,1]).
Result<PositionSize> position_size(std::string_view symbol, double capital, double risk,
                                   double price, double stop);

}  // namespace fwq::desktop
