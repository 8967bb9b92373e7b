// fwq optimize: better parameters for a pattern, searched, judged out of sample, and put in force if they are better.
#include "fwq/coordinators/algorithm_optimizer.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "backtest_options.hpp"
#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/coordinators/optimize_report.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "looks.hpp"
#include "optimize_options.hpp"
#include "optimize_text.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;
using coordinators::AlgorithmOptimizer;
using coordinators::OptimizationMarket;
using coordinators::PatternOptimization;

struct OptimizeOptions {
  std::string name, output, theme;
  bool history = false;
  SearchOptions search;
  BacktestOptions trading;  // Of a strategy.
  // Options that have an effect on one kind alone.
  std::vector<const CLI::Option*> of_pattern, of_strategy;
  const CLI::Option* folds = nullptr;
};

constexpr std::size_t kWindows = 4;  // Of a strategy's walk-forward, unless told.

// The file of one pattern: of a group, each has a file of its own.
fs::path file_of(const std::string& output, std::string_view pattern, bool of_group) {
  fs::path path(output);
  if (!of_group) return path;
  const std::string ending = path.extension().string();
  path.replace_extension();
  path += fmt::format("-{}{}", pattern, ending);
  return path;
}

std::string ending_of(const std::string& name) {
  return core::to_lower(fs::path(name).extension().string());
}

Result<void> check_output(const std::string& name, const std::string& theme,
                          const Session& session) {
  const std::string ending = ending_of(name);
  if (!theme.empty() && ending != ".html")
    return Error{Errc::invalid_argument, "--theme belongs to -o F.html",
                 "--theme 只用于 -o F.html"};
  if (name.empty()) return {};
  if (ending != ".csv" && ending != ".html") {
    return Error{Errc::invalid_argument,
                 fmt::format("-o: '{}' must end in .html (report) or .csv (every trial)", name),
                 fmt::format("-o：“{}”应以 .html（报告）或 .csv（全部尝试）结尾", name)};
  }
  std::error_code ignored;
  if (fs::is_directory(name, ignored)) {
    return Error{Errc::invalid_argument, fmt::format("-o: {} is a folder: name a file", name),
                 fmt::format("-o：{} 是目录，请给出文件名", name)};
  }
  if (ending == ".html") FWQ_TRY(page_options(theme, session));
  return {};
}

Result<void> write(const PatternOptimization& done, const fs::path& file, const std::string& theme,
                   const Session& session) {
  if (ending_of(file.string()) == ".csv")
    return core::write_file_atomically(file, trials_csv(done));
  FWQ_TRY_ASSIGN(options, page_options(theme, session));
  return core::write_file_atomically(file, coordinators::optimization_page(done, options));
}

// How each search of a command goes, one line at a time.
class Lines {
 public:
  Lines(Session& session, std::string metric) : session_(session), metric_(std::move(metric)) {}

  void progress(std::string_view subject, const optimization::OptimizationProgress& p) {
    if (!line_ || subject != subject_) {
      line_.reset();
      subject_ = subject;
      line_.emplace(session_, subject_);
    }
    const auto number = [this](double score) {
      if (!optimization::is_score(score, metric_)) return std::string("-");
      return metric_ == "sharpe" ? core::fixed(score, 2) : percent(score, 3);
    };
    const core::TaskContext context({}, line_->handler());
    context.report(p.of == 0 ? 0 : static_cast<double>(p.evaluations) / static_cast<double>(p.of),
                   session_.chinese()
                       ? fmt::format("{}/{} 最佳 {}（现行 {}）", p.evaluations, p.of,
                                     number(p.best_score), number(p.baseline_score))
                       : fmt::format("{}/{} best {} (now {})", p.evaluations, p.of,
                                     number(p.best_score), number(p.baseline_score)));
  }
  void end() { line_.reset(); }

 private:
  Session& session_;
  std::string metric_, subject_;
  std::optional<ProgressLine> line_;
};

int show_history(Session& session, const OptimizeOptions& options) {
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  if (!options.name.empty()) {
    if (const auto known = coordinators::find_optimizable(options.name); !known)
      return session.fail(known.error());
  }
  core::TaskSystem tasks(1);
  const auto records = AlgorithmOptimizer(*home, tasks).get_optimization_history(options.name);
  if (!records) return session.fail_job(records.error());
  if (!session.json()) {
    session.print(optimization_history_text(*records, session));
    return kDone;
  }
  Json list = Json::array();
  for (const auto& record : *records) list.push_back(optimization_record_json(record));
  session.print_json(list);
  return kDone;
}

void show(Session& session, const std::vector<PatternOptimization>& all, bool of_group) {
  if (session.json()) {
    Json list = Json::array();
    for (const auto& done : all) list.push_back(Json::parse(optimization_result_json(done)));
    session.print_json(of_group ? list : list.at(0));
    return;
  }
  for (const auto& done : all) {
    if (&done != all.data()) session.print("\n");
    session.print(optimization_text(done, session));
  }
}

// What was found, written as soon as it is, and told at the end.
class Found {
 public:
  Found(Session& session, const OptimizeOptions& options, bool of_group)
      : session_(session),
        options_(options),
        of_group_(of_group),
        lines_(session, options.search.config.target_metric) {}

  coordinators::OptimizerHooks hooks() {
    coordinators::OptimizerHooks hooks;
    hooks.on_progress = [this](std::string_view subject, const auto& progress) {
      lines_.progress(subject, progress);
    };
    hooks.on_finished = [this](const PatternOptimization& done) {
      lines_.end();
      all_.push_back(done);
      if (options_.output.empty() || not_written_) return;
      const fs::path file = file_of(options_.output, done.subject(), of_group_);
      if (const auto written = write(done, file, options_.theme, session_); !written)
        not_written_ = written.error();
      else
        session_.note(session_.text("wrote ", "已写入 ") + file.string());
    };
    return hooks;
  }

  // `outcome`: how it ended. Of a group, what was found before an error is in force, and told.
  int tell(const Result<void>& outcome) {
    lines_.end();
    if (not_written_) return session_.fail_job(*not_written_);
    if (!all_.empty()) show(session_, all_, of_group_);
    if (!outcome) return session_.fail(outcome.error());
    if (all_.back().outcome.end == optimization::SearchEnd::cancelled)
      return session_.fail_job(core::TaskContext::cancelled_error());
    return kDone;
  }

 private:
  Session& session_;
  const OptimizeOptions& options_;
  bool of_group_;
  Lines lines_;
  std::vector<PatternOptimization> all_;
  std::optional<Error> not_written_;
};

// Refuses what would have no effect.
Result<void> check_kind(const OptimizeOptions& options, bool is_strategy, const Session& session) {
  for (const auto* option : is_strategy ? options.of_pattern : options.of_strategy) {
    if (option->count() == 0) continue;
    const std::string name = option->get_name().empty() ? "SYM" : option->get_name();
    return Error{Errc::invalid_argument,
                 is_strategy ? fmt::format("{} has no effect on a strategy: leave it out", name)
                             : fmt::format("{} has no effect on a pattern: leave it out", name),
                 is_strategy ? fmt::format("{} 对策略不起作用，请去掉", name)
                             : fmt::format("{} 对形态不起作用，请去掉", name)};
  }
  if (is_strategy && optimization::is_planted_metric(options.search.config.target_metric)) {
    return Error{Errc::invalid_argument,
                 session.text("--metric: a strategy is judged by overall_score, lift, sharpe or "
                              "win_rate",
                              "--metric：策略可用 overall_score、lift、sharpe、win_rate")};
  }
  if (!options.search.market.empty() && !options.trading.symbols.empty())
    return Error{Errc::invalid_argument,
                 "--market belongs to the whole market: name no securities with it",
                 "--market 用于整个市场，不要同时给出证券"};
  return {};
}

int optimize_patterns(Session& session, const OptimizeOptions& options,
                      const SearchRequest& request, bool of_group, core::TaskSystem& tasks,
                      AlgorithmOptimizer& optimizer) {
  const core::InterruptGuard interrupt;
  const auto market = optimization::is_planted_metric(request.config.target_metric)
                          ? Result<OptimizationMarket>(OptimizationMarket{})
                          : load_market(session, request, tasks, interrupt.token());
  if (!market) return session.fail_job(market.error());
  for (const auto& one : market->unread)
    session.note(session.text("left out: ", "未使用：") + one.why);
  Found found(session, options, of_group);
  const auto done = optimizer.optimize_pattern(*market, options.name, request.config,
                                               {interrupt.token(), {}}, found.hooks());
  return found.tell(done ? Result<void>() : done.error());
}

int optimize_strategy(Session& session, const OptimizeOptions& options,
                      const SearchRequest& request, core::TaskSystem& tasks,
                      AlgorithmOptimizer& optimizer) {
  BacktestOptions words = options.trading;
  words.strategy = options.name;
  words.all = words.symbols.empty();
  words.market = options.search.market;
  words.period = options.search.period;
  const auto traded = optimization_of(words);
  if (!traded) return session.fail(traded.error());
  const core::InterruptGuard interrupt;
  const auto market = load_securities(session, *traded, tasks, interrupt.token());
  if (!market) return session.fail(market.error());
  for (const auto& one : market->unread)
    session.note(session.text("left out: ", "未使用：") + one.why);
  Found found(session, options, false);
  const auto done = optimizer.optimize_strategy(*market, *traded, request.config,
                                                {interrupt.token(), {}}, found.hooks());
  return found.tell(done ? Result<void>() : done.error());
}

int run_optimize(Session& session, const OptimizeOptions& options) {
  if (options.history) {
    if (options.output.empty() && options.theme.empty()) return show_history(session, options);
    return session.fail(
        {Errc::invalid_argument, session.text("--history has no page: leave out -o and --theme",
                                              "--history 不写报告，请去掉 -o 与 --theme")});
  }
  if (options.name.empty()) {
    return session.fail(
        {Errc::invalid_argument,
         session.text(
             "name a pattern, a group or a strategy: `fwq patterns --list` and `fwq "
             "backtest --strategies` have them",
             "请给出形态、分组或策略，可用 fwq patterns --list 与 fwq backtest --strategies "
             "查看")});
  }
  auto request = request_of(options.search, session);
  if (!request) return session.fail(request.error());
  if (const auto good = check_output(options.output, options.theme, session); !good)
    return session.fail(good.error());
  const auto what = coordinators::find_optimizable(options.name);
  if (!what) return session.fail(what.error());
  if (const auto good = check_kind(options, what->strategy != nullptr, session); !good)
    return session.fail(good.error());
  const auto home = session.home();
  if (!home) return session.fail_job(home.error());
  core::TaskSystem tasks(threads_of(options.search, session));
  AlgorithmOptimizer optimizer(*home, tasks, request->options);
  if (what->strategy == nullptr)
    return optimize_patterns(session, options, *request, what->patterns.size() > 1, tasks,
                             optimizer);
  if (options.folds->count() == 0) request->config.folds = kWindows;
  return optimize_strategy(session, options, *request, tasks, optimizer);
}

}  // namespace

extern const CommandDef optimize_def{
    .name = "optimize",
    .order = 12,
    .summary_en =
        "search better parameters for a pattern or a strategy, judged on bars that the search "
        "never saw",
    .summary_zh = "优化形态或策略的参数，并用搜索从未见过的行情检验",
    .help_en =
        "NAME is a pattern or a group (`fwq patterns --list`), or a strategy (`fwq backtest "
        "--strategies`). A pattern's parameters are searched on the "
        "first 60 % of the time,\n"
        "chosen by the next 20 %, and judged by the last 20 %, which no search sees. A hit is "
        "worth what the price did\n"
        "after it beyond what all other securities did in the same days. Only what beats the "
        "version in force in validation\n"
        "by more than its noise, and again in the test, is put in force (`fwq versions`); "
        "otherwise the advice is to leave\n"
        "it as it is. Ctrl-C or a crash loses nothing: the same command goes on where it was.\n\n"
        "A strategy is traded in the back-tester, by the market's rules and with all costs, on the "
        "securities named or on all,\n"
        "each with an account of its own. What a month made beyond the same securities held is "
        "maximised. Before the test the\n"
        "time is walked forward in 4 windows (--folds N; 0: training and validation as of a "
        "pattern): each is traded with what\n"
        "was best in all the time before it. --param NAME=LOW..HIGH narrows a range, "
        "NAME=VALUE fixes it.\n\n"
        "Examples:\n  fwq optimize hammer\n  fwq optimize head_shoulders --algorithm bayesian "
        "--max-iterations 100\n  fwq optimize doji --keep-only -o doji.html\n"
        "  fwq optimize ma_cross --param short=2..60 --param long=10..250 --algorithm tpe\n"
        "  fwq optimize rsi SH600000 SZ000001 --min-hits 10 -o rsi.html\n"
        "  fwq optimize --history\n",
    .help_zh =
        "NAME 是形态或分组（fwq patterns --list），或策略（fwq backtest "
        "--strategies）。形态参数在前 60% 的时间中搜索，\n"
        "由其后 20% 选出，再由最后 20% 检验，搜索从未见过最后一段。形态的价值是其后的涨跌\n"
        "减去同期其他证券的涨跌。只有验证期的改进超过误差、且测试期也证实的参数才会启用\n"
        "（fwq versions），否则建议维持现状。按 Ctrl-C "
        "或意外中断不会丢失：再次运行同一命令即继续。\n\n"
        "策略在回测引擎中按市场规则与全部费用交易给出的证券（或全部证券），每只一个账户；\n"
        "最大化每月收益减去同样证券买入持有的收益。测试期之前分 4 个窗口滚动前推（--folds N；0 为\n"
        "训练与验证）：每个窗口用此前全部时间中最好的参数交易。--param 名称=低..高 "
        "缩小范围，名称=值 "
        "固定。\n\n"
        "例：\n  fwq optimize hammer\n  fwq optimize head_shoulders --algorithm bayesian "
        "--max-iterations 100\n  fwq optimize doji --keep-only -o doji.html\n"
        "  fwq optimize ma_cross --param short=2..60 --param long=10..250 --algorithm tpe\n"
        "  fwq optimize rsi SH600000 SZ000001 --min-hits 10 -o rsi.html\n"
        "  fwq optimize --history\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<OptimizeOptions>();
      app.add_option("name", options->name,
                     session.text("a pattern, a group of patterns, or a strategy",
                                  "形态、形态分组或策略的代号"))
          ->type_name("NAME");
      options->of_strategy.push_back(
          app.add_option("symbols", options->trading.symbols,
                         session.text("of a strategy: securities, codes or names; none: all",
                                      "用于策略：证券代码或名称；不给则为全部"))
              ->type_name("SYM"));
      add_search_options(app, options->search, session, true);
      options->folds = app.get_option("--folds");
      for (const char* name :
           {"--horizon", "--least-fidelity", "--shapes", "--adjust", "--keep-only"})
        options->of_pattern.push_back(app.get_option(name));
      const auto before = app.get_options().size();
      app.add_option("--param", options->trading.params,
                     session.text("of a strategy: NAME=LOW..HIGH searches that range, NAME=VALUE "
                                  "fixes it; may be repeated",
                                  "用于策略：名称=低..高 为搜索范围，名称=值 为固定；可重复"))
          ->type_name("NAME=RANGE")
          ->allow_extra_args(false);
      add_trading_options(app, options->trading, session);
      const auto all = app.get_options();
      options->of_strategy.insert(options->of_strategy.end(),
                                  all.begin() + static_cast<std::ptrdiff_t>(before), all.end());
      app.add_option(
             "-o", options->output,
             session.text("write a report with pictures of the search: F.html; every trial: F.csv",
                          "写出带图的报告 F.html；全部尝试 F.csv"))
          ->type_name("FILE")
          ->check(not_empty(session, "name a file", "请给出文件名"));
      app.add_option("--theme", options->theme,
                     session.text("look of F.html: dark, light, or a theme of yours",
                                  "F.html 的外观：dark、light 或自定主题"));
      app.add_flag("--history", options->history,
                   session.text("list what was optimized, of NAME or of all",
                                "列出优化记录（可限于 NAME）"));
      return [options](Session& s) { return run_optimize(s, *options); };
    },
};

}  // namespace fwq::cli
