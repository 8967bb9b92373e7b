// Where a raw price jumps further than the day's limit allows and no event explains it.
#pragma once

#include <span>
#include <vector>

#include "fwq/data/adjust.hpp"

namespace fwq::data {

// `events` by bar, as adjusted() reports them. Intraday bars are looked at only where a day begins.
std::vector<Cut> find_cuts(const Bars& raw, Symbol symbol, std::span<const AppliedEvent> events);

}  // namespace fwq::data
