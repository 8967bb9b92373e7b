// The table of settings, and reading, checking and writing config.json.
#include "fwq/core/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <nlohmann/json.hpp>

#include "broken_copy.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "json_depth.hpp"
#include "setting_values.hpp"

namespace fwq::core {
namespace {

// Sorted by key (a test checks it).
constexpr std::array kSettings{
    SettingDef{.key = "analysis.adjust",
               .type = SettingType::choice,
               .initial = "forward",
               .choices = "none,forward,backward,forward_subtractive,backward_subtractive",
               .help_en = "price adjustment for dividends and splits in every command but `bars`",
               .help_zh = "除权除息的复权方式（bars 命令除外）"},
    SettingDef{.key = "data_sources.csv_folder",
               .type = SettingType::text,
               .initial = "",
               .help_en = "folder of CSV files, one security each, for the source csv_folder",
               .help_zh = "数据源 csv_folder 的 CSV 目录，每个证券一个文件"},
    SettingDef{.key = "data_sources.fallback",
               .type = SettingType::list,
               .initial = "",
               .max = 16,
               .help_en =
                   "data sources to ask, in this order, for what the primary one lacks: store, "
                   "tdx_folder, csv_folder",
               .help_zh = "主数据源没有时依次询问的备用数据源：store、tdx_folder、csv_folder"},
    SettingDef{.key = "data_sources.primary",
               .type = SettingType::text,
               .initial = "store",
               .help_en = "data source that is asked first for bars; store is this home's own",
               .help_zh = "首选数据源；store 为本数据目录的行情库"},
    SettingDef{.key = "data_sources.tdx_folder",
               .type = SettingType::text,
               .initial = "",
               .help_en = "folder of a TDX installation (or its vipdoc) for the source tdx_folder",
               .help_zh = "数据源 tdx_folder 的通达信安装目录（或 vipdoc）"},
    SettingDef{.key = "data_sources.timeout",
               .type = SettingType::number,
               .initial = "10",
               .min = 0.1,
               .max = 600,
               .unit = "seconds",
               .unit_zh = "秒",
               .help_en = "how long a data source may take for one answer before it is given up",
               .help_zh = "单次请求数据源的最长等待时间，超时即放弃"},
    SettingDef{.key = "indicators.flavour",
               .type = SettingType::choice,
               .initial = "tdx",
               .choices = "talib,tdx",
               .help_en = "definitions that `analyze` computes indicators by: what Chinese screens "
                          "show, or TA-Lib's",
               .help_zh = "analyze 使用的指标口径：通达信或 TA-Lib"},
    SettingDef{.key = "log.archive_size",
               .type = SettingType::size,
               .initial = "64MB",
               .max = 1024.0 * 1024 * 1024 * 1024,
               .help_en = "room for old log files in logs/archive; 0 keeps none",
               .help_zh = "logs/archive 中旧日志的总大小上限；0 表示不保留"},
    SettingDef{.key = "log.level",
               .type = SettingType::choice,
               .initial = "info",
               .choices = "trace,debug,info,warning,error,off",
               .help_en = "least important lines that go into the log file",
               .help_zh = "日志文件的最低级别"},
    SettingDef{
        .key = "log.max_files",
        .type = SettingType::integer,
        .initial = "5",
        .min = 0,
        .max = 1000,
        .unit = "files",
        .unit_zh = "个文件",
        .help_en = "full log files that stay beside the current one before they are archived",
        .help_zh = "归档前与当前日志放在一起的已写满日志文件数"},
    SettingDef{.key = "log.max_size",
               .type = SettingType::size,
               .initial = "4MB",
               .min = 64.0 * 1024,
               .max = 1024.0 * 1024 * 1024,
               .help_en = "size at which the log file is full and a new one begins",
               .help_zh = "单个日志文件的大小上限，写满后另起新文件"},
    SettingDef{.key = "performance.cache_size",
               .type = SettingType::size,
               .initial = "1000MB",
               .min = 0,
               .max = 1099511627776.0,
               .unit = "MB",
               .help_en = "memory for bars that were loaded before; 0 keeps none",
               .help_zh = "K线缓存的内存上限；0 表示不缓存"},
    SettingDef{.key = "performance.memory_limit",
               .type = SettingType::size,
               .initial = "4GB",
               .min = 67108864,
               .max = 1099511627776.0,
               .help_en =
                   "memory of the program above which cached bars are dropped and no more are "
                   "loaded",
               .help_zh = "程序内存上限：超过后清空K线缓存并拒绝再加载"},
    SettingDef{.key = "performance.thread_pool_size",
               .type = SettingType::integer,
               .initial = "0",
               .min = 0,
               .max = 1024,
               .unit = "threads",
               .unit_zh = "个线程",
               .help_en = "worker threads; 0 means one per processor core",
               .help_zh = "工作线程数；0 表示每个处理器核心一个"},
    SettingDef{.key = "ui.language",
               .type = SettingType::choice,
               .initial = "auto",
               .choices = "auto,zh,en",
               .help_en = "language of texts; auto follows the system's locale",
               .help_zh = "界面语言；auto 跟随系统"},
    SettingDef{.key = "ui.rising",
               .type = SettingType::choice,
               .initial = "red",
               .choices = "red,green",
               .help_en = "colour of rising prices: red as on Chinese screens, or green; falling "
                          "ones have the other",
               .help_zh = "上涨的颜色：red 红涨绿跌（国内习惯），green 绿涨红跌"},
    SettingDef{
        .key = "ui.theme",
        .type = SettingType::text,
        .initial = "auto",
        .help_en = "look of the desktop and of reports: auto (as the system), light, dark, or a theme of "
                   "config/theme.json",
        .help_zh = "桌面和报告的外观：auto（跟随系统）、light、dark 或 config/theme.json 中的主题"},
};

const SettingDef* find(std::string_view key) {
  const auto at = std::find_if(kSettings.begin(), kSettings.end(),
                               [&](const SettingDef& s) { return s.key == key; });
  return at == kSettings.end() ? nullptr : &*at;
}

Error unknown_key(std::string_view key) {
  std::vector<std::string> keys;
  for (const auto& setting : kSettings) keys.emplace_back(setting.key);
  return {Errc::not_found,
          fmt::format("there is no setting '{}'{} (`fwq config list` shows all)", key,
                      did_you_mean(key, keys)),
          fmt::format("没有设置项 '{}'{}（`fwq config list` 列出全部）", key,
                      did_you_mean_zh(key, keys))};
}

void collect(const nlohmann::json& node, const std::string& path,
             std::vector<std::string>& problems,
             std::map<std::string, std::string, std::less<>>& values) {
  for (const auto& [name, child] : node.items()) {
    const std::string key = path.empty() ? name : path + "." + name;
    if (child.is_object()) {
      collect(child, key, problems, values);
      continue;
    }
    const SettingDef* setting = find(key);
    if (setting == nullptr) {
      problems.push_back(unknown_key(key).message);
      continue;
    }
    auto value = setting_from_json(*setting, child);
    if (value) {
      values[key] = *value;
    } else {
      problems.push_back(value.error().message);
    }
  }
}

}  // namespace

std::span<const SettingDef> setting_table() {
  return kSettings;
}

std::map<std::string, std::string, std::less<>> parse_settings(std::string_view json,
                                                               std::vector<std::string>& problems) {
  std::map<std::string, std::string, std::less<>> values;
  // A nesting beyond any setting's own would only serve to exhaust the stack.
  if (json_depth(json) > 64) {
    problems.emplace_back("it is nested more than 64 levels deep");
    return values;
  }
  const auto root = nlohmann::json::parse(json, nullptr, false, true);
  if (root.is_discarded() || !root.is_object()) {
    problems.emplace_back("it is not a JSON object (cut off or damaged)");
    return values;
  }
  collect(root, "", problems, values);
  return values;
}

Result<Settings> Settings::load(const std::filesystem::path& file) {
  Settings settings;
  settings.file_ = file;
  auto bytes = read_regular_file(file, 1U << 20U);
  if (!bytes) {
    if (bytes.error().code == Errc::not_found) return settings;
    return std::move(bytes).error();
  }
  std::vector<std::string> problems;
  settings.changed_ = parse_settings(*bytes, problems);
  if (problems.empty()) return settings;
  const auto kept = keep_broken_copy(file, *bytes);
  for (const auto& problem : problems)
    settings.warnings_.push_back(fmt::format("{}: {}", file.string(), problem));
  // The good values are written back, so that the warning comes once and the old file is kept beside.
  const bool saved = kept && settings.save().has_value();
  settings.warnings_.push_back(
      saved ? fmt::format("defaults are used in their place; the old file is kept as {}",
                          kept->string())
            : std::string("defaults are used in their place"));
  return settings;
}

Settings Settings::from_values(std::filesystem::path file,
                               std::map<std::string, std::string, std::less<>> values) {
  Settings settings;
  settings.file_ = std::move(file);
  // Values that are the default are not kept as changed ones.
  for (const auto& [key, value] : values) {
    [[maybe_unused]] const auto good = settings.set(key, value);
    assert(good);
  }
  return settings;
}

Result<std::string> Settings::get(std::string_view key) const {
  const SettingDef* setting = find(key);
  if (setting == nullptr) return unknown_key(key);
  const auto at = changed_.find(key);
  return at == changed_.end() ? std::string(setting->initial) : at->second;
}

std::string Settings::text(std::string_view key) const {
  auto value = get(key);
  assert(value);
  return value.value_or("");
}

long long Settings::integer(std::string_view key) const {
  return integer_from(text(key));
}

double Settings::number(std::string_view key) const {
  return number_from(text(key));
}

bool Settings::boolean(std::string_view key) const {
  return text(key) == "true";
}

std::uint64_t Settings::bytes(std::string_view key) const {
  return parse_size(text(key)).value_or(0U);
}

std::vector<std::string> Settings::list(std::string_view key) const {
  return words_from(text(key));
}

Result<void> Settings::set(std::string_view key, std::string_view value) {
  const SettingDef* setting = find(key);
  if (setting == nullptr) return unknown_key(key);
  FWQ_TRY_ASSIGN(good, check_setting(*setting, value));
  if (good == setting->initial) {
    if (const auto at = changed_.find(key); at != changed_.end()) changed_.erase(at);
  } else {
    changed_.insert_or_assign(std::string(key), good);
  }
  return {};
}

bool Settings::is_default(std::string_view key) const {
  return changed_.find(key) == changed_.end();
}

std::string Settings::to_json() const {
  nlohmann::ordered_json root = nlohmann::ordered_json::object();
  for (const auto& [key, value] : changed_) {
    const SettingDef* setting = find(key);
    auto* node = &root;
    for (const auto piece : split(key, '.')) node = &(*node)[std::string(piece)];
    *node = setting_to_json(*setting, value);
  }
  return root.dump(2) + "\n";
}

Result<void> Settings::save() const {
  return write_file_atomically(file_, to_json());
}

}  // namespace fwq::core
