// The bar times of many series as one line, and where it is cut into parts.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/data/bars.hpp"
#include "fwq/optimization/pattern_objective.hpp"

namespace fwq::optimization {

struct Timeline {
  std::vector<data::Time> times;    // Of all series, rising, each once.
  std::vector<int> months;          // Of each time: months since the year 0.
  std::vector<std::size_t> before;  // Bars before each time.
  std::size_t bars = 0;

  static Timeline of(std::span<const std::span<const data::Time>> series);
  // The first of the times before which there are as many bars or more.
  std::uint32_t time_after(double bars_before) const;
};

// So many bar times a part must have beside what is left out of it, and so many months for an error.
inline constexpr std::uint32_t kLeastTimes = 60;
inline constexpr std::size_t kLeastMonths = 3;

int month_of(data::Time time);
// Standard deviation (n - 1) over the root of n; 0 for fewer than two.
double error_of_mean(std::span<const double> values);
// Shares of time and the penalty. Errors: invalid_argument, naming `subject`.
Result<void> check_shares(std::string_view subject, const ObjectiveOptions& options);
// Errors: invalid_argument: parts too short.
Error too_short(const Timeline& line, std::uint32_t least);

}  // namespace fwq::optimization
