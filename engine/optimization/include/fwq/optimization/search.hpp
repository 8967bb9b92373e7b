// search: runs an optimizer until it has done enough: evaluates its points in parallel, keeps count, and stops in time.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "fwq/core/tasks.hpp"
#include "fwq/optimization/optimizer.hpp"

namespace fwq::optimization {

// The score of a point; higher is better. It is called from several threads at once, and looks at the context now and then: when
// that is cancelled it returns soon. An error, an exception and NaN make the trial a failed one; the search goes on.
using Evaluate =
    std::function<Result<double>(std::span<const double> point, const core::TaskContext& context)>;

struct SearchOptions {
  std::size_t max_evaluations = 100;  // Points that are not allowed do not count.
  // Early stop: when the best score of the last `patience` evaluations is above the best before them by less than
  // `min_improvement` of its size. 0: never.
  double min_improvement = 0;
  std::size_t patience = 40;
  // False: one point after the other, on the calling thread, for evaluations that use all threads themselves.
  bool parallel = true;
  std::optional<std::chrono::milliseconds> timeout = {};  // Of the whole search.
  std::optional<std::chrono::milliseconds> evaluation_timeout =
      {};  // Of one evaluation: it is cancelled, and has failed.
};

enum class SearchEnd : std::uint8_t {
  evaluations,  // As many as were asked for.
  converged,    // No more improvement.
  exhausted,    // The optimizer has no further point.
  timeout,
  cancelled,
};
std::string_view to_string(SearchEnd end) noexcept;

struct SearchTrial {
  Trial trial;
  std::string error;  // Of a failed one.
};

struct SearchResult {
  std::vector<SearchTrial> trials;  // In the order of the points.
  std::optional<std::size_t>
      best;  // Index of the highest score; of equal ones the first. None: no trial was good.
  std::size_t evaluations = 0, failed = 0, not_allowed = 0;
  SearchEnd end = SearchEnd::evaluations;
};

// How a search stands.
struct SearchProgress {
  std::size_t evaluations = 0, of = 0;
  const Trial* best = nullptr;
};

// Called from any thread, one call at a time.
struct SearchHooks {
  // Each new trial as soon as it and all before it are done, in order: what is kept of them can be taken up again.
  std::function<void(std::size_t index, const SearchTrial& trial)> on_trial = {};
  std::function<void(const SearchProgress&)> on_progress = {};
};

// Maximises. `earlier`: the first trials of the same search, taken up again without evaluating them anew; the rest is as if it had
// never been interrupted. The same for any number of threads, unless a time-out strikes. Cancelled or out of time, what is known
// so far is the result.
// Errors: invalid_argument (no evaluation asked for; `earlier` is of another search). Blocking.
Result<SearchResult> search(const Space& space, const OptimizerDef& algorithm,
                            const OptimizerSettings& settings, const SearchOptions& options,
                            const Evaluate& evaluate, core::TaskSystem& tasks,
                            const core::TaskContext& context = {}, const SearchHooks& hooks = {},
                            std::span<const SearchTrial> earlier = {});

}  // namespace fwq::optimization
