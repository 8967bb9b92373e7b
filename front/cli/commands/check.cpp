// fwq check: how good the stored bars are, and what could be mended.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iostream>

#include "check_text.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/repair.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

struct CheckOptions {
  std::string symbol;
  std::string level = "standard", period = "day", undo;
  bool all = false, repair = false, yes = false, rules = false, undo_asked = false;
  std::size_t top = 20;
};

Result<coordinators::CheckReport> look(Session& session, const CheckOptions& options) {
  coordinators::CheckRequest request;
  FWQ_TRY_ASSIGN(level, data::parse_validation_level(options.level));
  FWQ_TRY_ASSIGN(period, data::parse_period(options.period));
  request.level = level;
  request.period = period;
  request.now =
      shanghai_now() + data::kSecondsPerDay;  // A clock may be slow, but not by more than a day.
  FWQ_TRY_ASSIGN(library, session.library());
  if (!options.all) {
    FWQ_TRY_ASSIGN(symbol, library.loader().resolve(options.symbol));
    request.symbols.push_back(symbol);
  }
  core::TaskSystem tasks(session.threads());
  const core::InterruptGuard interrupt;
  ProgressLine progress(session, session.text("checking", "检查"));
  return coordinators::check(library.snapshot, library.db, request, tasks,
                             {interrupt.token(), progress.handler(), &session.monitor()});
}

// Whether the person agrees. Errors: invalid_argument, when there is nobody to ask.
Result<bool> agreed(const Session& session, const CheckOptions& options, std::size_t series,
                    std::size_t repairs) {
  if (options.yes) return true;
  if (!core::stdin_is_terminal()) {
    return Error{
        Errc::invalid_argument,
        session.text("nothing was changed: without a terminal to ask on, --repair needs --yes",
                     "未作修改：没有终端可供确认，--repair 需要加 --yes")};
  }
  fmt::print(
      stderr, "{}",
      session.chinese()
          ? fmt::format("对 {} 个序列应用以上 {} 处修改？原值会先备份。[y/N] ", series, repairs)
          : fmt::format("make {} to {} series? What was there is saved first. [y/N] ",
                        repairs == 1 ? "this change" : fmt::format("these {} changes", repairs),
                        series));
  std::fflush(stderr);
  std::string answer;
  std::getline(std::cin, answer);
  const std::string word = core::to_lower(core::trimmed(answer));
  return word == "y" || word == "yes" || word == "是";
}

std::string shown_report(const data::RepairReport& report, bool undone, const Session& session) {
  const auto [series, changed, removed] = std::tuple(report.series, report.changed, report.removed);
  if (session.chinese()) {
    return fmt::format("{} {} 个序列：写入 {} 根，删除 {} 根\n", undone ? "已恢复" : "已修复",
                       series, changed, removed);
  }
  return fmt::format("{} {} series: {} written, {} removed\n", undone ? "brought back" : "repaired",
                     series, counted(changed, "bar", "bars"), removed);
}

Result<data::RepairReport> write_repairs(const Session& session,
                                         const coordinators::CheckReport& report) {
  FWQ_TRY_ASSIGN(home, session.home());
  FWQ_TRY_ASSIGN(lock, home.lock_for_writing());
  static_cast<void>(lock);  // Held until the end.
  FWQ_TRY_ASSIGN(store, home.store(false));
  std::vector<data::SeriesRepairs> repairs;
  for (const auto& one : report.series)
    repairs.push_back({one.result.symbol, one.result.period, one.result.repairs});
  return data::apply_repairs(store, repairs, home.folder() / "backups", shanghai_now());
}

// Shows what could be mended, asks, and does it. The JSON document says of each series whether it was.
int repair(Session& session, const CheckOptions& options, const coordinators::CheckReport& report,
           Json& document) {
  std::size_t count = 0, series = 0;
  for (const auto& one : report.series) {
    count += one.result.repairs.size();
    series += one.result.repairs.empty() ? 0 : 1;
  }
  std::string backup;
  if (count == 0) {
    session.note(session.text("nothing that could be repaired from the bars themselves",
                              "没有可由数据本身修复的问题"));
  } else {
    // A person sees the proposals before being asked; what is printed else comes at the end.
    const std::string shown = proposals(report.series, options.yes ? options.top : 0, session);
    if (!session.json()) fmt::print("{}", shown);
    std::fflush(stdout);
    const auto yes = agreed(session, options, series, count);
    if (!yes) return session.fail(yes.error());
    if (*yes) {
      const auto done = write_repairs(session, report);
      if (!done) return session.fail_job(done.error());
      backup = done->backup.string();
      if (!session.json()) {
        session.print(shown_report(*done, false, session));
        session.print(
            session.chinese()
                ? fmt::format("原值备份于 {}\n恢复：fwq check --undo {}\n", backup, backup)
                : fmt::format("what was there is in {}\nbring it back with: fwq check --undo {}\n",
                              backup, backup));
      }
    } else if (!session.json()) {
      session.print(session.text("nothing was changed\n", "未作修改\n"));
    }
  }
  for (auto& one : document) {
    one["applied"] = !backup.empty() && !one["repairs"].empty();
    if (one["applied"] == true) one["backup"] = backup;
  }
  return kDone;
}

// The symbol that --undo is limited to; none: all of the file.
Result<data::Symbol> only_symbol(const CheckOptions& options) {
  if (options.symbol.empty()) return data::Symbol();
  return data::Symbol::parse(options.symbol);
}

int list_undoable(Session& session, const coordinators::Home& home, data::Symbol only) {
  auto backups = data::list_backups(home.folder() / "backups");
  if (!backups) return session.fail_job(backups.error());
  std::erase_if(*backups, [&](const data::RepairBackup& backup) {
    return !only.empty() && !std::binary_search(backup.symbols.begin(), backup.symbols.end(), only);
  });
  if (session.json()) {
    session.print_json(backups_json(*backups));
  } else if (backups->empty()) {
    session.print(session.text("there is no backup of a repair\n", "没有修复备份\n"));
  } else {
    session.print(backups_table(*backups, session));
  }
  return kDone;
}

// Later repairs of the same securities stand in the way of an earlier one's undoing.
void note_later_repairs(const Session& session, const coordinators::Home& home,
                        const data::RepairBackup& backup) {
  const auto all = data::list_backups(home.folder() / "backups");
  if (!all) return;
  std::error_code ignored;
  const auto at = std::find_if(all->begin(), all->end(), [&](const auto& one) {
    return std::filesystem::equivalent(one.file, backup.file, ignored);
  });
  if (at == all->end()) return;
  for (auto later = all->end(); --later != at;) {
    if (std::find_first_of(later->symbols.begin(), later->symbols.end(), backup.symbols.begin(),
                           backup.symbols.end()) == later->symbols.end())
      continue;
    session.note(
        session.text("a later repair has the same securities; to go back, undo it first: "
                     "fwq check --undo ",
                     "之后的修复涉及同样的证券；要恢复到更早，请先撤销它：fwq check --undo ") +
        later->file.string());
  }
}

int undo(Session& session, const CheckOptions& options) {
  const auto only = only_symbol(options);
  if (!only) return session.fail(only.error());
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  if (options.undo.empty()) return list_undoable(session, *home, *only);
  // A wrong file is a wrong request, found before anything is locked.
  const auto backup = data::read_backup(options.undo, *only);
  if (!backup) {
    const int status = session.fail(backup.error());
    return backup.error().code == Errc::io ? status : kWrongRequest;
  }
  const auto outcome = [&]() -> Result<data::RepairReport> {
    FWQ_TRY_ASSIGN(lock, home->lock_for_writing());
    static_cast<void>(lock);  // Held until the end.
    FWQ_TRY_ASSIGN(store, home->store(false));
    return data::undo_repairs(store, options.undo, *only);
  }();
  if (!outcome) {
    const int status = session.fail_job(outcome.error());
    if (outcome.error().code == Errc::invalid_argument) note_later_repairs(session, *home, *backup);
    return status;
  }
  if (session.json()) {
    session.print_json(Json{
        {"series", outcome->series}, {"written", outcome->changed}, {"removed", outcome->removed}});
  } else {
    session.print(shown_report(*outcome, true, session));
  }
  return kDone;
}

int list_rules(Session& session) {
  if (session.json()) {
    session.print_json(rules_json(session));
  } else {
    session.print(rules_table(session));
  }
  return kDone;
}

int run_check(Session& session, const CheckOptions& options) {
  if (options.rules) return list_rules(session);
  if (options.undo_asked) return undo(session, options);
  if (options.all == !options.symbol.empty()) {
    return session.fail(
        {Errc::invalid_argument,
         "check needs a symbol, e.g. `fwq check SH600000`, or --all for the whole market",
         "check 需要证券代码，例如 `fwq check SH600000`，或用 --all 检查全部"});
  }
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  const auto start = std::chrono::steady_clock::now();
  const auto report = look(session, options);
  if (!report) return session.fail(report.error());
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!report->has_calendar) {
    session.note(
        session.text("without a calendar or an index, days without bars are not judged: `fwq "
                     "import calendar FILE`",
                     "没有交易日历或指数数据，无法判断缺失日期：fwq import calendar 文件"));
  }
  Json document = Json::array();
  if (session.json()) {
    for (const auto& one : report->series) document.push_back(checked_json(one, session));
  } else if (!options.all) {
    session.print(checked_page(report->series.front(), session));
  } else {
    double bars = 0;
    for (const auto& one : report->series) bars += one.result.metric("bars");
    const auto level = report->series.front().result.level;
    session.print(session.chinese()
                      ? fmt::format("按“{}”级别检查了 {} 个序列、{} 根K线，用时 {} 秒\n",
                                    shown_level(level, session), report->series.size(), bars,
                                    core::fixed(seconds, 2))
                      : fmt::format("checked {} series, {} bars, at level {}, in {} s\n",
                                    report->series.size(), bars, to_string(level),
                                    core::fixed(seconds, 2)));
    session.print(checked_list(report->series, options.top, session));
  }
  int status = kDone;
  if (options.repair) {
    if (const auto written = session.finish(); !written) return session.fail_job(written.error());
    status = repair(session, options, *report, document);
  }
  if (session.json() && status == kDone)
    session.print_json(options.all ? document : document.front());
  return status;
}

}  // namespace

extern const CommandDef check_def{
    .name = "check",
    .order = 5,
    .summary_en = "check the quality of stored bars, and propose repairs",
    .summary_zh = "检查行情数据质量，并提出修复建议",
    .help_en =
        "Levels, each with all that the one before looks at:\n"
        "  basic         numbers, prices above 0, high and low enclose open and close, times rise\n"
        "  standard      + open days, price limits, units of volume and amount, missing days\n"
        "  strict        + average price within the range, ticks, limits of high and low, stuck "
        "and copied bars;\n"
        "                  unexplained jumps and missing days are errors\n"
        "  professional  + every doubt: odd volumes, events that do not fit, single days without a "
        "bar\n"
        "An open day without a bar is a suspension unless something speaks against it: an index "
        "has no suspensions,\n"
        "a day that many stocks lack is a hole of the feed, a price that one day cannot reach was "
        "traded towards.\n"
        "A series is valid when it has no error. Score: half the mean of five aspects, half the "
        "worst of them;\n"
        "excellent from 95, good from 85, fair from 70.\n\n"
        "Nothing is changed unless --repair is given and you agree. What was there is saved in the "
        "home's backups folder.\n"
        "Importing the same files again would bring the faults back.\n"
        "Exit status: 0 when the check ran, also when the data are bad; 1 when it could not; 2 for "
        "a wrong request.\n\n"
        "Examples:\n  fwq check SH600000\n  fwq check --all --level strict\n  fwq check SH600000 "
        "--repair\n"
        "  fwq check --rules\n  fwq check --undo\n"
        "  fwq check --undo ~/.factorweave/backups/repair-SH600000-20240102-150000.json\n",
    .help_zh =
        "级别（后者包含前者）：\n"
        "  basic 基本         数值、价格为正、最高最低价包住开盘收盘价、时间递增\n"
        "  standard 标准      + 交易日、涨跌幅限制、成交量与成交额单位、缺失日期\n"
        "  strict 严格        + "
        "均价在最高最低价之间、最小变动价位、最高最低价不超限、价格停滞与重复K线；\n"
        "                       无除权事件的跳变和缺失日期视为错误\n"
        "  professional 专业  + 一切疑点：异常成交量、不符的除权事件、单日缺口\n"
        "交易日没有K线一般视为停牌，除非有反证：指数不会停牌；许多股票同日缺失是数据源的漏洞；\n"
        "复牌价超出一日涨跌幅限制说明期间有交易。\n"
        "没有错误即为有效。得分：五个方面的平均分与最低分各占一半；95 优秀，85 良好，70 一般。\n\n"
        "除非使用 --repair 并确认，不会修改数据；原值先备份到数据目录的 "
        "backups。重新导入同样的文件会带回原来的问题。\n"
        "退出码：检查完成为 0（即使数据有问题），无法检查为 1，请求有误为 2。\n\n"
        "例：\n  fwq check SH600000\n  fwq check --all --level strict\n  fwq check SH600000 "
        "--repair\n"
        "  fwq check --rules\n  fwq check --undo\n"
        "  fwq check --undo ~/.factorweave/backups/repair-SH600000-20240102-150000.json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<CheckOptions>();
      app.add_option("SYM", options->symbol,
                     session.text("stock, e.g. SH600000, 600000.SH or its name",
                                  "股票代码或名称，例如 SH600000"));
      app.add_flag("--all", options->all,
                   session.text("every stored series of the period", "检查该周期的全部序列"));
      app.add_option("--level", options->level,
                     session.text("basic, standard, strict or professional",
                                  "基本 basic、标准 standard、严格 strict 或专业 professional"))
          ->capture_default_str();
      app.add_option("--period", options->period,
                     session.text("a stored period: 1m 5m 15m 30m 60m day …",
                                  "已存储的周期：1m 5m 15m 30m 60m day …"))
          ->capture_default_str();
      app.add_option("--top", options->top,
                     session.text("with --all: how many to list; 0 lists all",
                                  "配合 --all：列出多少个，0 为全部"))
          ->capture_default_str();
      app.add_flag("--rules", options->rules,
                   session.text("list the rules, and what each level makes of them",
                                "列出全部规则及各级别的处理"));
      auto* repair =
          app.add_flag("--repair", options->repair,
                       session.text("show what could be mended, and ask", "显示修复建议并询问"));
      app.add_flag(
             "--yes", options->yes,
             session.text("with --repair: do it without asking", "配合 --repair：不询问直接修复"))
          ->needs(repair);
      const auto* undo =
          app.add_option("--undo", options->undo,
                         session.text("bring back what a repair saved in FILE; without it, list "
                                      "the backups",
                                      "用备份文件恢复修复前的数据；不带文件则列出备份"))
              ->type_name(session.text("[FILE]", "[文件]"))
              ->expected(0, 1)
              ->excludes(repair);
      return [options, undo](Session& s) {
        options->undo_asked = undo->count() > 0;
        return run_check(s, *options);
      };
    },
};

}  // namespace fwq::cli
