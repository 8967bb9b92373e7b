// Swings: the turning points of a price that matter at a given scale, none known before it could be.
//
// Source:   the zigzag of chartists, with reversals measured in average true ranges instead of percent, so that quiet
//           and wild stocks, days and minutes, are read alike.
// Input:    bars without gaps; `size`, how many average true ranges (of 14 bars) a price must turn back.
// Output:   highs and lows in turn. A swing is known at the bar that turns back far enough, never at its own bar.
// Edges:    equal extremes: the first counts. Bars that never move have no swings.
// Cost:     O(1) a bar.
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

std::vector<Swing> find_swings(const PatternContext& context, double size);

}  // namespace fwq::analysis
