// Names of periods.
#include "fwq/data/period.hpp"

#include <fmt/format.h>

#include <cassert>

#include "fwq/core/text.hpp"

namespace fwq::data {

std::string_view to_string(Period period) noexcept {
  switch (period) {
    case Period::min1:
      return "1m";
    case Period::min5:
      return "5m";
    case Period::min15:
      return "15m";
    case Period::min30:
      return "30m";
    case Period::min60:
      return "60m";
    case Period::day:
      return "day";
    case Period::week:
      return "week";
    case Period::month:
      return "month";
    case Period::quarter:
      return "quarter";
    case Period::year:
      return "year";
  }
  return "day";
}

Result<Period> parse_period(std::string_view text) {
  struct Alias {
    std::string_view name;
    Period period;
  };
  static constexpr Alias kAliases[] = {
      {"1min", Period::min1},     {"5min", Period::min5},   {"15min", Period::min15},
      {"30min", Period::min30},   {"60min", Period::min60}, {"1h", Period::min60},
      {"d", Period::day},         {"1d", Period::day},      {"daily", Period::day},
      {"w", Period::week},        {"1w", Period::week},     {"weekly", Period::week},
      {"monthly", Period::month}, {"q", Period::quarter},   {"quarterly", Period::quarter},
      {"y", Period::year},        {"yearly", Period::year}};
  const std::string lower = core::to_lower(text);
  std::vector<std::string> names;
  for (const Period period : kAllPeriods) {
    if (lower == to_string(period)) return period;
    names.emplace_back(to_string(period));
  }
  for (const auto& alias : kAliases) {
    if (lower == alias.name) return alias.period;
  }
  return Error{Errc::invalid_argument,
               fmt::format("'{}' is not a period: use {}", text, fmt::join(names, ", ")),
               fmt::format("'{}' 不是周期：可用 {}", text, fmt::join(names, "、"))};
}

int minutes(Period period) noexcept {
  assert(is_intraday(period));
  switch (period) {
    case Period::min1:
      return 1;
    case Period::min5:
      return 5;
    case Period::min15:
      return 15;
    case Period::min30:
      return 30;
    default:
      return 60;
  }
}

}  // namespace fwq::data
