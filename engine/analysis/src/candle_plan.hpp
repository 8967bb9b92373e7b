// A plan: what has to be computed for some candles with some settings, worked out once.
//
// TA-Lib keeps for each function, setting and offset a running sum of its own. All sums of one range and period go on by
// the same additions and differ only in the bar they began at: a chain. What a chain began with shows in its last bits,
// so each is carried on its own until all have become equal (they do, after some hundred bars).
#pragma once

#include <vector>

#include "candle_list.hpp"

namespace fwq::analysis::candle {

// A range summed over a period.
struct SumGroup {
  CandleRange range;
  std::size_t period;
  std::size_t first_chain = 0, chains = 0;  // In Plan::chains.
  bool by_reciprocal = false;  // Division by the period may go by can_divide_by_reciprocal().
};

// The sum that belongs to bar i is that of the `period` bars before it; the first one, at bar `start`, is added up anew.
struct Chain {
  std::size_t group, start;
};

// What a test compares with: factor times the average of a chain, or of the bar's own range when the period is 0.
inline constexpr std::size_t kNoChain = static_cast<std::size_t>(-1);
struct Level {
  CandleSetting setting;
  std::size_t chain = kNoChain;
  friend bool operator==(const Level&, const Level&) = default;
};

// A test, compared with one level.
inline constexpr std::uint16_t kNoLevel = 0xFFFF;
struct Slot {
  std::uint16_t test;
  std::uint16_t level = kNoLevel;
  friend bool operator==(const Slot&, const Slot&) = default;
};

struct Plan {
  CandleSettings settings;
  std::vector<std::size_t> candles;    // Numbers in the table, one per column.
  std::vector<std::size_t> lookbacks;  // One per column.
  std::array<double, kCandles> penetration{};
  std::vector<SumGroup> groups;
  std::vector<Chain> chains;
  std::vector<Level> levels;
  std::vector<Slot> slots;
  std::vector<std::array<std::uint16_t, 64>> slot_of;  // Per column: of each of its uses.
  std::array<std::uint16_t, kCandleSettings>
      first_level{};        // Of each setting, the level of its group's first chain.
  bool all = false;         // All candles in the order of the table: the fused pass can serve.
  std::size_t history = 0;  // Bars of the past that sums reach back.
  std::size_t settled_from =
      0;  // From this bar on every candle has values and every chain has begun.
};

// Whether x / d is what comes of a product with y = 1/d, corrected by its remainder r = x - d * (x * y), exact in a fused
// multiply-add, as x * y + r * y. It is the correctly rounded quotient if the guess x * y is less than one unit of its last
// place off (P. Markstein, Computation of elementary functions on the IBM RISC System/6000 processor, 1990). With mantissas in
// [1, 2) the guess is off by half a unit of its own rounding and, where x is below d, by less than |1 - d y| in units of y.
bool can_divide_by_reciprocal(double d);

// Errors: invalid_argument, not_found.
Result<Plan> make_plan(const CandleSettings& settings, std::span<const CandleCall> calls);

}  // namespace fwq::analysis::candle
