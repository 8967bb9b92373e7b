// Indicators and patterns as sections of the manual.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/data/time.hpp"
#include "manual_parts.hpp"
#include "shape.hpp"

namespace fwq::coordinators {
namespace {

using report::Fact;
using report::Tone;

// A phrase in the manual's language.
class Phrases {
 public:
  explicit Phrases(report::Language language) : language_(language) {}
  std::string operator()(std::string_view en, std::string_view zh) const {
    return std::string(report::text(language_, en, zh));
  }
  bool chinese() const noexcept { return language_ == report::Language::zh; }

 private:
  report::Language language_;
};

std::string unit_text(const Phrases& say, std::string_view unit) {
  if (unit == "bars") return say(unit, "根");
  if (unit == "ratio") return say(unit, "比例");
  if (unit == "deviations") return say(unit, "倍标准差");
  if (unit == "degrees") return say(unit, "度");
  if (unit == "shares") return say(unit, "股");
  if (unit == "touches") return say(unit, "次");
  if (unit == "percent") return "%";
  if (unit == "type") return "";
  return std::string(unit);
}

// A column of bars.
std::string field_text(const Phrases& say, std::string_view field) {
  if (field == "open") return say(field, "开盘价");
  if (field == "high") return say(field, "最高价");
  if (field == "low") return say(field, "最低价");
  if (field == "close") return say(field, "收盘价");
  if (field == "volume") return say(field, "成交量");
  if (field == "amount") return say(field, "成交额");
  return std::string(field);
}

std::string range_text(const Phrases& say, std::string_view low, std::string_view high) {
  return fmt::format("{}{}{}", low, say(" to ", " 至 "), high);
}

template <class Items>
std::string joined(const Items& items) {
  return fmt::format("{}", fmt::join(items, ", "));
}

// "RSI Relative Strength Index"; a title that begins with the name says it once.
std::string headline(std::string_view name, const std::string& title) {
  return title.starts_with(name) ? title : fmt::format("{} {}", name, title);
}

report::Table params_table(const Phrases& say, std::span<const analysis::ParamDef> params) {
  report::Table table{.caption = say("Parameters", "参数"),
                      .caption_shown = true,
                      .columns = {{say("name", "名称"), false},
                                  {say("default", "默认"), true},
                                  {say("range", "范围"), false},
                                  {say("unit", "单位"), false},
                                  {say("what it is", "说明"), false}},
                      .rows = {}};
  for (const auto& p : params) {
    table.rows.push_back(
        {.cells = {{std::string(p.name), Tone::none, ""},
                   {core::shortest(p.value), Tone::none, ""},
                   {range_text(say, core::shortest(p.min), core::shortest(p.max)), Tone::none, ""},
                   {unit_text(say, p.unit), Tone::none, ""},
                   {say(p.help_en, p.help_zh), Tone::none, ""}},
         .id = ""});
  }
  return table;
}

std::string outputs_text(const Phrases& say, const analysis::IndicatorDef& def) {
  std::vector<std::string> outputs;
  for (const auto& o : def.outputs) {
    std::string text(o.name);
    if (o.unit != analysis::Unit::price && o.unit != analysis::Unit::none)
      text += fmt::format(" ({})", unit_text(say, to_string(o.unit)));
    if (o.low < o.high)
      text += fmt::format(" [{}, {}]", core::shortest(o.low), core::shortest(o.high));
    outputs.push_back(std::move(text));
  }
  return joined(outputs);
}

report::Mark mark_of(const Phrases& say, const analysis::PatternHit& hit,
                     const analysis::Explanation& explanation) {
  report::Mark mark{.target = std::string(hit.pattern->id),
                    .label = "1",
                    .title = say(hit.pattern->name_en, hit.pattern->name_zh),
                    .bar = hit.known_at,
                    .side = hit.bias == analysis::Bias::bullish   ? report::Side::up
                            : hit.bias == analysis::Bias::bearish ? report::Side::down
                                                                  : report::Side::neutral,
                    .strength = 1,
                    .points = {}};
  char letter = 'a';  // As in the list below the chart.
  for (const auto& point : explanation.points)
    mark.points.push_back({point.bar, point.price, std::string(1, letter++)});
  mark.outline = shape_outline(explanation.points, 0);
  return mark;
}

report::KLineChart example_chart(const Phrases& say, const data::Bars& bars,
                                 const analysis::PatternHit& hit,
                                 const analysis::Explanation& explanation) {
  report::KLineChart chart;
  chart.id = "k-" + std::string(hit.pattern->id);
  std::replace(chart.id.begin(), chart.id.end(), '_', '-');
  chart.title = say("A drawn example", "示例图");
  chart.bars = bars;
  // An example that says nothing about volume has the same at each bar.
  const auto volume = bars.volume();
  if (std::any_of(volume.begin(), volume.end(), [&](double v) { return v != volume[0]; }))
    chart.volume_name = say("Volume", "成交量");
  chart.shown = bars.size();
  chart.marks.push_back(mark_of(say, hit, explanation));
  const auto line = [&](double price, const std::string& label, const std::string& tag) {
    if (std::isfinite(price))
      chart.lines.push_back({price, fmt::format("{} {}", label, report::shown(price, 2)), tag});
  };
  line(hit.level, say("breakout level", "突破位"), say("breakout", "突破"));
  line(explanation.target, say("measured target", "量度目标"), say("target", "目标"));
  line(explanation.stop, say("shape fails beyond", "形态失效价"), say("fails", "失效"));
  return chart;
}

// What the chart shows, in words.
std::string example_text(const Phrases& say, const analysis::PatternHit& hit,
                         const analysis::Explanation& explanation) {
  std::vector<std::string> points;
  char letter = 'a';
  for (const auto& point : explanation.points) {
    points.push_back(fmt::format("({}) {} {} {}", letter++, role_text(point.role, say.chinese()),
                                 time_text(point.time, data::Period::day),
                                 report::shown(point.price, 2)));
  }
  std::string text =
      fmt::format("{} {}%", say("Confidence", "置信度"), report::shown(hit.confidence * 100, 0));
  const auto price = [&](double value, const std::string& what) {
    if (std::isfinite(value))
      text += fmt::format("{}{} {}", say(", ", "，"), what, report::shown(value, 2));
  };
  price(hit.level, say("breakout level", "突破位"));
  price(explanation.target, say("measured target", "量度目标"));
  price(explanation.stop, say("shape fails beyond", "形态失效价"));
  return text + say(". Key points: ", "。关键点：") +
         fmt::format("{}", fmt::join(points, say(", ", "，"))) + say(".", "。");
}

void add_example(const Phrases& say, const analysis::PatternDef& def, report::Section& section) {
  const auto examples = built_in_pattern_examples();
  const auto example = std::find_if(examples.begin(), examples.end(),
                                    [&](const PatternExample& e) { return e.id == def.id; });
  if (example == examples.end()) return;
  // The chart keeps the bars alive.
  const auto owner = std::make_shared<data::BarSeries>(example_bars(example->text));
  const data::Bars v = owner->view();
  const data::Bars bars(v.time().data(), v.open().data(), v.high().data(), v.low().data(),
                        v.close().data(), v.volume().data(), v.amount().data(), v.size(), owner);
  const analysis::PatternRecognizer recognizer;
  const auto hits = recognizer.recognize_patterns(bars, {std::string(def.id)}, 0.0);
  if (!hits || hits->empty()) return;
  const auto& hit = hits->front();
  const auto explanation = recognizer.explain(bars, hit);
  section.blocks.emplace_back(example_chart(say, bars, hit, explanation));
  section.blocks.emplace_back(report::Paragraph{example_text(say, hit, explanation)});
  report::List why;
  for (const auto& reason : explanation.why)
    why.items.push_back(say(reason.text_en, reason.text_zh));
  section.blocks.emplace_back(std::move(why));
}

}  // namespace

std::string group_title(analysis::Group group, report::Language language) {
  const Phrases say(language);
  switch (group) {
    case analysis::Group::average:
      return say("Indicators: averages", "指标：均线");
    case analysis::Group::momentum:
      return say("Indicators: momentum", "指标：动量");
    case analysis::Group::trend:
      return say("Indicators: trend", "指标：趋势");
    case analysis::Group::volatility:
      return say("Indicators: volatility", "指标：波动");
    case analysis::Group::volume:
      return say("Indicators: volume", "指标：成交量");
    case analysis::Group::price:
      return say("Indicators: price", "指标：价格");
    case analysis::Group::statistic:
      return say("Indicators: statistics", "指标：统计");
    case analysis::Group::math:
      return say("Indicators: mathematics", "指标：数学");
    case analysis::Group::cycle:
      return say("Indicators: cycles", "指标：周期");
    case analysis::Group::candle:
      return say("Indicators: candle functions of TA-Lib", "指标：TA-Lib 的 K 线形态函数");
  }
  return {};
}

std::string category_title(analysis::Category category) {
  switch (category) {
    case analysis::Category::reversal:
      return "Patterns: reversals";
    case analysis::Category::consolidation:
      return "Patterns: consolidations";
    case analysis::Category::single_candle:
      return "Patterns: single candles";
    case analysis::Category::two_candles:
      return "Patterns: two candles";
    case analysis::Category::three_candles:
      return "Patterns: three candles";
    case analysis::Category::multi_bar:
      return "Patterns: many bars";
    case analysis::Category::gaps:
      return "Patterns: gaps";
    case analysis::Category::price_volume:
      return "Patterns: price and volume";
  }
  return {};
}

report::Section indicator_section(const ManualOptions& options, const analysis::IndicatorDef& def) {
  const Phrases say(options.language);
  report::Section section{.id = std::string(def.id),
                          .title = headline(def.name, say(def.title_en, def.title_zh)),
                          .blocks = {}};
  std::replace(section.id.begin(), section.id.end(), '_', '-');
  std::vector<std::string> inputs;
  for (const auto field : def.inputs) inputs.push_back(field_text(say, to_string(field)));
  std::vector<double> defaults;
  for (const auto& p : def.params) defaults.push_back(p.value);
  report::Facts facts;
  const auto add = [&](std::string name, std::string value) {
    if (!value.empty()) facts.facts.push_back({std::move(name), std::move(value), Tone::none});
  };
  add(say("as defined by", "口径"),
      def.flavour == analysis::Flavour::tdx ? say("TDX", "通达信") : "TA-Lib");
  add(say("reads", "输入"), joined(inputs));
  add(say("gives", "输出"), outputs_text(say, def));
  add(say("bars before the first value", "首值之前的K线数"), std::to_string(def.warm_up(defaults)));
  std::vector<std::string> guides;
  for (const double guide : def.guides) guides.push_back(core::shortest(guide));
  add(say("guide lines", "参考线"), joined(guides));
  add(say("drawn", "绘制"), def.overlay ? say("over the price", "主图") : say("below", "副图"));
  section.blocks.emplace_back(std::move(facts));
  if (def.params.size() > 0)
    section.blocks.emplace_back(params_table(say, {def.params.begin(), def.params.size()}));
  section.blocks.emplace_back(
      report::Paragraph{say("Source: ", "出处：") + std::string(def.source)});
  return section;
}

report::Section pattern_section(const ManualOptions& options, const analysis::PatternDef& def) {
  const Phrases say(options.language);
  report::Section section{.id = std::string(def.id),
                          .title = say(def.name_en, def.name_zh),
                          .blocks = {},
                          .wide = true};
  std::replace(section.id.begin(), section.id.end(), '_', '-');
  section.blocks.emplace_back(report::Paragraph{say(def.shape_en, def.shape_zh)});
  report::Facts facts;
  facts.facts = {
      {say("id", "标识"), std::string(def.id), Tone::none},
      {say("signal", "信号"), std::string(bias_text(def.bias, say.chinese())), Tone::none},
      {say("bars", "K线数"),
       def.min_bars == def.max_bars
           ? std::to_string(def.min_bars)
           : range_text(say, std::to_string(def.min_bars), std::to_string(def.max_bars)),
       Tone::none},
      {say("shown from", "显示阈值"), say("confidence ", "置信度 ") + core::shortest(def.threshold),
       Tone::none}};
  if (!def.group.empty())
    facts.facts.push_back({say("group", "组名"), std::string(def.group), Tone::none});
  section.blocks.emplace_back(std::move(facts));
  add_example(say, def, section);
  section.blocks.emplace_back(params_table(say, {def.params.begin(), def.params.size()}));
  section.blocks.emplace_back(
      report::Paragraph{say("Source: ", "出处：") + std::string(def.source)});
  return section;
}

data::BarSeries example_bars(std::string_view text) {
  data::BarSeries series;
  data::Time time = data::parse_time("2025-01-02").value();
  for (const auto line : core::split(text, '\n')) {
    if (!line.starts_with("bar ")) continue;
    std::vector<double> row;
    for (const auto word : core::split(line.substr(4), ' ')) {
      double value = 0;
      if (std::from_chars(word.data(), word.data() + word.size(), value).ec == std::errc())
        row.push_back(value);
    }
    if (row.size() < 4) continue;
    series.push_back({time, row[0], row[1], row[2], row[3], row.size() > 4 ? row[4] : 1, 1});
    do {  // Exchanges rest at weekends.
      time += data::kSecondsPerDay;
    } while (data::weekday(data::day_number(time)) > 4);
  }
  return series;
}

}  // namespace fwq::coordinators
