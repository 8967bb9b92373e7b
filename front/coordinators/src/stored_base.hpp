// Which stored period the bars of a wanted one are made from.
#pragma once

#include <optional>

#include "fwq/data/period.hpp"

namespace fwq::coordinators {

// The stored period to make `wanted` from: itself, else days, else the longest other one. Weeks straddle months, so
// they make nothing but themselves. `is_stored(period)` says what there is.
template <class IsStored>
std::optional<data::Period> stored_base(data::Period wanted, IsStored is_stored) {
  using data::Period;
  const auto usable = [&](Period period) {
    return period <= wanted && (period != Period::week || wanted == Period::week) &&
           is_stored(period);
  };
  for (const Period first : {wanted, Period::day}) {
    if (usable(first)) return first;
  }
  for (auto period = data::kAllPeriods.rbegin(); period != data::kAllPeriods.rend(); ++period) {
    if (usable(*period)) return *period;
  }
  return std::nullopt;
}

}  // namespace fwq::coordinators
