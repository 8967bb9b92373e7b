// The shape first, then the market.
#include "fwq/optimization/faithful_objective.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/planted.hpp"
#include "pattern_space.hpp"

namespace fwq::optimization {
namespace {

namespace planted = analysis::planted;

// Enough to see that a condition is lost; few, since every trial is tried on them.
constexpr std::size_t kShapes = 40, kOfEachMiss = 20;
constexpr std::uint64_t kSeed = 0xfa17;

Measured refused(double fidelity, double least) {
  Measured out;
  for (PartScore& part : out.parts) {
    part.lift = part.error = part.win_rate = part.by_year = part.by_symbol = std::nan("");
    part.overall_score = -2 - (least - fidelity);
  }
  return out;
}

}  // namespace

struct FaithfulObjective::Drawn {
  // Windows of one kind: shapes, or near-misses that break the same condition.
  struct Kind {
    bool is_shape = false;
    std::vector<planted::Scene> scenes;
  };
  std::string pattern;
  std::vector<Kind> kinds;
};

Result<FaithfulObjective> FaithfulObjective::make(const analysis::PatternDef& pattern,
                                                  std::unique_ptr<const Objective> market,
                                                  double least, std::vector<double> in_force) {
  if (!(least >= 0 && least <= 1)) {
    return Error{Errc::invalid_argument,
                 fmt::format("least_fidelity must be 0 to 1, not {}", least),
                 fmt::format("least_fidelity 须在 0 到 1 之间，而不是 {}", least)};
  }
  FaithfulObjective out;
  out.market_ = std::move(market);
  out.least_ = least;
  out.in_force_ = std::move(in_force);
  const planted::Planting* planting = planted::find_planting(pattern.id);
  if (least == 0 || planting == nullptr) return out;
  auto drawn = std::make_shared<Drawn>();
  drawn->pattern = pattern.id;
  std::uint64_t seed = kSeed;
  const auto draw = [&](std::string_view miss, std::size_t count) {
    Drawn::Kind kind{.is_shape = miss.empty(), .scenes = {}};
    for (std::size_t i = 0; i < count; ++i)
      kind.scenes.push_back(planted::draw(*planting, miss, ++seed));
    drawn->kinds.push_back(std::move(kind));
  };
  draw("", kShapes);
  for (const auto& miss : planting->misses) draw(miss.id, kOfEachMiss);
  out.drawn_ = std::move(drawn);
  return out;
}

Result<double> FaithfulObjective::fidelity(std::span<const double> params, core::TaskSystem& tasks,
                                           const core::TaskContext& context) const {
  if (!drawn_) return 1.0;
  const analysis::PatternRecognizer recognizer(std::make_shared<FixedParameters>(params));
  const std::vector<std::string> wanted{drawn_->pattern};
  std::vector<double> shares(drawn_->kinds.size());
  const auto tried = tasks.parallel_for(shares.size(), context, [&](std::size_t k) -> Result<void> {
    FWQ_TRY_ASSIGN(search, recognizer.search(wanted));
    const auto& kind = drawn_->kinds[k];
    std::vector<analysis::PatternHit> hits;
    std::size_t right = 0;
    for (const planted::Scene& scene : kind.scenes) {
      search.find(scene.series.view(), hits);
      right += planted::is_found(hits, scene.window) == kind.is_shape ? 1U : 0U;
    }
    shares[k] = static_cast<double>(right) / static_cast<double>(kind.scenes.size());
    return {};
  });
  if (!tried) return tried.error();
  return *std::min_element(shares.begin(), shares.end());
}

Result<std::optional<Measured>> FaithfulObjective::refusal(std::span<const double> params,
                                                           core::TaskSystem& tasks,
                                                           const core::TaskContext& context) const {
  std::optional<Measured> none;
  if (!drawn_ || std::ranges::equal(params, in_force_)) return none;
  FWQ_TRY_ASSIGN(found, fidelity(params, tasks, context));
  return found < least_ ? std::optional(refused(found, least_)) : none;
}

Result<Measured> FaithfulObjective::measure(std::span<const double> params, core::TaskSystem& tasks,
                                            const core::TaskContext& context) const {
  FWQ_TRY_ASSIGN(score, refusal(params, tasks, context));
  if (score) return *std::move(score);
  return market_->measure(params, tasks, context);
}

Result<double> FaithfulObjective::smooth_score(std::span<const double> params,
                                               std::string_view metric, core::TaskSystem& tasks,
                                               const core::TaskContext& context) const {
  FWQ_TRY_ASSIGN(score, refusal(params, tasks, context));
  if (score) return (*score)[Part::train].overall_score;
  return market_->smooth_score(params, metric, tasks, context);
}

Result<std::unique_ptr<Objective>> FaithfulObjective::fold(std::size_t index,
                                                           std::size_t of) const {
  FWQ_TRY_ASSIGN(market, market_->fold(index, of));
  FaithfulObjective out;
  out.market_ = std::move(market);
  out.drawn_ = drawn_;
  out.least_ = least_;
  out.in_force_ = in_force_;
  return std::unique_ptr<Objective>(std::make_unique<FaithfulObjective>(std::move(out)));
}

}  // namespace fwq::optimization
