// DataValidator: how good a series of bars is, by rules that a trader would accept as proof of a fault.
//
// A rule looks at one kind of fault; `validation_rules()` is the table of all, with what each level makes of it:
//
//   basic          the bars are bars: numbers, prices above 0, high and low enclose open and close, times rise
//   standard       + the exchange's facts: open days, price limits, volume against amount, feed holes
//   strict         + what back-tests need: average price within the day's range, ticks, limits of high and low, stuck
//                  and copied bars, listing dates; unexplained jumps and missing days are errors
//   professional   + every doubt: volumes out of proportion, events that do not fit, days that may be missing
//
// Nothing is ever changed here: what can be mended is proposed as Repair (repair.hpp).
#pragma once

#include <array>
#include <cstdint>
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
#include "fwq/data/market_presence.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/repair.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

enum class ValidationLevel : std::uint8_t { basic, standard, strict, professional };
inline constexpr std::size_t kValidationLevels = 4;
// "basic" … : stable, used in JSON and on the command line.
std::string_view to_string(ValidationLevel level) noexcept;
// Errors: invalid_argument, listing the levels.
Result<ValidationLevel> parse_validation_level(std::string_view text);

// What a level makes of a fault. `none`: it does not look. A note is worth knowing and costs nothing.
enum class Severity : std::uint8_t { none, note, warning, error };
std::string_view to_string(Severity severity) noexcept;

// The sides of quality that are scored apart.
enum class Aspect : std::uint8_t { structure, completeness, consistency, plausibility, time };
inline constexpr std::size_t kAspects = 5;
std::string_view to_string(Aspect aspect) noexcept;

// What a finding counts.
enum class FindingUnit : std::uint8_t { bars, days, events, series };

struct ValidationRule {
  std::string_view id;  // Stable, used in JSON.
  Aspect aspect = Aspect::structure;
  std::array<Severity, kValidationLevels> at{};  // By level.
  FindingUnit unit = FindingUnit::bars;
  std::string_view title_en, title_zh;
  std::string_view detail_en,
      detail_zh;  // Of one place; {0} and {1} are its value and bound. "": none.
  std::string_view advice_en, advice_zh;  // What to do.

  Severity severity(ValidationLevel level) const noexcept {
    return at[static_cast<std::size_t>(level)];
  }
};
// All rules, in the order in which findings are listed.
std::span<const ValidationRule> validation_rules() noexcept;

// Where a rule found its fault.
struct FindingPlace {
  std::size_t row = 0;  // Of the bars as given, from 0.
  Time time = 0;
  double value = kNone,
         bound =
             kNone;  // What was found, and what it was held against; the rule's detail says which.
};

// What one rule found in one series.
struct Finding {
  const ValidationRule* rule = nullptr;
  Severity severity = Severity::warning;
  std::size_t count = 0;             // Of rule->unit.
  std::vector<FindingPlace> places;  // The first 20.
};
// One line: "high or low does not enclose open and close: 2 bars, first 2020-01-02 (9.8 against 10)".
std::string describe(const Finding& finding, Period period, bool chinese);

struct Metric {
  std::string_view name;  // snake_case
  double value = 0;
};

struct ValidationResult {
  Symbol symbol;
  Period period = Period::day;
  ValidationLevel level = ValidationLevel::standard;
  bool is_valid = false;  // No errors.
  double quality_score =
      0;  // 0 to 100, with one decimal: half the mean of the five aspects, half the worst.
  std::string_view quality_level;  // "excellent" (>= 95), "good" (>= 85), "fair" (>= 70), "poor"
  std::array<double, kAspects> aspects{};        // 0 to 100 each.
  std::vector<Finding> errors, warnings, notes;  // In the order of the rules.
  std::vector<Repair> repairs;                   // Proposals, by row.
  std::vector<Metric> metrics;  // In a fixed order; a level has those that it measures.

  const Finding* find(std::string_view rule) const noexcept;
  // NaN when the level does not measure it.
  double metric(std::string_view name) const noexcept;
};

// What is known besides the bars. Everything may be absent; rules that need it then do not look.
// What is pointed to must outlive the call.
struct ValidationContext {
  Symbol symbol = {};  // Board, kind, tick. Empty: no limits, no ticks, no units.
  Period period = Period::day;
  const TradingCalendar* calendar = nullptr;
  std::span<const ExRightsEvent> events = {};
  std::optional<Date> listed, delisted;
  const MarketPresence* presence = nullptr;  // Of stocks and funds, to tell holes from suspensions.
  Time now = 0;  // Bars that end later are from the future; 0: not looked at.
};

// Stateless. [any-thread]
class DataValidator {
 public:
  explicit DataValidator(ValidationLevel level = ValidationLevel::standard) noexcept
      : level_(level) {}
  ValidationLevel level() const noexcept { return level_; }

  // Raw (unadjusted) bars in any order, with any numbers. Cost: O(bars); O(bars log bars) when they are not in order.
  ValidationResult validate_kdata(const Bars& bars, const ValidationContext& context = {}) const;

  struct Item {
    Bars bars;
    ValidationContext context;
  };
  // Each item's result at its place, whatever the number of threads. Progress counts items. Errors: cancelled.
  Result<std::vector<ValidationResult>> validate_batch(std::span<const Item> items,
                                                       core::TaskSystem& tasks,
                                                       const core::TaskContext& context = {}) const;

 private:
  ValidationLevel level_;
};

// The whole score's word.
std::string_view quality_word(double score) noexcept;

}  // namespace fwq::data
