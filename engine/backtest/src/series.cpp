// Making a TradedSeries from raw bars and events.
#include "fwq/backtest/series.hpp"

#include <algorithm>

namespace fwq::backtest {

bool TradedSeries::is_warned(std::int64_t day) const noexcept {
  return std::ranges::any_of(warned,
                             [&](const DayRange& r) { return r.first <= day && day <= r.last; });
}

TradedSeries traded_series(const data::Bars& raw, data::Symbol symbol,
                           std::span<const data::ExRightsEvent> events,
                           std::optional<data::Date> listed, std::vector<DayRange> warned) {
  TradedSeries out;
  out.symbol = symbol;
  out.raw = raw;
  data::AdjustedBars none = data::adjusted(raw, symbol, events, data::Adjust::none);
  const bool anything = std::ranges::any_of(none.events, &data::AppliedEvent::applied);
  out.signals = anything ? data::adjusted(raw, symbol, events, data::Adjust::backward).bars : raw;
  out.events = std::move(none.events);
  out.cuts = std::move(none.cuts);
  out.warned = std::move(warned);
  const std::int64_t first = raw.empty() ? 0 : data::day_number(raw.time().front());
  out.listed_day = listed ? data::days_from(*listed) : first;
  out.begins_with_listing = out.listed_day >= first;
  return out;
}

}  // namespace fwq::backtest
