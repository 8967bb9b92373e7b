// The back-test of a portfolio: loading its securities, running, measuring.
#include "fwq/coordinators/backtest_portfolio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "backtest_parts.hpp"
#include "fwq/coordinators/market.hpp"
#include "fwq/core/performance_monitor.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

// How far the progress is when all is loaded, and when the run is over.
constexpr double kLoading = 0.5, kRunning = 0.9;

struct Member {
  std::string name;
  backtest::TradedSeries series;
  std::string unread;
};

bool in_range(const backtest::TradedSeries& series, const data::TimeRange& range) {
  return !series.raw.slice(range).empty();
}

// Every stock and fund of the store; what gives no bars in the range is said.
Result<std::vector<Member>> load_all(const BacktestData& data, const KnownSecurities& known,
                                     const BacktestRequest& request, core::TaskSystem& tasks,
                                     const core::TaskContext& context,
                                     std::vector<UnreadSeries>& left_out) {
  FWQ_TRY_ASSIGN(market, Market::open(data.snapshot, data.db,
                                      {.period = request.period,
                                       .adjust = data::Adjust::none,
                                       .market = request.market,
                                       .tradable = true}));
  std::vector<Member> loaded(market.size());
  std::atomic<std::size_t> done{0};
  const auto read = tasks.parallel_for(market.size(), context, [&](std::size_t i) -> Result<void> {
    const auto stock = market.load(i);
    if (stock) {
      loaded[i].name = stock->name;
      loaded[i].series = series_of(*stock, known);
      if (!in_range(loaded[i].series, request.engine.range))
        loaded[i].unread = fmt::format("{} has no bar in that range", market.symbol(i).text());
    } else {
      if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
        return stock.error();
      loaded[i].unread = stock.error().message;
    }
    context.report(kLoading * static_cast<double>(++done) / static_cast<double>(market.size()),
                   market.symbol(i).text());
    return {};
  });
  if (!read) return read.error();
  std::vector<Member> members;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    if (loaded[i].unread.empty()) {
      members.push_back(std::move(loaded[i]));
    } else {
      left_out.push_back({market.symbol(i), std::move(loaded[i].unread)});
    }
  }
  return members;
}

Result<std::vector<Member>> load_named(const BacktestData& data, const KnownSecurities& known,
                                       const BacktestRequest& request) {
  std::vector<Member> members;
  for (const std::string& text : request.symbols) {
    FWQ_TRY_ASSIGN(symbol, data.loader.resolve(text));
    FWQ_TRY_ASSIGN(stock, data.loader.load({.symbol = symbol,
                                            .period = request.period,
                                            .adjust = data::Adjust::none,
                                            .range = request.engine.range}));
    members.push_back({stock.name, series_of(stock, known), ""});
  }
  return members;
}

// The closes of the benchmark at the portfolio's times, as a value that begins at `cash`.
Result<BacktestBenchmark> benchmark_at(const BacktestData& data, const KnownSecurities& known,
                                       const BacktestRequest& request,
                                       std::span<const data::Time> times, Digest& digest) {
  const auto explained = [&](const Error& error) {
    return Error{
        error.code,
        fmt::format(
            "the benchmark '{}' cannot be used: {}. Name another one with bars in the range, or do "
            "without a benchmark",
            request.benchmark, error.message),
        fmt::format("基准 '{}' 不可用：{}。请换一个在该区间有行情的，或不用基准", request.benchmark,
                    error.text(true))};
  };
  const auto symbol = data.loader.resolve(request.benchmark);
  if (!symbol) return explained(symbol.error());
  const auto stock = data.loader.load({.symbol = *symbol,
                                       .period = request.period,
                                       .adjust = data::Adjust::none,
                                       .range = request.engine.range});
  if (!stock) return explained(stock.error());
  const auto series = series_of(*stock, known);
  digest.add(digest_of(series, stock->last));
  return BacktestBenchmark{*symbol, stock->name,
                           benchmark_values(series, times, request.engine.cash)};
}

// What one security's run obeys and a portfolio does not.
void leave_out_unused(std::vector<BacktestSetting>& settings) {
  static constexpr std::array<std::string_view, 7> kUnused{
      "sizing",   "stop_loss",       "take_profit",   "trailing_stop",
      "max_bars", "carry_purchases", "rolling_window"};
  std::erase_if(settings, [](const BacktestSetting& setting) {
    return std::ranges::find(kUnused, setting.id) != kUnused.end();
  });
}

void add_settings(std::vector<BacktestSetting>& settings, const PortfolioRequest& request,
                  std::span<const Member> members) {
  const auto quoted = [](std::string_view text) { return fmt::format("\"{}\"", text); };
  const auto add = [&](std::string_view id, std::string_view en, std::string_view zh,
                       std::string value, std::string text_en, std::string text_zh) {
    settings.push_back({id, en, zh, std::move(value), std::move(text_en), std::move(text_zh)});
  };
  const auto percent = [](double fraction) {
    return core::shortest(std::round(fraction * 1e12) / 1e10) + "%";
  };
  constexpr std::array kTimesZh{"每日", "每周", "每月"};
  add("rebalance", "Rebalanced", "调仓", quoted(to_string(request.rebalance)),
      fmt::format("at the end of each {}", to_string(request.rebalance)),
      kTimesZh[static_cast<std::size_t>(request.rebalance)]);
  constexpr std::array kRankEn{"change of the close", "change of the close, lowest first",
                               "volatility, lowest first", "mean amount traded", "none: by symbol"};
  constexpr std::array kRankZh{"涨幅（高者优先）", "涨幅（低者优先）", "波动率（低者优先）",
                               "平均成交额", "无：按代码"};
  const auto rank = static_cast<std::size_t>(request.ranking);
  add("ranking", "Ranked by", "排序", quoted(to_string(request.ranking)),
      fmt::format("{}, over {} bars", kRankEn[rank], request.lookback),
      fmt::format("{}，回看 {} 根K线", kRankZh[rank], request.lookback));
  add("lookback", "Looks back", "回看", std::to_string(request.lookback),
      fmt::format("{} bars", request.lookback), fmt::format("{} 根K线", request.lookback));
  const bool equal = request.weighting == backtest::Weighting::equal;
  add("weighting", "Weights", "权重", quoted(to_string(request.weighting)),
      equal ? "equal" : "by the inverse of volatility", equal ? "等权" : "波动率倒数");
  add("capacity", "Most securities", "最多持有", std::to_string(request.capacity),
      std::to_string(request.capacity), fmt::format("{} 只", request.capacity));
  add("cash_reserve", "Kept as cash", "保留现金", core::shortest(request.cash_reserve),
      request.cash_reserve == 0 ? "none" : percent(request.cash_reserve),
      request.cash_reserve == 0 ? "无" : percent(request.cash_reserve));
  add("band", "Drift allowed", "允许偏离", core::shortest(request.band),
      percent(request.band) + " of a weight", "权重的 " + percent(request.band));
  add("exit_between", "Between rebalancing", "调仓日之间", request.exit_between ? "true" : "false",
      request.exit_between ? "sold when the strategy no longer wants it"
                           : "held until the next time",
      request.exit_between ? "策略转空即卖出" : "持有到下次调仓");
  add("securities", "Securities", "证券数", std::to_string(members.size()),
      std::to_string(members.size()), fmt::format("{} 只", members.size()));
}

// Sizes and exits are the portfolio's own.
Result<void> check_unused(const BacktestRequest& base) {
  if (base.target.sizing.kind == backtest::Sizing::Kind::all_in && !base.target.exits.any() &&
      !base.target.at_close && base.target.carry_purchases)
    return {};
  return Error{Errc::invalid_argument,
               "a portfolio sizes its purchases by weights and sells by rank: sizes, stops, "
               "holding limits and orders at the close "
               "do not go with it",
               "组合按权重买入、按排序卖出：仓位、止损止盈、持有期限与收盘价成交均不适用"};
}

void add_remarks(std::vector<BacktestRemark>& remarks, const PortfolioBacktest& test, bool all) {
  if (test.run.cuts > 0) {
    remarks.push_back({"cut",
                       fmt::format("{} jump{} beyond the day's limit without an ex-rights event: "
                                   "positions were closed before.",
                                   test.run.cuts, test.run.cuts == 1 ? "" : "s"),
                       fmt::format("有 {} 处超出涨跌停且无除权信息的跳空：此前的持仓已先行了结。",
                                   test.run.cuts)});
  }
  if (test.run.flagged_events > 0) {
    remarks.push_back(
        {"event_not_applied",
         fmt::format("{} ex-rights event{} not applied: the price does not show them.",
                     test.run.flagged_events, test.run.flagged_events == 1 ? " was" : "s were"),
         fmt::format("有 {} 次除权未采用：与价格不符。", test.run.flagged_events)});
  }
  if (!test.left_out.empty()) {
    remarks.push_back(
        {"left_out",
         fmt::format("{} securities were left out: no bars in the range, or damaged.",
                     test.left_out.size()),
         fmt::format("有 {} 只证券未参与：区间内无数据或数据损坏。", test.left_out.size())});
  }
  const std::size_t trades = test.run.journal.trades.size();
  constexpr std::size_t kFewTrades = 10;
  if (test.run.journal.fills.empty()) {
    remarks.push_back({"no_trades",
                       "Nothing was ever bought: the strategy wanted none of them while it had a "
                       "rank, or the cash was too small for a lot.",
                       "没有任何成交：有排名时策略都不看多，或资金不足一手。"});
  } else if (trades < kFewTrades) {
    remarks.push_back({"few_trades",
                       fmt::format("Only {} closed trade{}: too few to tell skill from luck.",
                                   trades, trades == 1 ? "" : "s"),
                       fmt::format("只有 {} 笔已平仓交易，不足以区分能力与运气。", trades)});
  }
  if (all) {
    remarks.push_back(
        {"survivors",
         "Chosen from the securities that the store holds today: without those that were delisted "
         "the result flatters.",
         "从库中现有的证券里选择：缺少已退市的证券，结果会偏好。"});
  }
}

// A ranking that no history is long enough for would hold cash to the end.
Result<void> check_lookback(const PortfolioRequest& request, std::span<const Member> members) {
  const bool looks = request.ranking != backtest::Ranking::symbol ||
                     request.weighting != backtest::Weighting::equal;
  std::size_t longest = 0;
  for (const Member& member : members) {
    const auto time = member.series.raw.time();
    const auto end = std::lower_bound(time.begin(), time.end(), request.base.engine.range.to);
    longest = std::max(longest, static_cast<std::size_t>(end - time.begin()));
  }
  if (!looks || members.empty() || longest > request.lookback) return {};
  return Error{Errc::unavailable,
               fmt::format("nothing to rank: the ranking looks back {} bars, and the longest "
                           "history has {}; look back less",
                           request.lookback, longest),
               fmt::format("无可排序：回看 {} 根K线，而最长的历史只有 {} 根；请减小回看",
                           request.lookback, longest)};
}

void measure(PortfolioBacktest& test, const BacktestRequest& request, core::TaskSystem& tasks,
             const core::TaskContext& context) {
  const auto& equity = test.run.equity;
  std::vector<backtest::TradeResult> trades;
  for (const auto& trade : test.run.journal.trades) {
    trades.push_back({.pnl = backtest::yuan_of(trade.pnl),
                      .return_fraction = trade.return_fraction,
                      .bars_held = static_cast<int>(trade.bars_held())});
  }
  test.metrics = backtest::metrics_of(
      {.equity = equity.value,
       .benchmark = test.benchmark ? std::span<const double>(test.benchmark->values)
                                   : std::span<const double>(),
       .trades = trades,
       .bars = static_cast<std::int64_t>(equity.value.size()),
       .bars_in_position = static_cast<std::int64_t>(test.run.times_held),
       .traded_value = backtest::yuan_of(test.run.journal.traded)},
      test.metric_options);
  test.drawdowns = backtest::drawdowns_of(equity.time, equity.value);
  test.months = backtest::monthly_returns(equity.time, equity.value);
  if (request.resamples == 0) return;
  auto intervals = backtest::bootstrap_intervals(
      equity.value, test.metric_options, {.resamples = request.resamples, .seed = request.seed},
      &tasks, context);
  if (intervals) test.intervals = *intervals;  // Else there is too little to resample.
}

}  // namespace

Backtest account_of(const PortfolioBacktest& test) {
  Backtest account;
  account.run_id = test.run_id;
  account.call = test.call;
  account.period = test.period;
  account.run.start = test.run.start;
  account.run.end = test.run.end;
  account.run.equity = test.run.equity;
  account.run.journal = test.run.journal;
  account.run.cuts = test.run.cuts;
  account.metric_options = test.metric_options;
  account.metrics = test.metrics;
  account.benchmark = test.benchmark;
  account.underwater = backtest::underwater_of(test.run.equity.value);
  account.drawdowns = test.drawdowns;
  account.months = test.months;
  account.intervals = test.intervals;
  account.remarks = test.remarks;
  account.settings = test.settings;
  return account;
}

Result<PortfolioBacktest> backtest_portfolio(const BacktestData& data,
                                             const PortfolioRequest& request,
                                             core::TaskSystem& tasks,
                                             const core::TaskContext& context) {
  const BacktestRequest& base = request.base;
  FWQ_TRY_ASSIGN(plan, plan_of(base));
  FWQ_TRY(check_unused(base));
  const backtest::PortfolioOptions options{.engine = base.engine,
                                           .rebalance = request.rebalance,
                                           .ranking = request.ranking,
                                           .weighting = request.weighting,
                                           .capacity = request.capacity,
                                           .lookback = request.lookback,
                                           .cash_reserve = request.cash_reserve,
                                           .band = request.band,
                                           .exit_between = request.exit_between};
  FWQ_TRY(check(options));
  FWQ_TRY_ASSIGN(known, KnownSecurities::read(data.db));
  PortfolioBacktest test;
  auto members = base.all ? load_all(data, known, base, tasks, context, test.left_out)
                          : load_named(data, known, base);
  if (!members) return std::move(members).error();
  // By symbol, whatever the order they were named in.
  std::sort(members->begin(), members->end(),
            [](const Member& a, const Member& b) { return a.series.symbol < b.series.symbol; });
  FWQ_TRY(check_lookback(request, *members));
  BacktestRequest named = base;  // As typed or by name, a benchmark is the same.
  if (const auto benchmark = data.loader.resolve(base.benchmark); benchmark)
    named.benchmark = benchmark->text();
  test.settings = settings_of(named, plan);
  leave_out_unused(test.settings);
  add_settings(test.settings, request, *members);
  Digest digest = digest_of(test.settings);
  std::vector<backtest::TradedSeries> series;
  for (Member& member : *members) {
    const auto time = member.series.raw.time();
    digest.add(digest_of(
        member.series,
        static_cast<std::size_t>(std::lower_bound(time.begin(), time.end(), base.engine.range.to) -
                                 time.begin())));
    test.symbols.push_back(member.series.symbol);
    test.names.push_back(std::move(member.name));
    test.bars += member.series.raw.slice(base.engine.range).size();
    series.push_back(std::move(member.series));
  }
  test.call = plan.call;
  test.period = base.period;
  test.metric_options = plan.metrics;
  if (context.cancelled()) return core::TaskContext::cancelled_error();
  const core::TaskContext run_part(
      context.stop_token(),
      [&context](double fraction, std::string_view label) {
        context.report(kLoading + (kRunning - kLoading) * fraction, label);
      },
      context.monitor());
  auto ran = core::measure_with(context.monitor(), "run the portfolio", [&] {
    return backtest::run_portfolio(series, plan.call, plan.rules, options, run_part);
  });
  if (!ran) return std::move(ran).error();
  test.run = std::move(*ran);
  context.report(kRunning, "measures");
  if (!base.benchmark.empty()) {
    FWQ_TRY_ASSIGN(benchmark, benchmark_at(data, known, base, test.run.equity.time, digest));
    test.benchmark = std::move(benchmark);
  }
  measure(test, base, tasks, context);
  if (context.cancelled()) return core::TaskContext::cancelled_error();
  test.run_id = digest.hex();
  add_remarks(test.remarks, test, base.all);
  return test;
}

}  // namespace fwq::coordinators
