// The search over a strategy's parameters: loading, trying, walking forward.
#include "fwq/coordinators/backtest_variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "backtest_parts.hpp"
#include "backtest_variants_words.hpp"
#include "fwq/core/events.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

constexpr std::array<std::string_view, 15> kMetrics{
    "sharpe",        "sortino",      "calmar",   "omega",        "psr",
    "upi",           "total_return", "cagr",     "final_equity", "expectancy",
    "profit_factor", "payoff",       "win_rate", "sqn",          "expectancy_return"};

Result<void> check(const VariantsRequest& request) {
  const auto refuse = [](std::string en, std::string zh) {
    return Error{Errc::invalid_argument, std::move(en), std::move(zh)};
  };
  if (request.base.all || request.base.symbols.size() != 1)
    return refuse("several values of a parameter are tried on one symbol at a time",
                  "一个参数取多个值时，每次只能回测一只证券");
  if (!request.base.benchmark.empty())
    return refuse("variants stand beside the security bought and held: leave the benchmark out",
                  "参数组合与同一证券的买入持有对比：请去掉基准");
  const std::vector<std::string> ids(kMetrics.begin(), kMetrics.end());
  if (std::ranges::find(ids, request.metric) == ids.end()) {
    return refuse(fmt::format("'{}' is no metric to maximise{}; take one of {}", request.metric,
                              core::did_you_mean(request.metric, ids), fmt::join(ids, ", ")),
                  fmt::format("“{}”不是可优化的指标{}；可用：{}", request.metric,
                              core::did_you_mean_zh(request.metric, ids), fmt::join(ids, "、")));
  }
  if ((request.train > 0) != (request.test > 0)) {
    return refuse(
        fmt::format("walk-forward needs bars to choose on and bars to judge on: train {} and test "
                    "{} were given",
                    request.train, request.test),
        fmt::format("滚动前推须同时给出训练与检验的K线数：现为训练 {}、检验 {}", request.train,
                    request.test));
  }
  if (request.test == 0 && (request.purge > 0 || request.anchored))
    return refuse("bars left out and anchored windows belong to a walk-forward",
                  "间隔K线与固定起点只用于滚动前推");
  return {};
}

// What a search does not use is not among its settings; the parameters stand as they were asked for.
std::vector<BacktestSetting> settings_of_search(const VariantsRequest& request,
                                                const BacktestRequest& one,
                                                const BacktestPlan& plan) {
  auto settings = settings_of(one, plan);
  static constexpr std::array<std::string_view, 4> kUnused{"benchmark", "rolling_window",
                                                           "resamples", "seed"};
  std::erase_if(settings, [](const BacktestSetting& setting) {
    return std::ranges::find(kUnused, setting.id) != kUnused.end();
  });
  nlohmann::ordered_json asked = nlohmann::ordered_json::object();
  std::string text;
  for (const auto& [name, value] : request.base.parameters) {
    asked[name] = value;
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", name, value);
  }
  for (auto& setting : settings) {
    if (setting.id != "parameters") continue;
    setting.value = asked.dump();
    setting.en = text.empty() ? "defaults" : text;
    setting.zh = text.empty() ? "默认" : text;
  }
  const auto* metric = backtest::find_metric(request.metric);
  settings.push_back({"metric", "Maximised", "优化目标",
                      nlohmann::ordered_json(request.metric).dump(), std::string(metric->title_en),
                      std::string(metric->title_zh)});
  if (request.test > 0) {
    std::string en =
        fmt::format("{} bars to choose on, {} to judge on", request.train, request.test);
    std::string zh = fmt::format("训练 {} 根，检验 {} 根K线", request.train, request.test);
    if (request.purge > 0) {
      en += fmt::format(", {} left out between", request.purge);
      zh += fmt::format("，间隔 {} 根", request.purge);
    }
    if (request.anchored) {
      en += ", choosing on everything before";
      zh += "，训练起点固定";
    }
    const nlohmann::ordered_json value = {{"train", request.train},
                                          {"test", request.test},
                                          {"purge", request.purge},
                                          {"anchored", request.anchored}};
    settings.push_back(
        {"walk_forward", "Walk-forward", "滚动前推", value.dump(), std::move(en), std::move(zh)});
  }
  return settings;
}

// The stretch [from, to] of the whole progress.
core::TaskContext part_of(const core::TaskContext& context, double from, double to) {
  return {context.stop_token(),
          [context, from, to](double fraction, std::string_view label) {
            context.report(from + (to - from) * fraction, label);
          },
          context.monitor()};
}

// The value of all cash in the security, over bars [begin, end).
Result<std::vector<double>> held(const backtest::TradedSeries& series, const BacktestPlan& plan,
                                 const BacktestRequest& request, std::size_t begin, std::size_t end,
                                 bool sold) {
  FWQ_TRY_ASSIGN(def, backtest::find_strategy("buy_and_hold"));
  FWQ_TRY_ASSIGN(call, backtest::bind_strategy(*def, std::span<const double>()));
  backtest::EngineOptions engine = request.engine;
  engine.range = {series.raw.time()[begin], series.raw.time()[end - 1] + 1};
  engine.close_at_end = engine.close_at_end || sold;
  FWQ_TRY_ASSIGN(sweep, backtest::Sweep::make(
                            call, plan.rules, engine,
                            {.sizing = {}, .exits = {}, .at_close = request.target.at_close}));
  FWQ_TRY(sweep.run(series));
  return std::vector<double>(sweep.values().begin(), sweep.values().end());
}

Result<void> search(VariantsBacktest& test, const VariantsRequest& request,
                    const BacktestPlan& plan, const backtest::TradedSeries& series,
                    core::TaskSystem& tasks, const core::TaskContext& context) {
  const backtest::VariantOptions options{.engine = request.base.engine,
                                         .target = request.base.target,
                                         .metrics = plan.metrics,
                                         .metric = test.metric};
  // Runs over the range against runs over the windows, by bars.
  const double windows = request.test == 0 ? 0
                                           : static_cast<double>(test.last - test.first) /
                                                 static_cast<double>(request.test);
  const double share = 1 / (1 + windows);
  FWQ_TRY_ASSIGN(table, backtest::try_variants(series, test.variants.calls, plan.rules, options,
                                               tasks, part_of(context, 0, share)));
  test.table = std::move(table);
  FWQ_TRY_ASSIGN(whole, held(series, plan, request.base, test.first, test.last, false));
  test.buy_and_hold_return = whole.back() / request.base.engine.cash - 1;
  test.buy_and_hold_sharpe = backtest::value_of(
      backtest::metrics_of({.equity = whole, .benchmark = {}, .trades = {}}, plan.metrics),
      "sharpe");
  if (request.test == 0) return {};
  FWQ_TRY_ASSIGN(walk, backtest::walk_forward(series, test.variants.calls, plan.rules,
                                              {.variants = options,
                                               .train = request.train,
                                               .test = request.test,
                                               .anchored = request.anchored,
                                               .purge = request.purge},
                                              tasks, part_of(context, share, 1)));
  FWQ_TRY_ASSIGN(beside, held(series, plan, request.base, walk.rows.front().window.test_begin,
                              walk.rows.back().window.test_end, true));
  test.walk = std::move(walk);
  test.walk_hold = std::move(beside);
  return {};
}

}  // namespace

std::span<const std::string_view> variant_metrics() noexcept {
  return kMetrics;
}

std::vector<std::size_t> varied_parameters(const VariantsBacktest& test) {
  std::vector<std::size_t> varied;
  const auto& calls = test.variants.calls;
  for (std::size_t k = 0; k < test.strategy->params.size(); ++k) {
    if (std::ranges::any_of(
            calls, [&](const auto& call) { return call.params[k] != calls.front().params[k]; }))
      varied.push_back(k);
  }
  return varied;
}

std::string variant_text(const VariantsBacktest& test, const backtest::StrategyCall& call,
                         bool only_varied) {
  const auto varied = only_varied ? varied_parameters(test) : std::vector<std::size_t>();
  std::string text;
  for (std::size_t k = 0; k < call.params.size(); ++k) {
    if (only_varied && std::ranges::find(varied, k) == varied.end()) continue;
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", test.strategy->params[k].name,
                        core::shortest(call.params[k]));
  }
  if (!only_varied && !call.patterns.empty())
    text += fmt::format("{}pattern = {}", text.empty() ? "" : ", ", fmt::join(call.patterns, ","));
  return text;
}

Result<VariantsBacktest> backtest_variants(const BacktestData& data, const VariantsRequest& request,
                                           core::TaskSystem& tasks,
                                           const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(def, backtest::find_strategy(request.base.strategy));
  FWQ_TRY_ASSIGN(variants, backtest::expand_variants(*def, request.base.parameters));
  FWQ_TRY(check(request));
  // Everything but the parameters is checked as for one run.
  BacktestRequest one = request.base;
  one.parameters.clear();
  FWQ_TRY_ASSIGN(plan, plan_of(one));
  FWQ_TRY_ASSIGN(known, KnownSecurities::read(data.db));
  FWQ_TRY_ASSIGN(symbol, data.loader.resolve(one.symbols.front()));
  FWQ_TRY_ASSIGN(stock, data.loader.load({.symbol = symbol,
                                          .period = one.period,
                                          .adjust = data::Adjust::none,
                                          .range = one.engine.range}));
  const backtest::TradedSeries series = series_of(stock, known);
  VariantsBacktest test;
  test.symbol = series.symbol;
  test.name = stock.name;
  test.source = stock.source;
  test.period = one.period;
  test.strategy = def;
  test.variants = std::move(variants);
  test.train = request.train;
  test.test = request.test;
  test.purge = request.purge;
  test.anchored = request.anchored;
  test.times.assign(series.raw.time().begin(), series.raw.time().end());
  test.first = stock.first;
  test.last = stock.last;
  test.cash = one.engine.cash;
  test.metric = request.metric;
  test.metric_options = plan.metrics;
  test.settings = settings_of_search(request, one, plan);
  add_security_settings(test.settings, series, known);
  Digest digest = digest_of(test.settings);
  digest.add(digest_of(series, test.last));
  test.run_id = digest.hex();
  if (request.test > 0) {  // What cannot be walked is said before anything is tried.
    FWQ_TRY(backtest::walk_forward_windows(test.last - test.first, request.train, request.test,
                                           request.anchored, request.purge));
  }
  if (request.events != nullptr) {
    request.events->publish(core::OptimizationStarted{.optimization_id = test.run_id,
                                                      .pattern = std::string(def->id),
                                                      .algorithm = "grid",
                                                      .max_iterations = test.variants.calls.size(),
                                                      .population_size = 0});
  }
  FWQ_TRY(core::measure_with(context.monitor(), "try the variants",
                             [&] { return search(test, request, plan, series, tasks, context); }));
  add_words(test, series);
  return test;
}

}  // namespace fwq::coordinators
