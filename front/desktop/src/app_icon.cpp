// Drawing the icon.
#include "app_icon.hpp"

#include <QPainter>
#include <QPixmap>

namespace fwq::desktop {
namespace {

// A candle in a square of 64.
struct Candle {
  double x, high, low, top, bottom;
  QRgb color;
};
constexpr Candle kCandles[] = {{12, 26, 56, 32, 50, 0xff17c27c},
                               {27, 14, 50, 20, 44, 0xffff4d4f},
                               {42, 8, 40, 12, 32, 0xffff4d4f}};

QPixmap drawn(int size) {
  QPixmap pixmap(size, size);
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(size / 64.0, size / 64.0);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0x14171f));
  painter.drawRoundedRect(QRectF(0, 0, 64, 64), 12, 12);
  for (const Candle& candle : kCandles) {
    painter.setBrush(QColor(candle.color));
    painter.drawRect(QRectF(candle.x + 4, candle.high, 2, candle.low - candle.high));
    painter.drawRoundedRect(QRectF(candle.x, candle.top, 10, candle.bottom - candle.top), 1.5, 1.5);
  }
  return pixmap;
}

}  // namespace

QIcon app_icon() {
  QIcon icon;
  for (const int size : {16, 24, 32, 48, 64, 128, 256}) icon.addPixmap(drawn(size));
  return icon;
}

}  // namespace fwq::desktop
