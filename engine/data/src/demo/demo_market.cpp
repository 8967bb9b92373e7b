// Planning a demo market, and writing it into a home's store and database.
#include "fwq/data/demo_market.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "demo/calendar.hpp"
#include "demo/plan.hpp"
#include "fwq/core/performance_monitor.hpp"

namespace fwq::data {
namespace {

// Limits as the demo knows them began on 1996-12-16.
constexpr Date kOldest{1997, 1, 1};
constexpr Date kNewest{2099, 12, 31};
// Who writes, in events.
constexpr std::string_view kSource = "demo";
// Room for listings, special treatment and the windows of analysis.
constexpr std::size_t kLeastDays = 100;
// Stocks simulated side by side before they are written, and bytes written before a commit.
constexpr std::size_t kBatch = 64;
constexpr std::size_t kCommitBytes = std::size_t{256} << 20U;

Date first_date(const DemoOptions& options) {
  Date first = options.end;
  first.year -= options.years;
  if (!is_valid(first)) first.day = 28;  // The 29th of February.
  return date_from_days(days_from(first) + 1);
}

Result<void> check(const DemoOptions& options) {
  const auto refuse = [](std::string english, std::string chinese) {
    return Error{Errc::invalid_argument, std::move(english), std::move(chinese)};
  };
  if (options.symbols < 1 || options.symbols > kMostDemoSymbols) {
    return refuse(
        fmt::format("a demo market has 1 to {} symbols, not {}", kMostDemoSymbols, options.symbols),
        fmt::format("演示行情可有 1 到 {} 只证券，不能是 {}", kMostDemoSymbols, options.symbols));
  }
  if (options.years < 1 || options.years > kMostDemoYears) {
    return refuse(
        fmt::format("a demo market has 1 to {} years, not {}", kMostDemoYears, options.years),
        fmt::format("演示行情可有 1 到 {} 年，不能是 {}", kMostDemoYears, options.years));
  }
  if (!is_valid(options.end) || options.end > kNewest) {
    return refuse(fmt::format("a demo market ends on a date up to {}", format_date(kNewest)),
                  fmt::format("演示行情的结束日期至多到 {}", format_date(kNewest)));
  }
  if (first_date(options) < kOldest) {
    return refuse(
        fmt::format("{} years before {} is before {}, when today's price limits had begun: ask for "
                    "fewer years or a later end",
                    options.years, format_date(options.end), format_date(kOldest)),
        fmt::format("{1} 之前 {0} 年早于 {2}，当时尚无现行涨跌停制度：请减少年数或推后结束日期",
                    options.years, format_date(options.end), format_date(kOldest)));
  }
  return {};
}

// Writes series one by one, committing when much is pending.
class SeriesWriter {
 public:
  explicit SeriesWriter(Store& store) : store_(store) {}

  // What is stored of demo symbols, to know what to take away.
  Result<void> begin() {
    FWQ_TRY_ASSIGN(snapshot, store_.snapshot());
    for (const SeriesInfo& series : snapshot.series()) {
      if (is_demo_symbol(series.symbol)) stored_[{series.symbol, series.period}] = series;
    }
    return {};
  }

  Result<void> write(const DemoSecurity& security, ImportReport& report) {
    const Bars bars = security.bars.view();
    FWQ_TRY(ready());
    const auto found = stored_.find({security.symbol, Period::day});
    if (found != stored_.end()) {
      const SeriesInfo& old = found->second;
      const bool same_days = old.bars == bars.size() && old.first == bars.time().front() &&
                             old.last == bars.time().back();
      // A replacement leaves what lies outside of it.
      if (!same_days) FWQ_TRY(writer_->erase(security.symbol, Period::day));
      stored_.erase(found);
    }
    FWQ_TRY_ASSIGN(outcome, writer_->replace(security.symbol, Period::day, bars));
    ++report.symbols;
    report.bars += bars.size();
    report.added += outcome.added;
    if (writer_->pending_bytes() > kCommitBytes) FWQ_TRY(commit());
    return {};
  }

  // Takes away the demo's series that were not written, and makes all durable.
  Result<void> finish() {
    for (const auto& [key, series] : stored_) {
      FWQ_TRY(ready());
      FWQ_TRY(writer_->erase(key.first, key.second));
    }
    return commit();
  }

 private:
  Result<void> ready() {
    if (writer_) return {};
    FWQ_TRY_ASSIGN(writer, store_.write(kSource));
    writer_.emplace(std::move(writer));
    return {};
  }
  Result<void> commit() {
    if (!writer_) return {};
    auto done = writer_->commit();
    writer_.reset();
    return done;
  }

  Store& store_;
  std::optional<StoreWriter> writer_;
  std::map<std::pair<Symbol, Period>, SeriesInfo> stored_;
};

// Names, listing dates and events.
Result<void> write_relational(SystemDb& db, const std::vector<Security>& securities,
                              const std::vector<SystemDb::SymbolEvent>& events) {
  std::set<Symbol> wanted;
  for (const Security& security : securities) wanted.insert(security.symbol);
  std::set<Symbol> with_events;
  for (const auto& event : events) with_events.insert(event.symbol);
  std::set<Symbol> stale;
  FWQ_TRY_ASSIGN(stored, db.securities());
  for (const Security& security : stored) {
    if (!wanted.contains(security.symbol)) stale.insert(security.symbol);
  }
  // put_events replaces the events of the symbols that it is given; the others' must go.
  FWQ_TRY_ASSIGN(stored_events, db.all_events());
  for (const auto& event : stored_events) {
    if (!with_events.contains(event.symbol)) stale.insert(event.symbol);
  }
  std::erase_if(stale, [](Symbol symbol) { return !is_demo_symbol(symbol); });
  if (!stale.empty()) FWQ_TRY(db.remove(std::vector(stale.begin(), stale.end()), kSource));
  FWQ_TRY(db.put_securities(securities, kSource));
  FWQ_TRY(db.put_events(events, kSource));
  return {};
}

}  // namespace

Result<DemoMarket> DemoMarket::plan(const DemoOptions& options, const TradingCalendar& calendar) {
  FWQ_TRY(check(options));
  auto days = demo::trading_days(days_from(first_date(options)), days_from(options.end), calendar);
  if (days.size() < kLeastDays) {
    return Error{
        Errc::invalid_argument,
        fmt::format("the calendar has only {} trading days from {} to {}; a demo market needs {}",
                    days.size(), format_date(first_date(options)), format_date(options.end),
                    kLeastDays),
        fmt::format("日历中 {1} 到 {2} 只有 {0} 个交易日；演示行情需要 {3} 个", days.size(),
                    format_date(first_date(options)), format_date(options.end), kLeastDays)};
  }
  return DemoMarket(
      std::make_shared<const State>(State{demo::make_plan(options, std::move(days))}));
}

std::size_t DemoMarket::size() const noexcept {
  return state_->plan.listings.size();
}
std::span<const std::int64_t> DemoMarket::days() const noexcept {
  return state_->plan.days;
}
DemoSecurity DemoMarket::stock(std::size_t i) const {
  return demo::simulate(state_->plan, i);
}

bool is_demo_symbol(Symbol symbol) noexcept {
  const std::string_view text = symbol.text();
  return text.starts_with("SH602") || text.starts_with("SZ004") || text.starts_with("SZ309") ||
         (text >= "SH689100" && text < "SH690000") || text.starts_with("BJ921") ||
         text == "SH000001" || text == "SZ399001" || (text >= "SH880901" && text < "SH880950");
}

Result<ImportReport> write_demo_market(const DemoOptions& options, Store& store, SystemDb& db,
                                       core::TaskSystem& tasks, const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(calendar, db.calendar());
  FWQ_TRY_ASSIGN(market, DemoMarket::plan(options, calendar));
  ImportReport report;
  SeriesWriter writer(store);
  FWQ_TRY(writer.begin());
  DemoIndices indices(market);
  std::vector<Security> securities;
  std::vector<SystemDb::SymbolEvent> events;
  const auto take = [&](const DemoSecurity& one) -> Result<void> {
    securities.push_back({one.symbol, one.name, one.listed, std::nullopt});
    for (const ExRightsEvent& event : one.events) events.push_back({one.symbol, event});
    return writer.write(one, report);
  };
  for (std::size_t first = 0; first < market.size(); first += kBatch) {
    std::vector<DemoSecurity> batch(std::min(kBatch, market.size() - first));
    FWQ_TRY(core::measure_with(context.monitor(), "simulate", [&] {
      return tasks.parallel_for(batch.size(), context, [&](std::size_t i) -> Result<void> {
        batch[i] = market.stock(first + i);
        return {};
      });
    }));
    const auto write = [&]() -> Result<void> {
      for (const DemoSecurity& stock : batch) {
        if (context.cancelled()) return core::TaskContext::cancelled_error();
        FWQ_TRY(take(stock));
        indices.add(stock);
      }
      return {};
    };
    FWQ_TRY(core::measure_with(context.monitor(), "write", write));
    context.report(
        0.95 * static_cast<double>(first + batch.size()) / static_cast<double>(market.size()),
        batch.back().symbol.text());
  }
  const auto write_indices = [&]() -> Result<void> {
    for (const DemoSecurity& index : indices.finish()) FWQ_TRY(take(index));
    return {};
  };
  FWQ_TRY(core::measure_with(context.monitor(), "indices", write_indices));
  FWQ_TRY(core::measure_with(context.monitor(), "names and events",
                             [&] { return write_relational(db, securities, events); }));
  FWQ_TRY(core::measure_with(context.monitor(), "commit", [&] { return writer.finish(); }));
  context.report(1.0, "");
  return report;
}

Result<void> erase_demo_market(Store& store, SystemDb& db) {
  SeriesWriter writer(store);
  FWQ_TRY(writer.begin());
  FWQ_TRY(writer.finish());
  return write_relational(db, {}, {});
}

}  // namespace fwq::data
