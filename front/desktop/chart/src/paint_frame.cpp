// Background, grid, axes and their labels, cuts, and the label of the newest price.
#include "fonts.hpp"
#include "paint.hpp"
#include "text.hpp"
#include "time_axis.hpp"

namespace fwq::chart {
namespace {

constexpr int kLabelGap = 8;  // Pixels between two labels of it, at least.
constexpr int kMarkGap = 70;  // Pixels from one mark of the time axis to the next.

// Labels whose middle is so near the end of the column that they would be cut are left out.
bool fits(const QRect& axis, double y, int height) {
  return y - height / 2.0 >= axis.top() && y + height / 2.0 <= axis.bottom() + 1;
}

// Height of the newest price's label; NaN where none is drawn.
double last_price_y(const Scene& scene) {
  const PanePlot& pane = scene.panes.front();
  const double y = pane.y(scene.data().bars.close()[scene.newest]);
  const bool shown = scene.spec->show_last_price && y >= pane.plot.top() && y <= pane.plot.bottom();
  return shown ? y : data::kNone;
}

void paint_ticks(Canvas& canvas, const Scene& scene, const PanePlot& pane) {
  QPainter& painter = canvas.painter();
  const ChartStyle& style = *scene.style;
  RectBatch grid;
  painter.setPen(style.text);
  for (const AxisTick& tick : pane.ticks) {
    const double y = pane.y(tick.value);
    if (y < pane.plot.top() || y > pane.plot.bottom()) continue;
    grid.add(pane.plot.left(), static_cast<int>(y), pane.plot.width(), 1);
    const bool covered =
        &pane == &scene.panes.front() && std::abs(y - last_price_y(scene)) < style.font_px + 2;
    if (covered || !fits(pane.axis, y, style.font_px)) continue;
    painter.drawText(
        QRectF(pane.axis.left() + 8, y - style.font_px, pane.axis.width() - 8, style.font_px * 2),
        Qt::AlignLeft | Qt::AlignVCenter, tick.text);
  }
  grid.draw(canvas, style.grid);
}

void paint_guides(QPainter& painter, const Scene& scene, const PanePlot& pane) {
  QPen pen(scene.style->text, 1);
  pen.setDashPattern({4, 4});
  painter.setPen(pen);
  painter.setOpacity(0.6);
  for (const double guide : pane.guides) {
    const int y = static_cast<int>(pane.y(guide));
    painter.drawLine(pane.plot.left(), y, pane.plot.right(), y);
  }
  painter.setOpacity(1);
}

void paint_time_axis(Canvas& canvas, const Scene& scene) {
  QPainter& painter = canvas.painter();
  const ChartStyle& style = *scene.style;
  const auto most = static_cast<std::size_t>(std::max(1, scene.plots.width() / kMarkGap));
  const auto marks = time_marks(scene.data().bars.time(), scene.first, scene.end, most,
                                kMarkGap / scene.step(), scene.data().period);
  RectBatch grid;
  int free_from = scene.frame.left();  // Pixels left of it have a label already.
  const QFont plain = chart_font(style), bold = chart_font(style, true);
  for (const TimeMark& mark : marks) {
    const int x = static_cast<int>(scene.x.x(static_cast<double>(mark.bar)));
    if (x < scene.plots.left() || x > scene.plots.right()) continue;
    grid.add(x, scene.plots.top(), 1, scene.plots.height());
    painter.setFont(mark.major ? bold : plain);
    painter.setPen(mark.major ? style.strong_text : style.text);
    const QString text = QString::fromStdString(mark.text);
    const int width = painter.fontMetrics().horizontalAdvance(text);
    // At the edges it moves inwards, so that nothing of it is cut; where the next one stands it is left out.
    const int left = std::clamp(x - width / 2, scene.frame.left() + 2,
                                std::max(scene.frame.right() - width, scene.frame.left() + 2));
    if (left < free_from) continue;
    free_from = left + width + kLabelGap;
    painter.drawText(QRect(left, scene.time_axis.top(), width + 1, scene.time_axis.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, text);
  }
  painter.setFont(plain);
  grid.draw(canvas, style.grid);
}

void paint_cuts(QPainter& painter, const Scene& scene) {
  QPen pen(scene.style->accent, 1);
  pen.setDashPattern({2, 3});
  painter.setPen(pen);
  for (const std::size_t cut : scene.data().cuts) {
    if (cut < scene.first || cut >= scene.end) continue;
    const int x = static_cast<int>(scene.x.x(static_cast<double>(cut)) - scene.step() / 2);
    painter.drawLine(x, scene.plots.top(), x, scene.plots.bottom());
  }
}

}  // namespace

void paint_axis_tag(QPainter& painter, const Scene& scene, const QRect& axis, double y,
                    const QString& text, const QColor& ground) {
  const int height = scene.style->font_px + 6;
  const QRect box(axis.left() + 1, static_cast<int>(y) - height / 2, axis.width() - 2, height);
  painter.fillRect(box, ground);
  // Black or white, whichever reads better on the ground.
  painter.setPen(qGray(ground.rgb()) > 150 ? Qt::black : Qt::white);
  painter.drawText(box.adjusted(7, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
}

void paint_frame(Canvas& canvas, const Scene& scene) {
  QPainter& painter = canvas.painter();
  const ChartStyle& style = *scene.style;
  painter.fillRect(scene.frame, style.background);
  painter.setFont(chart_font(style));
  RectBatch borders;
  borders.add(scene.plots.right() + 1, scene.frame.top(), 1, scene.plots.height());
  borders.add(scene.frame.left(), scene.plots.bottom() + 1, scene.frame.width(), 1);
  for (const PanePlot& pane : scene.panes) {
    if (&pane != &scene.panes.front())
      borders.add(scene.frame.left(), pane.plot.top() - 1, scene.frame.width(), 1);
  }
  if (!scene.empty()) {
    paint_time_axis(canvas, scene);
    for (const PanePlot& pane : scene.panes) {
      paint_ticks(canvas, scene, pane);
      paint_guides(painter, scene, pane);
    }
    paint_cuts(painter, scene);
  }
  borders.draw(canvas, style.border);
}

void paint_last_price(QPainter& painter, const Scene& scene) {
  const double y = last_price_y(scene);
  if (std::isnan(y)) return;
  const auto& bars = scene.data().bars;
  const std::size_t bar = scene.newest;
  const double close = bars.close()[bar];
  const PanePlot& pane = scene.panes.front();
  const double before = bar > 0 ? bars.close()[bar - 1] : data::kNone;
  const QColor color =
      rises(before, close, data::kNone) ? scene.style->rising() : scene.style->falling();
  QPen pen(color, 1);
  pen.setDashPattern({1, 3});
  painter.setPen(pen);
  painter.drawLine(pane.plot.left(), static_cast<int>(y), pane.plot.right(), static_cast<int>(y));
  const QString text =
      scene.percent ? percent(close / scene.base - 1) : number(close, scene.data().price_decimals);
  paint_axis_tag(painter, scene, pane.axis, y, text, color);
}

}  // namespace fwq::chart
