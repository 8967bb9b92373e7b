// fwq versions: the parameters that patterns have had: which are in force, what they were worth, and back again.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "command.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "versions_text.hpp"

namespace fwq::cli {
namespace {

using analysis::PatternDef;
using optimization::PatternVersion;
using optimization::VersionManager;

struct VersionsOptions {
  std::string pattern;
  std::string activate, remove, untag, save, message, parent, export_to, import_from, market;
  std::vector<std::string> diff, tag;
  std::size_t rows = 10;
  bool roll_back = false, measures = false;
  // What to do, by the option that asks for it. None: list.
  std::vector<const CLI::Option*> actions;
  // What says more about --set, and about --diff.
  std::vector<const CLI::Option*> of_set, of_diff;
};

Result<const PatternDef*> pattern_of(const VersionsOptions& options) {
  if (options.pattern.empty()) {
    return Error{Errc::invalid_argument, "name the pattern: `fwq patterns --list` has them",
                 "请给出形态，可用 fwq patterns --list 查看"};
  }
  return optimization::find_pattern(options.pattern);
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

Result<std::vector<double>> parameters_in(const PatternDef& pattern, const std::string& text,
                                          std::vector<double> values) {
  std::vector<char> given(values.size(), 0);
  for (const auto item : core::split(text, ',')) {
    const auto at = item.find('=');
    const std::string name(core::trimmed(item.substr(0, at)));
    const auto known =
        std::find_if(pattern.params.begin(), pattern.params.end(),
                     [&](const analysis::ParamDef& param) { return param.name == name; });
    if (known == pattern.params.end()) {
      std::vector<std::string> names;
      for (const auto& param : pattern.params) names.emplace_back(param.name);
      return Error{Errc::invalid_argument,
                   fmt::format("{} has no parameter '{}'{}; it has {}", pattern.id, name,
                               core::did_you_mean(name, names), fmt::join(names, ", ")),
                   fmt::format("{} 没有参数“{}”{}；可用：{}", pattern.id, name,
                               core::did_you_mean_zh(name, names), fmt::join(names, "、"))};
    }
    const auto value =
        at == std::string_view::npos ? std::nullopt : number_in(core::trimmed(item.substr(at + 1)));
    if (!value) {
      return Error{Errc::invalid_argument,
                   fmt::format("--set: '{}' is not of the form name=number", item),
                   fmt::format("--set：“{}”应为 名称=数值", item)};
    }
    const auto at_param = static_cast<std::size_t>(known - pattern.params.begin());
    if (std::exchange(given[at_param], char{1}) != 0) {
      return Error{Errc::invalid_argument, fmt::format("--set: {} is given twice", name),
                   fmt::format("--set：{} 给出了两次", name)};
    }
    values[at_param] = *value;
  }
  return values;
}

int list(Session& session, std::span<const PatternVersion> versions) {
  if (session.json()) {
    Json out = Json::array();
    for (const auto& version : versions) out.push_back(version_json(version));
    session.print_json(out);
  } else {
    session.print(versions_text(versions, session));
  }
  return kDone;
}

// Of all patterns that have more than the built-in version.
int list_patterns(Session& session, const VersionManager& versions) {
  Json out = Json::array();
  Table table({session.text("pattern", "形态"), session.text("name", "名称"),
               session.text(">versions", ">版本数"), session.text(">in force", ">启用"),
               session.text("since", "创建")});
  for (const auto* pattern : analysis::built_in_patterns()) {
    const auto history = versions.get_version_history(*pattern);
    if (!history) return session.fail_job(history.error());
    if (history->size() < 2) continue;
    const auto active = std::find_if(history->begin(), history->end(),
                                     [](const PatternVersion& one) { return one.active; });
    out.push_back(
        {{"pattern", pattern->id}, {"versions", history->size()}, {"active", active->number}});
    table.add({std::string(pattern->id), session.text(pattern->name_en, pattern->name_zh),
               std::to_string(history->size()), std::to_string(active->number),
               active->created == 0 ? session.text("built in", "内置")
                                    : shown_time(active->created, data::Period::min1)});
  }
  if (session.json()) {
    session.print_json(out);
  } else {
    session.print(table.empty()
                      ? session.text("every pattern has its built-in parameters alone: "
                                     "`fwq optimize PATTERN` looks for better ones\n",
                                     "所有形态均为内置参数：fwq optimize 形态 可寻找更好的参数\n")
                      : table.text());
  }
  return kDone;
}

int compare(Session& session, const PatternDef& pattern, const VersionsOptions& options) {
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  coordinators::MarketRequest request;
  request.adjust = default_adjust(session);
  if (!options.market.empty()) {
    const auto market = data::parse_market(options.market);
    if (!market) return session.fail(market.error());
    request.market = *market;
  }
  Result<PatternVersion> chosen[2] = {Error{}, Error{}};
  {
    const auto home = session.home();
    if (!home) return session.fail_job(home.error());
    auto db = home->database(false);
    if (!db) return session.fail_job(db.error());
    for (std::size_t i = 0; i < 2; ++i) {
      chosen[i] = VersionManager(*db).version(pattern, options.diff[i]);
      if (!chosen[i]) return session.fail(chosen[i].error());
    }
  }
  Result<coordinators::VersionComparison> compared = Error{};
  {
    core::TaskSystem tasks(session.threads());
    const core::InterruptGuard interrupt;
    ProgressLine progress(session, session.text("comparing", "比较"));
    compared =
        coordinators::compare_versions(library->snapshot, library->db, request, *chosen[0],
                                       *chosen[1], tasks, {interrupt.token(), progress.handler()});
  }
  if (!compared) return session.fail(compared.error());
  if (session.json()) {
    session.print_json(comparison_json(*compared));
  } else {
    session.print(comparison_text(*compared, options.rows, session));
  }
  return kDone;
}

Result<void> exchange(Session& session, VersionManager& versions, const VersionsOptions& options) {
  if (!options.import_from.empty()) {
    FWQ_TRY_ASSIGN(text, core::read_regular_file(options.import_from));
    FWQ_TRY_ASSIGN(added, versions.import_json(text, shanghai_now()));
    session.note(session.chinese() ? fmt::format("新增 {} 个版本，均未启用", added)
                                   : fmt::format("{} new versions; none was put in force", added));
    return {};
  }
  std::vector<const PatternDef*> patterns;
  if (options.pattern.empty()) {
    const auto all = analysis::built_in_patterns();
    patterns.assign(all.begin(), all.end());
  } else {
    FWQ_TRY_ASSIGN(found, optimization::find_patterns(options.pattern));
    patterns = std::move(found);
  }
  FWQ_TRY_ASSIGN(document, versions.export_json(patterns));
  FWQ_TRY(core::write_file_atomically(options.export_to, document));
  session.note(session.text("wrote ", "已写入 ") + options.export_to);
  return {};
}

// Changes what is asked for. Afterwards the list shows how it stands.
Result<void> change(VersionManager& versions, const PatternDef& pattern,
                    const VersionsOptions& options) {
  if (!options.activate.empty()) FWQ_TRY(versions.activate_version(pattern, options.activate));
  if (options.roll_back) FWQ_TRY(versions.roll_back(pattern));
  if (!options.remove.empty()) FWQ_TRY(versions.delete_version(pattern, options.remove));
  if (!options.tag.empty()) FWQ_TRY(versions.tag(pattern, options.tag[0], options.tag[1]));
  if (!options.untag.empty()) FWQ_TRY(versions.untag(pattern, options.untag));
  if (options.save.empty()) return {};
  FWQ_TRY_ASSIGN(base, options.parent.empty() ? versions.active(pattern)
                                              : versions.version(pattern, options.parent));
  FWQ_TRY_ASSIGN(values, parameters_in(pattern, options.save, base.parameters));
  optimization::VersionNote note;
  note.time = shanghai_now();
  note.message = options.message;
  note.parent = base.number;
  FWQ_TRY(versions.save_version(pattern, values, note));
  return {};
}

// An option that would do nothing is refused.
Result<void> check_companions(const VersionsOptions& options) {
  const auto first_of = [](const std::vector<const CLI::Option*>& among) -> const CLI::Option* {
    const auto found =
        std::find_if(among.begin(), among.end(), [](const auto* o) { return o->count() > 0; });
    return found == among.end() ? nullptr : *found;
  };
  const auto lone = [](const CLI::Option* option, const char* with) {
    return Error{Errc::invalid_argument, fmt::format("{} goes with {}", option->get_name(), with),
                 fmt::format("{} 须与 {} 合用", option->get_name(), with)};
  };
  if (const auto* one = first_of(options.of_set); one != nullptr && options.save.empty())
    return lone(one, "--set");
  if (const auto* one = first_of(options.of_diff); one != nullptr && options.diff.empty())
    return lone(one, "--diff");
  return {};
}

int run_versions(Session& session, const VersionsOptions& options) {
  if (const auto good = check_companions(options); !good) return session.fail(good.error());
  const auto asked = std::count_if(options.actions.begin(), options.actions.end(),
                                   [](const CLI::Option* o) { return o->count() > 0; });
  if (asked > 1) {
    return session.fail(
        {Errc::invalid_argument,
         session.text("one thing at a time: give one of --activate, --roll-back, "
                      "--set, --tag, --untag, --delete, --diff, --measures, "
                      "--export and --import",
                      "一次只做一件事：--activate、--roll-back、--set、--tag、--untag、"
                      "--delete、--diff、--measures、--export、--import 任选其一")});
  }
  const bool exchanging = !options.import_from.empty() || !options.export_to.empty();
  const PatternDef* pattern = nullptr;
  if (!(options.pattern.empty() && (exchanging || asked == 0))) {
    if (!exchanging) {
      const auto found = pattern_of(options);
      if (!found) return session.fail(found.error());
      pattern = *found;
    }
  }
  if (!options.diff.empty()) return compare(session, *pattern, options);
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  auto db = home->database(false);
  if (!db) return session.fail_job(db.error());
  VersionManager versions(*db);
  if (exchanging) {
    const auto done = exchange(session, versions, options);
    return done ? kDone : session.fail(done.error());
  }
  if (pattern == nullptr) return list_patterns(session, versions);
  if (options.measures) {
    const auto measures = db->version_measures(pattern->id);
    if (!measures) return session.fail_job(measures.error());
    if (session.json()) {
      session.print_json(measures_json(*measures));
    } else {
      session.print(measures_text(*measures, session));
    }
    return kDone;
  }
  if (const auto done = change(versions, *pattern, options); !done)
    return session.fail(done.error());
  const auto history = versions.get_version_history(*pattern);
  if (!history) return session.fail_job(history.error());
  return list(session, *history);
}

void define_options(CLI::App& app, VersionsOptions& o, const Session& s) {
  app.add_option("pattern", o.pattern,
                 s.text("id of a pattern; without it, all that have versions",
                        "形态代号；省略则列出所有有版本的形态"))
      ->type_name("PATTERN");
  const auto value = not_empty(s, "give a version", "请给出版本");
  const auto action = [&](CLI::Option* option) { o.actions.push_back(option); };
  action(app.add_option("--activate", o.activate,
                        s.text("put a version in force: its number, id (or the begin of it) or tag",
                               "启用某版本：版本号、编号（或其开头）或标签"))
             ->type_name("V")
             ->check(value));
  action(app.add_flag("--roll-back", o.roll_back,
                      s.text("put the one that the present one came from in force again",
                             "退回到现行版本的来源版本")));
  action(app.add_option("--diff", o.diff,
                        s.text("compare two: parameters, measures, and hits won and lost on the "
                               "stored market",
                               "比较两个版本：参数、度量，以及在库中行情上新增和失去的形态"))
             ->type_name("A B")
             ->expected(2));
  action(app.add_option("--set", o.save,
                        s.text("save a version of your own: name=number, commas between; the rest "
                               "as in the one in force",
                               "自定参数存为新版本：名称=数值，逗号分隔；其余同现行版本"))
             ->type_name("P=X,…")
             ->check(value));
  o.of_set = {app.add_option("--base", o.parent,
                             s.text("with --set: the version that the rest is taken from",
                                    "与 --set 合用：其余参数取自此版本"))
                  ->type_name("V")
                  ->check(value),
              app.add_option("--message", o.message,
                             s.text("with --set: what it is for", "与 --set 合用：说明"))
                  ->type_name("TEXT")};
  action(app.add_option("--tag", o.tag, s.text("give a version a name", "为版本加标签"))
             ->type_name("V NAME")
             ->expected(2));
  action(app.add_option("--untag", o.untag, s.text("take a name away", "去掉标签"))
             ->type_name("NAME")
             ->check(value));
  action(app.add_option("--delete", o.remove,
                        s.text("delete a version that is not in force", "删除未启用的版本"))
             ->type_name("V")
             ->check(value));
  action(app.add_flag(
      "--measures", o.measures,
      s.text("what each version was worth, each time it was measured", "各版本历次度量")));
  action(app.add_option("--export", o.export_to,
                        s.text("write the versions, of PATTERN or of all, as JSON",
                               "把版本（PATTERN 的或全部）导出为 JSON"))
             ->type_name("FILE")
             ->check(not_empty(s, "name a file", "请给出文件名")));
  action(app.add_option("--import", o.import_from,
                        s.text("read versions from such a file", "从这样的文件读入版本"))
             ->type_name("FILE")
             ->check(not_empty(s, "name a file", "请给出文件名")));
  o.of_diff = {app.add_option("--market", o.market,
                              s.text("with --diff: only this market, SH, SZ or BJ",
                                     "与 --diff 合用：只用该市场 SH、SZ 或 BJ")),
               app.add_option("--rows", o.rows,
                              s.text("with --diff: show N hits of each kind",
                                     "与 --diff 合用：每类显示 N 个"))
                   ->type_name("N")
                   ->check(a_count(s))
                   ->capture_default_str()};
}

}  // namespace

extern const CommandDef versions_def{
    .name = "versions",
    .order = 13,
    .summary_en = "the parameters that patterns have had, and which are in force",
    .summary_zh = "形态参数的各个版本与启用",
    .help_en =
        "Number 1 are the built-in defaults: always there. `fwq optimize` and --set add others; "
        "the one in force is what\n"
        "patterns, scan, analyze and report use from their next call on.\n\n"
        "Examples:\n  fwq versions\n  fwq versions hammer\n  fwq versions hammer --activate 2\n"
        "  fwq versions hammer --diff 1 2\n  fwq versions hammer --set "
        "min_lower_ratio=0.65,trend_bars=8 --message \"longer shadows\"\n"
        "  fwq versions hammer --roll-back\n  fwq versions --export versions.json\n",
    .help_zh =
        "版本 1 是内置默认参数，始终存在。fwq optimize 与 --set 会添加新版本；\n"
        "patterns、scan、analyze 与 report 从下一次调用起使用启用的版本。\n\n"
        "例：\n  fwq versions\n  fwq versions hammer\n  fwq versions hammer --activate 2\n"
        "  fwq versions hammer --diff 1 2\n  fwq versions hammer --set "
        "min_lower_ratio=0.65,trend_bars=8 --message \"更长的下影线\"\n"
        "  fwq versions hammer --roll-back\n  fwq versions --export versions.json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<VersionsOptions>();
      define_options(app, *options, session);
      return [options](Session& s) { return run_versions(s, *options); };
    },
};

}  // namespace fwq::cli
