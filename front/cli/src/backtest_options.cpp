// The options of `fwq backtest`.
#include "backtest_options.hpp"

#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

// Kinds on which an option has an effect.
constexpr auto kOne = static_cast<unsigned>(BacktestKind::one),
               kMany = static_cast<unsigned>(BacktestKind::many),
               kSearch = static_cast<unsigned>(BacktestKind::search),
               kPortfolio = static_cast<unsigned>(BacktestKind::portfolio);
constexpr unsigned kEachAlone = kOne | kMany | kSearch;

void limit(BacktestOptions& o, unsigned kinds, const CLI::Option* option) {
  o.limited.push_back({option, kinds});
}

void add_market_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_option("--commission", o.commission, s.text("rate of the amount", "佣金费率"))
      ->type_name("RATE")
      ->capture_default_str();
  app.add_option("--min-commission", o.min_commission,
                 s.text("least commission of an order and day, CNY", "每笔委托每日最低佣金（元）"))
      ->type_name("CNY")
      ->capture_default_str();
  app.add_option("--stamp-duty", o.stamp_duty,
                 s.text("rate on sales (default: by date)", "卖出印花税率（默认按日期）"))
      ->type_name("RATE");
  app.add_option("--transfer-fee", o.transfer_fee,
                 s.text("rate on both sides (default: by date)", "双边过户费率（默认按日期）"))
      ->type_name("RATE");
  app.add_flag(
      "--exchange-fees", o.exchange_fees,
      s.text("charge exchange and supervision fees beside the commission", "规费在佣金之外另计"));
  app.add_flag("--dividend-tax", o.dividend_tax,
               s.text("tax on dividends by holding time", "按持有期计红利税"));
  app.add_option("--slippage", o.slippage,
                 s.text("X of the price, ticks:N, or volume_share:X",
                        "价格的比例 X，或 ticks:N，或 volume_share:X"))
      ->type_name("X")
      ->capture_default_str();
  app.add_option("--volume-cap", o.volume_cap,
                 s.text("most of a bar's volume that is ours; 0: no cap",
                        "占每根K线成交量的上限，0 为不限"))
      ->type_name("X")
      ->capture_default_str();
  app.add_flag("--pessimistic", o.pessimistic,
               s.text("within a bar the worse way; no fill at a limit open",
                      "K线内取不利路径，开盘涨跌停不成交"));
  limit(o, kEachAlone,
        app.add_flag("--at-close", o.at_close,
                     s.text("orders at the next close, not the next open",
                            "按下一根K线收盘价成交，而非开盘价")));
  limit(o, kEachAlone,
        app.add_flag("--drop-unfilled", o.drop_unfilled,
                     s.text("a purchase that is not filled on the next bar is dropped",
                            "买单下一根K线未成交即放弃")));
  app.add_option("--rules", o.rules,
                 s.text("a_share, or plain: no lots, limits or T+1",
                        "a_share，或 plain（无整手、涨跌停、T+1）"))
      ->type_name("KIND")
      ->check(CLI::IsMember({"a_share", "plain"}))
      ->capture_default_str();
}

void add_account_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_option("--cash", o.cash, s.text("to begin with, CNY", "初始资金（元）"))
      ->type_name("CNY")
      ->capture_default_str();
  limit(o, kEachAlone,
        app.add_option("--size", o.size,
                       s.text("all_in, cash:CNY, fraction:X, atr_risk:X or kelly:X",
                              "仓位：all_in、cash:元、fraction:X、atr_risk:X 或 kelly:X"))
            ->type_name("KIND")
            ->capture_default_str());
  limit(o, kEachAlone,
        app.add_option("--stop-loss", o.stop_loss,
                       s.text("sell so far below the purchase price: 0.08 is 8%",
                              "跌破买入价该比例止损，0.08 为 8%"))
            ->type_name("X"));
  limit(o, kEachAlone,
        app.add_option("--take-profit", o.take_profit,
                       s.text("sell so far above it", "高于买入价该比例止盈"))
            ->type_name("X"));
  limit(o, kEachAlone,
        app.add_option("--trailing-stop", o.trailing_stop,
                       s.text("sell so far below the highest since", "自最高价回落该比例卖出"))
            ->type_name("X"));
  limit(o, kEachAlone,
        app.add_option("--max-bars", o.max_bars,
                       s.text("hold no longer than N bars", "最多持有 N 根K线"))
            ->type_name("N")
            ->check(a_count(s)));
}

void add_end_option(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_flag("--close-at-end", o.close_at_end,
               s.text("sell what is held at the last close", "期末按收盘价卖出持仓"));
}

// Adds options under a heading of the help.
template <class Add>
void add_group(CLI::App& app, std::string heading, Add add) {
  const auto before = app.get_options().size();
  add();
  const auto all = app.get_options();
  for (std::size_t i = before; i < all.size(); ++i) all[i]->group(heading);
}

void add_measure_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  const auto only = [&o](unsigned kinds, const CLI::Option* option) { limit(o, kinds, option); };
  only(kOne | kPortfolio,
       app.add_option("--benchmark", o.benchmark,
                      s.text("index or stock to compare with, e.g. SH000300",
                             "对比的指数或股票，例如 SH000300"))
           ->type_name("SYM")
           ->check(not_empty(s, "name an index or a stock", "请给出指数或股票")));
  only(kOne | kSearch | kPortfolio,
       app.add_option("--risk-free", o.risk_free, s.text("yearly rate", "年化无风险利率"))
           ->type_name("RATE")
           ->capture_default_str());
  app.add_option("--periods-per-year", o.periods_per_year,
                 s.text("default: 252 days", "每年周期数，默认 252 天"))
      ->type_name("N");
  only(kOne, app.add_option("--rolling-window", o.rolling_window,
                            s.text("periods of the rolling Sharpe ratio", "滚动夏普比率的周期数"))
                 ->type_name("N")
                 ->check(a_count(s))
                 ->capture_default_str());
  only(kOne | kPortfolio,
       app.add_option("--resamples", o.resamples,
                      s.text("for the intervals; 0: none", "置信区间的重抽样次数，0 为不做"))
           ->type_name("N")
           ->check(a_count_or_none(s))
           ->capture_default_str());
  only(kOne | kPortfolio,
       app.add_option("--seed", o.seed, s.text("of everything random", "随机种子"))
           ->type_name("N")
           ->check(a_count_or_none(s))
           ->capture_default_str());
  only(kOne | kPortfolio,
       app.add_option("--trades", o.trades, s.text("show the last N trades", "显示最近 N 笔交易"))
           ->type_name("N")
           ->check(a_count_or_none(s))
           ->capture_default_str());
}

// Many securities on one account.
void add_portfolio_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_flag("--portfolio", o.portfolio,
               s.text("all securities on one account: the best by rank among those that the "
                      "strategy wants",
                      "所有证券共用一个账户：在策略看多的证券里按排序持有"));
  limit(o, kPortfolio,
        app.add_option("--rebalance", o.rebalance,
                       s.text("chosen anew each day, week or month", "调仓：day、week 或 month"))
            ->type_name("WHEN")
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_option("--rank", o.rank,
                       s.text("momentum, reversal, low_volatility, turnover or symbol",
                              "排序：momentum、reversal、low_volatility、turnover 或 symbol"))
            ->type_name("HOW")
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_option("--lookback", o.lookback,
                       s.text("bars that the rank looks back", "排序回看的K线数"))
            ->type_name("N")
            ->check(a_count(s))
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_option("--top", o.top, s.text("most securities held", "最多持有的证券数"))
            ->type_name("N")
            ->check(a_count(s))
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_option("--weights", o.weights,
                       s.text("equal or inverse_volatility", "权重：equal 或 inverse_volatility"))
            ->type_name("HOW")
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_option("--cash-reserve", o.cash_reserve,
                       s.text("part of the equity kept as cash", "保留现金占权益的比例"))
            ->type_name("X")
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_option("--band", o.band,
                       s.text("drift from a weight that is left alone, as a part of it",
                              "不调整的偏离，占权重的比例"))
            ->type_name("X")
            ->capture_default_str());
  limit(o, kPortfolio,
        app.add_flag("--keep-between", o.keep_between,
                     s.text("sell only when rebalancing, not when the strategy turns away",
                            "只在调仓日卖出，策略转空时不卖")));
}

// Several values of --param make a search.
void add_search_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  o.limited.push_back(
      {app.add_option(
              "--metric", o.metric,
              s.text("what is maximised: also sortino, calmar, total_return, profit_factor …",
                     "优化目标：还可用 sortino、calmar、total_return、profit_factor 等"))
           ->type_name("METRIC")
           ->capture_default_str(),
       kSearch});
  app.add_option("--walk-forward", o.walk_forward,
                 s.text("also choose on TRAIN bars and judge on the next TEST, on and on",
                        "另做滚动前推：用 TRAIN 根K线选参，在随后 TEST 根检验"))
      ->type_name("TRAIN:TEST")
      ->check(not_empty(s, "give TRAIN:TEST in bars, such as 500:125",
                        "请给出 TRAIN:TEST（K线数），例如 500:125"));
  o.limited.push_back(
      {app.add_option("--purge", o.purge,
                      s.text("bars left out between the two", "训练与检验之间间隔的K线数"))
           ->type_name("N")
           ->check(a_count(s)),
       kSearch});
  o.limited.push_back(
      {app.add_flag("--anchored", o.anchored,
                    s.text("choose on everything before, not on the last TRAIN bars",
                           "训练起点固定：用此前全部K线选参")),
       kSearch});
}

void add_what_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_option("STRATEGY", o.strategy,
                 s.text("one of `fwq backtest --strategies`", "策略，见 fwq backtest --strategies"))
      ->type_name("");
  app.add_option(
         "SYM", o.symbols,
         s.text("securities: one with everything, several in short", "证券：单只详列，多只简列"))
      ->type_name("");
  app.add_option(
         "--param", o.params,
         s.text("a value of the strategy's, or several: 5,10,20 or 5..20 or 5..20/5; may be "
                "repeated",
                "策略参数，可重复；也可取多个值：5,10,20 或 5..20 或 5..20/5"))
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_flag("--all", o.all,
               s.text("every stock, B share and fund, each by itself or as a --portfolio",
                      "全部股票、B股与基金，各自独立或作为组合（--portfolio）"));
  app.add_option("--market", o.market,
                 s.text("with --all: only SH, SZ or BJ", "配合 --all：只回测 SH、SZ 或 BJ"));
  app.add_option("--period", o.period,
                 s.text("day, or 60m 30m 15m 5m 1m", "周期：day，或 60m 30m 15m 5m 1m"))
      ->capture_default_str();
  app.add_option("--from", o.from, s.text("first day, YYYY-MM-DD", "开始日期 YYYY-MM-DD"));
  app.add_option("--to", o.to,
                 s.text("last day, YYYY-MM-DD (included)", "结束日期 YYYY-MM-DD（含当日）"));
}

void add_output_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_option("-o,--output", o.output,
                 s.text("also write F.html (report), F.xlsx, or F.csv (several files)",
                        "另写 F.html（报告）、F.xlsx 或 F.csv（多个文件）"))
      ->type_name("F")
      ->check(not_empty(s, "name a file that ends in .html, .xlsx or .csv",
                        "请给出以 .html、.xlsx 或 .csv 结尾的文件名"));
  app.add_option(
      "--theme", o.theme,
      s.text("look of the HTML report (default: the setting)", "HTML 报告的外观（默认取设置）"));
  o.limited.push_back({app.add_option("--rows", o.rows,
                                      s.text("of many securities or variants show the first N",
                                             "多只证券或多组参数时显示前 N 行"))
                           ->type_name("N")
                           ->check(a_count(s))
                           ->capture_default_str(),
                       kMany | kSearch});
}

void add_history_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  auto* strategies =
      app.add_flag("--strategies", o.strategies,
                   s.text("list the strategies and their parameters", "列出策略及其参数"));
  auto* history = app.add_flag("--history", o.history,
                               s.text("list the back-tests that were run", "列出做过的回测"))
                      ->excludes(strategies);
  app.add_option("--show", o.show,
                 s.text("settings and metrics of a run", "显示某次回测的设置与指标"))
      ->type_name("RUN_ID")
      ->check(not_empty(s, "give a run id of --history", "请给出 --history 中的编号"))
      ->excludes(strategies)
      ->excludes(history);
}

}  // namespace

void add_backtest_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  add_what_options(app, o, s);
  const auto part = [&](std::string_view en, std::string_view zh, auto add) {
    add_group(app, s.text(en, zh), [&] { add(app, o, s); });
  };
  part("Account", "账户", add_account_options);
  part("Account", "账户", add_end_option);
  part("Market and costs", "市场与费用", add_market_options);
  part("Figures", "指标", add_measure_options);
  part("Several values of --param (a search)", "参数取多个值（搜索）", add_search_options);
  part("One account for many securities (a portfolio)", "多只证券共用一个账户（组合）",
       add_portfolio_options);
  part("Output", "输出", add_output_options);
  part("Lists, in place of a run", "列表（不运行回测）", add_history_options);
}

void add_trading_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  add_group(app, s.text("Of a strategy: account, market and costs", "用于策略：账户、市场与费用"),
            [&] {
              add_account_options(app, o, s);
              add_market_options(app, o, s);
            });
}

}  // namespace fwq::cli
