// The charts of a stock's report.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "report_parts.hpp"
#include "shape.hpp"

namespace fwq::coordinators {
namespace {

using analysis::IndicatorResult;

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

const IndicatorResult* find(const ReportContext& context, std::string_view name) {
  for (const auto& result : context.analysis.indicators) {
    if (result.call.def->name == name) return &result;
  }
  return nullptr;
}

// The values of the shown bars.
report::Series series_of(const ReportContext& context, const IndicatorResult& result,
                         std::size_t output, std::size_t color) {
  const auto& values = result.outputs[output];
  const auto first = static_cast<std::ptrdiff_t>(std::min(context.stock().first, values.size()));
  report::Series series;
  series.name = output_name(result, output);
  series.values.assign(values.begin() + first, values.end());
  series.color = color;
  if (result.call.def->outputs[output].style == analysis::Style::histogram)
    series.stroke = report::Stroke::histogram;
  return series;
}

void add_averages(const ReportContext& context, report::KLineChart& chart) {
  const auto* averages = find(context, "MA");
  if (averages == nullptr) return;
  report::Overlay overlay{.name = "MA", .series = {}, .band = false};
  for (std::size_t o = 0; o < averages->outputs.size(); ++o)
    overlay.series.push_back(series_of(context, *averages, o, o));
  chart.overlays.push_back(std::move(overlay));
}

// The middle line first, then the two bounds, whose area is tinted.
void add_bands(const ReportContext& context, report::KLineChart& chart) {
  const auto* bands = find(context, "BOLL");
  if (bands == nullptr) bands = find(context, "BBANDS");
  if (bands == nullptr || bands->outputs.size() != 3) return;
  constexpr std::size_t kColor = 5;
  std::size_t middle = 0;
  for (std::size_t o = 0; o < 3; ++o) {
    const auto name = bands->call.def->outputs[o].name;
    if (name == "boll" || name == "middle") middle = o;
  }
  report::Overlay overlay{.name = std::string(bands->call.def->name), .series = {}, .band = true};
  overlay.series.push_back(series_of(context, *bands, middle, kColor));
  for (std::size_t o = 0; o < 3; ++o) {
    if (o == middle) continue;
    overlay.series.push_back(series_of(context, *bands, o, kColor));
    overlay.series.back().stroke = report::Stroke::dashed;
  }
  chart.overlays.push_back(std::move(overlay));
}

void add_panes(const ReportContext& context, report::KLineChart& chart) {
  std::size_t visible = 0;
  for (const std::string_view name : {"MACD", "KDJ", "RSI"}) {
    const auto* result = find(context, name);
    if (result == nullptr) continue;
    report::Pane pane{.name = result->call.text, .series = {}, .guides = {}};
    for (const double guide : result->call.def->guides) pane.guides.push_back(guide);
    std::size_t color = 0;
    for (std::size_t o = 0; o < result->outputs.size(); ++o)
      pane.series.push_back(series_of(context, *result, o, color++));
    pane.visible = visible++ < 2;  // MACD and the first oscillator of the flavour.
    chart.panes.push_back(std::move(pane));
  }
}

// A shape of several swings says more than a candle, which every few bars shows.
bool is_shape(const analysis::PatternHit& hit) {
  const auto category = hit.pattern->category;
  return category == analysis::Category::reversal ||
         category == analysis::Category::consolidation || category == analysis::Category::multi_bar;
}

// The patterns that the chart marks at first, so that a reader sees the market: the newest, then shapes before candles, then the
// surest, then the newer; one at a bar.
std::vector<bool> main_patterns(const std::vector<FoundPattern>& patterns) {
  constexpr std::size_t kMost = 8;
  std::vector<std::size_t> order(patterns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (!order.empty()) {
    std::stable_sort(order.begin() + 1, order.end(), [&](std::size_t a, std::size_t b) {
      const auto& x = patterns[a].hit;
      const auto& y = patterns[b].hit;
      return std::tuple(!is_shape(x), -x.confidence) < std::tuple(!is_shape(y), -y.confidence);
    });
  }
  std::vector<bool> main(patterns.size(), false);
  std::vector<std::size_t> bars;
  for (const std::size_t p : order) {
    const std::size_t bar = patterns[p].hit.known_at;
    if (bars.size() == kMost || std::find(bars.begin(), bars.end(), bar) != bars.end()) continue;
    bars.push_back(bar);
    main[p] = true;
  }
  return main;
}

void add_marks(const ReportContext& context, report::KLineChart& chart) {
  const std::size_t first = context.stock().first;
  const auto side_of = [](analysis::Bias bias) {
    return bias == analysis::Bias::bullish   ? report::Side::up
           : bias == analysis::Bias::bearish ? report::Side::down
                                             : report::Side::neutral;
  };
  const auto main = main_patterns(context.analysis.patterns);
  std::size_t number = 0;
  for (const auto& found : context.analysis.patterns) {
    const auto& hit = found.hit;
    ++number;
    report::Mark mark;
    mark.target = fmt::format("p{}", number);
    mark.label = std::to_string(number);
    mark.title = fmt::format(
        "{} {}, {}, {} {}%", number, context.text(hit.pattern->name_en, hit.pattern->name_zh),
        bias_text(hit.bias, context.chinese()), context.text("confidence", "置信度"),
        core::fixed(hit.confidence * 100, 0));
    if (hit.known_at < first) continue;
    mark.bar = hit.known_at - first;
    mark.side = side_of(hit.bias);
    mark.strength = hit.confidence;
    mark.main = main[number - 1];
    for (const auto& point : found.explanation.points) {
      if (point.bar >= first) mark.points.push_back({point.bar - first, point.price});
    }
    mark.outline = shape_outline(found.explanation.points, first);
    chart.marks.push_back(std::move(mark));
  }
  number = 0;
  for (const auto& signal : context.analysis.signals) {
    ++number;
    // A pattern's own signal is the pattern's mark.
    const bool of_pattern =
        std::any_of(context.analysis.patterns.begin(), context.analysis.patterns.end(),
                    [&](const auto& p) { return p.hit.pattern->id == signal.source; });
    if (of_pattern || signal.bar < first) continue;
    chart.marks.push_back(
        {.target = fmt::format("s{}", number),
         .label = "",
         .title = fmt::format("{}: {}", side_text(signal.side, context.chinese()),
                              context.text(signal.reason_en, signal.reason_zh)),
         .bar = signal.bar - first,
         .side = signal.side == analysis::Side::buy ? report::Side::up : report::Side::down,
         .strength = signal.strength,
         .points = {},
         .main = false});
  }
}

void add_lines_and_notes(const ReportContext& context, report::KLineChart& chart) {
  for (const auto& level : context.analysis.levels) {
    const bool support = level.kind == analysis::LevelKind::support;
    const std::string price = context.price(level.price);
    chart.lines.push_back(
        {.price = level.price,
         .label =
             (support ? context.text("support ", "支撑 ") : context.text("resistance ", "压力 ")) +
             price,
         .tag = (support ? context.text("S ", "支 ") : context.text("R ", "压 ")) + price});
  }
  const auto& stock = context.stock();
  for (const auto& event : stock.adjusted.events) {
    if (event.bar < stock.first || event.bar >= stock.last) continue;
    const std::string what = event_text(event.event, context.chinese());
    chart.notes.push_back(
        {.bar = event.bar - stock.first,
         .cut = false,
         .label = event.applied ? context.text("XR", "除") : context.text("XR?", "除?"),
         .title = fmt::format("{}: {}{}", data::format_date(event.event.date), what,
                              event.applied ? "" : context.text(" (not applied)", "（未采用）"))});
  }
  for (const auto& cut : stock.adjusted.cuts) {
    if (cut.bar < stock.first || cut.bar >= stock.last) continue;
    chart.notes.push_back({.bar = cut.bar - stock.first,
                           .cut = true,
                           .label = context.text("cut", "断点"),
                           .title = context.text("cut: a jump without an ex-rights event, ",
                                                 "断点：没有除权事件的跳变，") +
                                    context.price(cut.before) + " → " + context.price(cut.after)});
  }
}

}  // namespace

std::string output_name(const IndicatorResult& result, std::size_t output) {
  const auto& def = *result.call.def;
  const std::string_view name = def.outputs[output].name;
  const std::string own = core::to_lower(def.name);
  // A line for each parameter is called by it: MA5, RSI6.
  const bool numbered = name == own + std::to_string(output + 1);
  const bool alone = result.outputs.size() == 1 && name == own;
  if (result.call.params.size() == result.outputs.size() && (numbered || alone))
    return std::string(def.name) + core::shortest(result.call.params[output]);
  return upper(name);
}

report::KLineChart stock_chart(const ReportContext& context) {
  const auto& stock = context.stock();
  report::KLineChart chart;
  chart.id = "k1";
  chart.bars = stock.shown();
  chart.period = stock.period;
  chart.price_digits = context.digits;
  chart.volume_name = context.text("Volume", "成交量");
  const std::string symbol(stock.symbol.text());
  chart.title = context.chinese() ? fmt::format("{} {}K线图，含成交量与指标", symbol,
                                                period_text(stock.period, true))
                                  : fmt::format("Chart of {} with {} bars, volume and indicators",
                                                symbol, bars_of_text(stock.period));
  add_averages(context, chart);
  add_bands(context, chart);
  add_panes(context, chart);
  add_marks(context, chart);
  add_lines_and_notes(context, chart);
  return chart;
}

report::LineChart history_chart(const ReportContext& context) {
  const auto& bars = context.bars;
  report::LineChart chart;
  chart.title = context.text("Closes on a logarithmic scale, ", "收盘价（对数坐标），") +
                std::string(adjust_text(context.stock().adjusted.adjust, context.chinese()));
  chart.times.assign(bars.time().begin(), bars.time().end());
  chart.period = context.stock().period;
  chart.digits = context.digits;
  chart.log = true;
  // A stretch between cuts is a curve of its own.
  std::vector<std::size_t> starts{0};
  for (const std::size_t cut : context.stock().cuts) {
    if (cut > starts.back() && cut < bars.size()) starts.push_back(cut);
  }
  starts.push_back(bars.size());
  for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
    report::Series series{.name = {}, .values = {}, .stroke = report::Stroke::solid, .color = 3};
    series.values.assign(bars.size(), data::kNone);
    std::copy(bars.close().begin() + static_cast<std::ptrdiff_t>(starts[i]),
              bars.close().begin() + static_cast<std::ptrdiff_t>(starts[i + 1]),
              series.values.begin() + static_cast<std::ptrdiff_t>(starts[i]));
    chart.series.push_back(std::move(series));
  }
  return chart;
}

}  // namespace fwq::coordinators
