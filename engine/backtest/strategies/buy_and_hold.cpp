// Buy and hold: everything in the stock from the first bar on. What every other strategy is compared with.
//
// Source:   the customary benchmark.
// Input:    none.
// Output:   1 at every bar.
// Cost:     O(1) a bar.
#include <algorithm>

#include "fwq/backtest/strategy.hpp"

namespace fwq::backtest {

extern const StrategyDef buy_and_hold_def{
    .id = "buy_and_hold",
    .title_en = "Buy and hold",
    .title_zh = "买入并持有",
    .params = {},
    .source = "The customary benchmark",
    .run = [](const TargetRun& run) { std::fill(run.out.begin(), run.out.end(), 1.0); },
};

}  // namespace fwq::backtest
