// Replay, and charts that follow each other.
#include <QMenu>
#include <QToolButton>
#include <set>

#include "chart_fixture.hpp"
#include "fwq/chart/chart_link.hpp"

namespace fwq::chart {
namespace {

class Replay : public Charted {
 protected:
  void SetUp() override {
    const analysis::PatternRecognizer recognizer;
    data->patterns =
        recognizer.recognize_patterns(data->bars, {}, std::nullopt, data->cuts).value();
    Charted::SetUp();
  }
  QToolButton* button(const char* name) {
    return chart.findChild<QToolButton*>(QLatin1String(name));
  }
};

TEST_F(Replay, LooksLikeTheChartOfTheBarsThatWereThere) {
  const std::size_t bar = 1500;
  chart.startReplay(bar);
  EXPECT_EQ(chart.visibleRange().last, bar);
  auto prefix = std::make_shared<ChartData>(*data);
  prefix->bars = data->bars.slice(0, bar + 1);
  std::erase_if(prefix->patterns, [&](const auto& hit) { return hit.known_at > bar; });
  ChartWidget other;
  other.resize(chart.size());
  other.setData(prefix);
  other.show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(&other));
  other.showBars(chart.visibleRange().first, chart.visibleRange().last);
  chart.showBars(chart.visibleRange().first, chart.visibleRange().last);
  EXPECT_EQ(chart.picture(chart.size()), other.picture(chart.size()));
  save(shown(), "replay_dark");
}

TEST_F(Replay, StepsPlaysAndEnds) {
  QSignalSpy spy(&chart, &ChartWidget::replayChanged);
  QSignalSpy ended(&chart, &ChartWidget::replayEnded);
  chart.startReplay(1500);
  QTest::mouseClick(button("replay_on"), Qt::LeftButton);
  QTest::mouseClick(button("replay_on"), Qt::LeftButton);
  QTest::mouseClick(button("replay_back"), Qt::LeftButton);
  EXPECT_EQ(chart.replayBar(), 1501U);
  EXPECT_EQ(chart.visibleRange().last, 1501U);
  chart.setReplaySpeed(10);
  QTest::keyClick(&chart, Qt::Key_Space);
  EXPECT_TRUE(QTest::qWaitFor([&] { return chart.replayBar().value() >= 1504; }, 5000));
  QTest::keyClick(&chart, Qt::Key_Space);
  EXPECT_FALSE(spy.back()[1].toBool());
  QTest::mouseClick(button("replay_end"), Qt::LeftButton);
  EXPECT_FALSE(chart.replayBar());
  EXPECT_EQ(ended.count(), 1);
}

TEST_F(Replay, StopsAtTheNewestBar) {
  chart.startReplay(data->bars.size() - 2);
  chart.setReplaySpeed(10);
  chart.setReplayRunning(true);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !button("replay_on")->isEnabled(); }, 5000));
  EXPECT_EQ(chart.replayBar(), data->bars.size() - 1);
  chart.stepReplay(5);
  EXPECT_EQ(chart.replayBar(), data->bars.size() - 1);
  chart.stepReplay(-static_cast<int>(data->bars.size()) - 5);
  EXPECT_EQ(chart.replayBar(), 0U);
}

TEST_F(Replay, HasADifferentSpeedAtEachClick) {
  chart.startReplay(1500);
  std::set<QString> seen;
  for (int i = 0; i < 6; ++i) {
    seen.insert(button("replay_speed")->text());
    QTest::mouseClick(button("replay_speed"), Qt::LeftButton);
  }
  EXPECT_EQ(seen.size(), 6U);
}

TEST_F(Replay, BeginsAtTheBarUnderTheMenuAndEndsWithAnotherSymbol) {
  const std::size_t bar = chart.visibleRange().first + 40;
  QTest::mouseClick(&chart, Qt::RightButton, Qt::NoModifier, at_bar(static_cast<double>(bar)));
  chart.findChild<QMenu*>(QStringLiteral("chart_menu"))
      ->findChild<QAction*>(QStringLiteral("chart_replay_start"))
      ->trigger();
  EXPECT_EQ(chart.replayBar(), bar);
  chart.setData(demo_data(5));
  EXPECT_FALSE(chart.replayBar());
}

class Linked : public Charted {
 protected:
  void SetUp() override {
    Charted::SetUp();
    other.resize(600, 400);
    other.setData(demo_data(5));
    other.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&other));
    link.add(&chart);
    link.add(&other);
    link.add(&other);
  }
  ChartWidget other;
  ChartLink link;
};

TEST_F(Linked, CrosshairStandsAtTheSameTime) {
  QSignalSpy spy(&other, &ChartWidget::crosshairMoved);
  const std::size_t bar = chart.visibleRange().first + 30;
  move(at_bar(static_cast<double>(bar)));
  ASSERT_TRUE(ChartProbe::crosshair(other));
  EXPECT_EQ(other.data()->bars.time()[ChartProbe::crosshair(other)->bar], data->bars.time()[bar]);
  EXPECT_FALSE(ChartProbe::crosshair(other)->y);
  EXPECT_EQ(spy.count(), 0);
  chart.hideCrosshair();
  EXPECT_FALSE(ChartProbe::crosshair(other));
}

TEST_F(Linked, RangeFollowsOnlyWhenTold) {
  const auto before = other.visibleRange();
  QTest::keyClick(&chart, Qt::Key_Home);
  EXPECT_EQ(other.visibleRange(), before);
  link.setRangeLinked(true);
  chart.showBars(700, 900);
  const auto range = other.visibleRange();
  EXPECT_EQ(other.data()->bars.time()[range.first], data->bars.time()[700]);
  EXPECT_EQ(other.data()->bars.time()[range.last], data->bars.time()[900]);
}

TEST_F(Linked, ChartsThatGoAwayAreForgotten) {
  {
    ChartWidget brief;
    link.add(&brief);
  }
  move(at_bar(static_cast<double>(chart.visibleRange().first) + 10));
  link.remove(&other);
  other.hideCrosshair();
  move(at_bar(static_cast<double>(chart.visibleRange().first) + 12));
  EXPECT_FALSE(ChartProbe::crosshair(other));
}

}  // namespace
}  // namespace fwq::chart
