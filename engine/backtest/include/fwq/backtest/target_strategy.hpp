// TargetStrategy: a strategy of the table at work: its targets turned into orders, sized, with stops and a holding limit.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/strategy.hpp"

namespace fwq::backtest {

// How much to buy when the strategy wants to hold.
struct Sizing {
  enum class Kind : std::uint8_t {
    all_in,    // All cash.
    cash,      // `value` CNY.
    fraction,  // `value` of the equity, in (0,1].
    atr_risk,  // So much that a fall by two average true ranges (14 bars) costs `value` of the equity.
    kelly,  // Kelly's fraction of the trades so far, at most `value`; half of `value` until ten trades are closed.
  };
  Kind kind = Kind::all_in;
  double value = 1;
};
std::string_view to_string(Sizing::Kind kind) noexcept;

// When to sell besides what the strategy wants; fractions of the purchase price, 0: not. After such a sale the strategy waits
// until its target was 0 once.
struct Exits {
  double stop_loss = 0;    // A stop so far below.
  double take_profit = 0;  // A limit order so far above.
  double trailing = 0;     // A stop that follows the highest price at this distance.
  std::uint32_t max_bars = 0;
  bool any() const noexcept {
    return stop_loss > 0 || take_profit > 0 || trailing > 0 || max_bars > 0;
  }
};

struct TargetOptions {
  Sizing sizing = {};
  Exits exits = {};
  bool at_close = false;  // Orders at the next close in place of the next open.
  // A purchase that cannot be filled is tried again on each bar while the strategy still wants it; else it is dropped after one
  // bar. Sales are always tried again.
  bool carry_purchases = true;
};
// Errors: invalid_argument, naming what is out of range.
Result<void> check(const TargetOptions& options);

// Buys when the target becomes 1, sells everything when it becomes 0.
StrategyFactory target_strategy(const StrategyCall& call, const TargetOptions& options = {});
// The same over targets at hand: one for each bar of the whole series without cuts.
std::unique_ptr<Strategy> target_strategy(std::vector<double> targets,
                                          const TargetOptions& options = {});

// Kelly's fraction p - (1-p)/(mean win / mean loss) of trades, by their returns. 0 if negative; NaN without wins or losses.
double kelly_fraction(std::span<const Trade> trades) noexcept;

}  // namespace fwq::backtest
