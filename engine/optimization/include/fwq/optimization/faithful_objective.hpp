// FaithfulObjective: what parameters are worth on real bars, as long as they still tell the pattern from what is not the pattern.
//
// A search for lift alone may move the bounds until the name means nothing any more: a doji whose body may fill its whole range. So
// each set of parameters is first tried on drawn shapes and near-misses. Its fidelity is the least of: the share of the shapes that it
// finds, and of each kind of near-miss (each breaks one condition) the share that it refuses. Below a least fidelity it is not looked
// at on the market, and scores -2 less what is missing, so that a search is led back.
//
// Edges:   the parameters in force are never refused: they are what others are compared with. A pattern that cannot be drawn is
//          not checked.
// Threads: as Objective. Cost: some hundred windows of about 100 bars (chart patterns: up to 500), beside the real bars.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/optimization/objective.hpp"

namespace fwq::optimization {

class FaithfulObjective final : public Objective {
 public:
  // `least` in [0,1]; 0: nothing is refused. `in_force`: those that are never refused. Errors: invalid_argument (least out of range).
  static Result<FaithfulObjective> make(const analysis::PatternDef& pattern,
                                        std::unique_ptr<const Objective> market, double least,
                                        std::vector<double> in_force);

  const Space& space() const noexcept override { return market_->space(); }
  std::vector<double> defaults() const override { return market_->defaults(); }
  std::span<const std::string_view> metrics() const noexcept override { return market_->metrics(); }
  Result<Measured> measure(std::span<const double> params, core::TaskSystem& tasks,
                           const core::TaskContext& context = {}) const override;
  bool has_smooth_form() const noexcept override { return market_->has_smooth_form(); }
  // That of the market; of what is refused, its score.
  Result<double> smooth_score(std::span<const double> params, std::string_view metric,
                              core::TaskSystem& tasks,
                              const core::TaskContext& context = {}) const override;
  Result<std::unique_ptr<Objective>> fold(std::size_t index, std::size_t of) const override;

  // 1 of a pattern that cannot be drawn. Errors: as measure().
  Result<double> fidelity(std::span<const double> params, core::TaskSystem& tasks,
                          const core::TaskContext& context = {}) const;

 private:
  // Of parameters that are refused; none: they are not.
  Result<std::optional<Measured>> refusal(std::span<const double> params, core::TaskSystem& tasks,
                                          const core::TaskContext& context) const;
  struct Drawn;
  FaithfulObjective() = default;
  std::unique_ptr<const Objective> market_;
  std::shared_ptr<const Drawn> drawn_;  // Null: nothing is checked.
  double least_ = 0;
  std::vector<double> in_force_;
};

}  // namespace fwq::optimization
