// Lines and rectangles written into memory look as QPainter draws them.
#include "canvas.hpp"

#include <gtest/gtest.h>

#include <random>

namespace fwq::chart {
namespace {

// How much of a picture is white, in pixels.
double ink(const QImage& image) {
  double result = 0;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) result += qGreen(image.pixel(x, y)) / 255.0;
  return result;
}

// The greatest difference of a block of 3 x 3 pixels, in pixels of ink: joints differ a little.
double worst_difference(const QImage& a, const QImage& b) {
  double worst = 0;
  for (int y = 1; y + 1 < a.height(); ++y) {
    for (int x = 1; x + 1 < a.width(); ++x) {
      double sum = 0;
      for (int k = 0; k < 9; ++k)
        sum += (qGreen(a.pixel(x - 1 + k % 3, y - 1 + k / 3)) -
                qGreen(b.pixel(x - 1 + k % 3, y - 1 + k / 3))) /
               255.0;
      worst = std::max(worst, std::abs(sum));
    }
  }
  return worst;
}

template <class Draw>
QImage drawn(double ratio, bool direct, const Draw& draw) {
  QImage image(QSize(300, 200) * ratio, QImage::Format_RGB32);
  image.fill(Qt::black);
  image.setDevicePixelRatio(ratio);
  QPainter painter(&image);
  if (direct) {
    Canvas canvas(painter, image);
    draw(canvas);
  } else {
    Canvas canvas(painter);
    draw(canvas);
  }
  return image;
}

std::vector<QPointF> curve(double step, double swing) {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> move(-swing, swing);
  std::vector<QPointF> points;
  double y = 100;
  for (double x = 10.5; x < 290; x += step) {
    points.emplace_back(x, y);
    y = std::clamp(y + move(random), 10.0, 190.0);
  }
  return points;
}

TEST(Canvas, DrawsLinesAsThePainterDoes) {
  for (const double ratio : {1.0, 2.0}) {
    for (const double step : {4.0, 9.0, 25.0}) {
      for (const double swing : {0.0, 3.0, 40.0}) {
        const auto points = curve(step, swing);
        const auto draw = [&](Canvas& canvas) { canvas.line(points, Qt::white, 1.5); };
        const QImage ours = drawn(ratio, true, draw), painters = drawn(ratio, false, draw);
        EXPECT_NEAR(ink(ours), ink(painters), ink(painters) * 0.06) << step << ' ' << swing;
        EXPECT_LT(worst_difference(ours, painters), 3 * ratio)
            << step << ' ' << swing << ' ' << ratio;
      }
    }
  }
}

TEST(Canvas, FillsTheSamePixelsAsThePainter) {
  std::mt19937 random(5);
  std::vector<QRect> rects;
  for (int i = 0; i < 60; ++i)
    rects.emplace_back(static_cast<int>(random() % 320) - 10, static_cast<int>(random() % 220) - 10,
                       1 + static_cast<int>(random() % 9), 1 + static_cast<int>(random() % 60));
  for (const double ratio : {1.0, 2.0}) {
    const auto draw = [&](Canvas& canvas) {
      canvas.setClip({20, 30, 200, 120});
      canvas.fill(rects, QColor(10, 200, 30));
    };
    EXPECT_EQ(drawn(ratio, true, draw), drawn(ratio, false, draw)) << ratio;
  }
}

TEST(Canvas, StaysWithinItsClip) {
  const QImage image = drawn(1, true, [](Canvas& canvas) {
    canvas.setClip({100, 50, 100, 100});
    const std::vector<QPointF> wild{{-500, -1e5}, {150, 100}, {160, 1e5}, {900, -300}};
    canvas.line(wild, Qt::white, 3);
  });
  EXPECT_GT(ink(image), 50);
  EXPECT_NEAR(ink(image.copy(100, 50, 100, 100)), ink(image), 1e-9);
}

}  // namespace
}  // namespace fwq::chart
