// Names of parts, and shares of windows.
#include "fwq/optimization/objective.hpp"

#include <limits>

namespace fwq::optimization {
namespace {

double share(std::uint32_t some, std::uint32_t others) noexcept {
  const double all = static_cast<double>(some) + others;
  return all > 0 ? some / all : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double Classification::recall() const noexcept {
  return share(true_positives, false_negatives);
}
double Classification::precision() const noexcept {
  return share(true_positives, false_positives);
}
double Classification::f1_score() const noexcept {
  if (true_positives == 0) return 0;
  return 2.0 * true_positives / (2.0 * true_positives + false_positives + false_negatives);
}
double Classification::accuracy() const noexcept {
  return share(true_positives + true_negatives, false_positives + false_negatives);
}

Result<double> Objective::smooth_score(std::span<const double>, std::string_view, core::TaskSystem&,
                                       const core::TaskContext&) const {
  return Error{Errc::invalid_argument, "this objective has no smooth form", "该目标没有平滑形式"};
}

std::string_view to_string(Part part) noexcept {
  switch (part) {
    case Part::train:
      return "train";
    case Part::validation:
      return "validation";
    case Part::test:
      return "test";
  }
  return "";
}

}  // namespace fwq::optimization
