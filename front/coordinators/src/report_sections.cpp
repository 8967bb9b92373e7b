// The sections of a stock's report below its chart.
#include <fmt/format.h>

#include <cmath>

#include "fwq/analysis/signal_list.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "report_parts.hpp"

namespace fwq::coordinators {
namespace {

using report::Cell;
using report::Section;
using report::shown;
using report::Table;
using report::Tone;

Tone tone_of(analysis::Bias bias) {
  return bias == analysis::Bias::bullish   ? Tone::up
         : bias == analysis::Bias::bearish ? Tone::down
                                           : Tone::none;
}

std::string none_found(const ReportContext& context) {
  return context.chinese() ? fmt::format("最近 {} 根K线没有发现。", context.analysis.recent)
                           : fmt::format("None in the last {} bars.", context.analysis.recent);
}

report::Card pattern_card(const ReportContext& context, const FoundPattern& found,
                          std::size_t number) {
  const auto& hit = found.hit;
  const auto& stock = context.stock();
  const auto time = [&](std::uint32_t bar) {
    return context.time(stock.adjusted.bars.time()[bar]);
  };
  report::Card card;
  card.id = fmt::format("p{}", number);
  card.label = std::to_string(number);
  card.title = context.text(hit.pattern->name_en, hit.pattern->name_zh);
  card.note = std::string(bias_text(hit.bias, context.chinese()));
  card.tone = tone_of(hit.bias);
  card.text = context.text(hit.pattern->shape_en, hit.pattern->shape_zh);
  card.facts = {
      {context.text("Known at", "确认日"), time(hit.known_at), Tone::none},
      {context.text("Shape", "形态区间"),
       hit.start == hit.end ? time(hit.start) : context.range(time(hit.start), time(hit.end)),
       Tone::none},
      {context.text("Confidence", "置信度"), shown(hit.confidence * 100, 0) + "%", Tone::none},
      {context.text("Close then", "当时收盘"), context.price(hit.price), Tone::none}};
  if (std::isfinite(found.explanation.target))
    card.facts.push_back({context.text("Measured target", "量度目标"),
                          context.price(found.explanation.target), Tone::none});
  if (std::isfinite(found.explanation.stop))
    card.facts.push_back({context.text("Shape fails beyond", "形态失效价"),
                          context.price(found.explanation.stop), Tone::none});
  for (const auto& reason : found.explanation.why)
    card.reasons.push_back(context.text(reason.text_en, reason.text_zh));
  if (hit.known_at >= stock.first) {
    card.chart = "k1";
    card.first = hit.start - std::min<std::size_t>(hit.start, stock.first);
    card.last = hit.known_at - stock.first;
  }
  return card;
}

}  // namespace

Section patterns_section(const ReportContext& context) {
  Section section{
      .id = "patterns", .title = context.text("Patterns", "形态"), .blocks = {}, .wide = true};
  if (context.analysis.patterns.empty()) {
    section.blocks.emplace_back(report::Paragraph{none_found(context)});
    return section;
  }
  report::Cards cards;
  std::size_t number = 0;
  for (const auto& found : context.analysis.patterns)
    cards.cards.push_back(pattern_card(context, found, ++number));
  section.blocks.emplace_back(std::move(cards));
  return section;
}

Section levels_section(const ReportContext& context) {
  Section section{
      .id = "levels", .title = context.text("Support and resistance", "支撑与压力"), .blocks = {}};
  if (context.analysis.levels.empty()) {
    section.blocks.emplace_back(report::Paragraph{context.text(
        "No price was turned at often enough to be called a level.", "没有足够多次反转的价位。")});
    return section;
  }
  Table table{.caption = section.title,
              .caption_shown = false,
              .columns = {{context.text("kind", "类型"), false},
                          {context.text("price", "价格"), true},
                          {context.text("from close", "距现价"), true},
                          {context.text("touches", "触及"), true},
                          {context.text("volume there", "成交占比"), true},
                          {context.text("last touch", "最近触及"), false}},
              .rows = {}};
  const double close = context.bars.close().back();
  for (const auto& level : context.analysis.levels) {
    const bool support = level.kind == analysis::LevelKind::support;
    table.rows.push_back(
        {.cells = {{support ? context.text("support", "支撑") : context.text("resistance", "压力"),
                    Tone::none, ""},
                   {context.price(level.price), Tone::none, ""},
                   {report::shown_percent((level.price / close - 1) * 100), Tone::none, ""},
                   {std::to_string(level.touches), Tone::none, ""},
                   {std::isfinite(level.volume_share) ? shown(level.volume_share * 100, 1) + "%"
                                                      : "–",
                    Tone::none, ""},
                   {context.time(level.last_touch), Tone::none, ""}},
         .id = ""});
  }
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(report::Paragraph{context.text(
      "Volume there: the share of the volume of the bars looked at (250 at most) that was traded "
      "within half an average true range of the price.",
      "成交占比：所看K线（最多 250 根）的成交量中，在该价位上下半个平均真实波幅内成交的部分。")});
  return section;
}

Section indicators_section(const ReportContext& context) {
  Section section{.id = "indicators",
                  .title = context.text("Indicators at the last bar", "最新指标值"),
                  .blocks = {}};
  Table table{.caption = section.title,
              .caption_shown = false,
              .columns = {{context.text("name", "指标"), false},
                          {context.text("values", "数值"), false},
                          {context.text("reading", "读法"), false}},
              .rows = {}};
  for (const auto& result : context.analysis.indicators) {
    std::vector<std::string> values;
    for (std::size_t o = 0; o < result.outputs.size(); ++o) {
      const bool shares = result.call.def->outputs[o].unit == analysis::Unit::shares;
      const double value = result.outputs[o].back();
      values.push_back(output_name(result, o) + " " +
                       (shares ? report::shown_amount(value, context.language) : shown(value, 3)));
    }
    table.rows.push_back({.cells = {{result.call.text, Tone::none, ""},
                                    {fmt::format("{}", fmt::join(values, "  ")), Tone::none, ""},
                                    {indicator_reading(context, result), Tone::none, ""}},
                          .id = ""});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

namespace {

// What else was said near a signal: "2 buy, 1 sell: conflict", itself included; "" when it stands alone.
std::string near_text(const ReportContext& context, std::size_t signal) {
  const auto [agreeing, opposing] = context.analysis.near[signal];
  if (agreeing == 0 && opposing == 0) return "";
  const bool buy = context.analysis.signals[signal].side == analysis::Side::buy;
  const std::size_t buys = buy ? agreeing + 1 : opposing;
  const std::size_t sells = buy ? opposing : agreeing + 1;
  if (opposing == 0) {
    return context.chinese() ? fmt::format("{} {}", buy ? "买" : "卖", agreeing + 1)
                             : fmt::format("{} {}", agreeing + 1, buy ? "buy" : "sell");
  }
  return context.chinese() ? fmt::format("买 {} 卖 {}，矛盾", buys, sells)
                           : fmt::format("{} buy, {} sell: conflict", buys, sells);
}

}  // namespace

Section signals_section(const ReportContext& context) {
  Section section{
      .id = "signals", .title = context.text("Signals", "信号"), .blocks = {}, .wide = true};
  if (context.analysis.signals.empty()) {
    section.blocks.emplace_back(report::Paragraph{none_found(context)});
    return section;
  }
  Table table{.caption = section.title,
              .caption_shown = false,
              .columns = {{context.text("time", "时间"), false},
                          {context.text("side", "方向"), false},
                          {context.text("source", "来源"), false},
                          {context.text("strength", "强度"), true},
                          {context.chinese() ? fmt::format("{} 根内", analysis::kNearBars)
                                             : fmt::format("within {} bars", analysis::kNearBars),
                           false},
                          {context.text("reason", "理由"), false}},
              .rows = {}};
  std::size_t number = 0;
  for (const auto& signal : context.analysis.signals) {
    // A pattern's signal leads to its card.
    std::string href;
    std::string source = signal.source;
    const auto& patterns = context.analysis.patterns;
    for (std::size_t p = 0; p < patterns.size(); ++p) {
      if (patterns[p].hit.pattern->id != signal.source) continue;
      source = context.text(patterns[p].hit.pattern->name_en, patterns[p].hit.pattern->name_zh);
      if (patterns[p].hit.known_at == signal.bar) href = fmt::format("p{}", p + 1);
    }
    const bool buy = signal.side == analysis::Side::buy;
    table.rows.push_back(
        {.cells = {{context.time(signal.time), Tone::none, ""},
                   {std::string(side_text(signal.side, context.chinese())),
                    buy ? Tone::up : Tone::down, ""},
                   {source, Tone::none, href},
                   {shown(signal.strength * 100, 0) + "%", Tone::none, ""},
                   {near_text(context, number), Tone::none, ""},
                   {context.text(signal.reason_en, signal.reason_zh), Tone::none, ""}},
         .id = fmt::format("s{}", ++number)});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

namespace {

void add_cuts(const ReportContext& context, Section& section) {
  Table table{
      .caption = context.text("Cuts: jumps beyond the day's limit without an ex-rights event",
                              "断点：超出涨跌停范围且没有除权事件的跳变"),
      .caption_shown = true,
      .columns = {{context.text("first bar after", "跳变后首根"), false},
                  {context.text("before", "之前"), true},
                  {context.text("after", "之后"), true},
                  {context.text("jump", "幅度"), true}},
      .rows = {}};
  const auto times = context.stock().adjusted.bars.time();
  for (const auto& cut : context.stock().adjusted.cuts) {
    if (cut.bar >= context.bars.size()) continue;
    table.rows.push_back(
        {.cells = {{context.time(times[cut.bar]), Tone::none, ""},
                   {context.price(cut.before), Tone::none, ""},
                   {context.price(cut.after), Tone::none, ""},
                   {report::shown_percent((cut.after / cut.before - 1) * 100), Tone::none, ""}},
         .id = ""});
  }
  if (table.rows.empty()) return;
  section.blocks.emplace_back(std::move(table));
  section.blocks.emplace_back(report::Paragraph{
      context.text("No indicator, pattern, signal or level looks across a cut: a dividend or split "
                   "that is missing "
                   "from the data would else show as a crash.",
                   "任何指标、形态、信号和价位都不跨越断点：数据中缺失的除权会被误认为暴跌。")});
}

void add_flagged(const ReportContext& context, Section& section) {
  Table table{.caption = context.text(
                  "Ex-rights events that do not fit the traded price and were not applied",
                  "与实际成交价不符、未采用的除权事件"),
              .caption_shown = true,
              .columns = {{context.text("date", "日期"), false},
                          {context.text("event", "内容"), false},
                          {context.text("reference price", "除权参考价"), true}},
              .rows = {}};
  for (const auto& event : context.stock().adjusted.events) {
    if (event.applied || event.bar >= context.bars.size()) continue;
    table.rows.push_back({.cells = {{data::format_date(event.event.date), Tone::none, ""},
                                    {event_text(event.event, context.chinese()), Tone::none, ""},
                                    {context.price(event.reference), Tone::none, ""}},
                          .id = ""});
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
}

}  // namespace

Section data_section(const ReportContext& context) {
  Section section{.id = "data", .title = context.text("Data", "数据说明"), .blocks = {}};
  const auto& stock = context.stock();
  std::size_t applied = 0;
  std::string last;
  for (const auto& event : stock.adjusted.events) {
    if (!event.applied || event.bar >= context.bars.size()) continue;
    ++applied;
    last = data::format_date(event.event.date);
  }
  report::List notes;
  const std::string first = context.time(context.bars.time().front());
  notes.items.push_back(
      context.chinese()
          ? fmt::format("分析使用截至区间末尾的 {} 根{}（自 {} 起）。",
                        report::shown_count(context.bars.size()), period_text(stock.period, true),
                        first)
          : fmt::format("The analysis knows the {} {} bars from {} to the end of the range.",
                        report::shown_count(context.bars.size()), bars_of_text(stock.period),
                        first));
  if (applied > 0) {
    notes.items.push_back(
        context.chinese()
            ? fmt::format("期间有 {} 次除权除息，最近一次在 {}；{}。", applied, last,
                          adjust_text(stock.adjusted.adjust, true))
            : fmt::format("{} ex-rights event{} in it, the last on {}; prices are {}.", applied,
                          applied == 1 ? " lies" : "s lie", last,
                          stock.adjusted.adjust == data::Adjust::none
                              ? "raw"
                              : adjust_text(stock.adjusted.adjust, false)));
  } else {
    notes.items.push_back(
        context.text("No ex-rights event is known in it.", "期间没有已知的除权除息。"));
  }
  if (stock.last < stock.adjusted.bars.size()) {
    const std::string rest = report::shown_count(stock.adjusted.bars.size() - stock.last);
    notes.items.push_back(context.chinese()
                              ? fmt::format("之后还有 {} 根K线，本页不使用。", rest)
                              : fmt::format("{} later {} stored; this page does not use {}.", rest,
                                            rest == "1" ? "bar is" : "bars are",
                                            rest == "1" ? "it" : "them"));
  }
  section.blocks.emplace_back(std::move(notes));
  add_cuts(context, section);
  add_flagged(context, section);
  return section;
}

Section reading_section(const ReportContext& context) {
  Section section{
      .id = "reading", .title = context.text("How to read this", "怎样读这份报告"), .blocks = {}};
  section.blocks.emplace_back(report::List{
      context.chinese()
          ? std::vector<
                std::string>{"红色表示上涨，绿色表示下跌；空心K线收盘高于开盘。",
                             "图中带编号的三角是形态，点它会跳到理由。先只画最新一个和最清楚的几个"
                             "，“全部形态”"
                             "画出其余；小三角是指标信号，按“信号”显示。向上的在K线"
                             "下方，向下的在上方，颜色越淡越不确定。",
                             "图右侧的“支”和“压”是支撑位与压力位。",
                             "“确认日”是形态最早能被看出来的那一根K线；截去此后的数据，结果不变。",
                             "置信度表示形状与定义的吻合程度，不是上涨或下跌的概率。",
                             "量度目标与形态失效价来自形态自身的尺寸，是教科书的换算，不是预测。"}
          : std::vector<std::string>{
                "Red is up and green is down, as on Chinese screens; a hollow "
                "candle closed above its open.",
                "Numbered triangles in the chart are patterns; click one for "
                "its reasons. At first the newest and the clearest are drawn; "
                "\"all patterns\" draws the rest. Small triangles are signals "
                "of indicators, drawn on request. Those that point up stand below the bar, those "
                "that point down above it; faint ones are weak.",
                "S and R at the right of the chart are support and "
                "resistance.",
                "\"Known at\" is the first bar at which a pattern could be "
                "seen: leaving out later data changes nothing.",
                "Confidence says how well the shape fits its definition. It "
                "is not the chance of a rise or a fall.",
                "Measured target and the price beyond which the shape fails "
                "follow from its size by the textbook; they "
                "are no forecast."}});
  return section;
}

}  // namespace fwq::coordinators
