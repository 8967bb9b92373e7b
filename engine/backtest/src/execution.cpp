// Where a day starts from, and how far it may go.
#include "execution.hpp"

namespace fwq::backtest {
namespace {

// Whether the day that begins at bar `day_begin` is among the first `free_days` of the series.
bool is_free_day(const data::Bars& raw, std::size_t day_begin, int free_days) noexcept {
  int age = 1;
  const auto time = raw.time();
  for (std::size_t k = day_begin; k > 0 && age <= free_days; --k) {
    if (data::day_number(time[k - 1]) != data::day_number(time[k])) ++age;
  }
  return age <= free_days;
}

// The ex-reference price of the day that begins at bar `day_begin`, or 0.
Money reference_of(const TradedSeries& series, std::size_t day_begin) noexcept {
  const auto& events = series.events;
  auto at = std::ranges::upper_bound(events, day_begin, {}, &data::AppliedEvent::bar);
  if (at == events.begin()) return 0;
  --at;
  return at->bar == day_begin && at->applied ? money_of(at->reference) : 0;
}

bool is_cut(const TradedSeries& series, std::size_t bar) noexcept {
  return std::ranges::binary_search(series.cuts, bar, {}, &data::Cut::bar);
}

}  // namespace

PriceBand band_of(const TradedSeries& series, const Schedule& schedule, const DayRules& rules,
                  const ListingRules& listing, std::size_t day_begin, std::int64_t day,
                  Money event_reference) noexcept {
  constexpr PriceBand kFree{0, PriceBand::kFree};
  if (rules.percent == 0) return kFree;
  const auto close = series.raw.close();
  std::size_t before = day_begin;
  while (before > 0 && !is_price(close[before - 1])) --before;
  if (before == 0) return kFree;
  if (series.begins_with_listing && listing.free_days > 0 &&
      is_free_day(series.raw, day_begin, listing.free_days))
    return kFree;
  if (is_cut(series, day_begin)) return kFree;  // What the day started from is not known.
  // A range may begin within the ex-date, after the event.
  if (event_reference == 0) event_reference = reference_of(series, day_begin);
  const Money reference = event_reference > 0 ? event_reference : money_of(close[before - 1]);
  const bool warned = !series.warned.empty() && series.is_warned(day);
  return schedule.band(reference, warned ? rules.warned_percent : rules.percent);
}

}  // namespace fwq::backtest
