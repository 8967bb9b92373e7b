// Drawing with the mouse, changing and removing what was drawn, and keeping it.
#include <QLineEdit>
#include <QMenu>

#include "chart_fixture.hpp"

namespace fwq::chart {
namespace {

class Drawings : public Charted {
 protected:
  QPoint at(double bar, double part) {
    const QRect& plot = scene().panes[0].plot;
    return {static_cast<int>(scene().x.x(bar)),
            plot.top() + static_cast<int>(plot.height() * part)};
  }
  void click(QPoint where) {
    move(where);
    QTest::mouseClick(&chart, Qt::LeftButton, Qt::NoModifier, where);
  }
  double first() { return static_cast<double>(chart.visibleRange().first); }
  Drawing line(double from, double to) {
    return {.kind = DrawingKind::trend_line,
            .anchors = {anchor_at(scene(), at(from, 0.3)), anchor_at(scene(), at(to, 0.6))}};
  }
};

TEST_F(Drawings, TrendLineIsDrawnByTwoClicks) {
  QSignalSpy spy(&chart, &ChartWidget::drawingsChanged);
  const auto before = chart.visibleRange();
  chart.setTool(DrawingKind::trend_line);
  const QPoint from = at(first() + 30, 0.6), to = at(first() + 70, 0.3);
  click(from);
  EXPECT_EQ(spy.count(), 0);
  click(to);
  ASSERT_EQ(chart.drawings().size(), 1U);
  EXPECT_EQ(spy.count(), 1);
  EXPECT_FALSE(chart.tool());
  const Drawing& drawing = chart.drawings()[0];
  EXPECT_EQ(drawing.anchors[0].time, data->bars.time()[static_cast<std::size_t>(first() + 30)]);
  EXPECT_NEAR(pixel_of(scene(), drawing.anchors[1]).y(), to.y(), 1e-6);
  EXPECT_EQ(chart.visibleRange(), before);  // Nothing was panned.
}

TEST_F(Drawings, PressDragAndReleaseDrawToo) {
  chart.setTool(DrawingKind::measure);
  drag(at(first() + 30, 0.6), at(first() + 70, 0.3));
  ASSERT_EQ(chart.drawings().size(), 1U);
  EXPECT_GT(chart.drawings()[0].anchors[1].price, chart.drawings()[0].anchors[0].price);
}

TEST_F(Drawings, EveryToolIsInThePicture) {
  const double f = first();
  chart.setTool(DrawingKind::channel);
  click(at(f + 70, 0.65));
  click(at(f + 85, 0.25));
  click(at(f + 78, 0.65));
  chart.setTool(DrawingKind::fibonacci);
  drag(at(f + 8, 0.15), at(f + 46, 0.93));
  chart.setTool(DrawingKind::ray);
  drag(at(f + 46, 0.93), at(f + 66, 0.68));
  chart.setTool(DrawingKind::horizontal_line);
  click(at(f + 90, 0.16));
  chart.setTool(DrawingKind::measure);
  drag(at(f + 100, 0.75), at(f + 120, 0.5));
  chart.setTool(DrawingKind::text);
  click(at(f + 60, 0.9));
  auto* line = chart.findChild<QLineEdit*>(QStringLiteral("chart_text"));
  ASSERT_NE(line, nullptr);
  QTest::keyClicks(line, QStringLiteral("A low to remember"));
  QTest::keyClick(line, Qt::Key_Return);
  EXPECT_EQ(chart.drawings().size(), 6U);
  chart.hideCrosshair();
  save(shown(), "drawings_dark");
  chart.setChartStyle(light_style());
  save(shown(), "drawings_light");
}

TEST_F(Drawings, EscapeLeavesTheTool) {
  QSignalSpy spy(&chart, &ChartWidget::toolChanged);
  chart.setTool(DrawingKind::ray);
  click(at(first() + 30, 0.6));
  QTest::keyClick(&chart, Qt::Key_Escape);
  EXPECT_FALSE(chart.tool());
  EXPECT_EQ(spy.count(), 2);
  click(at(first() + 50, 0.6));
  EXPECT_TRUE(chart.drawings().empty());
}

TEST_F(Drawings, AreMovedAsAWholeOrByAPoint) {
  chart.setDrawings({line(first() + 30, first() + 70)});
  QSignalSpy spy(&chart, &ChartWidget::drawingsChanged);
  const Drawing before = chart.drawings()[0];
  const int step = static_cast<int>(scene().step());
  const QPoint middle = (pixel_of(scene(), before.anchors[0]).toPoint() +
                         pixel_of(scene(), before.anchors[1]).toPoint()) /
                        2;
  drag(middle, middle + QPoint(10 * step, 0));
  const Drawing moved = chart.drawings()[0];
  EXPECT_EQ(bar_of(scene(), moved.anchors[0].time), bar_of(scene(), before.anchors[0].time) + 10);
  EXPECT_EQ(bar_of(scene(), moved.anchors[1].time), bar_of(scene(), before.anchors[1].time) + 10);
  EXPECT_NEAR(moved.anchors[0].price, before.anchors[0].price, 1e-9);
  const QPoint end = pixel_of(scene(), moved.anchors[1]).toPoint();
  drag(end, end + QPoint(0, -50));
  EXPECT_EQ(chart.drawings()[0].anchors[0], moved.anchors[0]);
  EXPECT_GT(chart.drawings()[0].anchors[1].price, moved.anchors[1].price);
  EXPECT_EQ(spy.count(), 2);
  EXPECT_TRUE(chart.undo());
  EXPECT_EQ(chart.drawings()[0], moved);
  EXPECT_TRUE(chart.undo());
  EXPECT_EQ(chart.drawings()[0], before);
}

TEST_F(Drawings, AreRemovedWithDeleteAndComeBackWithUndo) {
  chart.setDrawings({line(first() + 30, first() + 70), line(first() + 80, first() + 100)});
  const Drawing kept = chart.drawings()[0];
  click(pixel_of(scene(), chart.drawings()[1].anchors[0]).toPoint());
  QTest::keyClick(&chart, Qt::Key_Delete);
  ASSERT_EQ(chart.drawings().size(), 1U);
  EXPECT_EQ(chart.drawings()[0], kept);
  QTest::keyClick(&chart, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(chart.drawings().size(), 2U);
}

TEST_F(Drawings, TextIsChangedByADoubleClickAndKeptByEscape) {
  Drawing text = line(first() + 50, first() + 60);
  text.kind = DrawingKind::text;
  text.anchors.pop_back();
  text.text = "old words";
  chart.setDrawings({text});
  const auto edit = [&](const char* words, Qt::Key end) {
    const QPoint inside = plot_drawing(scene(), chart.drawings()[0]).body.center().toPoint();
    QTest::mouseDClick(&chart, Qt::LeftButton, Qt::NoModifier, inside);
    auto* editor = chart.findChild<QLineEdit*>(QStringLiteral("chart_text"));
    ASSERT_NE(editor, nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QLatin1String(words));
    QTest::keyClick(editor, end);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  };
  edit("other words", Qt::Key_Escape);
  EXPECT_EQ(chart.drawings()[0].text, "old words");
  edit("new words", Qt::Key_Return);
  EXPECT_EQ(chart.drawings()[0].text, "new words");
}

TEST_F(Drawings, StayAtTheirTimeAndPriceInOtherPeriods) {
  const Drawing drawing = line(first() + 30, first() + 70);
  chart.setDrawings({drawing});
  auto weekly = std::make_shared<ChartData>(*data);
  data::BarSeries weeks(data->bars.size());
  for (std::size_t i = 4; i < data->bars.size(); i += 5) weeks.push_back(data->bars[i]);
  weekly->bars = weeks.view();
  weekly->period = data::Period::week;
  chart.setData(weekly);
  EXPECT_EQ(chart.drawings()[0], drawing);
  const std::size_t bar = bar_of(scene(), drawing.anchors[0].time);
  EXPECT_LE(weekly->bars.time()[bar], drawing.anchors[0].time);
  EXPECT_GT(weekly->bars.time()[bar + 1], drawing.anchors[0].time);
}

TEST_F(Drawings, MenuRemovesThemAll) {
  chart.setDrawings({line(first() + 30, first() + 70), line(first() + 80, first() + 100)});
  QSignalSpy spy(&chart, &ChartWidget::drawingsChanged);
  QTest::mouseClick(&chart, Qt::RightButton, Qt::NoModifier, {400, 300});
  chart.findChild<QMenu*>(QStringLiteral("chart_menu"))
      ->findChild<QAction*>(QStringLiteral("chart_remove_all"))
      ->trigger();
  EXPECT_TRUE(chart.drawings().empty());
  EXPECT_EQ(spy.count(), 1);
  EXPECT_TRUE(chart.undo());
  EXPECT_EQ(chart.drawings().size(), 2U);
}

TEST(DrawingsJson, GoOutAndComeBack) {
  const std::vector<Drawing> drawings{
      {DrawingKind::trend_line, {{1704182400, 9.53}, {1704268800, 10.1}}, "#ff8800", ""},
      {DrawingKind::channel, {{1, 0.1}, {2, 0.2}, {3, 1.0 / 3}}, "", ""},
      {DrawingKind::text, {{1704182400, 9.5}}, "", "\u524d\u4f4e \"quoted\" <b>"}};
  EXPECT_EQ(parse_drawings(drawings_to_json(drawings)).value(), drawings);
  EXPECT_EQ(drawings_to_json({}), "[]");
}

TEST(DrawingsJson, BrokenTextIsRefusedInWords) {
  for (const char* text :
       {"", "{}", "[{\"kind\":\"spiral\",\"points\":[]}]",
        "[{\"kind\":\"ray\",\"points\":[{\"time\":1,\"price\":2}]}]",
        "[{\"kind\":\"text\",\"points\":[{\"time\":\"x\",\"price\":2}]}]",
        "[{\"kind\":\"text\",\"points\":[{\"time\":1,\"price\":2}],\"color\":\"red\"}]", "[1,2]"}) {
    const auto result = parse_drawings(text);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, Errc::bad_data);
    EXPECT_FALSE(result.error().message_zh.empty());
  }
}

}  // namespace
}  // namespace fwq::chart
