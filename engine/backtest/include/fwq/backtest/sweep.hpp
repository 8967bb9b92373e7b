// Sweep: strategies of the table over many securities, one account each, by columns: the same ledger as the event engine's, to
// the cent, at memory speed.
//
// Targets are computed for the whole series, and only the bars at which an order is at work are looked at. What needs every
// bar (stops, holding limits, sizes by risk or by past trades) and what is rare (an order larger than its share of a bar's
// volume) is left to the event engine, with the same result.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/strategy.hpp"
#include "fwq/backtest/target_strategy.hpp"
#include "fwq/core/result.hpp"

namespace fwq::backtest {

// One security in short.
struct SweepRow {
  Money start = 0, end = 0;
  std::size_t bars = 0, bars_held = 0, cuts = 0, flagged_events = 0;
  std::size_t fills = 0, trades = 0, won = 0, unfilled = 0;
  Money fees = 0;           // All costs paid, dividend tax included.
  double max_drawdown = 0;  // <= 0, of the values at closes.
  bool by_events = false;   // The event engine did it.
};

// One for each thread: its memory serves one series after the other.
class Sweep {
 public:
  // Errors: as run_strategy and check() of the options. `rules` outlives the sweep.
  static Result<Sweep> make(const StrategyCall& call, const Rulebook& rules,
                            const EngineOptions& engine = {}, const TargetOptions& target = {});
  Sweep(Sweep&&) noexcept;
  Sweep& operator=(Sweep&&) noexcept;
  ~Sweep();

  // Errors: not_found (no bars in the range). Cost: some nanoseconds a bar; see `fwq bench backtest`.
  Result<SweepRow> run(const TradedSeries& series);
  // The ledger and the equity of the last run, valid until the next.
  const Journal& journal() const noexcept;
  std::span<const double> values() const noexcept;  // CNY at the end of each bar of the range.

 private:
  struct State;
  explicit Sweep(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace fwq::backtest
