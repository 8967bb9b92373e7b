// Days that closed at their price limit.
#include "fwq/backtest/limit_days.hpp"

#include "execution.hpp"

namespace fwq::backtest {

std::vector<LimitClose> limit_closes(const TradedSeries& series, const Rulebook& rulebook) {
  std::vector<LimitClose> closes(series.raw.size(), LimitClose::none);
  const Schedule schedule = rulebook.schedule(series.symbol);
  const ListingRules listing = rulebook.listing(series.symbol, series.listed_day);
  std::size_t hint = 0;
  for (std::size_t i = 0; i < closes.size(); ++i) {
    const BarPrices bar = prices_of(series.raw, i);
    if (bar.close <= 0 || bar.low <= 0 || bar.high <= 0 || bar.volume <= 0) continue;
    const std::int64_t day = data::day_number(series.raw.time()[i]);
    const PriceBand band =
        band_of(series, schedule, schedule.on(day, hint), listing, i, day, /*event_reference=*/0);
    if (band.free() || bar.low > band.up || bar.high < band.down) continue;
    if (bar.close >= band.up) closes[i] = LimitClose::up;
    if (bar.close <= band.down) closes[i] = LimitClose::down;
  }
  return closes;
}

}  // namespace fwq::backtest
