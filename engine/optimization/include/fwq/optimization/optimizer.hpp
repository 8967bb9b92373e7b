// Optimizer: an algorithm that proposes points (ask) and learns what they are worth (tell).
//
// Points come in batches whose size does not depend on how many threads evaluate them, and everything random follows from the
// seed and the number of the point: the same seed and values give the same points for any number of workers, and a search is
// taken up again by telling it its earlier trials.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/optimization/space.hpp"

namespace fwq::optimization {

// A point with what came of it.
struct Trial {
  Point point;
  double score = 0;      // What is maximised; NaN: it could not be evaluated.
  double violation = 0;  // Above 0: it is not allowed, and was not evaluated.
  bool good() const noexcept { return score == score && !(violation > 0); }
};

struct OptimizerSettings {
  std::uint64_t seed = 1;
  std::size_t max_evaluations = 100;  // How many points will be asked for, as far as known.
  // What is known to be good, tried first by those that learn from it; empty: nothing is. Requires: within bounds, and allowed.
  Point start = {};
  // Genetic.
  std::size_t population_size = 20;
  double mutation_rate = 0.1;   // Per gene.
  double crossover_rate = 0.8;  // Per pair of parents.
  // Gradient: whether the score is a smooth function of the real genes. If not, a search without derivatives takes its place.
  bool smooth = true;
};

// [one thread at a time]
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  // The next points, within bounds. Empty: it has come to an end by itself. Each ask is followed by one tell.
  virtual std::vector<Point> ask() = 0;
  // What came of the points of the last ask, in their order.
  virtual void tell(std::span<const Trial> trials) = 0;
};

// One file each in optimizers/.
struct OptimizerDef {
  std::string_view id;  // "genetic": what the option says.
  std::string_view title_en, title_zh;
  std::string_view source;
  // `space` outlives the optimizer.
  std::unique_ptr<Optimizer> (*make)(const Space& space, const OptimizerSettings& settings);
};

// Sorted by id.
std::span<const OptimizerDef* const> built_in_optimizers();
// Errors: not_found, with the nearest id.
Result<const OptimizerDef*> find_optimizer(std::string_view id);

}  // namespace fwq::optimization
