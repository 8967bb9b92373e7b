// Trades as marks of a K-line: those too near to be told apart share one.
#pragma once

#include <span>
#include <vector>

#include "fwq/report/chart.hpp"
#include "fwq/report/scale.hpp"

namespace fwq::report {

// Marks of the trades whose bar lies within [left, right]: purchases and sales by themselves, and of each those less
// than 20 pixels from the first of a group as one mark with their number, which stands at the group's middle and names at most
// twelve. The same as `grouped` in page/trades.js. Requires: trades in the order of their bars.
std::vector<Mark> grouped_trades(std::span<const TradeMark> trades, const BarScale& x, double left,
                                 double right);

}  // namespace fwq::report
