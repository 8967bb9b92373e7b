// Days that closed at their price limit, by the rulebook.
#pragma once

#include <cstdint>
#include <vector>

#include "fwq/backtest/rulebook.hpp"
#include "fwq/backtest/series.hpp"

namespace fwq::backtest {

enum class LimitClose : std::uint8_t { none, up, down };

// Source: the exchanges' rules on price limits, as Rulebook has them: by board and date, from the ex-reference price on an
//         ex-date, ST's own limit on the days under warning that the series knows, free first days of a listing.
// Input:  daily bars of a series.
// Output: for each bar whether its close is the upper or the lower limit of its day.
// Edges:  none where no limit is in force or the day's reference is not known (the first bar, a cut), on a day without
//         trade, and where the whole bar lies beyond the limit (the limit is then not that day's).
// Cost:   O(bars). [any-thread]
std::vector<LimitClose> limit_closes(const TradedSeries& series, const Rulebook& rulebook);

}  // namespace fwq::backtest
