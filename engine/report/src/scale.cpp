// Geometry of charts.
#include "fwq/report/scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace fwq::report {
namespace {

// The units of the time axis, finest first: minutes, then days, then months.
enum class Unit {
  minutes30,
  hour,
  day,
  week,
  month,
  quarter,
  half_year,
  year,
  years2,
  years5,
  years10
};

// Which unit a time lies in: the first bar with a new number begins one.
std::int64_t unit_number(data::Time time, Unit unit) {
  const std::int64_t day = data::day_number(time);
  const data::Date date = data::date_from_days(day);
  const std::int64_t month = static_cast<std::int64_t>(date.year) * 12 + date.month - 1;
  switch (unit) {
    case Unit::minutes30:
      return (time - 1) / 1800;  // A bar that ends at 10:30 lies before it.
    case Unit::hour:
      return (time - 1) / 3600;
    case Unit::day:
      return day;
    case Unit::week:
      return (day + 3) / 7;
    case Unit::month:
      return month;
    case Unit::quarter:
      return month / 3;
    case Unit::half_year:
      return month / 6;
    case Unit::year:
      return date.year;
    case Unit::years2:
      return date.year / 2;
    case Unit::years5:
      return date.year / 5;
    case Unit::years10:
      return date.year / 10;
  }
  return 0;
}

std::string tick_text(data::Time time, Unit unit) {
  const data::Date date = data::date_of(time);
  if (unit >= Unit::year) return std::to_string(date.year);
  if (unit >= Unit::month) return fmt::format("{}-{:02}", date.year, date.month);
  if (unit >= Unit::day) return data::format_date(date);
  return data::format_minute(time).substr(5);
}

std::vector<TimeTick> ticks_of(std::span<const data::Time> times, std::size_t first,
                               std::size_t end, double gap, Unit unit) {
  std::vector<TimeTick> ticks;
  for (std::size_t i = first; i < end; ++i) {
    // The very first bar begins a day; whether it begins a month is not known.
    const bool begins =
        i == 0 ? unit <= Unit::day : unit_number(times[i], unit) != unit_number(times[i - 1], unit);
    if (!begins) continue;
    if (!ticks.empty() && static_cast<double>(i - ticks.back().bar) < gap) continue;
    ticks.push_back({i, tick_text(times[i], unit)});
  }
  return ticks;
}

// multiple * 10^power as the double nearest to that decimal.
double decimal(double multiple, int power) {
  return power < 0 ? multiple / std::pow(10.0, -power) : multiple * std::pow(10.0, power);
}

bool has_extent(double low, double high) {
  return std::isfinite(low) && std::isfinite(high) && low < high;
}

}  // namespace

double ValueScale::y(double value) const noexcept {
  const double part =
      log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
  return bottom - part * (bottom - top);
}

double ValueScale::value(double y) const noexcept {
  const double part = (bottom - y) / (bottom - top);
  return log ? low * std::pow(high / low, part) : low + part * (high - low);
}

ValueScale fitted_scale(double low, double high, double top, double bottom, double room, bool log) {
  if (!std::isfinite(low) || !std::isfinite(high) || low > high) {
    low = 0;
    high = 1;
  }
  if (low == high) {
    const double more = low == 0 ? 1 : std::abs(low) * 0.01;
    low -= more;
    high += more;
  }
  ValueScale scale{low, high, top + room, bottom - room, log && low > 0};
  if (scale.bottom <= scale.top) return {low, high, top, bottom, scale.log};
  const double new_low = scale.value(bottom);
  const double new_high = scale.value(top);
  return {new_low, new_high, top, bottom, scale.log};
}

std::vector<double> nice_ticks(double low, double high, std::size_t most) {
  std::vector<double> ticks;
  if (!has_extent(low, high) || most == 0) return ticks;
  const double rough = (high - low) / static_cast<double>(most);
  int power = static_cast<int>(std::floor(std::log10(rough)));
  constexpr std::array kSteps{1.0, 2.0, 5.0, 10.0, 20.0};
  for (const double step : kSteps) {
    const double size = decimal(step, power);
    const double from = std::ceil(low / size - 1e-9);
    const double to = std::floor(high / size + 1e-9);
    if (to - from + 1 > static_cast<double>(most)) continue;
    for (double k = from; k <= to; ++k) ticks.push_back(decimal(k * step, power));
    break;
  }
  return ticks;
}

std::vector<double> log_ticks(double low, double high, std::size_t most) {
  if (!has_extent(low, high) || low <= 0) return nice_ticks(low, high, most);
  constexpr std::size_t kFewest = 4;
  const int first = static_cast<int>(std::floor(std::log10(low)));
  const int last = static_cast<int>(std::ceil(std::log10(high)));
  std::vector<double> ticks;
  for (const bool all : {true, false}) {
    ticks.clear();
    for (int power = first; power <= last; ++power) {
      for (const double step : {1.0, 2.0, 5.0}) {
        const double tick = decimal(step, power);
        if ((all || step == 1.0) && tick >= low && tick <= high) ticks.push_back(tick);
      }
    }
    if (ticks.size() <= most) break;
  }
  return ticks.size() < kFewest || ticks.size() > most ? nice_ticks(low, high, most) : ticks;
}

int tick_digits(std::span<const double> ticks) {
  int digits = 0;
  for (const double tick : ticks) {
    for (; digits < 8; ++digits) {
      const double scaled = tick * std::pow(10.0, digits);
      if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled))) break;
    }
  }
  return digits;
}

std::vector<TimeTick> time_ticks(std::span<const data::Time> times, std::size_t first,
                                 std::size_t count, std::size_t most, double gap,
                                 data::Period period) {
  const std::size_t end = std::min(times.size(), first + count);
  if (first >= end) return {};
  const auto finest = static_cast<int>(data::is_intraday(period) ? Unit::minutes30 : Unit::day);
  for (int unit = finest; unit <= static_cast<int>(Unit::years10); ++unit) {
    // Without the gap: it must thin out a crowd at a long suspension, not choose the unit.
    auto ticks = ticks_of(times, first, end, 0, static_cast<Unit>(unit));
    if (ticks.empty()) break;
    if (ticks.size() <= most) return ticks_of(times, first, end, gap, static_cast<Unit>(unit));
  }
  const Unit whole = data::is_intraday(period) ? Unit::hour : Unit::day;
  return {{first, tick_text(times[first], whole)}};
}

}  // namespace fwq::report
