// What a search costs beside the evaluations it makes: the share of its time, and microseconds a point.
//
// `overhead_of/<algorithm>/<series>`: a whole search of a hammer's parameters over that many random series of 1,250 bars (40: a small
// watch list; 1,600: two million bars), `overhead` being the share of its time that was not spent in PatternObjective::measure.
#include <benchmark/benchmark.h>

#include <chrono>
#include <map>
#include <string>

#include "fwq/optimization/search.hpp"
#include "paying_market.hpp"

namespace {

using namespace fwq::optimization;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kBars = 1250, kEvaluations = 100, kGeneticEvaluations = 400;

const PatternObjective& objective(std::size_t series) {
  static std::map<std::size_t, PatternObjective> made;
  const auto at = made.find(series);
  if (at != made.end()) return at->second;
  return made
      .emplace(series,
               PatternObjective::make(test::pattern("hammer"), test::market(series, kBars, false))
                   .value())
      .first->second;
}

void overhead_of(benchmark::State& state, const OptimizerDef& algorithm, std::size_t series) {
  const PatternObjective& scored = objective(series);
  fwq::core::TaskSystem tasks(2);
  OptimizerSettings settings;
  settings.max_evaluations = algorithm.id == "genetic" ? kGeneticEvaluations : kEvaluations;
  settings.smooth = false;
  SearchOptions options;
  options.max_evaluations = settings.max_evaluations;
  options.parallel = false;
  double inside = 0, all = 0, points = 0;
  for (auto _ : state) {
    const auto begin = Clock::now();
    const auto found = search(
        scored.space(), algorithm, settings, options,
        [&](std::span<const double> point,
            const fwq::core::TaskContext& context) -> fwq::Result<double> {
          const auto start = Clock::now();
          auto measured = scored.measure(point, tasks, context);
          inside += std::chrono::duration<double>(Clock::now() - start).count();
          if (!measured) return measured.error();
          return (*measured)[Part::train].overall_score;
        },
        tasks);
    all += std::chrono::duration<double>(Clock::now() - begin).count();
    points += static_cast<double>(found.value().evaluations);
  }
  state.counters["overhead"] = (all - inside) / all;
  state.counters["us_a_point"] = (all - inside) / points * 1e6;
  state.counters["ms_an_evaluation"] = inside / points * 1e3;
}

const int kRegistered = [] {
  for (const OptimizerDef* def : built_in_optimizers()) {
    for (const std::size_t series : {std::size_t{40}, std::size_t{1600}}) {
      benchmark::RegisterBenchmark(
          ("overhead_of/" + std::string(def->id) + "/" + std::to_string(series)).c_str(),
          [def, series](benchmark::State& state) { overhead_of(state, *def, series); })
          ->Unit(benchmark::kMillisecond)
          ->Iterations(series > 100 ? 1 : 10)
          ->UseRealTime();
    }
  }
  return 0;
}();

}  // namespace
