// Drawing points of the unit cube, and again while they are not allowed.
#pragma once

#include "fwq/optimization/space.hpp"
#include "random.hpp"

namespace fwq::optimization {

inline UnitPoint drawn(std::size_t dimensions, Random& random) {
  UnitPoint point(dimensions);
  for (double& u : point) u = random.unit();
  return point;
}

// The first point that is allowed of those that `draw` gives as unit points; of kMostDraws, the one that is violated least.
inline constexpr int kMostDraws = 200;
template <class Draw>
Point draw_allowed(const Space& space, Draw draw) {
  Point best;
  double least = 0;
  for (int i = 0; i < kMostDraws; ++i) {
    Point point = space.from_unit(draw());
    const double violation = space.violation(point);
    if (!(violation > 0)) return point;
    if (best.empty() || violation < least) {
      best = std::move(point);
      least = violation;
    }
  }
  return best;
}

}  // namespace fwq::optimization
