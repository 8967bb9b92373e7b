// The signals of all sources as one list: what stands beside each, and where they contradict one another.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/analysis/signal.hpp"

namespace fwq::analysis {

// A pattern with a direction is a signal at the bar where it was known, as strong as it is sure. None for a neutral hit.
std::optional<Signal> signal_of(const PatternHit& hit, const data::Bars& bars);

struct ListedSignal {
  Signal signal;
  // Other signals of this bar and of the `within - 1` bars before it, as indices into the list, newest first: those of the
  // same side, and those of the other. No score is made of them: whoever reads decides what each is worth.
  std::vector<std::size_t> agreeing, opposing;
  bool conflict() const noexcept { return !opposing.empty(); }
};

// By bar, then strength (strongest first), then source.
void sort_signals(std::vector<Signal>& signals);

inline constexpr std::size_t kNearBars = 5;  // A trading week.

// All signals in the order of sort_signals. Looks at nothing later than a
// signal's own bar, and never across a cut (`cuts`: first bars after one). Requires: within >= 1.
// Cost: O(n log n), and the length of what is listed beside them.
std::vector<ListedSignal> merge_signals(std::vector<Signal> signals, std::size_t within = kNearBars,
                                        std::span<const std::size_t> cuts = {});

}  // namespace fwq::analysis
