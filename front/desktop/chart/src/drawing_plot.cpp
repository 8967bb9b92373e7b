// Drawings in pixels.
#include "drawing_plot.hpp"

#include <QFontMetrics>
#include <algorithm>
#include <cmath>

#include "fonts.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

constexpr double kReach = 5;  // Pixels from a line at which it is still touched.
constexpr double kLevels[] = {0, 0.236, 0.382, 0.5, 0.618, 0.786, 1};

double distance(const QLineF& line, QPointF at) {
  const QPointF along = line.p2() - line.p1(), to = at - line.p1();
  const double length = QPointF::dotProduct(along, along);
  const double part =
      length == 0 ? 0 : std::clamp(QPointF::dotProduct(to, along) / length, 0.0, 1.0);
  return QLineF(at, line.p1() + part * along).length();
}

// From p1 through p2 and on to the edge of the pane.
QLineF extended(const QLineF& line, const QRect& pane) {
  const double dx = line.dx(), dy = line.dy();
  double factor = 1;
  const auto reach = [&](double from, double step, double low, double high) {
    return step > 0 ? (high - from) / step : step < 0 ? (low - from) / step : 1e9;
  };
  factor = std::min(reach(line.x1(), dx, pane.left(), pane.right()),
                    reach(line.y1(), dy, pane.top() - 1e4, pane.bottom() + 1e4));
  return {line.p1(), line.p1() + std::max(factor, 1.0) * QPointF(dx, dy)};
}

DrawingLabel label_at(QPointF at, const QString& text, const QFontMetrics& metrics, bool ground) {
  const QSize size = metrics.size(0, text);
  return {QRectF(at, size).adjusted(-6, -3, 6, 3), Qt::AlignCenter, text, ground};
}

void add_fibonacci(DrawingPlot& plot, const Scene& scene, const Drawing& drawing) {
  const PanePlot& pane = scene.panes.front();
  const double from = drawing.anchors[0].price, to = drawing.anchors[1].price;
  const double left = std::min(plot.handles[0].x(), plot.handles[1].x());
  plot.lines.emplace_back(plot.handles[0], plot.handles[1]);
  double before = 0;
  for (const double level : kLevels) {
    const double price = to + (from - to) * level;
    const double y = pane.y(price);
    const QLineF line(left, y, pane.plot.right(), y);
    if (level > 0)
      plot.areas.push_back(QPolygonF(QRectF(QPointF(left, std::min(y, before)),
                                            QPointF(pane.plot.right(), std::max(y, before)))));
    before = y;
    plot.lines.push_back(line);
    plot.labels.push_back({QRectF(left + 4, y - 18, 200, 17), Qt::AlignLeft | Qt::AlignBottom,
                           QString::number(level) + QStringLiteral("  ") +
                               number(price, scene.data().price_decimals)});
  }
}

void add_channel(DrawingPlot& plot) {
  const QLineF base(plot.handles[0], plot.handles[1]);
  plot.lines.push_back(base);
  if (plot.handles.size() < 3) return;
  const double slope = base.dx() == 0 ? 0 : base.dy() / base.dx();
  const QPointF third = plot.handles[2];
  const double shift = third.y() - (base.y1() + slope * (third.x() - base.x1()));
  const QLineF parallel = base.translated(0, shift);
  plot.lines.push_back(parallel);
  plot.areas.push_back(QPolygonF({base.p1(), base.p2(), parallel.p2(), parallel.p1()}));
}

void add_measure(DrawingPlot& plot, const Scene& scene, const Drawing& drawing,
                 const QFontMetrics& metrics) {
  const Anchor &from = drawing.anchors[0], &to = drawing.anchors[1];
  const QRectF box = QRectF(plot.handles[0], plot.handles[1]).normalized();
  plot.areas.push_back(QPolygonF(box));
  plot.lines.emplace_back(plot.handles[0].x(), plot.handles[1].y(), plot.handles[1].x(),
                          plot.handles[1].y());
  plot.lines.emplace_back(plot.handles[1].x(), plot.handles[0].y(), plot.handles[1].x(),
                          plot.handles[1].y());
  const double change = to.price - from.price;
  const auto bars = static_cast<long long>(bar_of(scene, to.time)) -
                    static_cast<long long>(bar_of(scene, from.time));
  const auto days = data::day_number(to.time) - data::day_number(from.time);
  const QString text =
      QStringLiteral("%1%2 (%3)\n%4")
          .arg(change > 0 ? QStringLiteral("+") : QString(),
               number(change, scene.data().price_decimals), percent(to.price / from.price - 1),
               translated(QT_TRANSLATE_NOOP("chart", "%1 bars, %2 days")).arg(bars).arg(days));
  const QSize size = metrics.size(0, text);
  const bool up = change >= 0;
  const QPointF at(box.center().x() - size.width() / 2.0,
                   up ? box.top() - size.height() - 8 : box.bottom() + 8);
  plot.labels.push_back(label_at(at, text, metrics, true));
  plot.body = box;
}

}  // namespace

std::size_t bar_of(const Scene& scene, data::Time time) {
  const auto times = scene.data().bars.time();
  const auto after = std::upper_bound(times.begin(), times.end(), time);
  return after == times.begin() ? 0 : static_cast<std::size_t>(after - times.begin()) - 1;
}

QPointF pixel_of(const Scene& scene, const Anchor& anchor) {
  const double y = scene.panes.front().y(anchor.price);
  const double limit = 1e5;  // Rasterizers do not like more.
  return {std::floor(scene.x.x(static_cast<double>(bar_of(scene, anchor.time)))) + 0.5,
          std::clamp(std::isfinite(y) ? y : limit, -limit, limit)};
}

Anchor anchor_at(const Scene& scene, QPointF at) {
  const auto times = scene.data().bars.time();
  const double bar =
      std::clamp(std::round(scene.x.bar(at.x())), 0.0, static_cast<double>(scene.newest));
  return {times[static_cast<std::size_t>(bar)], scene.panes.front().scale.value(at.y())};
}

DrawingPlot plot_drawing(const Scene& scene, const Drawing& drawing) {
  DrawingPlot plot;
  const QFontMetrics metrics(chart_font(*scene.style));
  const QRect& pane = scene.panes.front().plot;
  for (const Anchor& anchor : drawing.anchors) plot.handles.push_back(pixel_of(scene, anchor));
  if (plot.handles.empty()) return plot;
  if (drawing.kind == DrawingKind::horizontal_line) {
    plot.lines.emplace_back(pane.left(), plot.handles[0].y(), pane.right(), plot.handles[0].y());
    plot.labels.push_back({QRectF(pane.right() - 206, plot.handles[0].y() - 18, 200, 17),
                           Qt::AlignRight | Qt::AlignBottom,
                           number(drawing.anchors[0].price, scene.data().price_decimals)});
  } else if (drawing.kind == DrawingKind::text) {
    plot.labels.push_back(label_at(plot.handles[0] + QPointF(6, 3),
                                   QString::fromStdString(drawing.text), metrics, true));
    plot.body = plot.labels.back().box;
  } else if (plot.handles.size() >= 2) {
    const QLineF line(plot.handles[0], plot.handles[1]);
    switch (drawing.kind) {
      case DrawingKind::ray:
        plot.lines.push_back(extended(line, pane));
        break;
      case DrawingKind::fibonacci:
        add_fibonacci(plot, scene, drawing);
        break;
      case DrawingKind::channel:
        add_channel(plot);
        break;
      case DrawingKind::measure:
        add_measure(plot, scene, drawing, metrics);
        break;
      default:
        plot.lines.push_back(line);
    }
  }
  return plot;
}

bool touches(const DrawingPlot& plot, QPointF at) {
  const auto near_line = [&](const QLineF& line) { return distance(line, at) <= kReach; };
  const auto near_handle = [&](QPointF handle) {
    return QLineF(handle, at).length() <= kReach + 2;
  };
  return plot.body.contains(at) || std::any_of(plot.lines.begin(), plot.lines.end(), near_line) ||
         std::any_of(plot.handles.begin(), plot.handles.end(), near_handle);
}

namespace {

QPointF snapped(QPointF at) {
  return {std::floor(at.x()) + 0.5, std::floor(at.y()) + 0.5};
}

}  // namespace

void paint_drawing(QPainter& painter, const Scene& scene, const Drawing& drawing, bool selected) {
  const ChartStyle& style = *scene.style;
  const DrawingPlot plot = plot_drawing(scene, drawing);
  const QColor color =
      drawing.color.empty() ? style.accent : QColor(QString::fromStdString(drawing.color).left(7));
  QColor tint = color;
  tint.setAlphaF(0.08F);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(tint);
  for (const QPolygonF& area : plot.areas) painter.drawPolygon(area);
  for (const QLineF& line : plot.lines) {
    // Level and upright lines stand on whole pixels, and thinner: there are many of them.
    const bool level = line.dx() == 0 || line.dy() == 0;
    painter.setPen(QPen(color, level ? 1 : selected ? 2 : 1.4));
    painter.drawLine(level ? QLineF(snapped(line.p1()), snapped(line.p2())) : line);
  }
  painter.setFont(chart_font(style));
  for (const DrawingLabel& label : plot.labels) {
    if (label.ground) {
      painter.setPen(QPen(color, 1));
      painter.setBrush(style.card);
      painter.drawRoundedRect(label.box, 3, 3);
    }
    painter.setPen(label.ground ? style.card_text : color);
    painter.drawText(label.box, static_cast<int>(label.align), label.text);
  }
  if (selected) {
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(style.background);
    for (const QPointF& handle : plot.handles) painter.drawEllipse(handle, 4, 4);
  }
  painter.setRenderHint(QPainter::Antialiasing, false);
}

}  // namespace fwq::chart
