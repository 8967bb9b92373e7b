// Buy and hold: everything in the stock from the first bar on. What every other strategy is compared with.
//
// Source:   the customary benchmark.
// Input:    none.
// Output:   1 at every bar.
// Cost:     O(1) a bar.
#include "fwq/backtest/strategy.hpp"

namespace fwq::backtest {
namespace {

class BuyAndHold : public Strategy {
 public:
  double on_bar(const data::Bars&) override { return 1.0; }
};

}  // namespace

extern const StrategyDef buy_and_hold_def{
    .id = "buy_and_hold",
    .title_en = "Buy and hold",
    .title_zh = "买入并持有",
    .params = {},
    .source = "The customary benchmark",
    .make = [](analysis::Params) -> Result<std::unique_ptr<Strategy>> {
      return std::unique_ptr<Strategy>(std::make_unique<BuyAndHold>());
    },
};

}  // namespace fwq::backtest
