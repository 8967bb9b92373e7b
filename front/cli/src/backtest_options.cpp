// The options of `fwq backtest`.
#include "backtest_options.hpp"

#include <fmt/format.h>

#include <charconv>

#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

using backtest::Sizing;
using backtest::Slippage;

Result<double> number_of(std::string_view option, std::string_view text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (text.empty() || read.ec != std::errc() || read.ptr != end)
    return Error{Errc::invalid_argument, fmt::format("{}: '{}' is not a number", option, text),
                 fmt::format("{}：“{}”不是数", option, text)};
  return value;
}

// "kind:number", or the number alone.
struct Kinded {
  std::string kind;
  std::string_view number;
};
Kinded split_kind(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return {"", text};
  return {core::to_lower(text.substr(0, colon)), text.substr(colon + 1)};
}

Result<Slippage> slippage_of(const std::string& text) {
  const Kinded given = split_kind(text);
  FWQ_TRY_ASSIGN(value, number_of("--slippage", given.number));
  if (given.kind.empty() || given.kind == "fraction")
    return Slippage{Slippage::Kind::fraction, value};
  if (given.kind == "ticks") return Slippage{Slippage::Kind::ticks, value};
  if (given.kind == "volume_share") return Slippage{Slippage::Kind::volume_share, value};
  return Error{
      Errc::invalid_argument,
      fmt::format(
          "--slippage: '{}' is none; give a fraction such as 0.001, ticks:N or volume_share:X",
          text),
      fmt::format("--slippage：“{}”无法识别，请给出比例如 0.001，或 ticks:N，或 volume_share:X",
                  text)};
}

Result<Sizing> sizing_of(const std::string& text) {
  if (core::to_lower(text) == "all_in") return Sizing{};
  const Kinded given = split_kind(text);
  for (const auto kind :
       {Sizing::Kind::cash, Sizing::Kind::fraction, Sizing::Kind::atr_risk, Sizing::Kind::kelly}) {
    if (given.kind != to_string(kind)) continue;
    FWQ_TRY_ASSIGN(value, number_of("--size", given.number));
    return Sizing{kind, value};
  }
  return Error{
      Errc::invalid_argument,
      fmt::format("--size: '{}' is none; give all_in, cash:CNY, fraction:X, atr_risk:X or kelly:X",
                  text),
      fmt::format("--size：“{}”无法识别，请给出 all_in、cash:元、fraction:X、atr_risk:X 或 kelly:X",
                  text)};
}

Result<backtest::NamedValue> param_of(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string::npos) {
    return Error{
        Errc::invalid_argument,
        fmt::format(
            "--param: '{}' has no name and value; give it as name=value, e.g. --param short=5",
            text),
        fmt::format("--param：“{}”应写成 名称=值，例如 --param short=5", text)};
  }
  return backtest::NamedValue{core::trimmed(std::string_view(text).substr(0, equals)),
                              text.substr(equals + 1)};
}

Result<backtest::CostSettings> costs_of(const BacktestOptions& options) {
  backtest::CostSettings costs{.commission_rate = options.commission,
                               .min_commission = options.min_commission,
                               .itemise_exchange_fees = options.exchange_fees,
                               .dividend_tax = options.dividend_tax};
  if (!options.stamp_duty.empty()) {
    FWQ_TRY_ASSIGN(rate, number_of("--stamp-duty", options.stamp_duty));
    costs.stamp_duty_rate = rate;
  }
  if (!options.transfer_fee.empty()) {
    FWQ_TRY_ASSIGN(rate, number_of("--transfer-fee", options.transfer_fee));
    costs.transfer_fee_rate = rate;
  }
  return costs;
}

// What does not go together.
Result<void> check_words(const BacktestOptions& options) {
  const auto refuse = [](std::string message, std::string message_zh) {
    return Error{Errc::invalid_argument, std::move(message), std::move(message_zh)};
  };
  if (options.strategy.empty()) {
    return refuse(
        "which strategy? `fwq backtest --strategies` lists them, e.g. fwq backtest ma_cross "
        "SH600000",
        "请给出策略：`fwq backtest --strategies` 列出全部，例如 fwq backtest ma_cross SH600000");
  }
  const bool named = !options.symbols.empty();
  if (named && options.all)
    return refuse("name securities or give --all, not both", "请给出证券或 --all，二者择一");
  if (!named && !options.all) {
    return refuse(
        fmt::format("{} on what? Name one security or more, or give --all", options.strategy),
        fmt::format("{} 用于哪些证券？请给出一只或多只，或用 --all", options.strategy));
  }
  if (!options.market.empty() && !options.all)
    return refuse("--market belongs to --all", "--market 只用于 --all");
  if (!options.all && options.symbols.size() == 1) return {};
  for (const auto* option : options.of_one) {
    if (option->count() == 0) continue;
    return refuse(
        fmt::format("{} belongs to a back-test of one security (of many, each is compared with "
                    "itself bought and "
                    "held)",
                    option->get_name()),
        fmt::format("{} 只用于单只回测（多只回测时各与自身买入持有相比）", option->get_name()));
  }
  return {};
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
  app.add_flag(
      "--at-close", o.at_close,
      s.text("orders at the next close, not the next open", "按下一根K线收盘价成交，而非开盘价"));
  app.add_flag("--drop-unfilled", o.drop_unfilled,
               s.text("a purchase that is not filled on the next bar is dropped",
                      "买单下一根K线未成交即放弃"));
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
  app.add_option("--size", o.size,
                 s.text("all_in, cash:CNY, fraction:X, atr_risk:X or kelly:X",
                        "仓位：all_in、cash:元、fraction:X、atr_risk:X 或 kelly:X"))
      ->type_name("KIND")
      ->capture_default_str();
  app.add_option("--stop-loss", o.stop_loss,
                 s.text("sell so far below the purchase price: 0.08 is 8%",
                        "跌破买入价该比例止损，0.08 为 8%"))
      ->type_name("X");
  app.add_option("--take-profit", o.take_profit,
                 s.text("sell so far above it", "高于买入价该比例止盈"))
      ->type_name("X");
  app.add_option("--trailing-stop", o.trailing_stop,
                 s.text("sell so far below the highest since", "自最高价回落该比例卖出"))
      ->type_name("X");
  app.add_option("--max-bars", o.max_bars, s.text("hold no longer than N bars", "最多持有 N 根K线"))
      ->type_name("N")
      ->check(a_count(s));
  app.add_flag("--close-at-end", o.close_at_end,
               s.text("sell what is held at the last close", "期末按收盘价卖出持仓"));
}

void add_measure_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  auto& of_one = o.of_one;
  of_one.push_back(app.add_option("--benchmark", o.benchmark,
                                  s.text("index or stock to compare with, e.g. SH000300",
                                         "对比的指数或股票，例如 SH000300"))
                       ->type_name("SYM")
                       ->check(not_empty(s, "name an index or a stock", "请给出指数或股票")));
  of_one.push_back(
      app.add_option("--risk-free", o.risk_free, s.text("yearly rate", "年化无风险利率"))
          ->type_name("RATE")
          ->capture_default_str());
  app.add_option("--periods-per-year", o.periods_per_year,
                 s.text("default: 252 days", "每年周期数，默认 252 天"))
      ->type_name("N");
  of_one.push_back(
      app.add_option("--rolling-window", o.rolling_window,
                     s.text("periods of the rolling Sharpe ratio", "滚动夏普比率的周期数"))
          ->type_name("N")
          ->check(a_count(s))
          ->capture_default_str());
  of_one.push_back(
      app.add_option("--resamples", o.resamples,
                     s.text("for the intervals; 0: none", "置信区间的重抽样次数，0 为不做"))
          ->type_name("N")
          ->check(a_count_or_none(s))
          ->capture_default_str());
  of_one.push_back(app.add_option("--seed", o.seed, s.text("of everything random", "随机种子"))
                       ->type_name("N")
                       ->check(a_count_or_none(s))
                       ->capture_default_str());
  of_one.push_back(
      app.add_option("--trades", o.trades, s.text("show the last N trades", "显示最近 N 笔交易"))
          ->type_name("N")
          ->check(a_count_or_none(s))
          ->capture_default_str());
}

}  // namespace

void add_backtest_options(CLI::App& app, BacktestOptions& o, const Session& s) {
  app.add_option("STRATEGY", o.strategy,
                 s.text("one of `fwq backtest --strategies`", "策略，见 fwq backtest --strategies"))
      ->type_name("");
  app.add_option(
         "SYM", o.symbols,
         s.text("securities: one with everything, several in short", "证券：单只详列，多只简列"))
      ->type_name("");
  app.add_option("--param", o.params,
                 s.text("a value of the strategy's; may be repeated", "策略参数，可重复"))
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_flag(
      "--all", o.all,
      s.text("every stock, B share and fund, each by itself", "全部股票、B股与基金，各自独立"));
  app.add_option("--market", o.market,
                 s.text("with --all: only SH, SZ or BJ", "配合 --all：只回测 SH、SZ 或 BJ"));
  app.add_option("--period", o.period,
                 s.text("day, or 60m 30m 15m 5m 1m", "周期：day，或 60m 30m 15m 5m 1m"))
      ->capture_default_str();
  app.add_option("--from", o.from, s.text("first day, YYYY-MM-DD", "开始日期 YYYY-MM-DD"));
  app.add_option("--to", o.to,
                 s.text("last day, YYYY-MM-DD (included)", "结束日期 YYYY-MM-DD（含当日）"));
  add_account_options(app, o, s);
  add_market_options(app, o, s);
  add_measure_options(app, o, s);
  app.add_option("-o,--output", o.output,
                 s.text("also write F.html (report), F.xlsx, or F.csv (several files)",
                        "另写 F.html（报告）、F.xlsx 或 F.csv（多个文件）"))
      ->type_name("F")
      ->check(not_empty(s, "name a file that ends in .html, .xlsx or .csv",
                        "请给出以 .html、.xlsx 或 .csv 结尾的文件名"));
  app.add_option(
      "--theme", o.theme,
      s.text("look of the HTML report (default: the setting)", "HTML 报告的外观（默认取设置）"));
  app.add_option("--rows", o.rows,
                 s.text("of many securities show the first N", "多只证券时显示前 N 行"))
      ->type_name("N")
      ->check(a_count(s))
      ->capture_default_str();
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

Result<coordinators::BacktestRequest> request_of(const BacktestOptions& options) {
  FWQ_TRY(check_words(options));
  coordinators::BacktestRequest request;
  request.strategy = options.strategy;
  request.symbols = options.symbols;
  request.all = options.all;
  for (const auto& text : options.params) {
    FWQ_TRY_ASSIGN(param, param_of(text));
    request.parameters.push_back(std::move(param));
  }
  if (!options.market.empty()) {
    FWQ_TRY_ASSIGN(market, data::parse_market(options.market));
    request.market = market;
  }
  FWQ_TRY_ASSIGN(period, data::parse_period(options.period));
  request.period = period;
  FWQ_TRY_ASSIGN(range, range_of(options.from, options.to));
  request.engine.range = range;
  FWQ_TRY_ASSIGN(cash, number_of("--cash", options.cash));
  request.engine.cash = cash;
  FWQ_TRY_ASSIGN(slippage, slippage_of(options.slippage));
  request.engine.broker = {.slippage = slippage,
                           .intrabar = options.pessimistic ? backtest::Intrabar::pessimistic
                                                           : backtest::Intrabar::nearer_first,
                           .volume_cap = options.volume_cap};
  request.engine.close_at_end = options.close_at_end;
  FWQ_TRY_ASSIGN(sizing, sizing_of(options.size));
  request.target = {.sizing = sizing,
                    .exits = {.stop_loss = options.stop_loss,
                              .take_profit = options.take_profit,
                              .trailing = options.trailing_stop,
                              .max_bars = static_cast<std::uint32_t>(
                                  std::min<std::size_t>(options.max_bars, UINT32_MAX))},
                    .at_close = options.at_close,
                    .carry_purchases = !options.drop_unfilled};
  FWQ_TRY_ASSIGN(costs, costs_of(options));
  request.costs = costs;
  request.plain_rules = options.rules == "plain";
  request.benchmark = options.benchmark;
  request.risk_free = options.risk_free;
  if (!options.periods_per_year.empty()) {
    FWQ_TRY_ASSIGN(periods, number_of("--periods-per-year", options.periods_per_year));
    request.periods_per_year = periods;
  }
  request.rolling_window = options.rolling_window;
  request.resamples = options.resamples;
  request.seed = options.seed;
  return request;
}

}  // namespace fwq::cli
