// fwq config: shows and changes settings.
#include <fmt/format.h>

#include "command.hpp"
#include "fwq/core/config_manager.hpp"
#include "fwq/core/text.hpp"
#include "fwq/core/theme.hpp"

namespace fwq::cli {
namespace {

struct ConfigOptions {
  std::string action, key;
  std::vector<std::string> values;  // Several only for lists.
};

Json typed(const core::SettingDef& setting, const std::string& value) {
  switch (setting.type) {
    case core::SettingType::integer:
      return std::stoll(value);
    case core::SettingType::number:
      return std::stod(value);
    case core::SettingType::boolean:
      return value == "true";
    case core::SettingType::list: {
      Json words = Json::array();
      for (const auto word : core::split(value, ',')) {
        if (!word.empty()) words.push_back(word);
      }
      return words;
    }
    case core::SettingType::text:
    case core::SettingType::choice:
    case core::SettingType::size:
      break;
  }
  return value;
}

const core::SettingDef* setting_named(std::string_view key) {
  for (const auto& setting : core::setting_table()) {
    if (setting.key == key) return &setting;
  }
  return nullptr;
}

// What may be given, with the unit ("0 … 1024 threads"). A size shows its units itself.
std::string allowed(const core::SettingDef& setting, const Session& session) {
  std::string text = allowed_text(setting);
  if (setting.type == core::SettingType::text) text = session.text("text", "文本");
  if (!setting.unit.empty() && setting.type != core::SettingType::size) {
    text +=
        " " + session.text(setting.unit, setting.unit_zh.empty() ? setting.unit : setting.unit_zh);
  }
  return text;
}

int list(Session& session, const core::Settings& settings) {
  Json document = Json::array();
  Table table({session.text("setting", "设置"), session.text("value", "值"),
               session.text("default", "默认"), session.text("allowed", "允许"),
               session.text("meaning", "含义")});
  for (const auto& setting : core::setting_table()) {
    const std::string value = settings.text(setting.key);
    const std::string help = session.text(setting.help_en, setting.help_zh);
    table.add({std::string(setting.key), value.empty() ? "-" : value, std::string(setting.initial),
               allowed(setting, session), help});
    Json row{{"key", setting.key},
             {"value", typed(setting, value)},
             {"default", typed(setting, std::string(setting.initial))},
             {"type", to_string(setting.type)},
             {"allowed", core::allowed_text(setting)}};
    if (!setting.unit.empty()) row["unit"] = setting.unit;
    row["help"] = help;
    document.push_back(std::move(row));
  }
  if (session.json()) {
    session.print_json(document);
  } else {
    session.print(table.text());
  }
  return kDone;
}

int get(Session& session, const core::Settings& settings, const std::string& key) {
  const auto value = settings.get(key);
  if (!value) return session.fail(value.error());
  if (session.json()) {
    session.print_json(Json{{"key", key}, {"value", typed(*setting_named(key), *value)}});
  } else {
    session.print(*value + "\n");
  }
  return kDone;
}

int set(Session& session, const coordinators::Home& home, const core::Settings& settings,
        const ConfigOptions& options) {
  const core::SettingDef* setting = setting_named(options.key);
  if (options.values.empty()) {
    return session.fail(
        {Errc::invalid_argument,
         fmt::format("config set needs a value: `fwq config set {} VALUE`", options.key),
         fmt::format("config set 需要一个值：`fwq config set {} VALUE`", options.key)});
  }
  if (options.values.size() > 1 && setting != nullptr && setting->type != core::SettingType::list) {
    return session.fail(
        {Errc::invalid_argument,
         fmt::format("{} takes one value, and {} were given", options.key, options.values.size()),
         fmt::format("{} 只有一个值，给出了 {} 个", options.key, options.values.size())});
  }
  const std::string value = fmt::format("{}", fmt::join(options.values, ","));
  // "auto" follows the reader's system. A theme that is not there would fail every report.
  if (options.key == "ui.theme" && core::to_lower(value) != "auto") {
    const auto theme = core::load_theme(home.folder() / "config", value);
    if (!theme) return session.fail(theme.error());
  }
  // The manager saves this one key into what the file holds by then: another program may be writing, too.
  core::ConfigManager config(settings);
  if (const auto done = config.set(options.key, value); !done) return session.fail(done.error());
  const auto lock = home.lock_for_writing();
  if (!lock) return session.fail_job(lock.error());
  if (const auto saved = config.save(); !saved) return session.fail_job(saved.error());
  if (session.json()) {
    session.print_json(
        Json{{"key", options.key}, {"value", typed(*setting, config.text(options.key))}});
  }
  return kDone;
}

int run_config(Session& session, const ConfigOptions& options) {
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  const core::Settings& settings = session.settings();
  if (options.action == "list") return list(session, settings);
  if (options.key.empty())
    return session.fail(
        {Errc::invalid_argument,
         fmt::format("config {} needs a KEY (`fwq config list` shows all)", options.action),
         fmt::format("config {} 需要设置项的名字（`fwq config list` 列出全部）", options.action)});
  if (options.action == "get") return get(session, settings, options.key);
  return set(session, *home, settings, options);
}

}  // namespace

extern const CommandDef config_def{
    .name = "config",
    .order = 9,
    .summary_en = "show and change settings",
    .summary_zh = "查看和修改设置",
    .help_en =
        "Examples:\n  fwq config list\n  fwq config get indicators.flavour\n  fwq config set "
        "indicators.flavour talib\n",
    .help_zh =
        "例：\n  fwq config list\n  fwq config get indicators.flavour\n  fwq config set "
        "indicators.flavour talib\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<ConfigOptions>();
      app.add_option("ACTION", options->action,
                     session.text("get, set or list", "get、set 或 list"))
          ->required()
          ->check(CLI::IsMember({"get", "set", "list"}));
      app.add_option("KEY", options->key,
                     session.text("a setting, e.g. ui.language", "设置项，例如 ui.language"));
      app.add_option("VALUE", options->values,
                     session.text("its new value; several for a list", "新值；列表可给多个"));
      return [options](Session& s) { return run_config(s, *options); };
    },
};

}  // namespace fwq::cli
