// What a strategy is: a description with parameters, and a rule that sees ended bars and says what to hold.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/analysis/parameters.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::backtest {

// A rule at work on one series. Its state is its own; one thread at a time.
class Strategy {
 public:
  virtual ~Strategy() = default;

  // Called once for each bar that has ended, oldest first. `bars` are all bars up to and including that one: there
  // is nothing behind it to look at.
  // Output: the fraction of the equity to hold from the next bar on, in [0,1]; NaN keeps what is held.
  // Edges:  too few bars for a window, or a NaN price in it, is NaN. Never fails.
  virtual double on_bar(const data::Bars& bars) = 0;
};

// What the table says of a strategy.
struct StrategyDef {
  std::string_view id;  // Unique and never renamed: "ma_cross".
  std::string_view title_en, title_zh;
  analysis::UpTo<analysis::ParamDef, 12> params;
  std::string_view source;  // Book, paper or custom the rule is from.
  // Requires: params within their ranges (make_strategy sees to that). Errors: invalid_argument, for values that
  // do not go together.
  Result<std::unique_ptr<Strategy>> (*make)(analysis::Params params) = nullptr;
};

// The built-in table, by file name.
std::span<const StrategyDef* const> built_in_strategies();

// The strategy with that id, ignoring case. Errors: not_found, with the nearest ids. [any-thread]
Result<const StrategyDef*> find_strategy(std::string_view id);

// A strategy at its first bar: `given` values for the first parameters, defaults for the rest.
// Errors: invalid_argument (too many, out of range, a fraction where an integer belongs, values that do not go
// together); the message names the strategy and the parameter. [any-thread]
Result<std::unique_ptr<Strategy>> make_strategy(const StrategyDef& def,
                                                std::span<const double> given = {});

// What `strategy` wants at the end of each bar. Requires: a strategy that has seen no bar yet.
std::vector<double> targets_of(Strategy& strategy, const data::Bars& bars);

}  // namespace fwq::backtest
