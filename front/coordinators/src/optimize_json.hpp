// Optimizations, their settings and trials as the JSON that is kept of them.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "fwq/coordinators/optimize.hpp"

namespace fwq::coordinators {

using Json = nlohmann::ordered_json;

std::string trial_json(const optimization::PatternTrial& trial);
// None: it is damaged; the search begins again from there.
std::optional<optimization::PatternTrial> trial_in(const std::string& text);
// Without what has no meaning for strategies, if it is of one.
Json config_json(const optimization::OptimizationConfig& config, bool of_strategy = false);
// What config_json() wrote; what is missing or of another kind stays as it is by default.
optimization::OptimizationConfig config_in(const Json& in);
// Each part's figures by name.
Json measured_json(const optimization::Measured& measured);

}  // namespace fwq::coordinators
