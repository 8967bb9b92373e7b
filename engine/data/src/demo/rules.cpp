// Price limits of the demo market: exact, in whole ticks.
#include "demo/rules.hpp"

#include <algorithm>

#include "fwq/data/time.hpp"

namespace fwq::data::demo {

int limit_percent(Board board, std::int64_t day, bool st) noexcept {
  switch (board) {
    case Board::star:
      return 20;
    case Board::bse:
      return 30;
    case Board::chinext:
      if (day >= days_from({2020, 8, 24})) return 20;
      return st ? 5 : 10;
    default:
      return st && day < days_from({2026, 7, 6}) ? 5 : 10;
  }
}

Limits limits(std::int64_t reference, int percent, Board board) noexcept {
  Limits out;
  if (board == Board::bse) {
    out.up = reference * (100 + percent) / 100;
    out.down = (reference * (100 - percent) + 99) / 100;
  } else {
    out.up = (reference * (100 + percent) + 50) / 100;
    out.down = (reference * (100 - percent) + 50) / 100;
  }
  out.up = std::max(out.up, reference + 1);
  out.down = std::max<std::int64_t>(1, std::min(out.down, reference - 1));
  return out;
}

int free_bars(Board board, std::int64_t listed) noexcept {
  switch (board) {
    case Board::star:
      return 5;
    case Board::bse:
      return 1;
    case Board::chinext:
      return listed >= days_from({2020, 8, 24}) ? 5 : 0;
    default:
      return listed >= days_from({2023, 4, 10}) ? 5 : 0;
  }
}

std::int64_t board_begins(Board board) noexcept {
  switch (board) {
    case Board::star:
      return days_from({2019, 7, 22});
    case Board::bse:
      return days_from({2021, 11, 15});
    case Board::chinext:
      return days_from({2009, 10, 30});
    default:
      return 0;
  }
}

}  // namespace fwq::data::demo
