// Options of searches for parameters.
#include "optimize_options.hpp"

#include <fmt/format.h>

#include "command.hpp"

namespace fwq::cli {
namespace {

std::string algorithms(const Session& s) {
  std::string out;
  for (const auto* def : optimization::built_in_optimizers()) {
    if (!out.empty()) out += s.text(", ", "、");
    out += def->id;
  }
  return out;
}

void add_algorithm(CLI::App& app, optimization::OptimizationConfig& c, const Session& s) {
  app.add_option("--algorithm", c.algorithm, algorithms(s))->capture_default_str();
  app.add_option("--max-iterations", c.max_iterations,
                 s.text("generations of the genetic algorithm, tries of the others; 5 to 200",
                        "遗传算法的代数，其他算法的尝试次数；5–200"))
      ->type_name("N")
      ->check(a_count(s))
      ->capture_default_str();
  app.add_option("--population-size", c.population_size,
                 s.text("genetic: tries in each generation; 5 to 100", "遗传算法每代的组数；5–100"))
      ->type_name("N")
      ->check(a_count(s))
      ->capture_default_str();
  app.add_option("--mutation-rate", c.mutation_rate,
                 s.text("genetic: for each parameter; 0.01 to 0.5", "遗传算法变异率；0.01–0.5"))
      ->type_name("X")
      ->check(a_fraction(s))
      ->capture_default_str();
  app.add_option("--crossover-rate", c.crossover_rate,
                 s.text("genetic: for each pair; 0.1 to 1", "遗传算法交叉率；0.1–1"))
      ->type_name("X")
      ->check(a_fraction(s))
      ->capture_default_str();
  app.add_option(
         "--min-improvement", c.min_improvement,
         s.text("end when 10 generations, or 50 tries, gained less than this part; 0: never",
                "10 代（或 50 次尝试）的改进不足此比例即停止；0 为不停"))
      ->type_name("X")
      ->check(a_fraction(s))
      ->capture_default_str();
  app.add_option("--timeout", c.timeout_minutes,
                 s.text("minutes for each pattern; what was tried is kept",
                        "每个形态的限时（分钟）；已尝试的会保留"))
      ->type_name("MIN")
      ->capture_default_str();
}

}  // namespace

void add_search_options(CLI::App& app, SearchOptions& o, const Session& s, bool algorithm) {
  auto& c = o.config;
  if (algorithm) add_algorithm(app, c, s);
  app.add_option(
         "--metric", c.target_metric,
         s.text(
             "what is maximised. On the market: overall_score (lift less its error, its "
             "unsteadiness and a little for each changed parameter), lift or win_rate; of a "
             "strategy also sharpe. On drawn shapes and near-misses: f1_score, precision or recall",
             "最大化的指标。真实行情：overall_score（超额收益减去误差、不稳定与参数改动）、"
             "lift、win_rate，策略还有 sharpe；绘制的形态与近似形态：f1_score、precision、recall"))
      ->capture_default_str();
  app.add_option("--folds", c.folds,
                 s.text("cut the time before the test into N blocks, each in turn the validation "
                        "of a search in the others; 0: none. Of a strategy: N windows of a walk "
                        "forward, 4 unless told",
                        "测试期之前切成 N 段，各段轮流作验证、其余用于搜索；0 为不切。策略为 N "
                        "个滚动前推窗口，默认 4"))
      ->type_name("N")
      ->check(a_count_or_none(s))
      ->capture_default_str();
  app.add_option("--shapes", c.planted.shapes,
                 s.text("drawn shapes in each part, and as many near-misses; 10 to 10000",
                        "每个时期绘制的形态数（近似形态同数）；10–10000"))
      ->type_name("N")
      ->check(a_count(s))
      ->capture_default_str();
  app.add_option("--seed", c.seed, s.text("of everything random", "随机种子"))
      ->type_name("N")
      ->check(a_count_or_none(s))
      ->capture_default_str();
  app.add_option("--horizon", c.objective.horizon,
                 s.text("bars after a hit in which it is worth something; 1 to 250",
                        "形态之后计算收益的K线数；1–250"))
      ->type_name("N")
      ->check(a_count(s))
      ->capture_default_str();
  app.add_option("--train", c.objective.train,
                 s.text("share of the time to search in", "训练期占比"))
      ->type_name("X")
      ->check(a_fraction(s))
      ->capture_default_str();
  app.add_option(
         "--validation", c.objective.validation,
         s.text("share of the time to choose by; the rest is the test", "验证期占比；其余为测试期"))
      ->type_name("X")
      ->check(a_fraction(s))
      ->capture_default_str();
  app.add_option("--embargo", c.objective.embargo,
                 s.text("bars left out at the begin of validation and test",
                        "验证期与测试期开头空出的K线数"))
      ->type_name("N")
      ->check(a_count_or_none(s))
      ->capture_default_str();
  app.add_option("--min-hits", c.objective.min_hits,
                 s.text("hits that a part needs for a score", "每个时期至少的形态数"))
      ->type_name("N")
      ->check(a_count(s))
      ->capture_default_str();
  app.add_option("--least-fidelity", c.least_fidelity,
                 s.text("refuse parameters that find fewer of the drawn shapes than this share, or "
                        "refuse fewer of a kind of near-misses: they are not the pattern any more",
                        "绘制的形态找到的比例、或任一类近似形态排除的比例低于此值的参数不采用：那已"
                        "不是该形态"))
      ->type_name("X")
      ->check(a_fraction(s))
      ->capture_default_str();
  app.add_option("--market", o.market,
                 s.text("only this market: SH, SZ or BJ", "只用该市场：SH、SZ 或 BJ"));
  app.add_option("--period", o.period,
                 s.text("1m 5m 15m 30m 60m day week month quarter year",
                        "周期：1m 5m 15m 30m 60m day week month quarter year"))
      ->capture_default_str();
  app.add_option("--adjust", o.adjust,
                 s.text("none, forward, backward, forward_subtractive or backward_subtractive",
                        "复权：none forward backward forward_subtractive backward_subtractive"));
  app.add_option("--workers", c.workers, s.text("threads, as --threads", "线程数，同 --threads"))
      ->type_name("1…1024")
      ->check(CLI::Range(1, 1024));
  app.add_flag(
      "--keep-only", o.keep_only,
      s.text("keep a better version, but do not put it in force", "只保存更好的版本，不启用"));
  app.add_flag("--anew", o.anew,
               s.text("begin again: forget what the same search tried before",
                      "从头开始，不使用同一搜索已有的尝试"));
}

Result<SearchRequest> request_of(const SearchOptions& o, const Session& session) {
  SearchRequest request;
  request.config = o.config;
  request.options = {.activate = !o.keep_only,
                     .anew = o.anew,
                     .now = shanghai_now(),
                     .events = session.events(),
                     .monitor = &session.monitor()};
  request.market.adjust = default_adjust(session);
  FWQ_TRY_ASSIGN(period, data::parse_period(o.period));
  request.market.period = period;
  if (!o.adjust.empty()) {
    FWQ_TRY_ASSIGN(adjust, data::parse_adjust(o.adjust));
    request.market.adjust = adjust;
  }
  if (!o.market.empty()) {
    FWQ_TRY_ASSIGN(market, data::parse_market(o.market));
    request.market.market = market;
  }
  FWQ_TRY(optimization::check(request.config));
  return request;
}

std::size_t threads_of(const SearchOptions& options, const Session& session) {
  return options.config.workers > 0 ? options.config.workers : session.threads();
}

Result<coordinators::OptimizationMarket> load_market(Session& session, const SearchRequest& request,
                                                     core::TaskSystem& tasks,
                                                     std::stop_token stop) {
  FWQ_TRY_ASSIGN(library, session.library());
  ProgressLine line(session, session.text("loading", "读取"));
  return coordinators::load_for_optimization(library.snapshot, library.db, request.market, tasks,
                                             {std::move(stop), line.handler()});
}

Result<coordinators::StrategyMarket> load_securities(Session& session,
                                                     const coordinators::BacktestRequest& request,
                                                     core::TaskSystem& tasks,
                                                     std::stop_token stop) {
  FWQ_TRY_ASSIGN(library, session.library());
  ProgressLine line(session, session.text("loading", "读取"));
  const auto loader = library.loader();
  return coordinators::load_for_strategies({loader, library.snapshot, library.db}, request, tasks,
                                           {std::move(stop), line.handler()});
}

}  // namespace fwq::cli
