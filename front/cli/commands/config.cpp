// fwq config: shows and changes settings.
#include <fmt/format.h>

#include "command.hpp"

namespace fwq::cli {
namespace {

struct ConfigOptions {
  std::string action, key, value;
  bool has_value = false;
};

Json typed(const core::SettingDef& setting, const std::string& value) {
  switch (setting.type) {
    case core::SettingType::integer:
      return std::stoll(value);
    case core::SettingType::number:
      return std::stod(value);
    case core::SettingType::boolean:
      return value == "true";
    default:
      return value;
  }
}

int list(Session& session, const core::Settings& settings) {
  Json document = Json::array();
  Table table({session.text("setting", "设置"), session.text("value", "值"),
               session.text("default", "默认"), session.text("allowed", "允许"),
               session.text("meaning", "含义")});
  for (const auto& setting : core::setting_table()) {
    const std::string value = settings.text(setting.key);
    const std::string allowed =
        setting.type == core::SettingType::choice ? std::string(setting.choices)
        : setting.type == core::SettingType::integer || setting.type == core::SettingType::number
            ? fmt::format("{} … {}", setting.min, setting.max)
            : std::string(to_string(setting.type));
    table.add({std::string(setting.key), value, std::string(setting.initial), allowed,
               session.text(setting.help_en, setting.help_zh)});
    document.push_back({{"key", setting.key},
                        {"value", typed(setting, value)},
                        {"default", typed(setting, std::string(setting.initial))},
                        {"type", to_string(setting.type)},
                        {"help", session.text(setting.help_en, setting.help_zh)}});
  }
  if (session.json()) {
    session.print_json(document);
  } else {
    session.print(table.text());
  }
  return kDone;
}

int run_config(Session& session, const ConfigOptions& options) {
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  core::Settings settings = session.settings();
  if (options.action == "list") return list(session, settings);
  if (options.key.empty())
    return session.fail(
        {Errc::invalid_argument,
         fmt::format("config {} needs a KEY (`fwq config list` shows all)", options.action)});
  if (options.action == "get") {
    const auto value = settings.get(options.key);
    if (!value) return session.fail(value.error());
    if (!session.json()) {
      session.print(*value + "\n");
      return kDone;
    }
    for (const auto& setting : core::setting_table()) {
      if (setting.key == options.key)
        session.print_json(Json{{"key", options.key}, {"value", typed(setting, *value)}});
    }
    return kDone;
  }
  if (!options.has_value)
    return session.fail(
        {Errc::invalid_argument,
         fmt::format("config set needs a value: fwq config set {} VALUE", options.key)});
  if (const auto set = settings.set(options.key, options.value); !set)
    return session.fail(set.error());
  const auto lock = home->lock_for_writing();
  if (!lock) return session.fail_job(lock.error());
  if (const auto saved = settings.save(); !saved) return session.fail_job(saved.error());
  if (session.json())
    session.print_json(Json{{"key", options.key}, {"value", settings.text(options.key)}});
  return kDone;
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
      auto* value = app.add_option("VALUE", options->value, session.text("its new value", "新值"));
      return [options, value](Session& s) {
        options->has_value = value->count() > 0;
        return run_config(s, *options);
      };
    },
};

}  // namespace fwq::cli
