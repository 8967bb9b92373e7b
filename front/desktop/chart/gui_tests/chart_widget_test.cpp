// The chart under a real mouse and keyboard.
#include <QNativeGestureEvent>
#include <QPointingDevice>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

using ChartWidgetTest = Charted;

TEST_F(ChartWidgetTest, ShowsTheNewestBarsFirst) {
  EXPECT_EQ(chart.visibleRange().last, data->bars.size() - 1);
  EXPECT_GT(chart.visibleRange().first, 0U);
  save(shown(), "candles_dark");
}

TEST_F(ChartWidgetTest, DrawsRisingCandlesRedOrGreenAsTold) {
  const QRect price = scene().panes[0].plot;
  const ChartStyle dark = dark_style();
  const int red = count(shown(), dark.red, price), green = count(shown(), dark.green, price);
  EXPECT_GT(red, 1000);
  EXPECT_GT(green, 1000);
  ChartStyle reversed = dark;
  reversed.rising_red = false;
  chart.setChartStyle(reversed);
  EXPECT_NEAR(count(shown(), dark.red, price), green, 200);
  EXPECT_NEAR(count(shown(), dark.green, price), red, 200);
}

TEST_F(ChartWidgetTest, ZoomsAtThePointer) {
  const double bar = static_cast<double>(chart.visibleRange().first) + 40;
  const QPoint at = at_bar(bar);
  const auto before = chart.visibleRange();
  wheel(at, 3);
  EXPECT_NEAR(at_bar(bar).x(), at.x(), 1);
  EXPECT_LT(chart.visibleRange().last - chart.visibleRange().first,
            (before.last - before.first) * 6 / 10);
  wheel(at, -3);
  EXPECT_EQ(chart.visibleRange(), before);
}

TEST_F(ChartWidgetTest, FollowsATouchpad) {
  const auto before = chart.visibleRange();
  const QPoint at = at_bar(static_cast<double>(before.first) + 60);
  const int step = static_cast<int>(scene().step());
  QWheelEvent sideways(at, chart.mapToGlobal(at), {20 * step, 0}, {}, Qt::NoButton, {},
                       Qt::ScrollUpdate, false);
  QApplication::sendEvent(&chart, &sideways);
  EXPECT_EQ(chart.visibleRange().first, before.first - 20);
  const QPointingDevice* device = QPointingDevice::primaryPointingDevice();
  QNativeGestureEvent pinch(Qt::ZoomNativeGesture, device, 2, at, at, chart.mapToGlobal(at), 0.5,
                            {});
  QApplication::sendEvent(&chart, &pinch);
  EXPECT_DOUBLE_EQ(scene().step(), 1.5 * kUsualStep);
}

TEST_F(ChartWidgetTest, PansByDragging) {
  const auto before = chart.visibleRange();
  const int step = static_cast<int>(scene().step());
  drag({300, 200}, {300 + 25 * step, 220});
  EXPECT_EQ(chart.visibleRange().first, before.first - 25);
}

TEST_F(ChartWidgetTest, TellsTheRangeOnceAChange) {
  QSignalSpy spy(&chart, &ChartWidget::rangeChanged);
  QTest::keyClick(&chart, Qt::Key_Home);
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toULongLong(), 0U);
  QTest::keyClick(&chart, Qt::Key_Home);
  EXPECT_EQ(spy.count(), 1);
  QTest::keyClick(&chart, Qt::Key_End);
  EXPECT_EQ(chart.visibleRange().last, data->bars.size() - 1);
}

TEST_F(ChartWidgetTest, ZoomsToABoxAndBack) {
  const auto before = chart.visibleRange();
  const double from = static_cast<double>(before.first) + 20, to = from + 30;
  drag(at_bar(from), at_bar(to), Qt::ShiftModifier);
  EXPECT_EQ(chart.visibleRange().first, before.first + 20);
  EXPECT_EQ(chart.visibleRange().last, before.first + 50);
  QTest::keyClick(&chart, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(chart.visibleRange(), before);
  EXPECT_FALSE(chart.undo());
}

TEST_F(ChartWidgetTest, MovesTheCrosshairWithTheMouse) {
  QSignalSpy spy(&chart, &ChartWidget::crosshairMoved);
  const std::size_t bar = chart.visibleRange().first + 30;
  move(at_bar(static_cast<double>(bar)));
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toLongLong(), data->bars.time()[bar]);
  const double price = spy[0][1].toDouble();
  EXPECT_NEAR(scene().panes[0].y(price), at_bar(0).y(), 1e-6);
  save(shown(), "crosshair_dark");
  QSignalSpy left(&chart, &ChartWidget::crosshairLeft);
  move({kWidth - 5, 100});
  EXPECT_EQ(left.count(), 1);
}

TEST_F(ChartWidgetTest, StepsTheCrosshairByKeysAndScrollsAlong) {
  QSignalSpy spy(&chart, &ChartWidget::crosshairMoved);
  const auto before = chart.visibleRange();
  QTest::keyClick(&chart, Qt::Key_Left);
  ASSERT_EQ(spy.count(), 1);
  EXPECT_EQ(spy[0][0].toLongLong(), data->bars.time()[before.last]);
  EXPECT_EQ(spy[0][1].toDouble(), data->bars.close()[before.last]);
  const std::size_t seen = before.last - before.first;
  for (std::size_t i = 0; i < seen + 5; ++i) QTest::keyClick(&chart, Qt::Key_Left);
  EXPECT_EQ(spy.back()[0].toLongLong(), data->bars.time()[before.last - seen - 5]);
  EXPECT_LE(chart.visibleRange().first, before.last - seen - 5);
  QTest::keyClick(&chart, Qt::Key_Right);
  EXPECT_EQ(spy.back()[0].toLongLong(), data->bars.time()[before.last - seen - 4]);
}

TEST_F(ChartWidgetTest, SplitterChangesTwoPanesAndNoOther) {
  QSignalSpy spy(&chart, &ChartWidget::specChanged);
  const QRect volume = scene().panes[1].plot, macd = scene().panes[2].plot;
  drag({300, volume.top()}, {300, volume.top() - 60});
  EXPECT_EQ(spy.count(), 1);
  EXPECT_NEAR(scene().panes[1].plot.height(), volume.height() + 60, 2);
  EXPECT_NEAR(scene().panes[2].plot.height(), macd.height(), 1);
}

TEST_F(ChartWidgetTest, StretchesThePriceAxisAndFitsItAgain) {
  const double high = scene().panes[0].scale.high, low = scene().panes[0].scale.low;
  const QPoint axis = scene().panes[0].axis.center();
  drag(axis, axis + QPoint(0, 100));
  EXPECT_GT(scene().panes[0].scale.high, high);
  EXPECT_LT(scene().panes[0].scale.low, low);
  QTest::mouseDClick(&chart, Qt::LeftButton, Qt::NoModifier, axis);
  EXPECT_DOUBLE_EQ(scene().panes[0].scale.high, high);
}

TEST_F(ChartWidgetTest, TellsKeysThatAreOthersBusiness) {
  QSignalSpy symbol(&chart, &ChartWidget::symbolStepRequested);
  QSignalSpy period(&chart, &ChartWidget::periodStepRequested);
  QSignalSpy text(&chart, &ChartWidget::textTyped);
  QTest::keyClick(&chart, Qt::Key_PageDown);
  QTest::keyClick(&chart, Qt::Key_PageUp);
  QTest::keyClick(&chart, Qt::Key_F8);
  QTest::keyClick(&chart, Qt::Key_6);
  ASSERT_EQ(symbol.count(), 2);
  EXPECT_EQ(symbol[0][0].toInt(), 1);
  EXPECT_EQ(symbol[1][0].toInt(), -1);
  EXPECT_EQ(period.count(), 1);
  ASSERT_EQ(text.count(), 1);
  EXPECT_EQ(text[0][0].toString(), QStringLiteral("6"));
}

TEST_F(ChartWidgetTest, KeepsThePlaceWhenBarsAreAdded) {
  auto fewer = std::make_shared<ChartData>(*data);
  fewer->bars = data->bars.slice(0, data->bars.size() - 10);
  chart.setData(fewer);
  chart.setData(data);
  EXPECT_EQ(chart.visibleRange().last, data->bars.size() - 1);  // Followed.
  QTest::keyClick(&chart, Qt::Key_Home);
  const auto before = chart.visibleRange();
  chart.setData(fewer);
  EXPECT_EQ(chart.visibleRange(), before);  // Stayed.
}

TEST_F(ChartWidgetTest, RefusesAnIndicatorThatIsNotThereAndStaysAsItWas) {
  ChartSpec spec = chart.spec();
  spec.overlays.push_back({.id = "no_such_thing"});
  const auto result = chart.setSpec(spec);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::not_found);
  EXPECT_EQ(chart.spec(), default_spec());
}

TEST_F(ChartWidgetTest, SaysThatThereIsNothingToShow) {
  chart.setData(nullptr);
  EXPECT_EQ(chart.visibleRange(), ChartWidget::BarRange{});
  save(shown(), "empty_dark");
  for (const int key : {Qt::Key_Left, Qt::Key_Up, Qt::Key_End, Qt::Key_Escape})
    QTest::keyClick(&chart, static_cast<Qt::Key>(key));
  wheel({200, 200}, 2);
  drag({100, 100}, {300, 300});
  drag({100, 100}, {300, 300}, Qt::ShiftModifier);
}

TEST_F(ChartWidgetTest, ShowsOneBarAndAGapAndAFlatLine) {
  auto one = std::make_shared<ChartData>(*data);
  one->bars = data->bars.slice(0, 1);
  chart.setData(one);
  EXPECT_EQ(chart.visibleRange(), (ChartWidget::BarRange{0, 0}));
  shown();
  data::BarSeries flat(5);
  for (int i = 0; i < 5; ++i) {
    const double price = i == 2 ? data::kNone : 10;
    flat.push_back({data::day_bar_time({2024, 5, 6 + i}), price, price, price, price, 0, 0});
  }
  auto flat_data = std::make_shared<ChartData>(*data);
  flat_data->bars = flat.view();
  chart.setData(flat_data);
  shown();
  EXPECT_EQ(chart.visibleRange().last, 4U);
}

TEST_F(ChartWidgetTest, LooksGoodFarAway) {
  chart.showBars(0, data->bars.size() - 1);
  EXPECT_FALSE(scene().columns.empty());
  save(shown(), "far_dark");
  const QRect price = scene().panes[0].plot;
  // Every column between the first and the last bar has something of the price in it.
  const QImage image = shown();
  int bare = 0;
  for (int x = 100; x < price.right() - 100; ++x) {
    const QRect column(x, price.top(), 1, price.height());
    bare += count(image, dark_style().red, column) + count(image, dark_style().green, column) == 0
                ? 1
                : 0;
  }
  EXPECT_LT(bare, 5);
}

TEST_F(ChartWidgetTest, PicturesOfMorePixelsShowTheSame) {
  const QImage plain = chart.picture({600, 400}), fine = chart.picture({600, 400}, 2);
  EXPECT_EQ(fine.size(), QSize(1200, 800));
  save(fine, "fine_dark");
  // Drawn anew and not blown up: as many candles, and at the same places.
  const QImage shrunk = fine.scaled(600, 400, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  int different = 0;
  for (int y = 0; y < 400; ++y)
    for (int x = 0; x < 600; ++x)
      different += std::abs(qGray(plain.pixel(x, y)) - qGray(shrunk.pixel(x, y))) > 80 ? 1 : 0;
  EXPECT_LT(different, 600 * 400 / 50);
}

TEST_F(ChartWidgetTest, DrawsInLight) {
  chart.setChartStyle(light_style());
  move(at_bar(static_cast<double>(chart.visibleRange().first) + 100));
  save(shown(), "candles_light");
}

}  // namespace
}  // namespace fwq::chart
