// The inside of DataValidator: rules by name, what checks see, where they put what they find.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "fwq/data/adjust.hpp"
#include "fwq/data/data_validator.hpp"

namespace fwq::data::validation {

// In the order of validation_rules().
enum class RuleId : std::uint8_t {
  empty_series,
  too_few_bars,
  infinite_value,
  missing_price,
  missing_volume,
  missing_amount,
  missing_days,
  incomplete_day,
  one_day_gap,
  ends_early,
  nonpositive_price,
  ohlc_order,
  negative_volume,
  absurd_size,
  price_scale,
  volume_unit,
  amount_unit,
  amount_mismatch,
  average_price,
  price_off_tick,
  price_without_volume,
  unsorted_time,
  duplicate_time,
  closed_day,
  wrong_time_of_day,
  future_bar,
  before_listing,
  after_delisting,
  unexplained_jump,
  beyond_limit,
  price_spike,
  volume_outlier,
  repeated_bar,
  stuck_price,
  unfitting_event,
};
inline constexpr std::size_t kRules = 35;

const ValidationRule& rule(RuleId id) noexcept;

// What the checks have found so far.
class Findings {
 public:
  explicit Findings(ValidationLevel level) noexcept : level_(level) {}

  ValidationLevel level() const noexcept { return level_; }
  bool looks_for(RuleId id) const noexcept { return rule(id).severity(level_) != Severity::none; }
  // `count`: how many of the rule's unit this place stands for.
  void add(RuleId id, std::size_t row, Time time, double value = kNone, double bound = kNone,
           std::size_t count = 1);
  void propose(RuleId id, std::size_t row, Time time, BarField field, double from, double to);
  void propose_removal(RuleId id, std::size_t row, Time time);
  void propose_sorting(RuleId id);
  void measure(std::string_view name, double value) { metrics_.push_back({name, value}); }

  // Whether a number of the row is known to be wrong: what else looks odd there follows from that.
  bool claimed(std::size_t row) const noexcept { return row < claimed_.size() && claimed_[row]; }

  std::size_t count(RuleId id) const noexcept { return found_[static_cast<std::size_t>(id)].count; }

  // Moves everything into `result` and scores it. `bars`: how many were looked at; `days`: how many open days they span.
  void finish(ValidationResult& result, std::size_t bars, std::size_t days);

 private:
  ValidationLevel level_;
  std::array<Finding, kRules> found_;
  std::vector<Repair> repairs_;
  std::vector<Metric> metrics_;
  std::vector<bool> claimed_;  // By row, as far as needed.
};

// The bars as most checks see them: in order of time, one a time.
struct Checked {
  Bars bars;
  std::span<const std::size_t> rows;  // Where bar i stood in the input; empty: at i.
  const ValidationContext& context;

  std::size_t row(std::size_t i) const noexcept { return rows.empty() ? i : rows[i]; }
  Kind kind() const noexcept { return context.symbol.kind(); }
  // The first bar by which habits and units can be judged. Beijing's shares have older bars than their exchange
  // (2021-11-15): those hold deals by agreement, at any price and size.
  std::size_t first_exchange_bar() const noexcept;
};

// Order and uniqueness of times. Bars out of order are put in order into `sorted`, `rows` saying where they stood.
void check_order(const Bars& bars, Period period, Findings& findings, BarSeries& sorted,
                 std::vector<std::size_t>& rows);
// Each bar by itself: numbers and their order.
void check_values(const Checked& in, Findings& findings);
// Prices between ticks.
void check_ticks(const Checked& in, Findings& findings);
// Each bar's amount against its volume and prices, and both against the bars around.
void check_amounts(const Checked& in, Findings& findings);
// Prices against those before: scale, limits, jumps, events. Returns the jumps that no event explains.
std::vector<Cut> check_moves(const Checked& in, Findings& findings);
// Days, hours, gaps. Returns how many open days the series spans.
std::size_t check_calendar(const Checked& in, std::span<const Cut> jumps, Findings& findings);
// What is far from the series' own habits: spikes, volumes, stuck and copied bars.
void check_habits(const Checked& in, Findings& findings);

// The power of ten that `ratio` is near to; 0 for none.
int decimal_shift(double ratio) noexcept;
// Proposes prices of bar i that are off by `shift` powers against `reference`, brought back onto the grid of ticks.
void propose_scale(const Checked& in, std::size_t i, int shift, double reference,
                   Findings& findings);

// The median of `values`, which are reordered. NaN for none.
double median_of(std::vector<double>& values) noexcept;

}  // namespace fwq::data::validation
