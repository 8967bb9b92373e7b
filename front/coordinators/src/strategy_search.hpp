// What a back-test request means for a search of its strategy's parameters.
#pragma once

#include <vector>

#include "backtest_parts.hpp"
#include "fwq/optimization/strategy_objective.hpp"

namespace fwq::coordinators {

struct StrategySearch {
  optimization::StrategySetup setup;
  std::vector<BacktestSetting>
      settings;  // Of account, costs and rules; parameters as they were asked for.
};
// Errors: not_found (strategy, parameter, pattern), invalid_argument (values, settings, a list or steps in place of a range).
Result<StrategySearch> strategy_search_of(const BacktestRequest& request);

}  // namespace fwq::coordinators
