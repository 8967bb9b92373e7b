// A stock's report, put together.
#include "fwq/coordinators/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/coordinators/wording.hpp"
#include "report_parts.hpp"

namespace fwq::coordinators {
namespace {

using report::Fact;
using report::Tone;

Tone tone_of(double change) {
  if (!std::isfinite(change) || change == 0) return Tone::none;
  return change > 0 ? Tone::up : Tone::down;
}

std::vector<Fact> lead(const ReportContext& context) {
  const auto& bars = context.bars;
  const double change = context.change(1);
  const auto& trend = context.analysis.trend;
  std::vector<Fact> facts{
      {context.text("Close", "收盘"), context.price(bars.close().back()), Tone::none},
      {context.text("Change", "涨跌幅"), report::shown_percent(change), tone_of(change)},
      {context.text("High / low", "最高 / 最低"),
       context.price(bars.high().back()) + " / " + context.price(bars.low().back()), Tone::none},
      {context.text("Volume (shares)", "成交量（股）"),
       report::shown_amount(bars.volume().back(), context.language), Tone::none},
  };
  if (trend.bars > 0) {
    const Tone tone = trend.direction == analysis::Direction::up     ? Tone::up
                      : trend.direction == analysis::Direction::down ? Tone::down
                                                                     : Tone::none;
    facts.push_back({context.text("Trend", "趋势"),
                     std::string(direction_text(trend.direction, context.chinese())), tone});
  }
  return facts;
}

std::vector<Fact> about(const ReportContext& context, const ReportOptions& options) {
  const auto& stock = context.stock();
  const data::Bars shown = stock.shown();
  const bool chinese = context.chinese();
  const std::string count = report::shown_count(shown.size());
  return {
      {context.text("Bars", "K线"),
       chinese ? fmt::format("{} {} 根", period_text(stock.period, true), count)
               : fmt::format("{} {} bar{}", count, bars_of_text(stock.period),
                             shown.size() == 1 ? "" : "s"),
       Tone::none},
      {context.text("Range", "区间"),
       context.range(context.time(shown.time().front()), context.time(shown.time().back())),
       Tone::none},
      {context.text("Prices", "价格"), std::string(adjust_text(stock.adjusted.adjust, chinese)),
       Tone::none},
      {context.text("Indicators as defined by", "指标口径"),
       context.analysis.flavour == analysis::Flavour::tdx ? context.text("TDX", "通达信")
                                                          : std::string("TA-Lib"),
       Tone::none},
      {context.text("Data up to", "数据截至"), context.time(stock.adjusted.bars.time().back()),
       Tone::none},
      {context.text("Made", "生成时间"), options.generated_at, Tone::none},
  };
}

}  // namespace

std::string ReportContext::time(data::Time t) const {
  return time_text(t, stock().period);
}

std::string ReportContext::range(std::string_view from, std::string_view to) const {
  return fmt::format("{}{}{}", from, text(" – ", " 至 "), to);
}

std::size_t ReportContext::uncut_from() const noexcept {
  std::size_t from = 0;
  for (const std::size_t cut : stock().cuts) {
    if (cut < bars.size()) from = cut;
  }
  return from;
}

double ReportContext::change(std::size_t count) const noexcept {
  const std::size_t last = bars.size() - 1;
  if (count > last || last - count < uncut_from()) return data::kNone;
  return (bars.close()[last] / bars.close()[last - count] - 1) * 100;
}

report::Document stock_report(const Analysis& analysis, const ReportOptions& options) {
  const ReportContext context{
      .analysis = analysis, .language = options.language, .digits = price_digits(analysis.stock)};
  const auto& stock = analysis.stock;
  report::Document document;
  document.language = options.language;
  document.light = options.light;
  document.dark = options.dark;
  document.look = options.look;
  document.title = std::string(stock.symbol.text()) + (stock.name.empty() ? "" : " " + stock.name);
  document.subtitle = context.chinese()
                          ? fmt::format("{}，收盘于 {}", period_text(stock.period, true),
                                        context.time(context.bars.time().back()))
                          : fmt::format("Analysis of {} bars as of {}", bars_of_text(stock.period),
                                        context.time(context.bars.time().back()));
  document.lead = lead(context);
  document.about = about(context, options);

  report::Section summary{
      .id = "summary", .title = context.text("In short", "要点"), .blocks = {}, .wide = true};
  if (options.simulated) {
    summary.blocks.emplace_back(report::Paragraph{
        context.text("Demo market: simulated prices of a company that does not exist.",
                     "演示行情：模拟数据，公司为虚构。"),
        Tone::warning});
  }
  summary.blocks.emplace_back(report::List{summary_sentences(context)});
  if (context.uncut_from() > 0) {
    const std::string day = context.time(context.bars.time()[context.uncut_from()]);
    summary.blocks.emplace_back(report::Paragraph{
        context.chinese()
            ? fmt::format(
                  "注意：{} 价格跳变没有对应的除权事件，分析只看此后的K线；详见“数据说明”。", day)
            : fmt::format("Note: on {} the price jumped without an ex-rights event to explain it. "
                          "The analysis looks only at the bars since; see \"Data\".",
                          day),
        Tone::warning});
  }
  document.sections.push_back(std::move(summary));

  report::Section chart{
      .id = "chart", .title = context.text("Chart", "走势图"), .blocks = {}, .wide = true};
  chart.blocks.emplace_back(stock_chart(context));
  document.sections.push_back(std::move(chart));
  document.sections.push_back(patterns_section(context));
  document.sections.push_back(levels_section(context));
  document.sections.push_back(indicators_section(context));
  document.sections.push_back(signals_section(context));
  constexpr std::size_t kLong = 400;  // Shorter histories are all in the chart above.
  if (context.bars.size() > kLong) {
    report::Section history{.id = "history",
                            .title = context.text("Whole history", "历史全貌"),
                            .blocks = {},
                            .wide = true};
    history.blocks.emplace_back(history_chart(context));
    document.sections.push_back(std::move(history));
  }
  document.sections.push_back(data_section(context));
  document.sections.push_back(reading_section(context));
  document.footer = fmt::format(
      "FactorWeave-Quant {} · {}", options.version,
      context.text(
          "This page states what fixed rules find in past prices. It is no advice and no forecast.",
          "本页只陈述固定规则在历史价格中发现的事实，不构成投资建议，也不是预测。"));
  return document;
}

}  // namespace fwq::coordinators
