// Where a raw price jumps further than the day's limit allows and no event explains it.
#pragma once

#include <span>
#include <vector>

#include "fwq/data/adjust.hpp"

namespace fwq::data {

// `events` by bar, as adjusted() reports them. Intraday bars are looked at only where a day begins.
std::vector<Cut> find_cuts(const Bars& raw, Symbol symbol, std::span<const AppliedEvent> events);

// A day's high or low beyond the limit, although its open and close are within: no such trade can have been.
struct LimitBreach {
  std::size_t bar = 0;
  bool high = true;      // Else the low.
  double limit = kNone;  // The furthest price allowed.
};
// For daily bars only: a day is judged by its first bar.
std::vector<LimitBreach> find_limit_breaches(const Bars& raw, Symbol symbol,
                                             std::span<const AppliedEvent> events);

}  // namespace fwq::data
