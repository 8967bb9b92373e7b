// Geometry of a frame.
#include "scene.hpp"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "fonts.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

constexpr int kLeastPane = 36;

// The axis over [low, high] with room above and below, told for the whole height.
report::ValueScale roomy(ValueRange range, const QRect& plot, int above, int below, bool log) {
  const double top = plot.top(), bottom = plot.bottom() + 1;
  const auto inner = report::fitted_scale(range.low, range.high, top + above,
                                          std::max(bottom - below, top + above + 4), 0, log);
  return {inner.value(bottom), inner.value(top), top, bottom, inner.log};
}

std::size_t most_ticks(const QRect& plot, const ChartStyle& style) {
  return static_cast<std::size_t>(std::max(1, plot.height() / (style.font_px * 3)));
}

void price_ticks(Scene& scene, PanePlot& pane) {
  const std::size_t most = most_ticks(pane.plot, *scene.style);
  const auto& scale = pane.scale;
  if (scene.percent && scene.base > 0) {
    const auto ticks =
        report::nice_ticks(scale.low / scene.base - 1, scale.high / scene.base - 1, most);
    const int digits = std::max(0, report::tick_digits(ticks) - 2);
    for (const double tick : ticks)
      pane.ticks.push_back({scene.base * (1 + tick), percent(tick, digits)});
    return;
  }
  const auto ticks = scale.log ? report::log_ticks(scale.low, scale.high, most)
                               : report::nice_ticks(scale.low, scale.high, most);
  for (const double tick : ticks)
    pane.ticks.push_back({tick, number(tick, scene.data().price_decimals)});
}

void value_ticks(const Scene& scene, PanePlot& pane) {
  const auto ticks = report::nice_ticks(
      pane.scale.low, pane.scale.high,
      static_cast<std::size_t>(std::max(3, pane.plot.height() * 3 / (scene.style->font_px * 5))));
  const int digits = report::tick_digits(ticks);
  const double size = std::max(std::abs(pane.scale.low), std::abs(pane.scale.high));
  for (const double tick : ticks)
    pane.ticks.push_back({tick, size >= 1e4 ? (tick == 0 ? QStringLiteral("0") : compact(tick))
                                            : number(tick, digits)});
}

QString line_name(const analysis::IndicatorCall& call, std::size_t output) {
  if (call.def->each_param_an_output)
    return QString::fromUtf8(call.def->name.data(), static_cast<int>(call.def->name.size())) +
           QString::number(call.params[output]);
  const auto name = call.def->outputs[output].name;
  return QString::fromUtf8(name.data(), static_cast<int>(name.size())).toUpper();
}

QString indicator_name(const analysis::IndicatorCall& call) {
  QString name = QString::fromUtf8(call.def->name.data(), static_cast<int>(call.def->name.size()));
  if (call.def->each_param_an_output || call.params.empty()) return name;
  QStringList values;
  for (const double value : call.params) values.push_back(QString::number(value));
  return name + QLatin1Char('(') + values.join(QLatin1Char(',')) + QLatin1Char(')');
}

// `color` counts on from indicator to indicator of a pane.
IndicatorPlot indicator_plot(const Scene& scene, const IndicatorSpec& spec, std::size_t& color) {
  IndicatorPlot plot{.name = {}, .spec = spec, .lines = {}};
  const Computed* computed = scene.model->indicator(spec);
  if (computed == nullptr) {
    // Its name tells that it comes.
    if (scene.model->isPending(spec))
      if (const auto call = analysis::parse_indicator(call_text(spec), analysis::Flavour::tdx))
        plot.name = indicator_name(*call) + QStringLiteral(" …");
    return plot;
  }
  const analysis::IndicatorCall& call = computed->result.call;
  plot.name = indicator_name(call);
  if (!spec.visible) return plot;
  for (std::size_t i = 0; i < computed->result.outputs.size(); ++i) {
    const analysis::OutputDef& def = call.def->outputs[i];
    LinePlot line{.name = line_name(call, i),
                  .values = computed->result.outputs[i],
                  .ranges = &computed->ranges[i],
                  .color = {}};
    line.histogram = def.style == analysis::Style::histogram;
    line.by_direction = line.histogram && def.unit == analysis::Unit::shares;
    line.dots = call.def->name.starts_with("SAR");
    line.color = line.histogram ? scene.style->text
                                : scene.style->lines[color++ % scene.style->lines.size()];
    plot.lines.push_back(line);
  }
  return plot;
}

void add_compares(Scene& scene, PanePlot& pane, std::size_t color) {
  for (std::size_t i = 0; i < scene.data().compares.size(); ++i) {
    const auto& extra = scene.model->compares()[i];
    double base = data::kNone;
    for (std::size_t b = scene.first; b < scene.end && std::isnan(base); ++b)
      base = extra.values[b];
    const CompareSeries& other = scene.data().compares[i];
    IndicatorPlot plot;
    plot.name =
        QString::fromStdString(other.name.empty() ? std::string(other.symbol.text()) : other.name);
    LinePlot line{.name = plot.name, .values = extra.values, .ranges = &extra.ranges, .color = {}};
    line.color = scene.style->lines[(color + i) % scene.style->lines.size()];
    line.factor =
        scene.base / base;  // NaN where there is nothing to compare: then nothing is drawn.
    plot.lines.push_back(line);
    pane.indicators.push_back(std::move(plot));
  }
}

ValueRange price_range(const Scene& scene, const PanePlot& pane) {
  const bool line = scene.spec->type == ChartType::line || scene.spec->type == ChartType::intraday;
  const PriceColumns& price = scene.price();
  const RangePyramid& own = line ? price.closes : price.ranges;
  ValueRange range = own.range(scene.first, scene.end);
  if (range.empty()) return range;
  // Lines far from the price must not press it flat: half its extent at either side is theirs.
  const double room = (range.high - range.low) * 0.5;
  ValueRange all = range;
  for (const IndicatorPlot& indicator : pane.indicators) {
    for (const LinePlot& plot : indicator.lines) {
      const ValueRange its = plot.ranges->range(scene.first, scene.end);
      if (its.empty() || !std::isfinite(plot.factor)) continue;
      all.add({its.low * plot.factor, its.high * plot.factor});
    }
  }
  if (!scene.data().compares.empty()) return all;
  return {std::max(all.low, range.low - room), std::min(all.high, range.high + room)};
}

void fill_price_pane(Scene& scene, const SceneInput& input) {
  PanePlot& pane = scene.panes.front();
  std::size_t color = 0;
  for (const IndicatorSpec& spec : scene.spec->overlays)
    pane.indicators.push_back(indicator_plot(scene, spec, color));
  if (scene.spec->type == ChartType::intraday) {
    IndicatorPlot plot;
    plot.name = translated(QT_TRANSLATE_NOOP("chart", "Average"));
    plot.lines.push_back({.name = plot.name,
                          .values = scene.model->average().values,
                          .ranges = &scene.model->average().ranges,
                          .color = scene.style->lines[1],
                          .breaks_by_day = true});
    pane.indicators.push_back(std::move(plot));
  }
  const auto close = scene.price().close;
  for (std::size_t i = scene.first; i < scene.end && std::isnan(scene.base); ++i)
    scene.base = close[i];
  add_compares(scene, pane, color + 1);
  // The title, and the row of indicators where there is room for it.
  const bool rows = pane.plot.height() >= kRoomForRow * scene.style->font_px;
  const int legend = static_cast<int>(scene.style->font_px * (rows ? 3.4 : 2.2));
  const bool log = scene.spec->axis == AxisKind::log && !scene.percent;
  if (input.stretched) {
    pane.scale = {input.stretched->low, input.stretched->high, static_cast<double>(pane.plot.top()),
                  static_cast<double>(pane.plot.bottom() + 1), log && input.stretched->low > 0};
  } else {
    pane.scale = roomy(price_range(scene, pane), pane.plot, legend, scene.style->font_px, log);
  }
  price_ticks(scene, pane);
}

void fill_pane(const Scene& scene, PanePlot& pane, const PaneSpec& spec) {
  std::size_t color = 0;
  ValueRange range;
  bool from_zero = false;
  for (const IndicatorSpec& indicator : spec.indicators) {
    pane.indicators.push_back(indicator_plot(scene, indicator, color));
    const IndicatorPlot& plot = pane.indicators.back();
    for (const LinePlot& line : plot.lines) {
      range.add(line.ranges->range(scene.first, scene.end));
      if (line.histogram) range.add(0.0);
      from_zero = from_zero || line.by_direction;
    }
    const Computed* computed = scene.model->indicator(indicator);
    if (computed == nullptr || plot.lines.empty()) continue;
    for (const double guide : computed->result.call.def->guides) {
      pane.guides.push_back(guide);
      range.add(guide);
    }
  }
  const int legend = static_cast<int>(scene.style->font_px * 1.7);
  const int above = std::min(legend, pane.plot.height() / 3);
  pane.scale = roomy(range, pane.plot, above, from_zero && range.low >= 0 ? 0 : 4, false);
  value_ticks(scene, pane);
}

void place_panes(Scene& scene) {
  std::vector<double> weights{scene.spec->price_weight};
  for (const PaneSpec& pane : scene.spec->panes) weights.push_back(pane.weight);
  const auto heights = pane_heights(weights, scene.plots.height(), kLeastPane);
  int top = scene.plots.top();
  for (const int height : heights) {
    PanePlot pane;
    pane.plot = QRect(scene.plots.left(), top, scene.plots.width(), std::max(height - 1, 1));
    pane.axis = QRect(pane.plot.right() + 1, top, scene.frame.right() - pane.plot.right(),
                      pane.plot.height());
    scene.panes.push_back(std::move(pane));
    top += height;
  }
}

// A bar stands in the column that its middle is in. Where that is many bars, a column begins at a whole block of the
// pyramids, up to a quarter of a column off: then a question reads whole blocks only.
void place_columns(Scene& scene) {
  if (scene.step() >= 1 || scene.empty()) return;
  const double bars = 1 / scene.step();
  double block = 1;
  while (block * RangePyramid::kFactor * 4 <= bars) block *= RangePyramid::kFactor;
  const auto clamp = [&](double bar) {
    bar = std::ceil(bar / block) * block;
    return static_cast<std::size_t>(
        std::clamp(bar, static_cast<double>(scene.first), static_cast<double>(scene.end)));
  };
  scene.columns.resize(static_cast<std::size_t>(scene.plots.width()) + 1);
  for (std::size_t i = 0; i < scene.columns.size(); ++i)
    scene.columns[i] = clamp(scene.x.first - 0.5 + static_cast<double>(i) * bars);
}

}  // namespace

std::vector<int> pane_heights(std::span<const double> weights, int height, int least) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  const int panes = static_cast<int>(weights.size());
  const int floor = std::min(least, height / std::max(panes, 1));
  std::vector<int> heights;
  int used = 0;
  for (const double weight : weights) {
    heights.push_back(std::max(floor, static_cast<int>(std::lround(height * weight / total))));
    used += heights.back();
  }
  // What rounding and the least height took or left, the tallest pays.
  while (used != height) {
    auto tallest = std::max_element(heights.begin(), heights.end());
    const int change = used > height ? std::max(height - used, floor - *tallest) : height - used;
    if (change == 0) break;
    *tallest += change;
    used += change;
  }
  return heights;
}

int axis_width(const ChartModel& model, const ChartStyle& style) {
  const QFontMetrics metrics(chart_font(style));
  QString widest = QStringLiteral("-888.88%");
  if (model.data()) {
    const ValueRange all = model.price(ChartType::candles).ranges.range(0, model.bars().size());
    if (!all.empty()) {
      const QString price = number(all.high, model.data()->price_decimals);
      if (metrics.horizontalAdvance(price) > metrics.horizontalAdvance(widest)) widest = price;
    }
  }
  return metrics.horizontalAdvance(widest) + 16;
}

Scene make_scene(const SceneInput& input) {
  Scene scene;
  scene.model = &input.model;
  scene.spec = &input.spec;
  scene.style = &input.style;
  scene.frame = input.frame;
  const int axis = axis_width(input.model, input.style);
  const int row = input.style.font_px + 12;
  scene.plots =
      QRect(input.frame.left(), input.frame.top(), std::max(input.frame.width() - axis, 10),
            std::max(input.frame.height() - row, 10));
  scene.time_axis = QRect(scene.plots.left(), scene.plots.bottom() + 1, scene.plots.width(), row);
  scene.x = scale_of(input.view, scene.plots.left(), scene.plots.width());
  place_panes(scene);
  const std::size_t bars = std::min(input.end, input.model.bars().size());
  if (bars == 0) return scene;
  scene.newest = bars - 1;
  const auto whole = [bars](double bar) {
    return static_cast<std::size_t>(std::clamp(bar, 0.0, static_cast<double>(bars)));
  };
  scene.first = whole(std::floor(scene.x.first));
  scene.end = whole(std::ceil(input.view.right));
  if (scene.empty()) return scene;
  scene.percent = input.spec.axis == AxisKind::percent || !scene.data().compares.empty();
  place_columns(scene);
  fill_price_pane(scene, input);
  for (std::size_t i = 0; i < input.spec.panes.size(); ++i)
    fill_pane(scene, scene.panes[i + 1], input.spec.panes[i]);
  return scene;
}

}  // namespace fwq::chart
