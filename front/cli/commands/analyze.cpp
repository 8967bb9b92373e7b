// fwq analyze: one stock on one page: trend, indicators, patterns, signals, levels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "finding_text.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "signal_text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using coordinators::Analysis;
using coordinators::price_digits;

struct AnalyzeOptions {
  StockOptions stock;
  std::string flavour;
};

// As `fwq signals` lists them: oldest first.
SignalList oldest_first(const Analysis& a) {
  return analysis::merge_signals({a.signals.rbegin(), a.signals.rend()}, analysis::kNearBars,
                                 a.stock.cuts);
}

Json as_json(const Analysis& a, const Session& session) {
  const auto& stock = a.stock;
  const data::Bars bars = stock.until_end();
  const auto time = [&](data::Time t) { return shown_time(t, stock.period); };
  Json averages = Json::array();
  for (const double value : a.trend.averages) averages.push_back(number(value));
  Json indicators = Json::array();
  for (const auto& result : a.indicators) {
    Json values = Json::object();
    for (std::size_t o = 0; o < result.outputs.size(); ++o)
      values[std::string(result.call.def->outputs[o].name)] = number(result.outputs[o].back());
    indicators.push_back(
        {{"name", result.call.def->name}, {"id", result.call.def->id}, {"values", values}});
  }
  Json patterns = Json::array();
  for (const auto& found : a.patterns) patterns.push_back(hit_json(stock, found, session));
  Json signals = Json::array();
  const SignalList list = oldest_first(a);
  for (std::size_t i = 0; i < list.size(); ++i)
    signals.push_back(signal_json(stock, list, i, session));
  Json levels = Json::array();
  for (const auto& level : a.levels) {
    levels.push_back(
        {{"kind", level.kind == analysis::LevelKind::support ? "support" : "resistance"},
         {"price", number(level.price)},
         {"touches", level.touches},
         {"last_touch", time(level.last_touch)},
         {"volume_share", number(level.volume_share)}});
  }
  Json flagged = Json::array();
  for (const auto& event : stock.adjusted.events) {
    if (!event.applied) flagged.push_back(data::format_date(event.event.date));
  }
  return {{"symbol", stock.symbol.text()},
          {"name", stock.name},
          {"period", to_string(stock.period)},
          {"adjust", to_string(stock.adjusted.adjust)},
          {"flavour", to_string(a.flavour)},
          {"bars", bars.size()},
          {"first", time(bars.time().front())},
          {"last", time(bars.time().back())},
          {"close", number(bars.close().back())},
          {"cuts", stock.cuts.size()},
          {"flagged_events", flagged},
          {"trend",
           {{"direction", to_string(a.trend.direction)},
            {"strength", number(a.trend.strength)},
            {"slope_percent", number(a.trend.slope_percent)},
            {"r_squared", number(a.trend.r_squared)},
            {"bars", a.trend.bars},
            {"averages", averages}}},
          {"indicators", indicators},
          {"patterns", patterns},
          {"signals", signals},
          {"levels", levels}};
}

std::string heading(const Analysis& a, const Session& session) {
  const auto& stock = a.stock;
  const data::Bars bars = stock.until_end();
  const std::size_t n = bars.size();
  std::string text =
      fmt::format("{} {}  {}  {} {}", stock.symbol.text(), stock.name,
                  shown_time(bars.time().back(), stock.period), session.text("close", "收盘"),
                  core::fixed(bars.close().back(), price_digits(stock)));
  const bool after_cut = !stock.cuts.empty() && stock.cuts.back() == n - 1;
  if (n > 1 && !after_cut)
    text += fmt::format(" ({:+.2f}%)", (bars.close()[n - 1] / bars.close()[n - 2] - 1) * 100);
  const std::string range = fmt::format("{} … {}", shown_time(bars.time().front(), stock.period),
                                        shown_time(bars.time().back(), stock.period));
  text +=
      session.chinese()
          ? fmt::format("\n{} {} 根  {}  {}  指标口径 {}\n", shown_period(stock.period, session), n,
                        range, shown_adjust(stock.adjusted.adjust, session), to_string(a.flavour))
          : fmt::format("\n{} {} bars  {}  {}  indicators by {}\n", n, to_string(stock.period),
                        range, shown_adjust(stock.adjusted.adjust, session), to_string(a.flavour));
  if (!stock.cuts.empty()) {
    text += session.chinese()
                ? fmt::format(
                      "注意：{} 处价格跳变没有对应的除权事件，最近一处在 {}；分析不跨越它们\n",
                      stock.cuts.size(), shown_time(bars.time()[stock.cuts.back()], stock.period))
                : fmt::format(
                      "note: {} price jumps have no ex-rights event, the last at {}; analysis does "
                      "not cross them\n",
                      stock.cuts.size(), shown_time(bars.time()[stock.cuts.back()], stock.period));
  }
  for (const auto& event : stock.adjusted.events) {
    if (event.applied) continue;
    text += session.chinese() ? fmt::format("注意：{} 的除权事件与实际价格不符，未采用\n",
                                            data::format_date(event.event.date))
                              : fmt::format(
                                    "note: the ex-rights event of {} does not fit the traded price "
                                    "and was not applied\n",
                                    data::format_date(event.event.date));
  }
  return text;
}

std::string trend_text(const Analysis& a, const Session& session) {
  if (a.trend.bars == 0)
    return session.text("too few bars for a trend\n", "K线太少，无法判断趋势\n");
  const std::string strength = core::fixed(a.trend.strength * 100, 0);
  const std::string slope = core::fixed(a.trend.slope_percent, 3);
  const std::string fit = core::fixed(a.trend.r_squared, 2);
  const std::string_view sign = slope.starts_with('-') ? "" : "+";
  std::string text =
      session.chinese()
          ? fmt::format("{}（强度 {}%）：近 {} 根K线的回归斜率每根 {}{}%，拟合度 R² {}\n",
                        coordinators::direction_text(a.trend.direction, session.chinese()),
                        strength, a.trend.bars, sign, slope, fit)
          : fmt::format(
                "{} (strength {}%): a line through the last {} closes goes {}{}% a bar, R² {}\n",
                coordinators::direction_text(a.trend.direction, session.chinese()), strength,
                a.trend.bars, sign, slope, fit);
  constexpr int kSpans[] = {5, 20, 60};
  text += session.text("means of closes: ", "均价：");
  for (std::size_t i = 0; i < a.trend.averages.size() && i < std::size(kSpans); ++i)
    text +=
        fmt::format("{} {}  ", kSpans[i], core::fixed(a.trend.averages[i], price_digits(a.stock)));
  return text + '\n';
}

std::string page(const Analysis& a, const Session& session) {
  const auto section = [&](std::string_view en, std::string_view zh) {
    return fmt::format("\n{}\n", session.text(en, zh));
  };
  std::string text = heading(a, session);
  text += section("TREND", "【趋势】") + trend_text(a, session);

  text += section("LEVELS", "【支撑与压力】");
  Table levels({session.text("kind", "类型"), session.text(">price", ">价格"),
                session.text(">touches", ">触及"), session.text("last touch", "最近触及"),
                session.text(">volume near it", ">附近成交占比")});
  for (const auto& level : a.levels) {
    levels.add(
        {level.kind == analysis::LevelKind::support ? session.text("support", "支撑")
                                                    : session.text("resistance", "压力"),
         core::fixed(level.price, price_digits(a.stock)), std::to_string(level.touches),
         shown_time(level.last_touch, a.stock.period),
         std::isnan(level.volume_share) ? "" : core::fixed(level.volume_share * 100, 1) + "%"});
  }
  text += levels.empty() ? session.text("none found\n", "未发现\n") : levels.text();

  text += section("INDICATORS", "【指标】");
  Table indicators(
      {session.text("name", "指标"), session.text("values at the last bar", "最新值")});
  for (const auto& result : a.indicators) {
    std::vector<std::string> values;
    for (std::size_t o = 0; o < result.outputs.size(); ++o) {
      const bool shares = result.call.def->outputs[o].unit == analysis::Unit::shares;
      values.push_back(fmt::format("{} {}", coordinators::output_text(result, o),
                                   core::fixed(result.outputs[o].back(), shares ? 0 : 3)));
    }
    indicators.add(
        {coordinators::indicator_text(result), fmt::format("{}", fmt::join(values, "   "))});
  }
  text += indicators.text();

  text += section("PATTERNS, newest first", "【形态】（从新到旧）");
  if (a.patterns.empty()) {
    text += session.chinese() ? fmt::format("最近 {} 根K线没有发现形态\n", a.recent)
                              : fmt::format("none in the last {} bars\n", a.recent);
  }
  for (const auto& found : a.patterns) text += hit_text(a.stock, found, session);

  text += section("SIGNALS, oldest first", "【信号】（从旧到新）");
  const SignalList list = oldest_first(a);
  if (list.empty()) {
    text += session.chinese() ? fmt::format("最近 {} 根K线没有信号\n", a.recent)
                              : fmt::format("none in the last {} bars\n", a.recent);
  }
  text += latest_signals(a.stock, list, a.stock.until_end().size(), session);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < list.size(); ++i) rows.push_back(i);
  text += signal_table(a.stock, list, rows, session);
  return text;
}

int run_analyze(Session& session, const AnalyzeOptions& options) {
  const auto flavour = analysis::parse_flavour(
      options.flavour.empty() ? session.settings().text("indicators.flavour") : options.flavour);
  if (!flavour) return session.fail(flavour.error());
  const auto library = session.library();
  if (!library) return session.fail_job(library.error());
  auto stock = load_stock(options.stock, *library, default_adjust(session), true);
  if (!stock) return session.fail(stock.error());
  const auto analysis = session.analysis().analyse(std::move(*stock), *flavour);
  if (!analysis) return session.fail(analysis.error());
  session.monitor().measure_performance("page", [&] {
    if (session.json()) {
      session.print_json(as_json(*analysis, session));
    } else {
      session.print(page(*analysis, session));
    }
  });
  return kDone;
}

}  // namespace

extern const CommandDef analyze_def{
    .name = "analyze",
    .order = 6,
    .summary_en = "read a stock on one page: trend, levels, indicators, patterns, signals",
    .summary_zh = "一页看懂一只股票：趋势、支撑压力、指标、形态、信号",
    .help_en =
        "Works on adjusted prices (setting analysis.adjust) and on what was known at the end of "
        "the range: --to 2021-06-30\n"
        "shows the page as of that day. Patterns and signals are those of the last 60 bars.\n\n"
        "Examples:\n  fwq analyze SH600000\n  fwq analyze 000001.SZ --period week --lang zh\n  fwq "
        "analyze SH600000 --to 2021-06-30 --json\n",
    .help_zh =
        "使用复权价格（设置 analysis.adjust），只用到区间末尾已知的数据：--to 2021-06-30 "
        "即当日所见。\n形态和信号取最近 60 根K线。\n\n"
        "例：\n  fwq analyze SH600000\n  fwq analyze 000001.SZ --period week --lang zh\n  fwq "
        "analyze SH600000 --to 2021-06-30 --json\n",
    .define = [](CLI::App& app, const Session& session) -> Runner {
      auto options = std::make_shared<AnalyzeOptions>();
      add_stock_options(app, options->stock, session);
      app.add_option("--flavour", options->flavour,
                     session.text("definitions of indicators: talib or tdx (default: the setting)",
                                  "指标口径：talib 或 tdx（默认取设置）"));
      return [options](Session& s) { return run_analyze(s, *options); };
    },
};

}  // namespace fwq::cli
