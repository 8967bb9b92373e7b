// Checking stored bars: what the home knows is gathered once, then every series is validated on its own.
#include "fwq/coordinators/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <map>

#include "fwq/core/performance_monitor.hpp"

namespace fwq::coordinators {
namespace {

using data::Period;
using data::Symbol;

// Events and dates of all securities, read once.
struct Knowledge {
  std::map<Symbol, data::Security> securities;
  std::vector<data::SystemDb::SymbolEvent> events;  // By symbol, then date.
  std::vector<data::ExRightsEvent> plain;           // The same, without symbols.
  data::TradingCalendar calendar;
  data::MarketPresence presence;

  std::span<const data::ExRightsEvent> events_of(Symbol symbol) const {
    const auto [begin, end] =
        std::equal_range(events.begin(), events.end(), data::SystemDb::SymbolEvent{symbol, {}},
                         [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
    return std::span(plain).subspan(static_cast<std::size_t>(begin - events.begin()),
                                    static_cast<std::size_t>(end - begin));
  }
};

Result<void> know(Knowledge& known, const data::Snapshot& snapshot, const data::SystemDb& db) {
  FWQ_TRY_ASSIGN(securities, db.securities());
  for (auto& one : securities) known.securities.emplace(one.symbol, one);
  FWQ_TRY_ASSIGN(events, db.all_events());
  known.events = std::move(events);
  for (const auto& one : known.events) known.plain.push_back(one.event);
  FWQ_TRY_ASSIGN(calendar, trading_calendar(snapshot, db));
  known.calendar = std::move(calendar);
  return {};
}

bool can_be_suspended(Symbol symbol) {
  const data::Kind kind = symbol.kind();
  return kind == data::Kind::stock || kind == data::Kind::fund || kind == data::Kind::b_share;
}

// Who lacks which days, of all stocks and funds with daily bars.
Result<data::MarketPresence> presence_of(const data::Snapshot& snapshot,
                                         const std::vector<data::SeriesInfo>& all,
                                         const data::TradingCalendar& calendar,
                                         core::TaskSystem& tasks,
                                         const core::TaskContext& context) {
  std::vector<Symbol> symbols;
  for (const auto& series : all) {
    if (series.period == Period::day && can_be_suspended(series.symbol))
      symbols.push_back(series.symbol);
  }
  std::vector<data::MarketPresence::Series> market(symbols.size(), {0, -1, {}});
  FWQ_TRY(tasks.parallel_for(symbols.size(), core::TaskContext(context.stop_token(), {}),
                             [&](std::size_t i) -> Result<void> {
                               const auto bars = snapshot.bars(symbols[i], Period::day);
                               if (bars)
                                 market[i] = data::MarketPresence::series_of(*bars, calendar);
                               return {};
                             }));
  return data::MarketPresence(market);
}

// The symbols to check, all of which have bars of the period.
Result<std::vector<Symbol>> wanted(const data::Snapshot& snapshot, const CheckRequest& request,
                                   const std::vector<data::SeriesInfo>& all) {
  std::vector<Symbol> symbols;
  if (!request.symbols.empty()) {
    for (const Symbol symbol : request.symbols) {
      if (snapshot.find(symbol, request.period)) {
        symbols.push_back(symbol);
        continue;
      }
      std::vector<std::string_view> stored;
      for (const auto& series : all) {
        if (series.symbol == symbol) stored.push_back(to_string(series.period));
      }
      return Error{
          Errc::not_found,
          stored.empty()
              ? fmt::format("there are no bars of {}: `fwq symbols` lists what there is",
                            symbol.text())
              : fmt::format("{} has no stored bars of {}: check those it has, {}", symbol.text(),
                            to_string(request.period), fmt::join(stored, ", ")),
          stored.empty() ? fmt::format("没有 {} 的K线：`fwq symbols` 列出已有证券", symbol.text())
                         : fmt::format("{} 没有存储 {} K线：请检查已有的 {}", symbol.text(),
                                       to_string(request.period), fmt::join(stored, "、"))};
    }
    return symbols;
  }
  for (const auto& series : all) {
    if (series.period == request.period) symbols.push_back(series.symbol);
  }
  if (symbols.empty()) {
    return Error{
        Errc::not_found,
        fmt::format("there are no bars of {} to check: bring some in with `fwq import tdx DIR`",
                    to_string(request.period)),
        fmt::format("没有 {} K线可检查：请用 `fwq import tdx DIR` 导入",
                    to_string(request.period))};
  }
  return symbols;
}

}  // namespace

Result<data::TradingCalendar> trading_calendar(const data::Snapshot& snapshot,
                                               const data::SystemDb& db) {
  FWQ_TRY_ASSIGN(calendar, db.calendar());
  for (const char* index : {"SH000001", "SH000300", "SZ399001", "SZ399106"}) {
    const auto bars = snapshot.bars(Symbol::parse(index).value(), Period::day);
    if (!bars) continue;  // Not stored, or damaged, which its own check says.
    std::vector<std::int64_t> days;
    for (const data::Time time : bars->time()) days.push_back(data::day_number(time));
    calendar = calendar.completed_by(days);
  }
  return std::move(calendar);
}

Result<CheckReport> check(const data::Snapshot& snapshot, const data::SystemDb& db,
                          const CheckRequest& request, core::TaskSystem& tasks,
                          const core::TaskContext& context) {
  const auto all = snapshot.series();
  FWQ_TRY_ASSIGN(symbols, wanted(snapshot, request, all));
  Knowledge known;
  FWQ_TRY(core::measure_with(context.monitor(), "names, events and calendar",
                             [&] { return know(known, snapshot, db); }));
  const bool thorough = request.level != data::ValidationLevel::basic;
  if (thorough) {
    FWQ_TRY_ASSIGN(presence, core::measure_with(context.monitor(), "days of the market", [&] {
                     return presence_of(snapshot, all, known.calendar, tasks, context);
                   }));
    known.presence = std::move(presence);
  }
  CheckReport report{std::vector<CheckedSeries>(symbols.size()), known.calendar.size() > 0};
  const data::DataValidator validator(request.level);
  std::atomic<std::size_t> done{0};
  const auto validate = [&](std::size_t i) -> Result<void> {
    CheckedSeries& one = report.series[i];
    data::ValidationContext what{.symbol = symbols[i],
                                 .period = request.period,
                                 .calendar = &known.calendar,
                                 .events = known.events_of(symbols[i]),
                                 .listed = {},
                                 .delisted = {},
                                 .presence = thorough ? &known.presence : nullptr,
                                 .now = request.now};
    if (const auto at = known.securities.find(symbols[i]); at != known.securities.end()) {
      one.name = at->second.name;
      what.listed = at->second.listed;
      what.delisted = at->second.delisted;
    }
    const auto bars = snapshot.bars(symbols[i], request.period);
    if (!bars) one.unreadable = bars.error().message;
    one.result = validator.validate_kdata(bars ? *bars : data::Bars(), what);
    context.report(static_cast<double>(++done) / static_cast<double>(symbols.size()),
                   symbols[i].text());
    return {};
  };
  FWQ_TRY(core::measure_with(context.monitor(), "validate", [&] {
    return tasks.parallel_for(symbols.size(), context, validate);
  }));
  return report;
}

}  // namespace fwq::coordinators
