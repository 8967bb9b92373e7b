// The words of `fwq backtest` as a request: numbers read, and what does not go together refused.
#include <fmt/format.h>

#include <charconv>

#include "backtest_options.hpp"
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

// A number of bars, 1 or more.
std::optional<std::size_t> whole(std::string_view text) {
  std::size_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool good =
      !text.empty() && read.ec == std::errc() && read.ptr == text.data() + text.size() && value > 0;
  return good ? std::optional(value) : std::nullopt;
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

// Kinds as people call them, commas between.
std::string kinds_text(unsigned kinds, bool chinese) {
  static constexpr std::pair<BacktestKind, std::pair<std::string_view, std::string_view>> kNames[] =
      {{BacktestKind::one, {"a back-test of one security", "单只回测"}},
       {BacktestKind::many, {"one of many securities, each by itself", "多只各自回测"}},
       {BacktestKind::portfolio, {"a --portfolio", "组合（--portfolio）"}},
       {BacktestKind::search,
        {"a search over several values of --param", "参数搜索（--param 多值）"}}};
  std::string text;
  for (const auto& [kind, names] : kNames) {
    if ((kinds & static_cast<unsigned>(kind)) == 0) continue;
    if (!text.empty()) text += chinese ? "、" : ", or ";
    text += chinese ? names.second : names.first;
  }
  return text;
}

// An option without an effect is refused, not ignored.
Result<void> check_kind(const BacktestOptions& options) {
  const BacktestKind kind = kind_of(options);
  if (kind == BacktestKind::search && options.portfolio) {
    return Error{Errc::invalid_argument,
                 "a --portfolio takes one value of each parameter, and no --walk-forward",
                 "--portfolio 的每个参数只能取一个值，且不能用 --walk-forward"};
  }
  if (kind == BacktestKind::search && (options.all || options.symbols.size() != 1)) {
    return Error{Errc::invalid_argument,
                 "several values of a parameter, and --walk-forward, go with one security: name "
                 "one",
                 "参数取多个值或使用 --walk-forward 时，须且只须给出一只证券"};
  }
  const auto here = static_cast<unsigned>(kind);
  for (const auto& [option, kinds] : options.limited) {
    if (option->count() == 0 || (kinds & here) != 0) continue;
    return Error{Errc::invalid_argument,
                 fmt::format("{} belongs to {}, and this is {}", option->get_name(),
                             kinds_text(kinds, false), kinds_text(here, false)),
                 fmt::format("{} 只用于{}，而这是{}", option->get_name(), kinds_text(kinds, true),
                             kinds_text(here, true))};
  }
  return {};
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
  if (const auto strategy = backtest::find_strategy(options.strategy); !strategy) {
    const std::string &en = strategy.error().message, zh = strategy.error().text(true);
    const bool hinted = en.ends_with('?');  // "did you mean …?"
    return refuse(en + (hinted ? "" : "; `fwq backtest --strategies` lists them"),
                  zh + (hinted ? "" : "；`fwq backtest --strategies` 列出全部"));
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
  return check_kind(options);
}

Result<coordinators::BacktestRequest> read(const BacktestOptions& options) {
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

}  // namespace

BacktestKind kind_of(const BacktestOptions& options) {
  std::vector<backtest::NamedValue> params;
  for (const auto& text : options.params)
    if (auto param = param_of(text)) params.push_back(std::move(*param));
  if (!options.walk_forward.empty() || backtest::has_variants(params)) return BacktestKind::search;
  if (options.portfolio) return BacktestKind::portfolio;
  return !options.all && options.symbols.size() == 1 ? BacktestKind::one : BacktestKind::many;
}

Result<coordinators::BacktestRequest> request_of(const BacktestOptions& options) {
  FWQ_TRY(check_words(options));
  return read(options);
}

Result<coordinators::BacktestRequest> optimization_of(const BacktestOptions& options) {
  return read(options);
}

Result<coordinators::VariantsRequest> search_of(const BacktestOptions& options) {
  coordinators::VariantsRequest request;
  FWQ_TRY_ASSIGN(base, request_of(options));
  request.base = std::move(base);
  request.metric = core::to_lower(options.metric);
  request.purge = options.purge;
  request.anchored = options.anchored;
  if (options.walk_forward.empty()) {
    if (options.purge > 0 || options.anchored)
      return Error{Errc::invalid_argument, "--purge and --anchored belong to --walk-forward",
                   "--purge 与 --anchored 只用于 --walk-forward"};
    return request;
  }
  const std::string_view text = options.walk_forward;
  const auto colon = text.find(':');
  const auto train = whole(text.substr(0, colon)),
             test = colon == std::string_view::npos ? std::nullopt : whole(text.substr(colon + 1));
  if (!train || !test) {
    return Error{
        Errc::invalid_argument,
        fmt::format("--walk-forward: '{}' names no two windows; give the bars to choose on "
                    "and the bars to judge on, each 1 or more, such as 500:125",
                    text),
        fmt::format("--walk-forward：“{}”不是两个窗口；请给出训练与检验的K线数（均不小于 "
                    "1），例如 500:125",
                    text)};
  }
  request.train = *train;
  request.test = *test;
  return request;
}

Result<coordinators::PortfolioRequest> portfolio_of(const BacktestOptions& options) {
  coordinators::PortfolioRequest request;
  FWQ_TRY_ASSIGN(base, request_of(options));
  request.base = std::move(base);
  FWQ_TRY_ASSIGN(rebalance, backtest::parse_rebalance(options.rebalance));
  FWQ_TRY_ASSIGN(ranking, backtest::parse_ranking(options.rank));
  FWQ_TRY_ASSIGN(weighting, backtest::parse_weighting(options.weights));
  request.rebalance = rebalance;
  request.ranking = ranking;
  request.weighting = weighting;
  request.capacity = options.top;
  request.lookback = options.lookback;
  request.cash_reserve = options.cash_reserve;
  request.band = options.band;
  request.exit_between = !options.keep_between;
  return request;
}

}  // namespace fwq::cli
