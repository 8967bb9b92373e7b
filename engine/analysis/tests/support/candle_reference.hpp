// TA-Lib's candle functions once more, plainly: one bar and one function at a time, from their published conditions.
#pragma once

#include <string_view>
#include <vector>

#include "fwq/analysis/candles.hpp"

namespace fwq::analysis::test {

// One number per bar: 0, ±80, ±100, ±200; 0 also where there is none yet. Requires: finite bars.
std::vector<int> reference_values(std::string_view name, const data::Bars& bars, double penetration,
                                  const CandleSettings& settings);

}  // namespace fwq::analysis::test
