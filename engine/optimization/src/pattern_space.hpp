// A pattern's parameters as a space to search, and a recognizer that takes the values a search tries.
#pragma once

#include <optional>
#include <vector>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/optimization/space.hpp"

namespace fwq::optimization {

// Within the described ranges; whole numbers where they are. Errors: invalid_argument (a pattern without parameters).
Result<Space> space_of(const analysis::PatternDef& pattern);
// A described parameter as a gene from `low` to `high`.
Gene gene_of(const analysis::ParamDef& param, double low, double high);
std::vector<double> defaults_of(const analysis::PatternDef& pattern);
std::size_t changed_from_defaults(const analysis::PatternDef& pattern,
                                  std::span<const double> params) noexcept;

// The same values for whatever pattern is asked for: for a recognizer that searches one.
class FixedParameters final : public analysis::PatternParameters {
 public:
  explicit FixedParameters(std::span<const double> values)
      : values_(values.begin(), values.end()) {}
  std::optional<std::vector<double>> parameters(const analysis::PatternDef&) const override {
    return values_;
  }

 private:
  std::vector<double> values_;
};

}  // namespace fwq::optimization
