// StrategyObjective: what the parameters of a strategy are worth in the back-tester: in training, in validation, and in a test that no
// search sees.
//
// Each part is a back-test of its own, by the market's rules, with all costs: every security has an account, begins flat after the
// embargo (earlier bars are seen by the strategy, as they would have been), and is sold at the part's last close, so that no position
// reaches from one part into the next. A month's lift is the mean over the securities of what the strategy made beyond the same
// security bought and held by the same rules.
//
//   lift           mean of the months' lifts              error    of that mean, the months taken as independent
//   hits           closed trades                          by_year  as everywhere: unsteadiness of the years' means
//   overall_score  lift - error - by_year - complexity for each parameter that is not at its default
//   sharpe         mean / deviation of the months' returns (not of the lifts), times the root of 12
//
// Source:  walk-forward: R. Pardo, The Evaluation and Optimization of Trading Strategies (2008), ch. 11, anchored windows.
// Edges:   months in which no security has a bar are not counted; a month that a part's border cuts is two short ones. Accounts are
//          averaged, not pooled: that needs no capital allocation, and is no portfolio one could have held without rebalancing it.
// Threads: immutable; measure() may be called from any thread at once.
// Memory:  the series, and for each security and month one number.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fwq/backtest/engine.hpp"
#include "fwq/backtest/rulebook.hpp"
#include "fwq/backtest/series.hpp"
#include "fwq/backtest/strategy.hpp"
#include "fwq/backtest/target_strategy.hpp"
#include "fwq/optimization/objective.hpp"
#include "fwq/optimization/pattern_objective.hpp"

namespace fwq::optimization {

// From `low` to `high`, both in; equal: it is not searched.
struct ParameterRange {
  std::string name;
  double low = 0, high = 0;
};

struct StrategySetup {
  const backtest::StrategyDef* strategy = nullptr;
  std::vector<ParameterRange> ranges =
      {};  // Of some parameters; the others have their described ranges.
  std::vector<std::string> patterns = {};  // Of strategies that read them; empty: every pattern.
  backtest::Rulebook rules;
  backtest::EngineOptions engine = {};  // `range` and `close_at_end` are set by the parts.
  backtest::TargetOptions target = {};
};

class StrategyObjective final : public Objective {
 public:
  // Of the options, `horizon` has no meaning here. Errors: invalid_argument (options or ranges out of range; not a parameter left to
  // search; no bars; too few bar times for three parts), those of bind_strategy and Sweep::make. Cost: one back-test of all bars.
  static Result<StrategyObjective> make(StrategySetup setup,
                                        std::vector<backtest::TradedSeries> series,
                                        const ObjectiveOptions& options = {});

  const Space& space() const noexcept override;
  // The described ones, those that are not searched at their value.
  std::vector<double> defaults() const override;
  std::span<const std::string_view> metrics() const noexcept override;
  // Cost: one back-test of all bars.
  Result<Measured> measure(std::span<const double> params, core::TaskSystem& tasks,
                           const core::TaskContext& context = {}) const override;
  // Walk-forward: what lies before the test is cut into of + 1 blocks; block index + 1 is the validation, all before it the training.
  Result<std::unique_ptr<Objective>> fold(std::size_t index, std::size_t of) const override;

  std::size_t bars() const noexcept;
  // First bar time of a part, before the embargo; the end of the last for kParts.
  data::Time begin(std::size_t part) const noexcept;
  // First bar times of the validations of fold(0, of) to fold(of - 1, of), and the end of the last.
  std::vector<data::Time> window_begins(std::size_t of) const;

 private:
  struct Data;
  struct Held;
  // Bar times [first, end). Without a part: after the validation of a window; its months alone are looked at.
  struct Stretch {
    std::uint32_t first = 0, end = 0;
    std::optional<Part> part;
  };
  StrategyObjective(std::shared_ptr<const Data> data, std::vector<Stretch> stretches);
  // The first bar time of block `block` of `blocks` before the test; where that begins for all beyond.
  std::uint32_t block_begin(std::size_t block, std::size_t blocks) const;
  Result<void> check_lengths() const;
  Result<void> hold();

  std::shared_ptr<const Data> data_;
  std::vector<Stretch> stretches_;    // Rising.
  std::shared_ptr<const Held> held_;  // Each security bought and held, in each stretch.
};

}  // namespace fwq::optimization
