// Rectangles and lines into memory. QPainter is the reference (canvas_test.cpp): it does the same through a general
// rasterizer, which takes 20 ms for the lines of a chart where this takes less than one.
#include "canvas.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::chart {
namespace {

int rounded(double value) {
  return static_cast<int>(std::lround(value));
}

}  // namespace

Canvas::Canvas(QPainter& painter, QImage& image)
    : painter_(painter),
      bits_(image.bits()),
      stride_(image.bytesPerLine()),
      ratio_(image.devicePixelRatio()),
      all_(image.rect()),
      clip_(all_) {}

void Canvas::setClip(const QRect& clip) {
  if (clip.isEmpty()) {
    painter_.setClipping(false);
    clip_ = all_;
    return;
  }
  painter_.setClipRect(clip);
  const QPoint corner(rounded(clip.left() * ratio_), rounded(clip.top() * ratio_));
  const QPoint end(rounded((clip.right() + 1) * ratio_), rounded((clip.bottom() + 1) * ratio_));
  clip_ = QRect(corner, end - QPoint(1, 1)) & all_;
}

void Canvas::fill(std::span<const QRect> rects, const QColor& color) {
  if (rects.empty()) return;
  if (bits_ == nullptr) {
    painter_.setPen(Qt::NoPen);
    painter_.setBrush(color);
    painter_.drawRects(rects.data(), static_cast<int>(rects.size()));
    return;
  }
  const QRgb value = color.rgb();
  const int clip_left = clip_.left(), clip_right = clip_.right() + 1;
  const int clip_top = clip_.top(), clip_bottom = clip_.bottom() + 1;
  for (const QRect& rect : rects) {
    int left = rect.left(), top = rect.top(), right = left + rect.width(),
        bottom = top + rect.height();
    if (ratio_ != 1) {
      left = rounded(left * ratio_);
      top = rounded(top * ratio_);
      right = std::max(rounded(right * ratio_), left + 1);
      bottom = std::max(rounded(bottom * ratio_), top + 1);
    }
    left = std::max(left, clip_left);
    right = std::min(right, clip_right);
    bottom = std::min(bottom, clip_bottom);
    top = std::max(top, clip_top);
    if (left >= right || top >= bottom) continue;
    uchar* row = bits_ + top * stride_ + left * static_cast<qsizetype>(sizeof(QRgb));
    if (right - left == 1) {  // Nearly all of them, where a column of pixels stands for many bars.
      for (int y = top; y < bottom; ++y, row += stride_) *reinterpret_cast<QRgb*>(row) = value;
      continue;
    }
    for (int y = top; y < bottom; ++y, row += stride_)
      std::fill_n(reinterpret_cast<QRgb*>(row), right - left, value);
  }
}

// Red and blue, and green, each in one multiplication.
void Canvas::blend(int x, int y, double part, QRgb color) {
  QRgb& pixel = reinterpret_cast<QRgb*>(bits_ + y * stride_)[x];
  const auto over = static_cast<std::uint32_t>(part * 256);
  const std::uint32_t under = 256 - over;
  const std::uint32_t red_blue = ((color & 0xff00ffU) * over + (pixel & 0xff00ffU) * under) >> 8U;
  const std::uint32_t green = ((color & 0x00ff00U) * over + (pixel & 0x00ff00U) * under) >> 8U;
  pixel = 0xff000000U | (red_blue & 0xff00ffU) | (green & 0x00ff00U);
}

// Across the direction that the segment runs in, each column (or row) is a short stroke whose ends are covered in part.
void Canvas::segment(QPointF from, QPointF to, double width, QRgb color) {
  const double dx = to.x() - from.x(), dy = to.y() - from.y();
  const bool flat = std::abs(dx) >= std::abs(dy);
  if (!flat && dy < 0) std::swap(from, to);
  const double slope = flat ? (dx == 0 ? 0 : dy / dx) : dx / dy;
  const double half = width / 2 * std::sqrt(1 + slope * slope);
  // Steep ones reach a little beyond their ends, which closes the joints; further, and the joints would be knots.
  const double begin = flat ? from.x() : from.y() - width / 4;
  const double end = flat ? to.x() : to.y() + width / 4;
  const double at = flat ? from.x() : from.y(), level = flat ? from.y() : from.x();
  const int first =
      std::max(static_cast<int>(std::ceil(begin - 0.5)), flat ? clip_.left() : clip_.top());
  const int last =
      std::min(static_cast<int>(std::ceil(end - 0.5)) - 1, flat ? clip_.right() : clip_.bottom());
  const int low = flat ? clip_.top() : clip_.left(), high = flat ? clip_.bottom() : clip_.right();
  for (int along = first; along <= last; ++along) {
    const double middle = level + (along + 0.5 - at) * slope;
    const double near = middle - half, far = middle + half;
    const int stop = std::min(static_cast<int>(std::floor(far)), high);
    for (int across = std::max(static_cast<int>(std::floor(near)), low); across <= stop; ++across) {
      const double part = std::min(far, across + 1.0) - std::max(near, static_cast<double>(across));
      if (flat) {
        blend(along, across, part, color);
      } else {
        blend(across, along, part, color);
      }
    }
  }
}

void Canvas::line(std::span<const QPointF> points, const QColor& color, double width) {
  if (points.empty()) return;
  if (bits_ == nullptr) {
    QPen pen(color, width);
    pen.setJoinStyle(Qt::BevelJoin);
    pen.setCapStyle(Qt::FlatCap);
    painter_.setPen(pen);
    painter_.setRenderHint(QPainter::Antialiasing);
    painter_.drawPolyline(points.data(), static_cast<int>(points.size()));
    painter_.setRenderHint(QPainter::Antialiasing, false);
    return;
  }
  for (std::size_t i = 1; i < points.size(); ++i)
    segment(points[i - 1] * ratio_, points[i] * ratio_, width * ratio_, color.rgb());
  if (points.size() == 1) {
    const QPointF reach(width / 2, 0);
    segment((points[0] - reach) * ratio_, (points[0] + reach) * ratio_, width * ratio_,
            color.rgb());
  }
}

}  // namespace fwq::chart
