// Closes at the limit, and the bar that is still forming.
#include "fwq/coordinators/chart_facts.hpp"

#include <algorithm>

#include "fwq/data/resample.hpp"
#include "stored_base.hpp"

namespace fwq::coordinators {

using backtest::LimitClose;

Result<std::vector<LimitClose>> limit_closes(const StockLoader& loader, const data::SystemDb& db,
                                             const Stock& stock) {
  if (stock.period != data::Period::day) return std::vector<LimitClose>();
  FWQ_TRY_ASSIGN(raw, loader.load({.symbol = stock.symbol, .adjust = data::Adjust::none}));
  FWQ_TRY_ASSIGN(security, db.security(stock.symbol));
  FWQ_TRY_ASSIGN(warnings, db.risk_warnings());
  std::vector<backtest::DayRange> warned;
  for (const auto& one : warnings) {
    if (one.symbol == stock.symbol)
      warned.push_back(
          {data::days_from(one.first), one.last ? data::days_from(*one.last) : INT64_MAX});
  }
  std::vector<data::ExRightsEvent> events;
  for (const auto& applied : raw.adjusted.events) events.push_back(applied.event);
  FWQ_TRY_ASSIGN(rulebook, backtest::Rulebook::a_share());
  const auto all = backtest::limit_closes(
      backtest::traded_series(raw.adjusted.bars, stock.symbol, events,
                              security ? security->listed : std::nullopt, std::move(warned)),
      rulebook);
  // The two are of one history; should it have grown in between, days are found by their time.
  std::vector<LimitClose> closes(stock.last, LimitClose::none);
  const auto from = raw.adjusted.bars.time();
  const auto to = stock.until_end().time();
  std::size_t at = 0;
  for (std::size_t i = 0; i < to.size(); ++i) {
    while (at < from.size() && from[at] < to[i]) ++at;
    if (at < from.size() && from[at] == to[i]) closes[i] = all[at];
  }
  return closes;
}

Result<std::optional<data::Bar>> forming_bar(const StockLoader& loader,
                                             const data::Snapshot& snapshot,
                                             const data::SystemDb& db, const Stock& stock,
                                             data::Adjust adjust) {
  const auto base = stored_base(stock.period, [&](data::Period period) {
    return snapshot.find(stock.symbol, period).has_value();
  });
  if (!base || *base == stock.period || stock.last < stock.adjusted.bars.size())
    return std::optional<data::Bar>();
  FWQ_TRY_ASSIGN(shorter, loader.load({.symbol = stock.symbol, .period = *base, .adjust = adjust}));
  const data::Bars& bars = shorter.adjusted.bars;
  const data::Time last = stock.until_end().time().back();
  const data::Bars rest = bars.slice(data::TimeRange{.from = last + 1});
  if (rest.empty()) return std::optional<data::Bar>();
  FWQ_TRY_ASSIGN(calendar, db.calendar());
  const data::Time newest = std::max(snapshot.newest(*base).value_or(0), bars.time().back());
  FWQ_TRY_ASSIGN(made, data::resample(rest, *base, stock.period, calendar, newest));
  if (!made.last_is_partial || made.bars.empty()) return std::optional<data::Bar>();
  return std::optional(made.bars[made.bars.size() - 1]);
}

}  // namespace fwq::coordinators
