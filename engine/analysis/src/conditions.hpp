// Conditions: what a shape must measure, as data. Finding, confidence and reasons all read the same rows, so that they
// cannot disagree.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include "bar_columns.hpp"
#include "fwq/analysis/pattern.hpp"

namespace fwq::analysis {

enum class Op { at_most, at_least, above, below };

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
  // Candle patterns: the column that the measure can be read from, so that bars which break the bound are passed over
  // without being measured; none: it takes more than one bar's column to know.
  Column column = Column::none;
  std::uint8_t bars =
      1;  // Bit k: bar k of the shape must keep the bound. The measure is the worst of them.
  bool mirrored = false;  // The measure is the column's value with the other sign.
};

// The bound in force.
inline double bound_of(const Condition& condition, Params params) noexcept {
  return condition.param == kFixed ? condition.fixed : params[condition.param];
}

// A measure that differs from a bound by no more than rounding is the bound: prices lie on a grid of 0.01, and what
// is exactly at a bound on paper must not depend on the last bit.
inline double tolerance_of(double bound) noexcept {
  return 1e-9 * std::max(1.0, std::abs(bound));
}
inline double settled(double measured, double bound) noexcept {
  return std::abs(measured - bound) <= tolerance_of(bound) ? bound : measured;
}

// True if every measure (one per condition) is within its bound. Settles the measures.
bool all_hold(std::span<const Condition> conditions, Params params,
              std::span<double> measured) noexcept;

// threshold + (1 - threshold) * mean fit. A condition's fit is 0 at its bound and 1 at its ideal or beyond, straight
// in between: a shape that barely holds has exactly the row's threshold, and a better one has more.
double confidence_of(std::span<const Condition> conditions, Params params,
                     std::span<const double> measured, double threshold) noexcept;

// The conditions with the bounds in force, made once for a search and asked at many places: the answers of `all_hold` and
// `confidence_of`, to the last bit, but the parameters are not read anew, nothing is written back to the measures, and
// no branch depends on a measure. At most kMostConditions.
class Judge {
 public:
  static constexpr std::size_t kMostConditions = 16;
  Judge(std::span<const Condition> conditions, Params params);

  bool all_hold(const double* measured) const noexcept { return first_hold(count_, measured); }
  // The first `count` of them.
  bool first_hold(std::size_t count, const double* measured) const noexcept {
    bool hold = true;
    for (std::size_t i = 0; i < count; ++i)
      hold &= (measured[i] - bounds_[i].at) * bounds_[i].sign >= bounds_[i].least;
    return hold;
  }
  double confidence(const double* measured, double threshold) const noexcept;

 private:
  // A measure holds if it is at least `least` beyond `at`: less than nothing by the tolerance of `settled`, or, where
  // the bound itself is not within, more than that.
  struct Bound {
    double at, sign, least;
  };
  struct Ideal {
    std::size_t measure;
    bool is_inside;  // Else the bound itself asks for it, and whatever holds is as good.
    double bound, tolerance, way;  // From the bound to the ideal.
  };
  std::array<Bound, kMostConditions> bounds_;
  std::array<Ideal, kMostConditions> ideals_;
  std::size_t count_, ideal_count_ = 0;
};

std::vector<Reason> reasons_of(std::span<const Condition> conditions, Params params,
                               std::span<const double> measured);

}  // namespace fwq::analysis
