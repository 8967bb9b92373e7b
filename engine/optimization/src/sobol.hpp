// Sobol's sequence, scrambled: points that fill the unit cube more evenly than chance does, and differ with the seed.
#pragma once

#include <cstdint>
#include <memory>

#include "fwq/optimization/space.hpp"

namespace fwq::optimization {

// Source: I. M. Sobol (1967), directions of S. Joe and F. Kuo (by way of Boost.Random); scrambling: A. Owen's nested uniform one,
// as hashed by S. Laine and T. Karras (2011), which keeps the evenness: of 2^k points from the start, each coordinate has one in
// each of 2^k equal parts.
class Sobol {
 public:
  // Requires: 1 to 1000 dimensions.
  Sobol(std::size_t dimensions, std::uint64_t seed);
  ~Sobol();
  UnitPoint next();

 private:
  struct Engine;
  std::unique_ptr<Engine> engine_;
  std::uint64_t seed_;
  std::size_t dimensions_;
  bool begun_ = false;  // The point at the origin comes first, and Boost leaves it out.
};

}  // namespace fwq::optimization
