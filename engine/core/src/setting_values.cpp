// Checking and converting the values of settings, type by type.
#include "setting_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "fwq/core/text.hpp"

namespace fwq::core {
namespace {

template <class Number>
bool reads_as(std::string_view text, Number& value) {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

struct SizeUnit {
  std::string_view name;
  unsigned shift;
};
// Largest first: size_text() takes the first that divides.
constexpr std::array kSizeUnits{SizeUnit{"tb", 40}, SizeUnit{"gb", 30}, SizeUnit{"mb", 20},
                                SizeUnit{"kb", 10}, SizeUnit{"b", 0}};

// "mb", "MiB", "m" → 20; anything else → nullptr.
const SizeUnit* size_unit(std::string_view word) {
  std::string name = to_lower(word);
  if (name.empty()) name.assign(1, 'b');
  if (name.size() == 3 && name.ends_with("ib")) name.erase(1, 1);
  if (name.size() == 1 && name != "b") name += 'b';
  const auto at = std::find_if(kSizeUnits.begin(), kSizeUnits.end(),
                               [&](const SizeUnit& unit) { return unit.name == name; });
  return at == kSizeUnits.end() ? nullptr : &*at;
}

using Checked = Result<std::string>;

Error refusal(const SettingDef& setting, std::string_view text, const std::string& advice,
              const std::string& advice_zh) {
  return {Errc::invalid_argument,
          fmt::format("'{}' is not a value for {}: {}", text, setting.key, advice),
          fmt::format("'{}' 不能作为 {} 的值：{}", text, setting.key, advice_zh)};
}

Checked check_number(const SettingDef& setting, std::string_view text) {
  const bool whole = setting.type == SettingType::integer;
  long long integer = 0;
  double value = 0;
  const bool read = whole ? reads_as(text, integer) : reads_as(text, value);
  if (whole) value = static_cast<double>(integer);
  if (!read || !(value >= setting.min && value <= setting.max)) {
    return refusal(setting, text,
                   fmt::format("give a {}number from {} to {}", whole ? "whole " : "",
                               shortest(setting.min), shortest(setting.max)),
                   fmt::format("请给出 {} 到 {} 之间的{}", shortest(setting.min),
                               shortest(setting.max), whole ? "整数" : "数"));
  }
  return whole ? std::to_string(integer) : shortest(value);
}

Checked check_boolean(const SettingDef& setting, std::string_view text) {
  const std::string lower = to_lower(text);
  if (lower == "true" || lower == "yes" || lower == "on" || lower == "1")
    return std::string("true");
  if (lower == "false" || lower == "no" || lower == "off" || lower == "0")
    return std::string("false");
  return refusal(setting, text, "give true or false", "请给出 true 或 false");
}

Checked check_choice(const SettingDef& setting, std::string_view text) {
  const std::string lower = to_lower(text);
  std::vector<std::string> names;
  for (const auto name : split(setting.choices, ',')) {
    if (name == lower) return lower;
    names.emplace_back(name);
  }
  return refusal(setting, text,
                 fmt::format("give one of {}{}", fmt::join(names, ", "), did_you_mean(text, names)),
                 fmt::format("可用 {}{}", fmt::join(names, "、"), did_you_mean_zh(text, names)));
}

Checked check_size(const SettingDef& setting, std::string_view text) {
  const auto bytes = parse_size(text, setting.unit);
  if (!bytes) return refusal(setting, text, bytes.error().message, bytes.error().text(true));
  const auto value = static_cast<double>(*bytes);
  if (value < setting.min || value > setting.max)
    return refusal(setting, text, fmt::format("give a size from {}", allowed_text(setting)),
                   fmt::format("请给出 {} 到 {} 之间的大小",
                               size_text(static_cast<std::uint64_t>(setting.min)),
                               size_text(static_cast<std::uint64_t>(setting.max))));
  return size_text(*bytes);
}

Checked check_list(const SettingDef& setting, std::string_view text) {
  std::vector<std::string> words;
  for (const auto piece : split(text, ',')) {
    std::string word(trimmed(piece));
    if (word.empty() && trimmed(text).empty()) break;  // The empty list.
    if (word.empty())
      return refusal(setting, text, "there is nothing between two commas", "两个逗号之间没有内容");
    if (!setting.choices.empty()) {
      FWQ_TRY_ASSIGN(known, check_choice(setting, word));
      word = known;
    }
    if (std::find(words.begin(), words.end(), word) != words.end())
      return refusal(setting, text, fmt::format("'{}' stands in it twice", word),
                     fmt::format("'{}' 出现了两次", word));
    words.push_back(std::move(word));
  }
  const auto count = static_cast<double>(words.size());
  if (count < setting.min || count > setting.max) {
    return refusal(setting, text,
                   fmt::format("give {} to {} words separated by commas", shortest(setting.min),
                               shortest(setting.max)),
                   fmt::format("请给出 {} 到 {} 个以逗号分隔的词", shortest(setting.min),
                               shortest(setting.max)));
  }
  return fmt::format("{}", fmt::join(words, ","));
}

}  // namespace

const char* to_string(SettingType type) noexcept {
  switch (type) {
    case SettingType::text:
      return "text";
    case SettingType::integer:
      return "integer";
    case SettingType::number:
      return "number";
    case SettingType::boolean:
      return "boolean";
    case SettingType::choice:
      return "choice";
    case SettingType::size:
      return "size";
    case SettingType::list:
      return "list";
  }
  return "text";
}

Result<std::uint64_t> parse_size(std::string_view text, std::string_view unit) {
  text = trimmed(text);
  const auto digits = std::min(text.find_first_not_of("0123456789."), text.size());
  double count = 0;
  const bool read = digits > 0 && reads_as(text.substr(0, digits), count);
  const auto word = trimmed(text.substr(digits));
  const SizeUnit* scale = size_unit(word.empty() ? unit : word);
  const double bytes =
      read && scale != nullptr ? std::ldexp(count, static_cast<int>(scale->shift)) : -1;
  if (!(bytes >= 0 && bytes <= 0x1p53))  // What a double holds exactly: 8 PB.
    return Error{Errc::invalid_argument, "give a size, e.g. 512MB or 4GB",
                 "请给出大小，例如 512MB 或 4GB"};
  return static_cast<std::uint64_t>(bytes);
}

std::string size_text(std::uint64_t bytes) {
  for (const auto& unit : kSizeUnits) {
    const std::uint64_t whole = bytes >> unit.shift;
    if ((whole << unit.shift) != bytes || (whole == 0 && unit.shift > 0)) continue;
    std::string name(unit.name);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return static_cast<char>(c - 'a' + 'A'); });
    return std::to_string(whole) + name;
  }
  return std::to_string(bytes) + "B";
}

Result<std::string> check_setting(const SettingDef& setting, std::string_view text) {
  switch (setting.type) {
    case SettingType::text:
      return std::string(text);
    case SettingType::integer:
    case SettingType::number:
      return check_number(setting, text);
    case SettingType::boolean:
      return check_boolean(setting, text);
    case SettingType::choice:
      return check_choice(setting, text);
    case SettingType::size:
      return check_size(setting, text);
    case SettingType::list:
      return check_list(setting, text);
  }
  return refusal(setting, text, "", "");
}

std::string allowed_text(const SettingDef& setting) {
  switch (setting.type) {
    case SettingType::integer:
    case SettingType::number:
      return fmt::format("{} … {}", shortest(setting.min), shortest(setting.max));
    case SettingType::size:
      return fmt::format("{} … {}", size_text(static_cast<std::uint64_t>(setting.min)),
                         size_text(static_cast<std::uint64_t>(setting.max)));
    case SettingType::choice:
      return fmt::format("{}", fmt::join(split(setting.choices, ','), ", "));
    case SettingType::list:
      if (setting.choices.empty()) return "a,b,…";
      return fmt::format("{} (a,b,…)", fmt::join(split(setting.choices, ','), ", "));
    case SettingType::boolean:
      return "true, false";
    case SettingType::text:
      break;
  }
  return "text";
}

Result<std::string> setting_from_json(const SettingDef& setting, const nlohmann::json& value) {
  const auto as_text = [](const nlohmann::json& node) {
    if (node.is_string()) return node.get<std::string>();
    if (node.is_number_float()) return shortest(node.get<double>());
    return node.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  };
  if (setting.type != SettingType::list || !value.is_array())
    return check_setting(setting, as_text(value));
  std::string joined;
  for (const auto& word : value) {
    const std::string text = as_text(word);
    if (!word.is_string() || trimmed(text).empty() || text.find(',') != std::string::npos)
      return refusal(setting, text, "the words of a list are texts without commas",
                     "列表的每一项须是不含逗号的文字");
    if (!joined.empty()) joined += ',';
    joined += text;
  }
  return check_setting(setting, joined);
}

nlohmann::ordered_json setting_to_json(const SettingDef& setting, const std::string& stored) {
  switch (setting.type) {
    case SettingType::integer:
      return integer_from(stored);
    case SettingType::number:
      return number_from(stored);
    case SettingType::boolean:
      return stored == "true";
    case SettingType::list: {
      auto list = nlohmann::ordered_json::array();
      for (auto& word : words_from(stored)) list.push_back(std::move(word));
      return list;
    }
    case SettingType::size: {
      const std::uint64_t bytes = parse_size(stored).value_or(0U);
      const SizeUnit* unit = setting.unit.empty() ? nullptr : size_unit(setting.unit);
      if (unit != nullptr && ((bytes >> unit->shift) << unit->shift) == bytes)
        return bytes >> unit->shift;
      return stored;
    }
    case SettingType::text:
    case SettingType::choice:
      break;
  }
  return stored;
}

long long integer_from(std::string_view stored) {
  long long value = 0;
  [[maybe_unused]] const bool read = reads_as(stored, value);
  assert(read);
  return value;
}

double number_from(std::string_view stored) {
  double value = 0;
  [[maybe_unused]] const bool read = reads_as(stored, value);
  assert(read);
  return value;
}

std::vector<std::string> words_from(std::string_view stored) {
  std::vector<std::string> words;
  if (stored.empty()) return words;
  for (const auto word : split(stored, ',')) words.emplace_back(word);
  return words;
}

}  // namespace fwq::core
