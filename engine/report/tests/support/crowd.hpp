// Marks in a crowd, for tests.
#pragma once

#include <random>
#include <vector>

#include "mark_places.hpp"

namespace fwq::report {

// Up to sixty marks of both kinds within a hundred pixels.
inline std::vector<MarkSpace> crowd(unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&](unsigned n) { return static_cast<double>(random() % n); };
  std::vector<MarkSpace> marks(5 + random() % 56);
  for (auto& mark : marks) {
    mark.x = 10 + below(100);
    mark.edge = 40 + below(160);
    mark.below = random() % 2 == 0;
    mark.label = random() % 3 == 0 ? 7 + below(8) : 0;
  }
  return marks;
}

}  // namespace fwq::report
