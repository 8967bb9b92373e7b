// What the painters of many small things draw on: any QPainter, or the memory of a picture, which is ten times faster.
#pragma once

#include <QImage>
#include <QPainter>
#include <span>
#include <vector>

namespace fwq::chart {

class Canvas {
 public:
  // Draws by the painter: pictures in vectors.
  explicit Canvas(QPainter& painter) : painter_(painter) {}
  // Writes pixels. Requires: the painter paints on `image`, an RGB32 picture that nobody shares, and has no transform.
  Canvas(QPainter& painter, QImage& image);

  QPainter& painter() { return painter_; }
  // Of this and of the painter, in logical pixels; an empty rectangle: none.
  void setClip(const QRect& clip);

  // Opaque rectangles.
  void fill(std::span<const QRect> rects, const QColor& color);
  // An antialiased line through points whose x rises.
  void line(std::span<const QPointF> points, const QColor& color, double width);

 private:
  void segment(QPointF from, QPointF to, double width, QRgb color);
  void blend(int x, int y, double part, QRgb color);

  QPainter& painter_;
  uchar* bits_ = nullptr;  // Null: by the painter.
  qsizetype stride_ = 0;
  double ratio_ = 1;
  QRect all_, clip_;  // Device pixels.
};

// Rectangles of one colour, drawn at once.
class RectBatch {
 public:
  void add(int left, int top, int width, int height) {
    rects_.emplace_back(left, top, width, height);
  }
  // From y0 to y1, whichever is above; at least a pixel high.
  void addSpan(int left, int width, double y0, double y1) {
    const int top = static_cast<int>(std::min(y0, y1));
    const int bottom = static_cast<int>(std::max(y0, y1));
    rects_.emplace_back(left, top, width, std::max(bottom - top, 1));
  }
  void draw(Canvas& canvas, const QColor& color) {
    canvas.fill(rects_, color);
    rects_.clear();
  }

 private:
  std::vector<QRect> rects_;
};

}  // namespace fwq::chart
