// Divergence: the price makes a new top or bottom that the indicator no longer confirms.
//
// Source:   the top and bottom divergence (顶背离、底背离) of chartists, made exact by confirmed swings.
// Input:    swings of two average true ranges (swings.hpp) and one line of the indicator.
// Output:   a signal at the bar that confirms the second of two successive tops (bottoms), where the second is higher
//           (lower) than the first and the line's extreme within two bars of it is lower (higher) than at the first.
// Edges:    nothing across bars that lack a price.
// Cost:     O(1) a bar.
#pragma once

#include <string_view>

#include "signal_rules.hpp"

namespace fwq::analysis {

struct DivergenceRule {
  Line value;
  std::string_view name;
  double low = 0, high = 0;  // The first bottom must be below `low`, the first top above `high`.
  Line scale = {};           // What `full` is measured in, bar by bar; empty: the value's own unit.
  double full = 1;           // How far the line stays behind for a strength of 1; 0.5 is the least.
};

// Appends the signals, oldest first. (TechnicalAnalyzer puts those of several rules in order.)
void divergence_signals(const SignalRun& run, const DivergenceRule& rule);

}  // namespace fwq::analysis
