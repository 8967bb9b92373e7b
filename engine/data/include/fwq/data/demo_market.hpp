// The demo market: a simulated A-share market, so that everything can be tried without any data.
//
// Invented companies with codes that no exchange has given out (SH602xxx, SZ004xxx, SZ309xxx, SH6891xx…, BJ921xxx),
// sectors, and indices computed from them (SH000001 all of Shanghai, SZ399001 all of Shenzhen, SH8809nn a sector each).
// A market factor with bull, bear and quiet times, sector factors and each stock's own moves, all with clusters of
// volatility and fat tails; prices on the tick within the limits of board and date, limit days and locked limits,
// suspensions, dividends, bonus and rights issues, new listings by the rules of their day, ST.
//
// Same options, same calendar: the same bars to the last bit, on every machine and for any number of threads. Only
// + - * / and square roots are used, which IEEE 754 defines exactly.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/calendar.hpp"
#include "fwq/data/exrights.hpp"
#include "fwq/data/import.hpp"
#include "fwq/data/store.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/system_db.hpp"

namespace fwq::data {

inline constexpr std::size_t kMostDemoSymbols = 2'000;
inline constexpr int kMostDemoYears = 30;

struct DemoOptions {
  // Series in all, 1 to kMostDemoSymbols: stocks, and of these SH000001 from 2 symbols on, SZ399001 from 30, and an
  // index of each of the 12 sectors from 100.
  std::size_t symbols = 300;
  int years = 10;             // 1 to kMostDemoYears.
  std::uint64_t seed = 7;
  Date end = {2026, 10, 30};  // Last day. Fixed, so that the output does not depend on when it is made.
  friend bool operator==(const DemoOptions&, const DemoOptions&) = default;
};

struct DemoSector {
  std::string_view name_en, name_zh;
};

// One stock of the demo, or an index (which has no events and no sector unless it is a sector's).
struct DemoSecurity {
  Symbol symbol;
  std::string name;
  Date listed;
  std::optional<DemoSector> sector;
  std::optional<Date> st_since;  // Under special treatment from this day to the end.
  BarSeries bars;                // Daily.
  std::vector<ExRightsEvent> events;  // By date, each on the day of a bar.
  double shares = 0;                  // Tradable shares at the first bar.
};

// What is decided about a market before any price: days, factors, who is listed when. Immutable. [any-thread]
class DemoMarket {
 public:
  // Days come from `calendar` where it covers them, else from rules of weekdays and customary holidays.
  // Errors: invalid_argument (an option out of its range; a start before 1997, when today's limits began).
  static Result<DemoMarket> plan(const DemoOptions& options, const TradingCalendar& calendar = {});

  std::size_t size() const noexcept;  // Stocks.
  std::span<const std::int64_t> days() const noexcept;  // Trading days, as days since 1970-01-01.
  // Stock number i < size(). Cost: some 200 ns a bar. [any-thread]
  DemoSecurity stock(std::size_t i) const;

 private:
  friend class DemoIndices;
  struct State;
  explicit DemoMarket(std::shared_ptr<const State> state) : state_(std::move(state)) {}
  std::shared_ptr<const State> state_;
};

// The indices of a market: give it every stock, in order, then take what came of it.
class DemoIndices {
 public:
  explicit DemoIndices(const DemoMarket& market);
  DemoIndices(DemoIndices&&) noexcept;
  DemoIndices& operator=(DemoIndices&&) noexcept;
  ~DemoIndices();
  void add(const DemoSecurity& stock);
  // The indices that a market of this size has. Weights are the values of tradable shares, chained from day to day; a new listing
  // counts from its 12th bar. Volume in shares, as everywhere.
  std::vector<DemoSecurity> finish() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Whether a symbol is one that the demo market uses.
bool is_demo_symbol(Symbol symbol) noexcept;

// Makes the store and the database hold exactly this demo market besides what is not the demo's: bars, names, listing
// dates, events. Safe to repeat: what is there already is not written again. Errors: as plan(), io, cancelled (then run
// it again). Requires: the store holds no bars of demo symbols that are not a demo's (SH000001 …).
Result<ImportReport> write_demo_market(const DemoOptions& options, Store& store, SystemDb& db, core::TaskSystem& tasks,
                                       const core::TaskContext& context = {});

// Takes every demo symbol out of both. Errors: io. Requires: as above.
Result<void> erase_demo_market(Store& store, SystemDb& db);

}  // namespace fwq::data
