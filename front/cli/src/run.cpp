// Understanding a command line: global options, commands from the table, help, and what to say when it is wrong.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <regex>
#include <utility>

#include "command.hpp"
#include "fwq/cli/version.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/text.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::cli {
namespace {

std::vector<const CommandDef*> ordered_commands() {
  const auto table = built_in_commands();
  std::vector<const CommandDef*> commands(table.begin(), table.end());
  std::stable_sort(commands.begin(), commands.end(),
                   [](const auto* a, const auto* b) { return a->order < b->order; });
  return commands;
}

// Global options that take a value: needed to find the command's name before parsing.
constexpr std::string_view kValued[] = {"--home", "--threads", "--log-level", "--lang"};

// The first word that is neither an option nor an option's value.
std::string command_word(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].starts_with('-')) return arguments[i];
    if (std::find(std::begin(kValued), std::end(kValued), arguments[i]) != std::end(kValued)) ++i;
  }
  return {};
}

// The language for help and parse errors, before anything else is known.
std::string early_language(const std::vector<std::string>& arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with("--lang=")) return arguments[i].substr(7);
  }
  return {};
}

void translate(CLI::App& app, const Session& session) {
  if (!session.chinese()) return;
  const auto formatter = app.get_formatter();
  formatter->label("Usage", "用法");
  formatter->label("Options", "选项");
  formatter->label("Positionals", "参数");
  formatter->label("Subcommands", "命令");
  formatter->label("SUBCOMMAND", "命令");
  formatter->label("OPTIONS", "选项");
  formatter->label("REQUIRED", "必填");
  formatter->label("Needs", "需配合");
  formatter->label("Excludes", "不可同时用");
  formatter->label("Env", "环境变量");
}

// The kinds of values in the help: "TEXT:{get,set,list}" as "文本：{get,set,list}".
void translate_kinds(const CLI::App& app, const Session& session) {
  if (!session.chinese()) return;
  constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
      {"TEXT", "文本"}, {"UINT", "整数"}, {"INT", "整数"}, {"FLOAT", "数"}};
  for (const auto* option : app.get_options()) {
    const std::string name = option->get_type_name();
    for (const auto& [english, chinese] : kKinds) {
      if (name != english && !name.starts_with(std::string(english) + ":")) continue;
      const std::string rest = name.substr(english.size());
      app.get_formatter()->label(
          name, std::string(chinese) + (rest.empty() ? "" : "：" + rest.substr(1)));
      break;
    }
  }
}

// What CLI11 says of a value or a combination, in Chinese; nullopt when it says something else.
std::optional<std::string> translated(const std::string& message) {
  struct Form {
    const char* english;
    const char* chinese;
  };
  static const Form kForms[] = {
      {R"((\S+): (.*) not in \{(.*)\})", "$1：“$2”不在可选值 $3 之中"},
      {R"((\S+): Value (.*) not in range \[?([^ ]+) (?:to|-) ([^ \]]+)\]?)",
       "$1：$2 不在 $3 到 $4 之间"},
      {R"(Could not convert: (\S+) = (.*))", "$1 的值“$2”不是所需的数"},
      {R"((\S+) excludes (\S+))", "$1 与 $2 不能同时使用"},
      {R"((\S+) requires (-\S+))", "$1 需要与 $2 同时使用"},
      {R"((\S+): 1 required .* missing)", "$1 缺少值"},
      {R"((\S+) is required)", "缺少 $1"},
      {R"((\S+): (.*))", "$1：$2"},
  };
  for (const auto& form : kForms) {
    const std::regex pattern(form.english);
    if (std::regex_match(message, pattern))
      return std::regex_replace(message, pattern, form.chinese);
  }
  return std::nullopt;
}

void add_global_options(CLI::App& app, Session& session) {
  auto& options = session.options;
  app.option_defaults()->group(session.text("Options", "选项"));
  app.set_help_flag("-h,--help", session.text("show this help", "显示帮助"));
  app.set_version_flag("--version", fmt::format("fwq {}", kVersion),
                       session.text("show the version", "显示版本"));
  app.add_option("--home", options.home,
                 session.text("folder of settings and data (default: $FWQ_HOME or ~/.factorweave)",
                              "数据与设置目录（默认 $FWQ_HOME 或 ~/.factorweave）"));
  app.add_flag("--json", options.json, session.text("print one JSON document", "输出 JSON"));
  app.add_flag("--quiet", options.quiet,
               session.text("no progress and no remarks", "不显示进度和提示"));
  app.add_flag("--timings", options.timings,
               session.text("show at the end what took how long", "结束时显示各阶段用时"));
  app.add_option("--threads", options.threads, session.text("worker threads", "工作线程数"))
      ->type_name("1…1024")
      ->check(CLI::Range(1, 1024).description(""));
  app.add_option("--log-level", options.log_level,
                 session.text("trace debug info warning error off",
                              "日志级别：trace debug info warning error off"))
      ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}));
  app.add_option("--lang", options.lang,
                 session.text("language of texts: zh or en", "界面语言：zh 或 en"))
      ->check(CLI::IsMember({"zh", "en"}));
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

const CLI::App* command_named(const CLI::App& app, std::string_view name) {
  const auto found =
      app.get_subcommands([&](const CLI::App* command) { return command->get_name() == name; });
  return found.empty() ? nullptr : found.front();
}

// "; did you mean a or b?" in the session's language, or "".
std::string suggestion(std::string_view word, const std::vector<std::string>& known,
                       const Session& session) {
  if (!session.chinese()) return core::did_you_mean(word, known);
  const auto names = core::nearest(word, known);
  return names.empty() ? "" : fmt::format("；是否想输入 {}？", fmt::join(names, "、"));
}

// What was wrong with the words, and what was probably meant.
std::string explain(const CLI::ParseError& error, const CLI::App& app, const CLI::App* command,
                    const std::vector<std::string>& arguments, const Session& session) {
  std::string message = error.what();
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) {
    auto known = option_names(app);
    if (command != nullptr) {
      const auto own = option_names(*command);
      known.insert(known.end(), own.begin(), own.end());
    }
    for (const auto& word : arguments) {
      const std::string name = word.substr(0, word.find('='));
      if (name.size() < 2 || !name.starts_with('-') ||
          std::find(known.begin(), known.end(), name) != known.end())
        continue;
      return session.text("unknown option ", "没有选项 ") + name + suggestion(name, known, session);
    }
    const std::string words =
        message.substr(message.find(':') == std::string::npos ? 0 : message.find(':') + 2);
    return session.text("there is no use for: ", "多余的内容：") + words;
  }
  return session.chinese() ? translated(message).value_or(message) : message;
}

// Words that continue a half-typed command line, for the shell's completion: commands, or a command's options.
int complete(const CLI::App& app, const std::vector<std::string>& words) {
  const std::string prefix = words.empty() ? "" : words.back();
  const std::string command =
      command_word({words.begin(), words.empty() ? words.end() : words.end() - 1});
  std::vector<std::string> candidates;
  if (command.empty()) {
    for (const auto* def : ordered_commands()) candidates.emplace_back(def->name);
    if (prefix.starts_with('-')) candidates = option_names(app);
  } else if (const auto* sub = command_named(app, command); sub != nullptr) {
    candidates = option_names(*sub);
    const auto global = option_names(app);
    candidates.insert(candidates.end(), global.begin(), global.end());
    if (!prefix.starts_with('-'))
      candidates.clear();  // A symbol or a file: the shell completes files.
  }
  for (const auto& word : candidates) {
    if (word.starts_with(prefix)) fmt::print("{}\n", word);
  }
  return kDone;
}

std::string first_steps(const Session& session) {
  return session.text(
      "First steps:\n"
      "  fwq demo                          make a simulated market to try it on, or\n"
      "  fwq import tdx ~/new_tdx          read the bars of a TDX installation\n"
      "  fwq symbols --search 600000       see what is there\n"
      "  fwq analyze SH600000              read the analysis of a stock\n"
      "`fwq COMMAND --help` explains each command with examples.\n",
      "开始使用：\n"
      "  fwq demo                          生成演示行情，无需数据即可试用；或者\n"
      "  fwq import tdx ~/new_tdx          导入通达信数据目录\n"
      "  fwq symbols --search 600000       查看已有数据\n"
      "  fwq analyze SH600000              分析一只股票\n"
      "“fwq 命令 --help” 显示每个命令的说明和例子。\n");
}

int understand_and_run(std::vector<std::string> arguments, Session& session) {
  CLI::App app{session.text("FactorWeave-Quant: analysis of A-share stocks",
                            "FactorWeave-Quant：A 股分析系统"),
               "fwq"};
  translate(app, session);
  app.get_formatter()->column_width(34);
  add_global_options(app, session);
  app.fallthrough();
  app.require_subcommand(0, 1);  // So that an argument named like a command stays an argument.
  translate_kinds(app, session);
  app.footer("\n" + first_steps(session));

  Runner chosen;
  const CLI::App* chosen_app = nullptr;
  std::vector<std::string> names;
  for (const auto* def : ordered_commands()) {
    names.emplace_back(def->name);
    auto* command =
        app.add_subcommand(std::string(def->name), session.text(def->summary_en, def->summary_zh));
    command->footer("\n" + session.text(def->help_en, def->help_zh));
    command->group(session.text("Commands", "命令"));
    command->get_help_ptr()->group(session.text("Options", "选项"));
    command->option_defaults()->group(session.text("Options", "选项"));
    Runner runner = def->define(*command, session);
    translate_kinds(*command, session);
    command->callback([&chosen, &chosen_app, command, runner] {
      chosen = runner;
      chosen_app = command;
    });
  }
  if (!arguments.empty() && arguments.front() == "__complete")
    return complete(app, {arguments.begin() + 1, arguments.end()});

  // `fwq help` and `fwq help COMMAND`, as other programs have it.
  if (!arguments.empty() && arguments.front() == "help") {
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  const std::string word = command_word(arguments);
  if (!word.empty() && std::find(names.begin(), names.end(), word) == names.end()) {
    return session.fail({Errc::invalid_argument,
                         fmt::format(fmt::runtime(session.text(
                                         "there is no command '{}'{} (`fwq --help` lists all)",
                                         "没有命令“{}”{}（`fwq --help` 列出全部命令）")),
                                     word, suggestion(word, names, session))});
  }
  const CLI::App* named = word.empty() ? nullptr : command_named(app, word);
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back.
    const auto original = arguments;
    try {
      app.parse(arguments);
    } catch (const CLI::Success& success) {
      return app.exit(success);  // --help and --version.
    } catch (const CLI::ParseError& error) {
      return session.fail({Errc::invalid_argument,
                           fmt::format(fmt::runtime(session.text("{} (`fwq {}--help` explains)",
                                                                 "{}（参见 `fwq {}--help`）")),
                                       explain(error, app, named, original, session),
                                       word.empty() ? "" : word + " ")});
    }
  } catch (const CLI::Error& error) {
    return session.fail({Errc::internal, error.what()});
  }
  if (!chosen) {
    session.print(app.help());
    return kDone;
  }
  // One command is one request: its log lines can be told from those of a command that ran beside it.
  const core::RequestScope request(fmt::format("{}-{}", word, core::new_trace_id().substr(0, 4)));
  if (session.options.timings) session.monitor().start_monitoring();
  const auto prepared =
      session.monitor().measure_performance("settings and log", [&] { return session.prepare(); });
  if (!prepared) return session.fail_job(prepared.error());
  return session.monitor().measure_performance(word, [&] { return chosen(session); });
}

}  // namespace

int run(std::vector<std::string> arguments, const coordinators::Services& services) {
  const core::TraceScope trace;
  Session session(services);
  session.options.lang = early_language(arguments);
  int status = kFailed;
  try {
    session.settle_language();
    status = understand_and_run(std::move(arguments), session);
  } catch (const Failure& failure) {
    status = session.fail(failure.error());
  } catch (const std::exception& exception) {
    status = session.fail_job(
        {Errc::internal, fmt::format("this should not have happened: {}", exception.what())});
  }
  const auto written =
      session.monitor().measure_performance("print", [&] { return session.finish(); });
  if (!written) status = session.fail_job(written.error());
  session.show_timings();
  core::flush_log();
  return status;
}

}  // namespace fwq::cli
