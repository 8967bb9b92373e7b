// Marks of the time axis: the coarser the unit that begins at a bar, the coarser its text.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "fwq/data/period.hpp"
#include "fwq/data/time.hpp"

namespace fwq::chart {

struct TimeMark {
  std::size_t bar = 0;
  std::string text;    // "2024", "2024-03", "03-15" or "10:30".
  bool major = false;  // A year begins; in minutes, a day.
  friend bool operator==(const TimeMark&, const TimeMark&) = default;
};

// Marks at the first bar of a unit (half an hour … ten years) among bars [first, end), in the finest unit that gives at
// most `most` of them, none nearer than `gap` bars to the one before (a major one takes the place of a minor one).
// Cost: O(most * log n) a unit, whatever the number of bars.
std::vector<TimeMark> time_marks(std::span<const data::Time> times, std::size_t first,
                                 std::size_t end, std::size_t most, double gap,
                                 data::Period period);

}  // namespace fwq::chart
