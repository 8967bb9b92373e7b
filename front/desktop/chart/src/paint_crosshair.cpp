// What follows the mouse: crosshair and its labels, legends of the panes, and the box with a bar's numbers.
#include <QFontMetrics>

#include "color.hpp"
#include "fonts.hpp"
#include "paint.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

QString axis_text(const Scene& scene, const PanePlot& pane, double y) {
  const double value = pane.scale.value(y);
  if (&pane != &scene.panes.front()) {
    const double size = std::max(std::abs(pane.scale.low), std::abs(pane.scale.high));
    return size >= 1e4 ? compact(value) : number(value, size >= 100 ? 2 : 3);
  }
  return scene.percent ? percent(value / scene.base - 1)
                       : number(value, scene.data().price_decimals);
}

// Words in colours, one after the other; wraps nothing, stops at the right edge.
class Row {
 public:
  Row(QPainter& painter, const QRect& within, int top)
      : painter_(painter),
        metrics_(painter.font()),
        x_(within.left() + 8),
        right_(within.right() - 4),
        top_(top) {}
  void write(const QString& text, const QColor& color, int gap = 10) {
    const int width = metrics_.horizontalAdvance(text);
    if (text.isEmpty() || x_ + width > right_) return;
    painter_.setPen(color);
    painter_.drawText(x_, top_ + metrics_.ascent(), text);
    x_ += width + gap;
  }
  int height() const { return metrics_.height(); }
  int x() const { return x_; }
  int top() const { return top_; }

 private:
  QPainter& painter_;
  QFontMetrics metrics_;
  int x_, right_, top_;
};

QString value_text(const Scene& scene, const PanePlot& pane, const LinePlot& line, double value) {
  if (&pane == &scene.panes.front()) {
    if (line.factor != 1) return percent(value * line.factor / scene.base - 1);
    return number(value, scene.data().price_decimals);
  }
  return std::abs(value) >= 1e4 ? compact(value) : number(value, 3);
}

void write_indicators(Row& row, const Scene& scene, std::size_t number, std::size_t bar,
                      std::vector<LegendBox>& boxes) {
  const PanePlot& pane = scene.panes[number];
  // In a small pane numbers would cover what they are of: the name must do.
  const bool values_fit = pane.plot.height() >= kRoomForValues * scene.style->font_px;
  for (std::size_t i = 0; i < pane.indicators.size(); ++i) {
    const IndicatorPlot& indicator = pane.indicators[i];
    const int left = row.x();
    const bool alone =
        indicator.lines.size() == 1 && indicator.lines.front().name == indicator.name;
    const bool own_names = !indicator.lines.empty() && !indicator.lines.front().name.isEmpty();
    const bool repeats =
        alone || (own_names && indicator.lines.front().name.startsWith(indicator.name));
    if (!repeats || !values_fit) row.write(indicator.name, scene.style->text);
    for (const LinePlot& line : indicator.lines) {
      if (!values_fit) break;
      const double value = line.values[bar];
      QColor color = line.color;
      if (line.histogram) color = value >= 0 ? scene.style->rising() : scene.style->falling();
      if (line.by_direction) {
        const auto& price = scene.price();
        color = rises(price.open[bar], price.close[bar], data::kNone) ? scene.style->rising()
                                                                      : scene.style->falling();
      }
      row.write(line.name + QStringLiteral(": ") + value_text(scene, pane, line, value), color);
    }
    if (row.x() > left)
      boxes.push_back({QRect(left, row.top(), row.x() - left - 8, row.height()), number, i});
  }
}

void write_title(Row& row, const Scene& scene, std::size_t bar) {
  const ChartData& data = scene.data();
  const ChartStyle& style = *scene.style;
  const QString code =
      QString::fromUtf8(data.symbol.text().data(), static_cast<int>(data.symbol.text().size()));
  row.write(QString::fromStdString(data.name), style.strong_text, 6);
  row.write(code, style.strong_text);
  row.write(period_name(data.period), style.text);
  row.write(adjust_name(data.adjust), style.text);
  const double close = data.bars.close()[bar];
  const double before = bar > 0 ? data.bars.close()[bar - 1] : data::kNone;
  const QColor color = rises(before, close, data::kNone) ? style.rising() : style.falling();
  row.write(number(close, data.price_decimals), color, 6);
  if (std::isnan(close - before)) return;
  const QString sign = close > before ? QStringLiteral("+") : QString();
  row.write(sign + number(close - before, data.price_decimals), color, 6);
  row.write(QLatin1Char('(') + percent(close / before - 1) + QLatin1Char(')'), color);
}

std::vector<BoxRow> box_rows(const Scene& scene, std::size_t i) {
  const ChartData& data = scene.data();
  const ChartStyle& style = *scene.style;
  const data::Bar bar = data.bars[i];
  const double before = i > 0 ? data.bars.close()[i - 1] : data::kNone;
  const auto price = [&](const char* name, double value) {
    QColor color = style.card_text;
    if (value > before) color = style.rising();
    if (value < before) color = style.falling();
    return BoxRow{translated(name), number(value, data.price_decimals), color};
  };
  std::vector<BoxRow> rows{price(QT_TRANSLATE_NOOP("chart", "Open"), bar.open),
                           price(QT_TRANSLATE_NOOP("chart", "High"), bar.high),
                           price(QT_TRANSLATE_NOOP("chart", "Low"), bar.low),
                           price(QT_TRANSLATE_NOOP("chart", "Close"), bar.close)};
  const QColor moved = rows.back().color;
  const LimitClose limit = data.limit(i);
  if (limit != LimitClose::none) {
    const bool up = limit == LimitClose::up;
    rows.push_back({translated(QT_TRANSLATE_NOOP("chart", "Limit")),
                    bar.high == bar.low
                        ? (up ? translated(QT_TRANSLATE_NOOP("chart", "locked limit-up"))
                              : translated(QT_TRANSLATE_NOOP("chart", "locked limit-down")))
                        : (up ? translated(QT_TRANSLATE_NOOP("chart", "closed limit-up"))
                              : translated(QT_TRANSLATE_NOOP("chart", "closed limit-down"))),
                    up ? style.limit_up : style.limit_down});
  }
  if (limit == LimitClose::none && bar.high == bar.low)
    rows.push_back({translated(QT_TRANSLATE_NOOP("chart", "State")),
                    translated(QT_TRANSLATE_NOOP("chart", "one price")), style.card_text});
  if (data.forming(i))
    rows.push_back({translated(QT_TRANSLATE_NOOP("chart", "State")),
                    translated(QT_TRANSLATE_NOOP("chart", "still forming")), style.accent});
  rows.push_back({translated(QT_TRANSLATE_NOOP("chart", "Change")),
                  (bar.close > before ? QStringLiteral("+") : QString()) +
                      number(bar.close - before, data.price_decimals),
                  moved});
  rows.push_back(
      {translated(QT_TRANSLATE_NOOP("chart", "Change %")), percent(bar.close / before - 1), moved});
  rows.push_back({translated(QT_TRANSLATE_NOOP("chart", "Amplitude")),
                  percent((bar.high - bar.low) / before).remove(QLatin1Char('+')),
                  style.card_text});
  rows.push_back(
      {translated(QT_TRANSLATE_NOOP("chart", "Volume")), compact(bar.volume), style.card_text});
  rows.push_back(
      {translated(QT_TRANSLATE_NOOP("chart", "Amount")), compact(bar.amount), style.card_text});
  return rows;
}

void paint_time_tag(QPainter& painter, const Scene& scene, std::size_t bar) {
  const QString text = time_text(scene.data().bars.time()[bar], scene.data().period);
  const int width = QFontMetrics(painter.font()).horizontalAdvance(text) + 16;
  const double x = scene.x.x(static_cast<double>(bar));
  const int left = std::clamp(static_cast<int>(x) - width / 2, scene.plots.left(),
                              std::max(scene.plots.right() - width, scene.plots.left()));
  const QRect box(left, scene.time_axis.top() + 1, width, scene.time_axis.height() - 2);
  painter.fillRect(box, mixed(scene.style->crosshair, scene.style->background, 0.35));
  painter.setPen(scene.style->strong_text);
  painter.drawText(box, Qt::AlignCenter, text);
}

std::optional<double> level_of(const Scene& scene, const Crosshair& crosshair) {
  if (!crosshair.at_close) return crosshair.y;
  const double y = scene.panes.front().y(scene.data().bars.close()[crosshair.bar]);
  return std::isfinite(y) ? std::optional(y) : std::nullopt;
}

}  // namespace

std::vector<LegendBox> paint_legends(QPainter& painter, const Scene& scene, std::size_t bar) {
  std::vector<LegendBox> boxes;
  painter.setFont(chart_font(*scene.style));
  for (std::size_t number = 0; number < scene.panes.size(); ++number) {
    const PanePlot& pane = scene.panes[number];
    Row row(painter, pane.plot, pane.plot.top() + 4);
    if (number > 0) {
      write_indicators(row, scene, number, bar, boxes);
      continue;
    }
    write_title(row, scene, bar);
    if (pane.plot.height() < kRoomForRow * scene.style->font_px) continue;
    Row second(painter, pane.plot, pane.plot.top() + 8 + row.height());
    write_indicators(second, scene, number, bar, boxes);
  }
  return boxes;
}

void paint_crosshair(QPainter& painter, const Scene& scene, const Crosshair& crosshair) {
  const ChartStyle& style = *scene.style;
  QPen pen(style.crosshair, 1);
  pen.setDashPattern({4, 4});
  painter.setPen(pen);
  painter.setFont(chart_font(style));
  const int x = static_cast<int>(scene.x.x(static_cast<double>(crosshair.bar)));
  if (x >= scene.plots.left() && x <= scene.plots.right())
    painter.drawLine(x, scene.plots.top(), x, scene.plots.bottom());
  const auto level = level_of(scene, crosshair);
  if (level) {
    for (const PanePlot& pane : scene.panes) {
      if (*level < pane.plot.top() || *level > pane.plot.bottom()) continue;
      const int y = static_cast<int>(*level);
      painter.drawLine(pane.plot.left(), y, pane.plot.right(), y);
      const QColor ground = mixed(style.crosshair, style.background, 0.35);
      paint_axis_tag(painter, scene, pane.axis, y, axis_text(scene, pane, *level), ground);
    }
  }
  paint_time_tag(painter, scene, crosshair.bar);
}

void paint_data_box(QPainter& painter, const Scene& scene, std::size_t bar,
                    const std::vector<BoxRow>& findings) {
  const ChartStyle& style = *scene.style;
  painter.setFont(chart_font(style));
  const QFontMetrics metrics(painter.font());
  auto rows = box_rows(scene, bar);
  rows.insert(rows.end(), findings.begin(), findings.end());
  const QString title = time_text(scene.data().bars.time()[bar], scene.data().period);
  int names = 0, values = 0;
  for (const BoxRow& row : rows) {
    names = std::max(names, metrics.horizontalAdvance(row.name));
    values = std::max(values, metrics.horizontalAdvance(row.value));
  }
  const int line = metrics.height() + 3;
  const int width = std::max(names + values + 18, metrics.horizontalAdvance(title)) + 20;
  const int height = line * (static_cast<int>(rows.size()) + 1) + 14;
  const QRect& plot = scene.panes.front().plot;
  if (plot.height() < height + 60 || plot.width() < 3 * width)
    return;  // No room: the legend has the close.
  const bool at_left = scene.x.x(static_cast<double>(bar)) > plot.center().x();
  const QRect box(at_left ? plot.left() + 8 : plot.right() - width - 8,
                  plot.top() + 2 * metrics.height() + 16, width, height);
  painter.setPen(style.border);
  painter.setBrush(style.card);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
  painter.setRenderHint(QPainter::Antialiasing, false);
  QRect at(box.left() + 10, box.top() + 7, box.width() - 20, line);
  painter.setPen(style.strong_text);
  painter.drawText(at, Qt::AlignLeft | Qt::AlignVCenter, title);
  for (const BoxRow& row : rows) {
    at.translate(0, line);
    painter.setPen(style.text);
    painter.drawText(at, Qt::AlignLeft | Qt::AlignVCenter, row.name);
    painter.setPen(row.color);
    painter.drawText(at, Qt::AlignRight | Qt::AlignVCenter, row.value);
  }
}

}  // namespace fwq::chart
