// The back-test of a portfolio: loading its securities, running, measuring.
#include "fwq/coordinators/backtest_portfolio.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "backtest_parts.hpp"
#include "fwq/coordinators/market.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

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
        loaded[i].unread = "no bars in the range";
    } else {
      if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
        return stock.error();
      loaded[i].unread = stock.error().message;
    }
    context.report(0.5 * static_cast<double>(++done) / static_cast<double>(market.size()),
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
            request.benchmark, error.message)};
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
      !base.target.at_close)
    return {};
  return Error{Errc::invalid_argument,
               "a portfolio sizes its purchases by weights and sells by rank: sizes, stops, "
               "holding limits and orders at the close "
               "do not go with it"};
}

void add_remarks(std::vector<BacktestRemark>& remarks, const PortfolioBacktest& test) {
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
  if (test.run.journal.fills.empty()) {
    remarks.push_back({"no_trades", "Nothing was ever bought.", "没有任何成交。"});
  }
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
  test.settings = settings_of(base, plan);
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
  test.metric_options = plan.metrics;
  if (context.cancelled()) return core::TaskContext::cancelled_error();
  FWQ_TRY_ASSIGN(run, backtest::run_portfolio(series, plan.call, plan.rules, options));
  test.run = std::move(run);
  context.report(0.9, "measures");
  if (!base.benchmark.empty()) {
    FWQ_TRY_ASSIGN(benchmark, benchmark_at(data, known, base, test.run.equity.time, digest));
    test.benchmark = std::move(benchmark);
  }
  measure(test, base, tasks, context);
  if (context.cancelled()) return core::TaskContext::cancelled_error();
  test.run_id = digest.hex();
  add_remarks(test.remarks, test);
  return test;
}

}  // namespace fwq::coordinators
