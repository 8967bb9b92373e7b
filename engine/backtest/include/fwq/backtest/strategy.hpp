// What a strategy of the table is: a description with parameters, and a rule that says after each bar what to hold.
//
// A rule is computed for a whole series at once, as indicators are; the value at a bar depends on that bar and those
// before it only. Strategies with orders of their own are classes: see engine.hpp.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fwq/analysis/parameters.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::backtest {

// A series without cuts, and the target after each of its bars to write.
struct TargetRun {
  const data::Bars& bars;  // Prices adjusted by ratio, so that an ex-date is no move.
  analysis::Params params;
  std::span<const std::string>
      patterns;           // Ids of the patterns to follow, for strategies that read them.
  std::span<double> out;  // As long as bars.
};

// What the table says of a strategy.
struct StrategyDef {
  std::string_view id;  // Unique and never renamed: "ma_cross".
  std::string_view title_en, title_zh;
  analysis::UpTo<analysis::ParamDef, 12> params;
  std::string_view source;  // Book, paper or custom the rule is from.
  // Whether it follows patterns, chosen by id.
  bool reads_patterns = false;
  // Refuses values that do not go together; null: all do. Requires: params within their ranges.
  Result<void> (*check)(analysis::Params params) = nullptr;
  // Writes the fraction of the capital to hold from the next bar on, in [0,1]; NaN keeps what is held. Never fails,
  // never reads ahead. Edges: too few bars for a window, or a NaN price in it, is NaN. Requires: checked params.
  void (*run)(const TargetRun&) = nullptr;
};

// The built-in table, by file name.
std::span<const StrategyDef* const> built_in_strategies();

// The strategy with that id, ignoring case. Errors: not_found, with the nearest ids. [any-thread]
Result<const StrategyDef*> find_strategy(std::string_view id);

// A strategy with its values.
struct StrategyCall {
  const StrategyDef* def = nullptr;
  std::vector<double> params;         // Checked; one for each ParamDef.
  std::vector<std::string> patterns;  // Ids, of strategies that read them; empty: every pattern.
};

// `given` values for the first parameters, defaults for the rest. Errors: invalid_argument (too many, out of range, a
// fraction where an integer belongs, values that do not go together); the message names the strategy and the
// parameter. [any-thread]
Result<StrategyCall> bind_strategy(const StrategyDef& def, std::span<const double> given = {});
// The same by names, as people write them: {"short", "5"}. "pattern" (or "patterns") takes ids or group names with
// commas between. Errors also: not_found, for a name or a pattern that is none, with the nearest; invalid_argument,
// for text that is no number or a name given twice.
using NamedValue = std::pair<std::string, std::string>;
Result<StrategyCall> bind_strategy(const StrategyDef& def, std::span<const NamedValue> given);

// What the strategy wants at the end of each bar of a series without cuts. Requires: out as long as bars.
void write_targets(const StrategyCall& call, const data::Bars& bars, std::span<double> out);
std::vector<double> targets_of(const StrategyCall& call, const data::Bars& bars);

}  // namespace fwq::backtest
