// Conditions, read three ways: do they hold, how well, and in words.
#include "conditions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"

namespace fwq::analysis {
namespace {

bool is_upper(Op op) noexcept {
  return op == Op::at_most || op == Op::below;
}

// False: the bound itself already asks for the ideal.
bool ideal_is_inside(const Condition& condition, double bound) noexcept {
  return is_upper(condition.op) ? condition.ideal < bound : condition.ideal > bound;
}

double fit_of(const Condition& condition, double bound, double measured) noexcept {
  if (!ideal_is_inside(condition, bound)) return 1;
  return std::clamp((measured - bound) / (condition.ideal - bound), 0.0, 1.0);
}

bool keeps(Op op, double value, double bound) noexcept {
  switch (op) {
    case Op::at_most:
      return value <= bound;
    case Op::at_least:
      return value >= bound;
    case Op::above:
      return value > bound;
    case Op::below:
      return value < bound;
  }
  return false;
}

std::string_view symbol_of(Op op) noexcept {
  switch (op) {
    case Op::at_most:
      return "<=";
    case Op::at_least:
      return ">=";
    case Op::above:
      return ">";
    case Op::below:
      return "<";
  }
  return "";
}

// As many digits as a reader needs: what is counted is whole, else three places.
std::string shown(double value, std::string_view unit) {
  return unit == "bars" || unit == "touches" ? core::fixed(value, 0) : core::fixed(value, 3);
}

}  // namespace

bool all_hold(std::span<const Condition> conditions, Params params,
              std::span<double> measured) noexcept {
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const double bound = bound_of(conditions[i], params);
    const double value = measured[i] = settled(measured[i], bound);
    if (!keeps(conditions[i].op, value, bound)) return false;
  }
  return true;
}

double confidence_of(std::span<const Condition> conditions, Params params,
                     std::span<const double> measured, double threshold) noexcept {
  double sum = 0;
  int count = 0;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (std::isnan(conditions[i].ideal)) continue;
    sum += fit_of(conditions[i], bound_of(conditions[i], params), measured[i]);
    ++count;
  }
  return count == 0 ? threshold : threshold + (1.0 - threshold) * (sum / count);
}

Judge::Judge(std::span<const Condition> conditions, Params params) : count_(conditions.size()) {
  for (std::size_t i = 0; i < count_; ++i) {
    const Condition& c = conditions[i];
    const double bound = bound_of(c, params), tolerance = tolerance_of(bound);
    const bool is_strict = c.op == Op::above || c.op == Op::below;
    bounds_.at(i) = {bound, is_upper(c.op) ? -1.0 : 1.0,
                     is_strict ? std::nextafter(tolerance, 1.0) : -tolerance};
    if (std::isnan(c.ideal)) continue;
    ideals_[ideal_count_++] = {i, ideal_is_inside(c, bound), bound, tolerance, c.ideal - bound};
  }
}

double Judge::confidence(const double* measured, double threshold) const noexcept {
  double sum = 0;
  for (std::size_t i = 0; i < ideal_count_; ++i) {
    const Ideal& ideal = ideals_[i];
    const double beyond = measured[ideal.measure] - ideal.bound;
    const double settled = std::abs(beyond) <= ideal.tolerance ? 0 : beyond;
    sum += ideal.is_inside ? std::min(std::max(settled / ideal.way, 0.0), 1.0) : 1;
  }
  if (ideal_count_ == 0) return threshold;
  return threshold + (1.0 - threshold) * (sum / static_cast<double>(ideal_count_));
}

std::vector<Reason> reasons_of(std::span<const Condition> conditions, Params params,
                               std::span<const double> measured) {
  std::vector<Reason> reasons;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Condition& c = conditions[i];
    const double bound = bound_of(c, params);
    const std::string a = shown(measured[i], c.unit);
    const std::string b = core::shortest(bound);
    reasons.push_back({.id = c.id,
                       .measured = measured[i],
                       .op = symbol_of(c.op),
                       .bound = bound,
                       .unit = c.unit,
                       .text_en = fmt::format(fmt::runtime(c.en), a, b),
                       .text_zh = fmt::format(fmt::runtime(c.zh), a, b)});
  }
  return reasons;
}

}  // namespace fwq::analysis
