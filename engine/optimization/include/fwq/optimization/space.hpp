// What is searched: parameters within bounds, and what combinations of them are allowed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::optimization {

enum class GeneKind : std::uint8_t {
  real,      // Any number from low to high.
  integer,   // A whole number from low to high.
  category,  // One of high + 1 things without an order, by its number from 0.
};

struct Gene {
  std::string name;
  GeneKind kind = GeneKind::real;
  double low = 0, high = 1;
  // Digits after the point of a real one, so that a found value can be read and typed: 0 to 12. Below 0: as they come.
  int digits = -1;
};

// A value for each gene.
using Point = std::vector<double>;
// The same in the unit cube: what optimizers work in. Whole numbers and categories have equal parts of [0,1].
using UnitPoint = std::vector<double>;

// How far a point is from what is allowed: 0 or below if it is. Pure: the same for the same point. [any-thread]
using Violation = std::function<double(std::span<const double> point)>;

// Immutable. [any-thread]
class Space {
 public:
  // Errors: invalid_argument (no gene, bounds that are no numbers or crossed, a whole number's or category's bound with a fraction,
  // a category that does not begin at 0, a name twice).
  static Result<Space> make(std::vector<Gene> genes, Violation violation = {});

  std::size_t size() const noexcept { return genes_.size(); }
  const std::vector<Gene>& genes() const noexcept { return genes_; }
  const Gene& operator[](std::size_t i) const noexcept { return genes_[i]; }

  // The point that a unit point stands for; coordinates outside [0,1] count as the nearer bound.
  Point from_unit(std::span<const double> unit) const;
  // The middle of the part of the unit cube that stands for it. Requires: within bounds.
  UnitPoint to_unit(std::span<const double> point) const;
  // Within bounds, and whole where it must be.
  bool holds(std::span<const double> point) const noexcept;
  double violation(std::span<const double> point) const {
    return violation_ ? violation_(point) : 0;
  }
  bool allows(std::span<const double> point) const { return !(violation(point) > 0); }
  // How many values gene i has; 0: it is real.
  std::size_t values(std::size_t i) const noexcept;

 private:
  Space(std::vector<Gene> genes, Violation violation)
      : genes_(std::move(genes)), violation_(std::move(violation)) {}
  std::vector<Gene> genes_;
  Violation violation_;
};

}  // namespace fwq::optimization
