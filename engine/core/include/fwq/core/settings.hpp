// The settings that a user can change: one described table, and the file that holds the changed ones.
//
// The table below is the only place that lists settings; the file, `fwq config`, the help texts and
// the checks read it. A setting is in the table when some code acts on it, and not before.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::core {

enum class SettingType { text, integer, number, boolean, choice };
const char* to_string(SettingType type) noexcept;

struct SettingDef {
  std::string_view key;  // Dotted, e.g. "indicators.flavour". Never renamed.
  SettingType type = SettingType::text;
  std::string_view initial;       // The default, as text.
  double min = 0, max = 0;        // Range of integers and numbers.
  std::string_view choices = "";  // "talib,tdx", for SettingType::choice.
  std::string_view unit = "";     // "" when it has none.
  std::string_view help_en, help_zh;
};

// All settings, sorted by key.
std::span<const SettingDef> setting_table();

// The settings of one home. Values are kept as text and checked against the table. Not thread-safe
// for writing; copies are cheap.
class Settings {
 public:
  // Reads `file`; a missing file means defaults only. A damaged file (cut, not JSON, unknown key, value
  // out of range) is copied beside itself as `<name>.broken-<time>`; what of it is good is used, the
  // rest is the default, and `warnings()` says so. Errors: io.
  static Result<Settings> load(const std::filesystem::path& file);

  // The value in force. Errors: not_found, naming the nearest keys.
  Result<std::string> get(std::string_view key) const;
  // Requires: the key is in the table with that type (a wrong one is a bug in the caller).
  std::string text(std::string_view key) const;
  long long integer(std::string_view key) const;
  double number(std::string_view key) const;
  bool boolean(std::string_view key) const;

  // Checks and stores a value; save() writes it. Errors: not_found, invalid_argument (says what is allowed).
  Result<void> set(std::string_view key, std::string_view value);
  bool is_default(std::string_view key) const;

  // Writes the changed settings atomically, as JSON with nested objects. Errors: io.
  Result<void> save() const;

  const std::vector<std::string>& warnings() const noexcept { return warnings_; }
  const std::filesystem::path& file() const noexcept { return file_; }

 private:
  std::filesystem::path file_;
  std::map<std::string, std::string, std::less<>> changed_;
  std::vector<std::string> warnings_;
};

// Where settings come from when reading them from bytes: used by load() and the fuzz target.
// Returns the good values; adds a line to `problems` for each bad one. Never fails on any input.
std::map<std::string, std::string, std::less<>> parse_settings(std::string_view json,
                                                               std::vector<std::string>& problems);

}  // namespace fwq::core
