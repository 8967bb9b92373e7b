// Longer bars from shorter ones.
//
// Source: sessions of SSE and SZSE, 9:30-11:30 and 13:00-15:00; intervals are (start, end], as TDX and EastMoney label
//         them. Weeks are ISO 8601 weeks, Monday to Sunday.
// Output: one bar a span that has a bar. Open is the first and close the last price that is a number.
// Edges:  NaN prices are skipped, and a span of nothing else is NaN; a NaN volume or amount counts as 0.
// Cost:   O(bars).
#include "fwq/data/resample.hpp"

#include <fmt/format.h>

#include <cmath>

namespace fwq::data {
namespace {

// A number for the span of a day or longer that holds `day`; it rises with the day.
std::int64_t span_of(std::int64_t day, Period period) noexcept {
  if (period == Period::day) return day;
  if (period == Period::week)
    return (day - weekday(day)) / 7;  // All Mondays leave the same remainder.
  const Date date = date_from_days(day);
  if (period == Period::month) return std::int64_t{date.year} * 12 + date.month;
  if (period == Period::quarter) return std::int64_t{date.year} * 4 + (date.month - 1) / 3;
  return date.year;
}

// Which bars belong together: equal keys. For an intraday period the key is the time of the bar.
std::int64_t key_of(Time time, Period period) noexcept {
  const std::int64_t day = day_number(time);
  if (!is_intraday(period)) return span_of(day, period);
  return day * kSecondsPerDay + session_bar_end(seconds_of_day(time), minutes(period) * 60);
}

// Whether trading of the span that ends with `last` goes on after `as_of`.
bool is_partial(Time last, Period period, const TradingCalendar& calendar, Time as_of) noexcept {
  if (is_intraday(period)) return as_of < key_of(last, period);
  std::int64_t day = day_number(as_of);
  if (period == Period::day) return as_of < day_number(last) * kSecondsPerDay + kDayBarEnd;
  const bool day_goes_on = seconds_of_day(as_of) < kDayBarEnd && calendar.is_open(day);
  if (!day_goes_on) day = calendar.next_open(day);
  return span_of(day, period) <= span_of(day_number(last), period);
}

// The bar of one span, from the bars in it.
class Merged {
 public:
  void add(const Bar& bar) noexcept {
    if (std::isnan(bar_.open)) bar_.open = bar.open;
    bar_.high = std::fmax(bar_.high, bar.high);
    bar_.low = std::fmin(bar_.low, bar.low);
    if (!std::isnan(bar.close)) bar_.close = bar.close;
    if (!std::isnan(bar.volume)) bar_.volume += bar.volume;
    if (!std::isnan(bar.amount)) bar_.amount += bar.amount;
    bar_.time = bar.time;
  }
  // The bar as it ends by the rules of `period`.
  Bar take(Period period) noexcept {
    Bar bar = bar_;
    bar_ = {};
    bar.time = is_intraday(period) ? key_of(bar.time, period)
                                   : day_number(bar.time) * kSecondsPerDay + kDayBarEnd;
    return bar;
  }

 private:
  Bar bar_;
};

}  // namespace

Result<Resampled> resample(const Bars& bars, Period from, Period to,
                           const TradingCalendar& calendar, Time as_of) {
  if (to < from) {
    return Error{
        Errc::invalid_argument,
        fmt::format("bars of {} cannot be made from bars of {}: the target must be "
                    "longer",
                    to_string(to), to_string(from)),
        fmt::format("无法由 {1} 生成 {0}：目标周期须更长", to_string(to), to_string(from))};
  }
  if (from == Period::week && to != from) {
    return Error{Errc::invalid_argument,
                 fmt::format("bars of {} cannot be made from weeks, which straddle them: "
                             "resample from days",
                             to_string(to)),
                 fmt::format("周线跨越 {} 的边界，无法由它生成：请用日线", to_string(to))};
  }
  if (bars.empty()) return Resampled{};
  const Time last = bars.time().back();
  const bool partial = is_partial(last, to, calendar, as_of == 0 ? last : as_of);
  if (from == to) return Resampled{bars, partial};

  BarSeries longer;
  Merged merged;
  std::int64_t key = key_of(bars.time().front(), to);
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const std::int64_t now = key_of(bars.time()[i], to);
    if (now != key) longer.push_back(merged.take(to));
    key = now;
    merged.add(bars[i]);
  }
  longer.push_back(merged.take(to));
  return Resampled{longer.view(), partial};
}

}  // namespace fwq::data
