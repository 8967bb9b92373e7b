// Conditions: what a shape must measure, as data. Finding, confidence and reasons all read the same rows, so that they
// cannot disagree.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "fwq/analysis/pattern.hpp"

namespace fwq::analysis {

enum class Op { at_most, at_least, above };

inline constexpr std::size_t kFixed = std::numeric_limits<std::size_t>::max();
inline constexpr double kNoIdeal = std::numeric_limits<double>::quiet_NaN();

struct Condition {
  std::string_view id;
  Op op = Op::at_least;
  std::size_t param = kFixed;  // Which parameter is the bound; kFixed: `fixed` is.
  double fixed = 0;
  double ideal =
      kNoIdeal;  // The measure at which the shape fits perfectly; none: it does not count.
  std::string_view unit;
  std::string_view en, zh;  // A sentence with {0} for the measure and {1} for the bound.
};

// A measure that differs from a bound by no more than rounding is the bound: prices lie on a grid of 0.01, and what
// is exactly at a bound on paper must not depend on the last bit.
double settled(double measured, double bound) noexcept;

// True if every measure (one per condition) is within its bound. Settles the measures.
bool all_hold(std::span<const Condition> conditions, Params params,
              std::span<double> measured) noexcept;

// threshold + (1 - threshold) * mean fit. A condition's fit is 0 at its bound and 1 at its ideal or beyond, straight
// in between: a shape that barely holds has exactly the row's threshold, and a better one has more.
double confidence_of(std::span<const Condition> conditions, Params params,
                     std::span<const double> measured, double threshold) noexcept;

std::vector<Reason> reasons_of(std::span<const Condition> conditions, Params params,
                               std::span<const double> measured);

}  // namespace fwq::analysis
