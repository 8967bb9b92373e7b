// How far a stock of the demo market may move on a day, in ticks of 0.01 CNY.
#pragma once

#include <cstdint>

#include "fwq/data/symbol.hpp"

namespace fwq::data::demo {

// Source: trading rules of SSE, SZSE and BSE, as listed in cuts.cpp; risk-warning (ST) stocks of the main board 5 % until
//         2026-07-05, then 10 %, of ChiNext 5 % until 2020-08-23, then the board's 20 %.
int limit_percent(Board board, std::int64_t day, bool st) noexcept;

struct Limits {
  std::int64_t down = 1, up = 0;
};
// From the ex-reference or last close. SSE and SZSE round half-up; BSE never goes beyond 30 %. At least one tick of room.
Limits limits(std::int64_t reference, int percent, Board board) noexcept;

// How many bars of a new listing trade without limit; 0: the first day has a band of its own (+44 % / -36 %).
int free_bars(Board board, std::int64_t listed) noexcept;

// The first day on which a board traded (0: always there, as far as the demo goes).
std::int64_t board_begins(Board board) noexcept;

}  // namespace fwq::data::demo
