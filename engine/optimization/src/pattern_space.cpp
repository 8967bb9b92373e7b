// From a pattern's description to a space.
#include "pattern_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fwq::optimization {

namespace {

// Some ten thousand values from end to end: finer ones tell no bar from another.
int digits_of(double width) {
  return width > 0 ? std::clamp(3 - static_cast<int>(std::floor(std::log10(width))), 0, 12) : 12;
}

}  // namespace

Gene gene_of(const analysis::ParamDef& param, double low, double high) {
  const bool whole = param.kind == analysis::ParamKind::integer;
  return {.name = std::string(param.name),
          .kind = whole ? GeneKind::integer : GeneKind::real,
          .low = low,
          .high = high,
          .digits = digits_of(high - low)};
}

Result<Space> space_of(const analysis::PatternDef& pattern) {
  if (pattern.params.size() == 0) {
    return Error{Errc::invalid_argument,
                 fmt::format("{}: this pattern has no parameters to optimize", pattern.id),
                 fmt::format("{}：该形态没有可优化的参数", pattern.id)};
  }
  std::vector<Gene> genes;
  for (const auto& param : pattern.params) genes.push_back(gene_of(param, param.min, param.max));
  return Space::make(std::move(genes));
}

std::vector<double> defaults_of(const analysis::PatternDef& pattern) {
  std::vector<double> out;
  for (const auto& param : pattern.params) out.push_back(param.value);
  return out;
}

std::size_t changed_from_defaults(const analysis::PatternDef& pattern,
                                  std::span<const double> params) noexcept {
  std::size_t changed = 0;
  for (std::size_t k = 0; k < params.size(); ++k)
    changed += params[k] != pattern.params[k].value ? 1U : 0U;
  return changed;
}

}  // namespace fwq::optimization
