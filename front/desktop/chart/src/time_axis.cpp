// Marks of the time axis, found by jumping from unit to unit.
#include "time_axis.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fwq::chart {
namespace {

enum class Unit { minutes, day, months };

struct Grade {
  Unit unit;
  int count;  // Minutes, days (7: a week from Monday), or months.
};

constexpr Grade kGrades[] = {{Unit::minutes, 5},  {Unit::minutes, 15}, {Unit::minutes, 30},
                             {Unit::minutes, 60}, {Unit::day, 1},      {Unit::day, 7},
                             {Unit::months, 1},   {Unit::months, 3},   {Unit::months, 6},
                             {Unit::months, 12},  {Unit::months, 24},  {Unit::months, 60},
                             {Unit::months, 120}, {Unit::months, 240}};

data::Time month_start(int month) {
  return data::time_from({month / 12, month % 12 + 1, 1});
}

// The end of the unit that `time` lies in: the first moment after it. A bar that ends at 10:30 lies before 10:30.
data::Time unit_end(data::Time time, Grade grade) {
  const std::int64_t day = data::day_number(time);
  switch (grade.unit) {
    case Unit::minutes: {
      const data::Time length = data::Time{grade.count} * 60;
      return ((time - 1) / length + 1) * length;
    }
    case Unit::day: {
      if (grade.count == 1) return (day + 1) * data::kSecondsPerDay - 1;
      return ((day + 3) / 7 * 7 + 4) * data::kSecondsPerDay - 1;
    }
    case Unit::months: {
      const data::Date date = data::date_from_days(day);
      const int month = date.year * 12 + date.month - 1;
      return month_start((month / grade.count + 1) * grade.count) - 1;
    }
  }
  return time;
}

// First bars of units after `first`; at most `most` + 1 of them.
std::vector<std::size_t> unit_starts(std::span<const data::Time> times, std::size_t first,
                                     std::size_t end, std::size_t most, Grade grade) {
  std::vector<std::size_t> starts;
  std::size_t i = first == 0 ? 0 : first - 1;
  while (starts.size() <= most) {
    const auto after = std::upper_bound(times.begin() + static_cast<std::ptrdiff_t>(i),
                                        times.begin() + static_cast<std::ptrdiff_t>(end),
                                        unit_end(times[i], grade));
    i = static_cast<std::size_t>(after - times.begin());
    if (i >= end) break;
    if (i >= first) starts.push_back(i);
  }
  return starts;
}

// A bar that opens with the unit is named by the unit's begin: the minute that ends at 10:01 says 10:00.
data::Time named_time(data::Time end, Grade grade, data::Period period) {
  const data::Time length = data::Time{grade.count} * 60;
  const data::Time begin = (end - 1) / length * length;
  return end - begin == data::Time{data::minutes(period)} * 60 ? begin : end;
}

TimeMark mark_of(std::span<const data::Time> times, std::size_t bar, Grade grade,
                 data::Period period) {
  const data::Date date = data::date_of(times[bar]);
  const data::Date before = data::date_of(times[bar - 1]);
  const bool new_day = date != before;
  if (grade.unit == Unit::minutes && !new_day)
    return {bar, data::format_minute(named_time(times[bar], grade, period)).substr(11), false};
  if (date.year != before.year) return {bar, std::to_string(date.year), true};
  const bool month = grade.unit != Unit::minutes && date.month != before.month;
  if (month) return {bar, fmt::format("{}-{:02}", date.year, date.month), false};
  return {bar, fmt::format("{:02}-{:02}", date.month, date.day), grade.unit == Unit::minutes};
}

}  // namespace

std::vector<TimeMark> time_marks(std::span<const data::Time> times, std::size_t first,
                                 std::size_t end, std::size_t most, double gap,
                                 data::Period period) {
  end = std::min(end, times.size());
  if (first >= end || most == 0) return {};
  std::vector<TimeMark> marks;
  for (const Grade grade : kGrades) {
    if (grade.unit == Unit::minutes && !data::is_intraday(period)) continue;
    const auto starts = unit_starts(times, first, end, most, grade);
    if (starts.size() > most) continue;
    for (const std::size_t bar : starts) {
      TimeMark mark = mark_of(times, bar, grade, period);
      const bool near = !marks.empty() && static_cast<double>(bar - marks.back().bar) < gap;
      if (near && (!mark.major || marks.back().major)) continue;
      if (near) marks.pop_back();
      marks.push_back(std::move(mark));
    }
    break;
  }
  return marks;
}

}  // namespace fwq::chart
