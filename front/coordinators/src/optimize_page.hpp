// The parts that the report of an optimization is put together from.
#pragma once

#include <string>
#include <string_view>

#include "fwq/coordinators/optimize.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

struct OptimizationContext {
  const PatternOptimization& done;
  report::Language language;

  bool chinese() const noexcept { return language == report::Language::zh; }
  std::string text(std::string_view en, std::string_view zh) const {
    return std::string(report::text(language, en, zh));
  }
  bool planted() const { return optimization::is_planted_metric(done.config.target_metric); }
  bool changed() const { return done.outcome.best_params != done.outcome.baseline_params; }
  // "0.123%", of a Sharpe ratio "0.12"; "–" with too few hits.
  std::string score_text(double score) const;
  std::string baseline_text() const {
    return done.strategy ? text("default", "默认") : text("now", "现行");
  }
  // Of the first trial that pictures show: of a walk-forward, that of its last window.
  std::size_t first_drawn() const noexcept {
    const auto& folds = done.outcome.folds;
    std::size_t first = 0;
    for (std::size_t k = 0; !done.windows.empty() && k + 1 < folds.size(); ++k)
      first += folds[k].trials;
    return first;
  }
  // With enough hits.
  bool has_score(double score) const {
    return optimization::is_score(score, done.config.target_metric);
  }
  // Scores as charts show them: in percent, but for a Sharpe ratio.
  double scale() const { return done.maximises_sharpe() ? 1 : 100; }
  std::string unit() const { return done.maximises_sharpe() ? std::string() : std::string("%"); }
};

// Where the windows of a walk-forward were judged, and how.
report::Section windows_section(const OptimizationContext& context);
// Scores over the tries, with the best so far; over each parameter; all parameters at once; and what mattered.
report::Section search_section(const OptimizationContext& context);
report::Section importance_section(const OptimizationContext& context);
report::Section slices_section(const OptimizationContext& context);
report::Section ways_section(const OptimizationContext& context);

}  // namespace fwq::coordinators
