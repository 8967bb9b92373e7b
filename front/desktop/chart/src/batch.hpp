// Rectangles of one colour, drawn at once: a thousand calls cost more than one with a thousand rectangles.
#pragma once

#include <QPainter>
#include <vector>

namespace fwq::chart {

class RectBatch {
 public:
  void add(int left, int top, int width, int height) {
    rects_.emplace_back(left, top, width, height);
  }
  // From y0 to y1, whichever is above; at least a pixel high.
  void add_span(int left, int width, double y0, double y1) {
    const int top = static_cast<int>(std::min(y0, y1));
    const int bottom = static_cast<int>(std::max(y0, y1));
    rects_.emplace_back(left, top, width, std::max(bottom - top, 1));
  }
  void draw(QPainter& painter, const QColor& color) {
    if (rects_.empty()) return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRects(rects_.data(), static_cast<int>(rects_.size()));
    rects_.clear();
  }

 private:
  std::vector<QRect> rects_;
};

}  // namespace fwq::chart
