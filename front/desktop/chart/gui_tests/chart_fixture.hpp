// A chart of a simulated stock in a window, and what tests ask of it.
#pragma once

#include <gtest/gtest.h>

#include <QDir>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "chart_state.hpp"
#include "fwq/data/demo_market.hpp"

namespace fwq::chart {

// The geometry of a chart's current frame.
struct ChartProbe {
  static const Scene& scene(const ChartWidget& chart) { return chart.currentScene(); }
  static const std::vector<MarkPlot>& marks(const ChartWidget& chart) {
    return chart.state_->marks;
  }
  static const std::optional<Crosshair>& crosshair(const ChartWidget& chart) {
    return chart.state_->crosshair;
  }
  // As into SVG or PDF.
  static void paint_by_painter(const ChartWidget& chart, QImage& image) {
    QPainter painter(&image);
    Canvas canvas(painter);
    chart.paintWhole(painter, image.size(), canvas);
  }
};

// Ten years of daily bars of an invented company.
inline std::shared_ptr<ChartData> demo_data(std::size_t stock = 3, int years = 10) {
  const auto market = data::DemoMarket::plan({.symbols = 12, .years = years}).value();
  data::DemoSecurity security = market.stock(stock);
  auto chart = std::make_shared<ChartData>();
  chart->symbol = security.symbol;
  chart->name = security.name;
  auto adjusted =
      data::adjusted(security.bars.view(), security.symbol, security.events, data::Adjust::forward);
  chart->bars = adjusted.bars;
  chart->adjust = data::Adjust::forward;
  for (const data::Cut& cut : adjusted.cuts) chart->cuts.push_back(cut.bar);
  return chart;
}

class Charted : public testing::Test {
 protected:
  static constexpr int kWidth = 1200, kHeight = 750;
  void SetUp() override {
    chart.resize(kWidth, kHeight);
    chart.setData(data);
    chart.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&chart));
  }
  const Scene& scene() const { return ChartProbe::scene(chart); }
  // The middle of a bar, half-way down the price pane.
  QPoint at_bar(double bar) const {
    return {static_cast<int>(scene().x.x(bar)), scene().panes[0].plot.center().y()};
  }
  void wheel(QPoint at, int notches, Qt::KeyboardModifiers keys = Qt::NoModifier) {
    QWheelEvent event(at, chart.mapToGlobal(at), {}, {0, notches * 120}, Qt::NoButton, keys,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&chart, &event);
  }
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers keys = Qt::NoModifier,
            Qt::MouseButton button = Qt::LeftButton) {
    QTest::mousePress(&chart, button, keys, from);
    for (int i = 1; i <= 4; ++i) move(from + (to - from) * i / 4, button);
    QTest::mouseRelease(&chart, button, keys, to);
  }
  void move(QPoint at, Qt::MouseButton held = Qt::NoButton) {
    QMouseEvent event(QEvent::MouseMove, at, chart.mapToGlobal(at), Qt::NoButton, held,
                      Qt::NoModifier);
    QApplication::sendEvent(&chart, &event);
  }
  static void save(const QImage& image, const char* name) {
    QDir().mkpath(QStringLiteral(FWQ_SCREENSHOTS));
    ASSERT_TRUE(image.save(QDir(QStringLiteral(FWQ_SCREENSHOTS))
                               .filePath(QLatin1String(name) + QStringLiteral(".png"))));
  }
  QImage shown() { return chart.grab().toImage().convertToFormat(QImage::Format_RGB32); }
  // How many pixels of a picture are of a colour.
  static int count(const QImage& image, const QColor& color, QRect within) {
    int found = 0;
    within &= image.rect();
    for (int y = within.top(); y <= within.bottom(); ++y)
      for (int x = within.left(); x <= within.right(); ++x)
        found += image.pixelColor(x, y) == color ? 1 : 0;
    return found;
  }

  std::shared_ptr<ChartData> data = demo_data();
  ChartWidget chart;
};

}  // namespace fwq::chart
