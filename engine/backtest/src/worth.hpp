// The loops over each bar of the columnar engine: what a position is worth, and the deepest fall of it.
#pragma once

#include <cstddef>
#include <span>

namespace fwq::backtest {

// So many values at a step: positions are short, and the length of a loop that varies is a guess of the processor's that
// fails. A step may write beyond the end of a stretch, where the next one writes anew.
inline constexpr std::size_t kStep = 8;

// What `count` shares at each close and `cash` are worth, in CNY: money_of() of each, in whole numbers below 2^52, which
// are exact in doubles; for `steps` times kStep closes. Returns whether every close is above 0; what is written for others
// is nothing.
bool write_worth(const double* close, std::size_t steps, double cash, double count,
                 double* out) noexcept;

// The lowest value over the highest before it, of values above 0; 1 if they only rise.
double deepest_fall(std::span<const double> values) noexcept;

}  // namespace fwq::backtest
