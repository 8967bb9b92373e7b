// What a back-test is judged by: return, risk, benchmark and trade figures, each with the definition it follows.
//
// Nothing here fails: a figure that has no value (too few periods, nothing moved, no trade) is NaN. Every function is
// a pure function of its arguments. [any-thread]
//
// Source: Bacon 2008 (Sharpe, Sortino, information ratio, omega, ulcer index), Bailey & Lopez de Prado 2012 (PSR),
//         Tharp 2007 (expectancy, SQN), Kelly 1956. The choice among variants is written in each row of the table.
// Edges:  a period's return needs two finite values, the first above zero; without it every figure that
//         needs all returns is NaN. A deviation below 1e-14 of the values' size is rounding, and counts as none: NaN.
// Cost:   O(n) for n periods and O(m log m) for the share m of them that VaR looks at; O(n) memory. 4,000 periods
//         take some 0.1 ms.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/time.hpp"

namespace fwq::backtest {

// A closed trade: bought and sold again, all costs taken off.
struct TradeResult {
  double pnl = 0;              // Money won (above zero) or lost.
  double return_fraction = 0;  // pnl / money put in: 0.05 is 5 %.
  double initial_risk =
      std::numeric_limits<double>::quiet_NaN();  // Money at risk to the first stop; NaN without.
  int bars_held = 0;
};

struct MetricOptions {
  double periods_per_year = 252;  // Above 0. The market's own count for days is 242 to 244.
  double risk_free = 0;     // Per year, above -1; taken per period as (1 + risk_free)^(1/N) - 1.
  double var_alpha = 0.05;  // In (0, 0.5]: the share of worst periods that VaR and CVaR look at.
};

// Errors: invalid_argument, naming the option that is out of its range.
Result<void> check_options(const MetricOptions& options);

struct MetricInput {
  std::span<const double>
      equity;  // equity[0] is the start capital; then the value at the end of each period.
  std::span<const double> benchmark;    // Empty, or as long as equity; NaN where it has no value.
  std::span<const TradeResult> trades;  // In the order they were closed.
  std::int64_t bars = 0;                // Bars of the run, for exposure.
  std::int64_t bars_in_position = 0;    // Those at whose end something was held.
  double traded_value = 0;              // Money bought plus money sold.
};

enum class MetricUnit {
  fraction,  // 0.05 is 5 %.
  ratio,     // A plain number.
  money,     // In the account's currency.
  bars,
  count,
};

// "fraction", "ratio" ... Stable: used in JSON.
std::string_view to_string(MetricUnit unit) noexcept;

enum class MetricGroup { returns, risk, benchmark, trades };

class PreparedRun;  // Private: returns, drawdowns and moments, computed once for all metrics.

// A row of the table.
struct MetricDef {
  std::string_view id;  // Unique and never renamed: "sharpe".
  MetricGroup group;
  MetricUnit unit;
  std::string_view title_en, title_zh;
  // The definition, to be shown beside the value. {N}, {rf} and {a} stand for the options; see convention_of().
  std::string_view convention_en, convention_zh;
  double (*measure)(const PreparedRun& run);
};

// All metrics, in the order they are shown.
std::span<const MetricDef> metric_table();

// The metric of that id, or null.
const MetricDef* find_metric(std::string_view id);

struct MetricValue {
  const MetricDef* def = nullptr;
  double value = 0;  // NaN: there is none. Infinite: a profit factor without a losing trade.
};

// Every metric, in the table's order.
// Requires: check_options(options); benchmark empty or as long as equity.
std::vector<MetricValue> metrics_of(const MetricInput& input, const MetricOptions& options = {});

// The one with that id, or NaN.
double value_of(std::span<const MetricValue> values, std::string_view id);

// The definition in words, with the options filled in: "... times the root of 252 ...".
std::string convention_of(const MetricDef& def, const MetricOptions& options, bool chinese);

// equity[t] / equity[t-1] - 1, one fewer than values; NaN where a value is not finite or the first not above 0.
std::vector<double> returns_of(std::span<const double> equity);

// equity[t] / max(equity[0..t]) - 1, as many as values: 0 at a peak, -0.2 a fifth below it.
std::vector<double> underwater_of(std::span<const double> equity);

// One fall below a peak, until the peak is reached again.
struct Drawdown {
  std::size_t peak = 0,
              valley = 0;  // Indices: the last bar at the peak, the first at the lowest value.
  std::optional<std::size_t> recovery;  // The first bar back at the peak; none while still below.
  data::Time peak_time = 0, valley_time = 0;
  std::optional<data::Time> recovery_time;
  double depth = 0;              // Below 0: -0.2 is a fifth.
  std::size_t bars_falling = 0;  // From the peak to the valley.
  std::size_t bars = 0;          // From the peak to the recovery, or to the last bar.
};

// All falls, in the order of time. Requires: as many times as values, all values finite and equity[0] > 0.
std::vector<Drawdown> drawdowns_of(std::span<const std::int64_t> times,
                                   std::span<const double> equity);

// The `most` deepest, deepest first; the earlier of two as deep.
std::vector<Drawdown> deepest_drawdowns(std::span<const std::int64_t> times,
                                        std::span<const double> equity, std::size_t most);

// A row of the monthly table.
struct YearReturns {
  int year = 0;
  std::array<double, 12> months{};  // NaN without a bar in that month.
  double total = 0;                 // Of the year: its months compounded.
};

// The return of each month, last value over the last one before it (the start capital for the first month; its own
// bar opens no month), and of each year that has bars. Requires: as many times as values, rising.
std::vector<YearReturns> monthly_returns(std::span<const std::int64_t> times,
                                         std::span<const double> equity);

// Sharpe of the last `window` periods at each value; NaN before there are so many, and where nothing moved.
// As long as equity. Requires: window >= 2. Cost: O(n * window), each window by itself: no drift.
std::vector<double> rolling_sharpe(std::span<const double> equity, std::size_t window,
                                   const MetricOptions& options = {});

}  // namespace fwq::backtest
