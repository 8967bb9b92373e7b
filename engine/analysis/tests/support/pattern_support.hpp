// What tests of patterns share: parameters by hand, a pattern by its id.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fwq/analysis/pattern_recognizer.hpp"

namespace fwq::analysis::test {

inline constexpr std::size_t kPatternsOfTheList = 67;

// Values for one pattern, defaults for the others.
class FixedParameters : public PatternParameters {
 public:
  FixedParameters(std::string_view id, std::vector<double> values)
      : id_(id), values_(std::move(values)) {}
  std::optional<std::vector<double>> parameters(const PatternDef& pattern) const override {
    if (pattern.id != id_) return std::nullopt;
    return values_;
  }

 private:
  std::string_view id_;
  std::vector<double> values_;
};

inline std::vector<double> defaults_of(const PatternDef& def) {
  return bind(def.id, {def.params.begin(), def.params.size()}, {}).value();
}

inline std::vector<PatternHit> hits_with(const PatternDef& def, const std::vector<double>& values,
                                         const data::Bars& bars) {
  const PatternRecognizer recognizer(std::make_shared<FixedParameters>(def.id, values));
  return recognizer.recognize_patterns(bars, {std::string(def.id)}, 0.0).value();
}

// Null: no such pattern in the table.
inline const PatternDef* pattern_named(std::string_view id) {
  for (const PatternDef* def : built_in_patterns()) {
    if (def->id == id) return def;
  }
  return nullptr;
}

// A parameter's place in its pattern; the test fails if there is none.
inline std::size_t param_index(const PatternDef& def, std::string_view name) {
  for (std::size_t p = 0; p < def.params.size(); ++p) {
    if (def.params[p].name == name) return p;
  }
  ADD_FAILURE() << def.id << " has no parameter " << name;
  return 0;
}

}  // namespace fwq::analysis::test
