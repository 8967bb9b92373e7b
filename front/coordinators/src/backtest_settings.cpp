// The settings of a back-test: checked, and listed with what they are called.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "backtest_parts.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

using Json = nlohmann::ordered_json;
using backtest::Sizing;
using backtest::Slippage;

double periods_of_a_year(data::Period period) {
  constexpr double kDays = 252;
  const auto bars = [](int minutes) { return kDays * data::bars_per_day(minutes); };
  switch (period) {
    case data::Period::min1:
      return bars(1);
    case data::Period::min5:
      return bars(5);
    case data::Period::min15:
      return bars(15);
    case data::Period::min30:
      return bars(30);
    case data::Period::min60:
      return bars(60);
    default:
      return kDays;
  }
}

std::string percent(double fraction) {
  return core::shortest(std::round(fraction * 1e12) / 1e10) + "%";
}
// 1000000 as "1,000,000".
std::string grouped(double money) {
  std::string text = core::shortest(money);
  std::size_t at = std::min(text.find('.'), text.size());
  for (at = at > 3 ? at - 3 : 0; at > 0; at = at > 3 ? at - 3 : 0) text.insert(at, ",");
  return text;
}

// Collects settings.
class List {
 public:
  explicit List(std::vector<BacktestSetting>& out) : out_(out) {}
  void add(std::string_view id, std::string_view en, std::string_view zh, const Json& value,
           std::string text_en, std::string text_zh) {
    out_.push_back({id, en, zh, value.dump(), std::move(text_en), std::move(text_zh)});
  }
  void add(std::string_view id, std::string_view en, std::string_view zh, const Json& value,
           const std::string& text) {
    add(id, en, zh, value, text, text);
  }
  void rate(std::string_view id, std::string_view en, std::string_view zh, double fraction) {
    if (fraction == 0) {
      add(id, en, zh, 0, "none", "无");
    } else {
      add(id, en, zh, fraction, percent(fraction));
    }
  }

 private:
  std::vector<BacktestSetting>& out_;
};

void add_what(List& list, const BacktestRequest& request, const BacktestPlan& plan) {
  const auto& def = *plan.call.def;
  list.add("strategy", "Strategy", "策略", def.id, fmt::format("{} ({})", def.title_en, def.id),
           fmt::format("{}（{}）", def.title_zh, def.id));
  Json values = Json::object();
  std::string text;
  for (std::size_t i = 0; i < def.params.size(); ++i) {
    const double value = plan.call.params[i];
    values[std::string(def.params[i].name)] = def.params[i].kind == analysis::ParamKind::integer
                                                  ? Json(static_cast<std::int64_t>(value))
                                                  : Json(value);
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", def.params[i].name,
                        core::shortest(value));
  }
  if (def.reads_patterns) {
    values["pattern"] = plan.call.patterns;
    text += fmt::format(
        "{}pattern = {}", text.empty() ? "" : ", ",
        plan.call.patterns.empty() ? "*" : fmt::format("{}", fmt::join(plan.call.patterns, ",")));
  }
  list.add("parameters", "Parameters", "参数", values, text.empty() ? "none" : text,
           text.empty() ? "无" : text);
  list.add("period", "Bars", "周期", to_string(request.period),
           std::string(bars_of_text(request.period)),
           std::string(period_text(request.period, true)));
  const auto time = [&](data::Time t) {
    return data::seconds_of_day(t) == 0 ? data::format_date(data::date_of(t))
                                        : data::format_minute(t);
  };
  const data::TimeRange& range = request.engine.range;
  const data::TimeRange all;
  if (range.from == all.from) {
    list.add("from", "From", "起始", nullptr, "the first bar", "第一根K线");
  } else {
    list.add("from", "From", "起始", time(range.from), time(range.from));
  }
  // An end that lies on a day's end is shown as that day.
  const bool whole_day = data::seconds_of_day(range.to) == 0;
  if (range.to == all.to) {
    list.add("to", "To", "截止", nullptr, "the last bar", "最后一根K线");
  } else {
    const std::string to =
        whole_day ? data::format_date(data::date_of(range.to - 1)) : time(range.to - 1);
    list.add("to", "To", "截止", to, to);
  }
}

void add_account(List& list, const BacktestRequest& request) {
  list.add("cash", "Cash", "初始资金", request.engine.cash, grouped(request.engine.cash) + " CNY",
           grouped(request.engine.cash) + " 元");
  const Sizing& size = request.target.sizing;
  const std::string value = percent(size.value);
  std::string en = "all cash", zh = "全部资金";
  Json json{{"kind", to_string(size.kind)}};
  if (size.kind != Sizing::Kind::all_in) json["value"] = size.value;
  switch (size.kind) {
    case Sizing::Kind::all_in:
      break;
    case Sizing::Kind::cash:
      en = grouped(size.value) + " CNY each time";
      zh = "每次 " + grouped(size.value) + " 元";
      break;
    case Sizing::Kind::fraction:
      en = value + " of the equity", zh = "权益的 " + value;
      break;
    case Sizing::Kind::atr_risk:
      en = "a fall of two ATR(14) costs " + value + " of the equity";
      zh = "下跌两倍 ATR(14) 损失权益的 " + value;
      break;
    case Sizing::Kind::kelly:
      en = "Kelly's fraction of the trades so far, at most " + value;
      zh = "按已有交易的凯利比例，上限 " + value;
      break;
  }
  list.add("sizing", "Size", "仓位", json, en, zh);
  const auto& exits = request.target.exits;
  list.rate("stop_loss", "Stop-loss", "止损", exits.stop_loss);
  list.rate("take_profit", "Take-profit", "止盈", exits.take_profit);
  list.rate("trailing_stop", "Trailing stop", "移动止损", exits.trailing);
  if (exits.max_bars == 0) {
    list.add("max_bars", "Longest holding", "最长持有", 0, "no limit", "不限");
  } else {
    list.add("max_bars", "Longest holding", "最长持有", exits.max_bars,
             fmt::format("{} bars", exits.max_bars), fmt::format("{} 根K线", exits.max_bars));
  }
}

void add_market(List& list, const BacktestRequest& request) {
  const auto& broker = request.engine.broker;
  if (request.plain_rules) {
    list.add("rules", "Rules", "规则", "plain", "plain: one share a lot, sold at once, no limits",
             "简单规则：1 股为一手，可当日卖出，无涨跌停");
  } else {
    list.add("rules", "Rules", "规则", "a_share",
             "A-share: T+1, lots and price limits by date and board",
             "A股：按日期与板块执行 T+1、整手与涨跌停");
  }
  if (request.target.at_close) {
    list.add("order_time", "Orders", "成交时点", "next_close",
             "at the close of the bar after the signal", "信号后一根K线的收盘价");
  } else {
    list.add("order_time", "Orders", "成交时点", "next_open",
             "at the open of the bar after the signal", "信号后一根K线的开盘价");
  }
  list.add("carry_purchases", "Unfilled purchases", "未成交买单", request.target.carry_purchases,
           request.target.carry_purchases ? "tried again while the strategy wants to hold"
                                          : "dropped after one bar",
           request.target.carry_purchases ? "信号持续期间逐日重试" : "一根K线后放弃");
  const bool pessimistic = broker.intrabar == backtest::Intrabar::pessimistic;
  list.add("intrabar", "Way within a bar", "K线内路径",
           pessimistic ? "pessimistic" : "nearer_first",
           pessimistic ? "low before high; no fill at a limit open"
                       : "the extreme nearer to the open first",
           pessimistic ? "先低后高；开盘即涨跌停不成交" : "先到达离开盘价较近的极值");
  const Slippage& slip = broker.slippage;
  const std::string number = core::shortest(slip.value);
  const std::string_view kind = slip.kind == Slippage::Kind::fraction ? "fraction"
                                : slip.kind == Slippage::Kind::ticks  ? "ticks"
                                                                      : "volume_share";
  std::string en = "none", zh = "无";
  if (slip.value > 0 && kind == "fraction") {
    en = zh = percent(slip.value);
  } else if (slip.value > 0 && kind == "ticks") {
    en = number + (slip.value == 1 ? " tick" : " ticks"), zh = number + " 个最小价位";
  } else if (slip.value > 0) {
    en = number + " × (our share of the volume)²", zh = number + " ×（占成交量比例）²";
  }
  list.add("slippage", "Slippage", "滑点", {{"kind", kind}, {"value", slip.value}}, en, zh);
  const double cap = broker.volume_cap;
  list.add("volume_cap", "Volume cap", "成交量上限", cap,
           cap == 0 ? "none" : percent(cap) + " of a bar's volume",
           cap == 0 ? "无" : "每根K线成交量的 " + percent(cap));
  list.add("close_at_end", "At the end", "期末", request.engine.close_at_end,
           request.engine.close_at_end ? "positions are sold at the last close"
                                       : "positions stay open, at the last close",
           request.engine.close_at_end ? "按最后收盘价卖出" : "保留持仓，按最后收盘价计值");
}

void add_costs(List& list, const BacktestRequest& request) {
  const auto& costs = request.costs;
  list.rate("commission_rate", "Commission", "佣金", costs.commission_rate);
  list.add("min_commission", "Least commission", "最低佣金", costs.min_commission,
           core::shortest(costs.min_commission) + " CNY an order and day",
           "每笔委托每日 " + core::shortest(costs.min_commission) + " 元");
  const auto dated = [&](std::string_view id, std::string_view title_en, std::string_view title_zh,
                         const std::optional<double>& rate) {
    if (rate || request.plain_rules) {
      list.rate(id, title_en, title_zh, rate.value_or(0));
    } else {
      list.add(id, title_en, title_zh, nullptr, "by date", "按日期");
    }
  };
  dated("stamp_duty_rate", "Stamp duty on sales", "印花税（卖出）", costs.stamp_duty_rate);
  dated("transfer_fee_rate", "Transfer fee", "过户费", costs.transfer_fee_rate);
  list.add("exchange_fees", "Exchange fees", "规费",
           costs.itemise_exchange_fees ? "beside" : "within",
           costs.itemise_exchange_fees ? "beside the commission, by date" : "within the commission",
           costs.itemise_exchange_fees ? "另计，按日期" : "含在佣金内");
  list.add("dividend_tax", "Tax on dividends", "红利税", costs.dividend_tax,
           costs.dividend_tax ? "20, 10 or 0% by holding time" : "none",
           costs.dividend_tax ? "按持有期 20%、10% 或 0" : "不计");
}

void add_measures(List& list, const BacktestRequest& request, const BacktestPlan& plan) {
  const bool none = request.benchmark.empty();
  list.add("benchmark", "Benchmark", "基准", none ? Json(nullptr) : Json(request.benchmark),
           none ? "none" : request.benchmark, none ? "无" : request.benchmark);
  list.add("risk_free", "Risk-free rate", "无风险利率", request.risk_free,
           percent(request.risk_free) + " a year", "每年 " + percent(request.risk_free));
  const double periods = plan.metrics.periods_per_year;
  list.add("periods_per_year", "Periods a year", "每年周期数", periods, core::shortest(periods));
  list.add("var_alpha", "Worst periods of VaR", "VaR 尾部比例", plan.metrics.var_alpha,
           percent(plan.metrics.var_alpha));
  list.add("rolling_window", "Rolling window", "滚动窗口", request.rolling_window,
           fmt::format("{} bars", request.rolling_window),
           fmt::format("{} 根K线", request.rolling_window));
  list.add("resamples", "Resamples", "重抽样次数", request.resamples,
           std::to_string(request.resamples));
  list.add("seed", "Random seed", "随机种子", request.seed, std::to_string(request.seed));
  list.add("code", "Code", "程序指纹", backtest_code(), std::string(backtest_code()));
}

}  // namespace

Result<BacktestPlan> plan_of(const BacktestRequest& request) {
  FWQ_TRY_ASSIGN(def, backtest::find_strategy(request.strategy));
  FWQ_TRY_ASSIGN(call, backtest::bind_strategy(
                           *def, std::span<const backtest::NamedValue>(request.parameters)));
  if (request.period > data::Period::day) {
    return Error{Errc::invalid_argument,
                 fmt::format("a back-test needs daily bars or shorter ones, not {}: nobody can "
                             "tell when within longer ones "
                             "an order was filled",
                             to_string(request.period)),
                 fmt::format("回测需要日线或更短周期，而不是 {}：更长周期内的成交时点无从得知",
                             to_string(request.period))};
  }
  FWQ_TRY(check(request.engine));
  FWQ_TRY(check(request.target));
  if (request.rolling_window < 2)
    return Error{Errc::invalid_argument, "the rolling window must be 2 periods or more",
                 "滚动窗口须不少于 2 个周期"};
  if (request.resamples > 1'000'000)
    return Error{Errc::invalid_argument, "the resamples must be at most 1,000,000",
                 "重抽样次数不得超过 1,000,000"};
  FWQ_TRY_ASSIGN(rules, request.plain_rules ? backtest::Rulebook::plain(request.costs)
                                            : backtest::Rulebook::a_share(request.costs));
  const backtest::MetricOptions metrics{
      .periods_per_year = request.periods_per_year.value_or(periods_of_a_year(request.period)),
      .risk_free = request.risk_free,
      .var_alpha = request.var_alpha};
  FWQ_TRY(check_options(metrics));
  return BacktestPlan{std::move(call), std::move(rules), metrics};
}

std::vector<BacktestSetting> settings_of(const BacktestRequest& request, const BacktestPlan& plan) {
  std::vector<BacktestSetting> settings;
  List list(settings);
  add_what(list, request, plan);
  add_account(list, request);
  add_market(list, request);
  add_costs(list, request);
  add_measures(list, request, plan);
  return settings;
}

void add_security_settings(std::vector<BacktestSetting>& settings,
                           const backtest::TradedSeries& series, const KnownSecurities& known) {
  List list(settings);
  if (const auto listed = known.listed(series.symbol)) {
    list.add("listed", "Listed", "上市日", data::format_date(*listed), data::format_date(*listed));
  } else {
    list.add("listed", "Listed", "上市日", nullptr, "not known: taken for the first bar",
             "未知：以第一根K线当日计");
  }
  if (!series.warned.empty()) {
    Json periods = Json::array();
    std::string text;
    for (const auto& range : series.warned) {
      const std::string from = data::format_date(data::date_from_days(range.first));
      const std::string to =
          range.last == INT64_MAX ? "" : data::format_date(data::date_from_days(range.last));
      periods.push_back({from, to.empty() ? Json(nullptr) : Json(to)});
      text += fmt::format("{}{}…{}", text.empty() ? "" : ", ", from, to);
    }
    list.add("st_days", "ST days", "ST 期间", periods, text);
  } else if (known.knows_warnings()) {
    list.add("st_days", "ST days", "ST 期间", Json::array(), "none", "无");
  } else {
    list.add("st_days", "ST days", "ST 期间", nullptr,
             "not known: ordinary limits on all days (fwq import st FILE)",
             "未知：全部按普通涨跌停（可用 fwq import st 文件 导入）");
  }
}

Digest digest_of(std::span<const BacktestSetting> settings) {
  Digest digest;
  for (const auto& one : settings) {
    digest.add(one.id);
    digest.add(one.value);
  }
  return digest;
}

}  // namespace fwq::coordinators
