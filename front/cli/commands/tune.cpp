// fwq tune: many patterns optimized one after the other, and judged together.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>

#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/coordinators/auto_tuner.hpp"
#include "fwq/core/text.hpp"
#include "optimize_options.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using coordinators::AutoTuner;
using coordinators::OptimizationMarket;
using coordinators::PatternRating;
using coordinators::TuneState;
using coordinators::TuneTask;
using coordinators::TuningReport;

struct TuneOptions {
  std::vector<std::string> patterns;
  bool all = false, smart = false;
  std::size_t parallel = 1;
  double threshold = 0, minutes = 1;
  std::string at;
  SearchOptions search;
  // What goes with --smart only, and what --smart chooses.
  std::vector<const CLI::Option*> of_smart, not_smart;
};

std::string time_left(double seconds, const Session& s) {
  if (seconds < 90)
    return s.chinese() ? fmt::format("约剩 {:.0f} 秒", seconds)
                       : fmt::format("{:.0f} s left", seconds);
  return s.chinese() ? fmt::format("约剩 {:.0f} 分钟", seconds / 60)
                     : fmt::format("{:.0f} min left", seconds / 60);
}

std::string verdict_text(const TuneTask& task, const Session& s) {
  if (task.state == TuneState::failed) return s.text("failed", "失败");
  if (task.state != TuneState::completed || !task.done) return s.text("cancelled", "已取消");
  switch (task.done->outcome.verdict) {
    case optimization::Verdict::better:
      return s.text("better", "更好");
    case optimization::Verdict::not_confirmed:
      return s.text("not confirmed", "未被证实");
    case optimization::Verdict::no_better:
      break;
  }
  return s.text("no better", "并不更好");
}

Json task_json(const TuneTask& task) {
  Json out{{"pattern", task.pattern->id},
           {"priority", task.priority},
           {"status", to_string(task.state)},
           {"seconds", number(task.seconds)}};
  if (!task.why.empty()) out["why"] = task.why;
  if (!task.error.empty()) out["error_message"] = task.error;
  out["p_value"] = number(task.p_value);
  out["p_adjusted"] = number(task.p_adjusted);
  if (task.done) out["result"] = Json::parse(optimization_result_json(*task.done));
  out["activated"] = task.activated;
  return out;
}

Json report_json(const TuningReport& report, const std::vector<PatternRating>& ratings) {
  Json tasks = Json::array(), said = Json::array(), rated = Json::array();
  for (const auto& task : report.tasks) tasks.push_back(task_json(task));
  for (const auto& one : report.recommendations)
    said.push_back({{"pattern", one.pattern}, {"text", one.en}});
  for (const auto& one : ratings) {
    rated.push_back({{"pattern", one.pattern->id},
                     {"validation_score", number(one.score)},
                     {"hits", one.hits},
                     {"chosen", one.chosen}});
    if (!one.error.empty()) rated.back()["error_message"] = one.error;
  }
  Json out{
      {"total_tasks", report.total_tasks},
      {"successful_tasks", report.successful_tasks},
      {"activated", report.activated},
      {"expected_by_luck", number(report.expected_by_luck)},
      {"average_improvement", number(report.average_improvement)},
      {"best_pattern", report.best_pattern.empty() ? Json(nullptr) : Json(report.best_pattern)},
      {"cancelled", report.was_cancelled},
      {"details", std::move(tasks)},
      {"recommendations", std::move(said)}};
  if (!ratings.empty()) out["ratings"] = std::move(rated);
  return out;
}

std::string ratings_text(const std::vector<PatternRating>& ratings, const TuneOptions& options,
                         const Session& s) {
  std::size_t chosen = 0, failed = 0;
  for (const auto& one : ratings) {
    chosen += one.chosen ? 1U : 0U;
    failed += one.error.empty() ? 0U : 1U;
  }
  std::string out =
      s.chinese() ? fmt::format("已评估 {} 个形态：{} 个验证期得分低于 {}，予以优化\n",
                                ratings.size(), chosen, percent(options.threshold))
                  : fmt::format("{} rated: {} with a score below {} in validation are optimized\n",
                                counted(ratings.size(), "pattern", "patterns"), chosen,
                                percent(options.threshold));
  if (failed > 0) {
    out += s.chinese() ? fmt::format("{} 个未能评估\n", failed)
                       : fmt::format("{} could not be rated\n", failed);
  }
  return out;
}

std::string report_text(const TuningReport& report, const Session& s) {
  Table table({s.text("pattern", "形态"), s.text("verdict", "结论"), s.text(">tries", ">尝试"),
               s.text(">lift, test: now", ">测试期超额：现行"), s.text(">best", ">最佳"),
               s.text(">p, among all", ">p（计入全部）"), s.text(">version", ">版本"),
               s.text(">seconds", ">秒")});
  const auto share = [](double x) { return std::isfinite(x) ? percent(x) : std::string("-"); };
  for (const TuneTask& task : report.tasks) {
    const bool done = task.done.has_value();
    const auto lift = [&](const optimization::Measured& measured) {
      return share(measured[optimization::Part::test].lift);
    };
    const bool changed =
        done && task.done->outcome.best_params != task.done->outcome.baseline_params;
    table.add({std::string(task.pattern->id), verdict_text(task, s),
               done ? std::to_string(task.done->outcome.evaluations) : "-",
               done ? lift(task.done->outcome.baseline) : "-",
               changed ? lift(task.done->outcome.best) : "-",
               std::isfinite(task.p_adjusted) ? core::fixed(task.p_adjusted, 3) : "-",
               task.activated               ? std::to_string(task.done->version->number) + '*'
               : done && task.done->version ? std::to_string(task.done->version->number)
                                            : "-",
               core::fixed(task.seconds, 1)});
  }
  std::string out = table.text();
  if (report.activated > 0) out += s.text("* in force now\n", "* 已启用\n");
  out += '\n';
  out += s.chinese() ? fmt::format("{} 个形态中 {} 个更好；仅凭运气约为 {} 个。启用 {} 个。\n",
                                   report.total_tasks, report.successful_tasks,
                                   core::fixed(report.expected_by_luck, 1), report.activated)
                     : fmt::format(
                           "{} of {} are better; by luck alone it would be about {}. {} put "
                           "in force.\n",
                           report.successful_tasks, report.total_tasks,
                           core::fixed(report.expected_by_luck, 1), report.activated);
  for (std::size_t i = 0; i < report.recommendations.size(); ++i) {
    const auto& said = report.recommendations[i];
    // Of those that are no better the table says enough.
    const TuneTask& task = report.tasks[i];
    if (task.state == TuneState::completed && task.done &&
        task.done->outcome.verdict == optimization::Verdict::no_better)
      continue;
    out += fmt::format("\n{}: {}", said.pattern, s.text(said.en, said.zh));
  }
  if (out.back() != '\n') out += '\n';
  return out;
}

// Of "02:30", since midnight.
std::optional<int> minutes_of(std::string_view at) {
  const auto digits = [&](std::size_t i) {
    return at[i] >= '0' && at[i] <= '9' && at[i + 1] >= '0' && at[i + 1] <= '9'
               ? (at[i] - '0') * 10 + at[i + 1] - '0'
               : 99;
  };
  if (at.size() != 5 || at[2] != ':' || digits(0) > 23 || digits(3) > 59) return std::nullopt;
  return digits(0) * 60 + digits(3);
}

// Waits until a time of the day, "02:30". False: interrupted.
Result<bool> wait_until(const std::string& at, Session& session, const std::stop_token& stop) {
  const auto minutes = minutes_of(at);
  if (!minutes) {
    return Error{Errc::invalid_argument, fmt::format("--at: '{}' is no time of the day: 02:30", at),
                 fmt::format("--at：“{}”不是时刻，例如 02:30", at)};
  }
  const std::int64_t now = shanghai_now() % data::kSecondsPerDay;
  std::int64_t wait = *minutes * 60 - now;
  if (wait < 0) wait += data::kSecondsPerDay;
  session.note(session.chinese()
                   ? fmt::format("等到 {}（还有 {} 分钟），Ctrl-C 取消", at, wait / 60)
                   : fmt::format("waiting until {} ({} minutes); Ctrl-C cancels", at, wait / 60));
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(wait);
  while (std::chrono::steady_clock::now() < until) {
    if (stop.stop_requested()) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return true;
}

Result<std::vector<PatternRating>> add_tasks(Session& session, AutoTuner& tuner,
                                             const TuneOptions& options,
                                             const optimization::OptimizationConfig& config,
                                             const std::stop_token& stop) {
  if (options.smart) {
    ProgressLine line(session, session.text("rating", "评估"));
    return tuner.add_smart(options.patterns,
                           {.threshold = options.threshold, .minutes_per_pattern = options.minutes},
                           config, {stop, line.handler()});
  }
  if (options.all) FWQ_TRY(tuner.add_all(config));
  for (const auto& pattern : options.patterns) FWQ_TRY(tuner.add_task(pattern, 5, config));
  return std::vector<PatternRating>();
}

Result<TuningReport> run_batch(Session& session, AutoTuner& tuner, const std::stop_token& stop) {
  ProgressLine line(session, session.text("tuning", "优化"));
  const auto draw = line.handler();
  return tuner.run_batch_optimization({stop, {}}, [&] {
    if (!draw) return;
    const auto status = tuner.get_optimization_status();
    std::string text = fmt::format("{}/{} ", status.completed + status.failed + status.cancelled,
                                   status.tasks.size());
    if (status.seconds_left) text += time_left(*status.seconds_left, session) + "  ";
    for (const auto& task : status.tasks) {
      if (task.state == TuneState::running) text += fmt::format("{} ", task.pattern->id);
    }
    draw(status.fraction, text);
  });
}

Result<void> check(const TuneOptions& options) {
  if (options.patterns.empty() && !options.all && !options.smart) {
    return Error{Errc::invalid_argument,
                 "name patterns or groups, or give --all, or --smart for those that need it",
                 "请给出形态或分组，或用 --all（全部）、--smart（只优化需要的）"};
  }
  if (options.all && !options.patterns.empty())
    return Error{Errc::invalid_argument, "--all takes every pattern: name none",
                 "--all 已包含全部形态，不必再给出"};
  if (!(options.minutes >= 0.01 && options.minutes <= 1440))
    return Error{Errc::invalid_argument, "--minutes must be 0.01 to 1440",
                 "--minutes 须在 0.01 到 1440 之间"};
  const auto clash = [](const CLI::Option* option, const char* en, const char* zh) {
    return Error{Errc::invalid_argument, option->get_name() + en, option->get_name() + zh};
  };
  for (const auto* option : options.smart ? options.not_smart : options.of_smart) {
    if (option->count() == 0) continue;
    return options.smart ? clash(option, " is chosen by --smart for each pattern: leave it out",
                                 " 由 --smart 逐个选定，请勿给出")
                         : clash(option, " goes with --smart", " 须与 --smart 合用");
  }
  if (!std::isfinite(options.threshold))
    return Error{Errc::invalid_argument, "--threshold must be a number, as 0.01",
                 "--threshold 须为数值，例如 0.01"};
  for (const auto& name : options.patterns) FWQ_TRY(optimization::find_patterns(name));
  return {};
}

// Where every task or rating failed, so did the command: with the first one's reason.
int ending(Session& session, const TuningReport& report,
           const std::vector<PatternRating>& ratings) {
  if (report.was_cancelled) return session.fail_job(core::TaskContext::cancelled_error());
  for (const TuneTask& task : report.tasks) {
    if (task.state != TuneState::failed) return kDone;
  }
  if (!report.tasks.empty())
    return session.fail({Errc::invalid_argument, report.tasks[0].error, report.tasks[0].error_zh});
  const auto failed = std::find_if(ratings.begin(), ratings.end(),
                                   [](const auto& one) { return !one.error.empty(); });
  if (failed == ratings.end()) return kDone;
  return session.fail({Errc::invalid_argument, failed->error, failed->error_zh});
}

int run_tune(Session& session, const TuneOptions& options) {
  if (const auto good = check(options); !good) return session.fail(good.error());
  const auto request = request_of(options.search, session);
  if (!request) return session.fail(request.error());
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  core::TaskSystem tasks(threads_of(options.search, session));
  const core::InterruptGuard interrupt;
  if (!options.at.empty()) {
    const auto waited = wait_until(options.at, session, interrupt.token());
    if (!waited) return session.fail(waited.error());
    if (!*waited) return session.fail_job(core::TaskContext::cancelled_error());
  }
  const auto market = load_market(session, *request, tasks, interrupt.token());
  if (!market) return session.fail_job(market.error());
  for (const auto& one : market->unread)
    session.note(session.text("left out: ", "未使用：") + one.why);
  AutoTuner tuner(*home, *market, tasks,
                  {.max_workers = options.parallel,
                   .activate = request->options.activate,
                   .anew = request->options.anew,
                   .now = request->options.now,
                   .events = request->options.events});
  const auto ratings = add_tasks(session, tuner, options, request->config, interrupt.token());
  if (!ratings) return session.fail(ratings.error());
  if (options.smart && !session.json()) session.print(ratings_text(*ratings, options, session));
  TuningReport report;
  if (!tuner.get_optimization_status().tasks.empty()) {
    auto done = run_batch(session, tuner, interrupt.token());
    if (!done) return session.fail(done.error());
    report = std::move(*done);
  }
  if (session.json()) {
    session.print_json(report_json(report, *ratings));
  } else if (report.total_tasks > 0) {
    session.print((options.smart ? "\n" : "") + report_text(report, session));
  } else if (const auto failed = std::find_if(ratings->begin(), ratings->end(),
                                              [](const auto& one) { return !one.error.empty(); });
             failed == ratings->end()) {
    session.print(session.text("Nothing to optimize: every pattern reaches the threshold.\n",
                               "无需优化：所有形态均已达到门槛。\n"));
  }
  return ending(session, report, *ratings);
}

}  // namespace

extern const CommandDef tune_def{
    .name = "tune",
    .order = 12,
    .summary_en = "optimize many patterns, and put in force what holds among all of them",
    .summary_zh = "批量优化形态，只启用计入全部尝试后仍成立的参数",
    .help_en =
        "Every pattern is optimized as by `fwq optimize`. Among many, some look better by luck: "
        "nothing is put in force\n"
        "before all are judged together. --smart first rates what is in force in validation, and "
        "takes the patterns below\n"
        "the threshold, the worst first; it chooses algorithm and number of tries by the gap and "
        "by what one try costs.\n"
        "Ctrl-C or a crash loses nothing: the same command goes on where it was.\n\n"
        "Examples:\n  fwq tune hammer doji engulfing\n  fwq tune --smart --minutes 0.5\n"
        "  fwq tune --all --at 02:00\n",
    .help_zh =
        "逐个按 fwq optimize 的方法优化。形态多了总有一些凭运气显得更好：全部完成后一并检验，\n"
        "才决定启用哪些。--smart 先评估现行参数在验证期的表现，只优化低于门槛的形态，最差的在前，\n"
        "并按差距与每次尝试的耗时选择算法与次数。按 Ctrl-C "
        "或意外中断不会丢失：再次运行同一命令即继续。\n\n"
        "例：\n  fwq tune hammer doji engulfing\n  fwq tune --smart --minutes 0.5\n"
        "  fwq tune --all --at 02:00\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<TuneOptions>();
      // One click, as it were: enough for a first answer on every pattern.
      options->search.config.max_iterations = 20;
      options->search.config.population_size = 10;
      options->search.config.timeout_minutes = 15;
      app.add_option("pattern", options->patterns,
                     session.text("ids of patterns, or groups", "形态或分组的代号"))
          ->type_name("PATTERN");
      app.add_flag("--all", options->all, session.text("every pattern", "全部形态"));
      app.add_flag("--smart", options->smart,
                   session.text("only patterns that need it, with algorithm and tries chosen for "
                                "each; of PATTERN, or of all",
                                "只优化需要的形态，算法与次数自动选择；可限于 PATTERN"));
      app.add_option("--threshold", options->threshold,
                     session.text("--smart: score in validation below which a pattern is taken; "
                                  "0.01 is 1 % a hit",
                                  "--smart：验证期得分低于此值才优化；0.01 即每次 1%"))
          ->type_name("X")
          ->capture_default_str();
      app.add_option("--minutes", options->minutes,
                     session.text("--smart: about so long for each pattern",
                                  "--smart：每个形态大约的时间（分钟）"))
          ->type_name("MIN")
          ->capture_default_str();
      app.add_option("--parallel", options->parallel,
                     session.text("patterns at a time; all share the threads of --workers",
                                  "同时优化的形态数，共用 --workers 的线程"))
          ->type_name("N")
          ->check(a_count(session))
          ->capture_default_str();
      app.add_option("--at", options->at,
                     session.text("begin at this time of the day, as 02:30, Shanghai time",
                                  "在此时刻开始（上海时间），如 02:30"))
          ->type_name("HH:MM")
          ->check(not_empty(session, "give a time", "请给出时刻"));
      add_search_options(app, options->search, session, true);
      for (const char* name : {"--threshold", "--minutes"})
        options->of_smart.push_back(app.get_option(name));
      for (const char* name : {"--algorithm", "--max-iterations", "--population-size", "--timeout"})
        options->not_smart.push_back(app.get_option(name));
      return [options](Session& s) { return run_tune(s, *options); };
    },
};

}  // namespace fwq::cli
