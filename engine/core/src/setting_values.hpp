// A setting's value in its three forms: stored text, JSON, and the C++ type.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/settings.hpp"

namespace fwq::core {

// The stored text of what a file holds. Errors: as check_setting().
Result<std::string> setting_from_json(const SettingDef& setting, const nlohmann::json& value);
// Numbers as numbers, lists as lists; a size as a number where the setting counts a unit and it is whole, else as text.
nlohmann::ordered_json setting_to_json(const SettingDef& setting, const std::string& stored);

// Of stored text (checked before): 0 when it is none.
long long integer_from(std::string_view stored);
double number_from(std::string_view stored);
std::vector<std::string> words_from(std::string_view stored);

}  // namespace fwq::core
