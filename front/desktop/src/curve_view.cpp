// Drawing curves.
#include "curve_view.hpp"

#include <QPainter>
#include <QPainterPath>
#include <QRegularExpression>
#include <algorithm>
#include <cmath>

#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr double kAxis = 62;    // Pixels for the numbers on the right.
constexpr double kBottom = 20;  // For the dates.

// 1, 2 or 5 times a power of ten, so that `range` has some four steps.
double step_of(double range) {
  if (!(range > 0)) return 1;
  const double raw = range / 4, power = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (raw <= factor * power) return factor * power;
  return 10 * power;
}

// "80.00万" → "80万": an axis has round numbers.
QString shortened(QString text) {
  static const QRegularExpression zeros(QStringLiteral("\\.0+(?=\\D|$)"));
  return text.remove(zeros);
}

}  // namespace

CurveView::CurveView(QWidget* parent) : QWidget(parent) {
  setAttribute(Qt::WA_OpaquePaintEvent);
}

QSize CurveView::minimumSizeHint() const {
  return {320, 160};
}

void CurveView::setCurves(std::vector<data::Time> times, std::vector<Curve> curves) {
  times_ = std::move(times);
  curves_ = std::move(curves);
  update();
}

void CurveView::setLook(const Look& look, const core::Theme& theme) {
  look_ = look;
  theme_ = theme;
  update();
}

void CurveView::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), look_.base);
  double low = INFINITY, high = -INFINITY;
  for (const auto& curve : curves_)
    for (const double value : curve.values) {
      if (!std::isfinite(value)) continue;
      low = std::min(low, value);
      high = std::max(high, value);
    }
  if (!(low <= high)) {
    painter.setPen(look_.muted);
    painter.drawText(rect(), Qt::AlignCenter, say("Nothing has been run yet."));
    return;
  }
  const double room = std::max((high - low) * 0.06, std::abs(high) * 1e-6);
  low -= room;
  high += room;
  const QRectF plot(8, 8, width() - kAxis - 12, height() - kBottom - 12);
  paintAxis(painter, plot, low, high);
  painter.setRenderHint(QPainter::Antialiasing);
  for (const auto& curve : curves_) paintCurve(painter, plot, low, high, curve);
  paintLegend(painter, plot);
}

void CurveView::paintAxis(QPainter& painter, const QRectF& plot, double low, double high) const {
  const double step = step_of(high - low);
  for (double value = std::ceil(low / step) * step; value <= high; value += step) {
    const double y = plot.bottom() - (value - low) / (high - low) * plot.height();
    painter.setPen(color_of(theme_.chart_grid));
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    painter.setPen(look_.muted);
    painter.drawText(
        QRectF(plot.right() + 6, y - 10, kAxis, 20), Qt::AlignLeft | Qt::AlignVCenter,
        std::abs(value) < 1000 ? QString::number(value, 'g', 4) : shortened(amount_text(value)));
  }
  const int labels = std::clamp(static_cast<int>(plot.width() / 130), 2, 8);
  const std::size_t count = times_.empty() ? curves_.front().values.size() : times_.size();
  for (int i = 0; i < labels && count > 1; ++i) {
    const auto at =
        (count - 1) * static_cast<std::size_t>(i) / static_cast<std::size_t>(labels - 1);
    const double x = plot.left() + plot.width() * i / (labels - 1);
    const QString date = times_.empty() ? QString::number(at + 1)
                                        : text_of(data::format_date(data::date_of(times_[at])));
    const auto align = i == 0 ? Qt::AlignLeft : i == labels - 1 ? Qt::AlignRight : Qt::AlignHCenter;
    const double left = i == 0 ? x : i == labels - 1 ? x - 100 : x - 50;
    painter.drawText(QRectF(left, plot.bottom() + 4, 100, kBottom), align | Qt::AlignTop, date);
  }
}

void CurveView::paintCurve(QPainter& painter, const QRectF& plot, double low, double high,
                           const Curve& curve) const {
  painter.setPen(QPen(color_of(theme_.indicator_colors[static_cast<std::size_t>(curve.color) %
                                                       theme_.indicator_colors.size()]),
                      1.4));
  const std::size_t count = curve.values.size();
  const auto columns = static_cast<std::size_t>(std::max(plot.width(), 1.0));
  const std::size_t stride = std::max<std::size_t>(1, count / columns);
  QPainterPath path;
  bool pen_down = false;
  const auto put = [&](std::size_t i, double value) {
    const QPointF at(plot.left() + plot.width() * static_cast<double>(i) /
                                       static_cast<double>(std::max<std::size_t>(count - 1, 1)),
                     plot.bottom() - (value - low) / (high - low) * plot.height());
    if (pen_down)
      path.lineTo(at);
    else
      path.moveTo(at);
    pen_down = true;
  };
  for (std::size_t i = 0; i < count; i += stride) {
    double least = INFINITY, most = -INFINITY;
    for (std::size_t j = i; j < std::min(i + stride, count); ++j) {
      if (!std::isfinite(curve.values[j])) continue;
      least = std::min(least, curve.values[j]);
      most = std::max(most, curve.values[j]);
    }
    if (!(least <= most)) {
      pen_down = false;
      continue;
    }
    put(i, least);
    if (most > least) put(i, most);
  }
  painter.drawPath(path);
}

void CurveView::paintLegend(QPainter& painter, const QRectF& plot) const {
  double x = plot.left() + 6;
  for (const auto& curve : curves_) {
    const double wide = painter.fontMetrics().horizontalAdvance(curve.name);
    painter.setPen(QPen(color_of(theme_.indicator_colors[static_cast<std::size_t>(curve.color) %
                                                         theme_.indicator_colors.size()]),
                        2.5));
    painter.drawLine(QPointF(x, plot.top() + 10), QPointF(x + 16, plot.top() + 10));
    painter.setPen(look_.text);
    painter.drawText(QPointF(x + 22, plot.top() + 10 + painter.fontMetrics().ascent() / 2.0 - 1),
                     curve.name);
    x += wide + 44;
  }
}

}  // namespace fwq::desktop
