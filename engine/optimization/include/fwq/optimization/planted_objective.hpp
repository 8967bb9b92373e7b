// PlantedObjective: how well a pattern's parameters tell drawn shapes from near-misses of them.
//
// Each part has windows of its own, half of them shapes, half near-misses (the kinds in turn), each in a random background. No window is
// drawn twice, so that validation and test hold nothing that a search has seen. Recall alone is greatest for the widest bounds, and
// precision for the tightest: F1 weighs both. Near-misses are drawn around the defaults, so this measures how far parameters may be
// moved without losing the shape; what hits are worth on the market is PatternObjective's matter.
//
// Source:   C. J. van Rijsbergen, Information Retrieval, 2nd ed. (1979), ch. 7; windows: fwq/analysis/planted.hpp.
// Input:    a pattern of the table, how many windows, a seed.
// Output:   of each part the windows by what they are and what they were taken for (PartScore::planted).
// Edges:    hits below the pattern's threshold of confidence do not count, as on the market; hits outside the window are ignored.
//           With fewer finds than min_hits there is no score worth the name.
// Threads:  immutable; measure() may be called from any thread at once. The same for any number of threads.
// Cost:     one search of 3 x 2 x shapes series of about 100 bars (chart patterns: up to 500).
#pragma once

#include <memory>

#include "fwq/analysis/pattern.hpp"
#include "fwq/optimization/objective.hpp"

namespace fwq::optimization {

struct PlantedOptions {
  std::uint32_t shapes = 200;  // In each part, and as many near-misses: 10 to 10,000.
  std::size_t min_hits = 20;   // Shapes and near-misses found, per part.
  double complexity = 0.0001;  // Taken off for each parameter that is not at its default.
  std::uint64_t seed = 1;      // Of the drawings.
};

class PlantedObjective final : public Objective {
 public:
  // Draws all windows. Errors: invalid_argument (options out of range; a pattern without parameters), not_found (no drawing is known
  // of this pattern).
  static Result<PlantedObjective> make(const analysis::PatternDef& pattern,
                                       const PlantedOptions& options = {});

  const Space& space() const noexcept override;
  std::vector<double> defaults() const override;
  std::span<const std::string_view> metrics() const noexcept override;
  Result<Measured> measure(std::span<const double> params, core::TaskSystem& tasks,
                           const core::TaskContext& context = {}) const override;
  // Errors: always invalid_argument: windows are drawn, not cut out of time.
  Result<std::unique_ptr<Objective>> fold(std::size_t index, std::size_t of) const override;

 private:
  struct Data;
  explicit PlantedObjective(std::shared_ptr<const Data> data) : data_(std::move(data)) {}
  std::shared_ptr<const Data> data_;
};

}  // namespace fwq::optimization
