// Swings: the turning points of a price that matter at a given scale, none known before it could be.
//
// Source:   the zigzag of chartists, with reversals measured in average true ranges instead of percent, so that quiet
//           and wild stocks, days and minutes, are read alike.
// Input:    bars without gaps; `size`, how many average true ranges (of 14 bars) a price must turn back.
// Output:   highs and lows in turn. A swing is known at the bar that turns back far enough, or back past the swing
//           before it, never at its own bar. No bar between two neighbours is higher or lower than both, unless one
//           bar alone spans the way from one to the other: which end of it came first is not known.
// Edges:    equal extremes: the first counts. Bars that never move have no swings.
// Cost:     O(1) a bar; one such list is made per size and series (PatternContext::swings), so patterns share sizes.
#pragma once

#include <cstdint>
#include <vector>

namespace fwq::analysis {

class PatternContext;

struct Swing {
  std::uint32_t bar = 0, known_at = 0;
  double price = 0;
  bool high = false;
};

// Replaces what is in `swings`; `turns` is memory to work in.
void find_swings(const PatternContext& context, double size, std::vector<double>& turns,
                 std::vector<Swing>& swings);

}  // namespace fwq::analysis
