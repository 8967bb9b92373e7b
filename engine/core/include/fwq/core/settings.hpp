// The settings that a user can change: one described table, and the file that holds the changed ones.
//
// The table below is the only place that lists settings; the file, `fwq config`, the help texts and
// the checks read it. A setting is in the table when some code acts on it, and not before.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::core {

// size: bytes, written "512MB" or "1.5 GB" (1 KB is 1024 bytes). list: words separated by commas.
enum class SettingType { text, integer, number, boolean, choice, size, list };
const char* to_string(SettingType type) noexcept;

struct SettingDef {
  std::string_view key;  // Dotted, e.g. "indicators.flavour". Never renamed.
  SettingType type = SettingType::text;
  std::string_view initial;  // The default, as text, in its stored form ("4GB", "tdx,csv").
  // Range of integers and numbers; of sizes in bytes; of a list's length.
  double min = 0, max = 0;
  std::string_view choices = {};  // "talib,tdx": what a choice, or each word of a list, may be.
  // "" when it has none. Of a size: what a bare number counts ("MB": 1000 is 1000MB; "": bytes).
  std::string_view unit = {};
  std::string_view unit_zh = {};  // "" when it is the same.
  std::string_view help_en = {}, help_zh = {};
};

// Reads "4GB", "512 mb", "1.5GiB", "100B"; a bare number counts `unit`s ("" is bytes). Errors: invalid_argument.
Result<std::uint64_t> parse_size(std::string_view text, std::string_view unit = {});
// The shortest exact form: "4GB", "1000MB", "1536KB", "100B".
std::string size_text(std::uint64_t bytes);

// `text` in the one form in which this setting is stored ("08" → "8", "4096 mb" → "4GB", "csv, TDX" → "csv,tdx").
// Errors: invalid_argument, saying what is allowed.
Result<std::string> check_setting(const SettingDef& setting, std::string_view text);
// What is allowed, for people: "0 … 1024", "none, forward", "64MB … 64GB".
std::string allowed_text(const SettingDef& setting);

// All settings, sorted by key.
std::span<const SettingDef> setting_table();

// The settings of one home. Values are kept as text and checked against the table. Not thread-safe
// for writing; copies are cheap.
class Settings {
 public:
  // Reads `file`; a missing file means defaults only. A damaged file (cut, not JSON, unknown key, value
  // out of range) is copied beside itself as `<name>.broken-<time>`; what of it is good is used, the
  // rest is the default, and `warnings()` says so. The same damage is copied once, and at most 20
  // copies stay. Errors: io.
  static Result<Settings> load(const std::filesystem::path& file);
  // Of values that parse_settings() has read.
  static Settings from_values(std::filesystem::path file,
                              std::map<std::string, std::string, std::less<>> values);

  // The value in force. Errors: not_found, naming the nearest keys.
  Result<std::string> get(std::string_view key) const;
  // Requires: the key is in the table with that type (a wrong one is a bug in the caller).
  std::string text(std::string_view key) const;
  long long integer(std::string_view key) const;
  double number(std::string_view key) const;
  bool boolean(std::string_view key) const;
  std::uint64_t bytes(std::string_view key) const;
  std::vector<std::string> list(std::string_view key) const;

  // Checks and stores a value; save() writes it. Errors: not_found, invalid_argument (says what is allowed).
  Result<void> set(std::string_view key, std::string_view value);
  bool is_default(std::string_view key) const;

  // Writes the changed settings atomically, as JSON with nested objects. Errors: io.
  Result<void> save() const;
  // What save() writes.
  std::string to_json() const;

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
