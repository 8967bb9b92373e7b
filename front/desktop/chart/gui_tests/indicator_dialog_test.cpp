// The window of indicators and the legends' menu.
#include "fwq/chart/indicator_dialog.hpp"

#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>

#include "chart_fixture.hpp"
#include "chinese.hpp"

namespace fwq::chart {
namespace {

class Indicators : public Charted {
 protected:
  void open() {
    chart.openIndicators(std::nullopt);
    dialog = chart.findChild<IndicatorDialog*>();
    ASSERT_NE(dialog, nullptr);
    ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog));
  }
  template <class T>
  T* child(const char* name) {
    return dialog->findChild<T*>(QLatin1String(name));
  }
  // The rows that a search leaves.
  std::vector<QTreeWidgetItem*> found() {
    std::vector<QTreeWidgetItem*> rows;
    auto* tree = child<QTreeWidget>("indicator_available");
    for (int g = 0; g < tree->topLevelItemCount(); ++g)
      for (int i = 0; i < tree->topLevelItem(g)->childCount(); ++i)
        if (!tree->topLevelItem(g)->child(i)->isHidden())
          rows.push_back(tree->topLevelItem(g)->child(i));
    return rows;
  }
  void search(const char* words) {
    auto* line = child<QLineEdit>("indicator_search");
    line->clear();
    QTest::keyClicks(line, QLatin1String(words));
  }
  void press(const char* name) { QTest::mouseClick(child<QPushButton>(name), Qt::LeftButton); }
  IndicatorDialog* dialog = nullptr;
};

TEST_F(Indicators, AreFoundByNameOrTitle) {
  open();
  EXPECT_EQ(found().size(), analysis::available_indicators().size());
  search("boll");
  ASSERT_FALSE(found().empty());
  for (const auto* row : found())
    EXPECT_TRUE(
        (row->text(0) + row->text(1)).contains(QStringLiteral("boll"), Qt::CaseInsensitive));
  search("relative strength");
  EXPECT_FALSE(found().empty());
  search("no such thing");
  EXPECT_TRUE(found().empty());
}

TEST_F(Indicators, AreAddedOverAndBelow) {
  QSignalSpy spy(&chart, &ChartWidget::specChanged);
  open();
  search("BOLL");
  press("indicator_over");
  ASSERT_EQ(chart.spec().overlays.size(), 2U);
  EXPECT_EQ(chart.spec().overlays[1].id, "boll");
  search("KDJ");
  press("indicator_below");
  ASSERT_EQ(chart.spec().panes.size(), 3U);
  EXPECT_EQ(chart.spec().panes[2].indicators[0].id, "kdj");
  EXPECT_EQ(spy.count(), 2);
  save(dialog->grab().toImage(), "indicators");
  save(shown(), "indicators_chart");
}

TEST_F(Indicators, EnterAddsTheBestOneWhereItBelongs) {
  open();
  search("rsi");
  QTest::keyClick(child<QLineEdit>("indicator_search"), Qt::Key_Return);
  ASSERT_EQ(chart.spec().panes.size(), 3U);
  EXPECT_EQ(chart.spec().panes[2].indicators[0].id, "tdx_rsi");
  search("sar");
  QTest::keyClick(child<QLineEdit>("indicator_search"), Qt::Key_Return);
  ASSERT_EQ(chart.spec().overlays.size(), 2U);
  EXPECT_EQ(chart.spec().overlays[1].id, "tdx_sar");
  ASSERT_TRUE(dialog->isVisible());  // Enter did not close it.
}

TEST_F(Indicators, ParametersChangeTheChartAtOnce) {
  open();
  dialog->choose({2, 0});  // MACD.
  auto* fast = child<QDoubleSpinBox>("param_short");
  ASSERT_NE(fast, nullptr) << "the parameters of MACD have other names";
  fast->setValue(6);
  EXPECT_EQ(chart.spec().panes[1].indicators[0].params, (std::vector<double>{6, 26, 9}));
  EXPECT_EQ(scene().panes[2].indicators[0].name, QStringLiteral("MACD(6,26,9)"));
  EXPECT_EQ(child<QDoubleSpinBox>("param_short"), fast);  // The field stays: the keyboard is in it.
}

TEST_F(Indicators, LinesCanBeFewer) {
  open();
  dialog->choose({0, 0});
  child<QSpinBox>("indicator_lines")->setValue(2);
  EXPECT_EQ(chart.spec().overlays[0].params, (std::vector<double>{5, 10}));
  EXPECT_EQ(scene().panes[0].indicators[0].lines.size(), 2U);
}

TEST_F(Indicators, AreHiddenAndRemoved) {
  open();
  dialog->choose({1, 0});
  press("indicator_hide");
  EXPECT_FALSE(chart.spec().panes[0].indicators[0].visible);
  press("indicator_hide");
  EXPECT_TRUE(chart.spec().panes[0].indicators[0].visible);
  press("indicator_remove");
  EXPECT_EQ(chart.spec().panes.size(), 1U);  // Volume went, and its pane with it.
  EXPECT_EQ(child<QListWidget>("indicator_shown")->count(), 2);
}

TEST_F(Indicators, EveryOneOfTheTableCanBeAddedAndShown) {
  for (const auto* def : analysis::available_indicators()) {
    ChartSpec spec = default_spec();
    spec.panes = {{.indicators = {{.id = std::string(def->id)}}}};
    ASSERT_TRUE(chart.setSpec(spec)) << def->id;
    EXPECT_TRUE(chart.missingIndicators().empty()) << def->id;
    EXPECT_EQ(scene().panes[1].indicators[0].spec.id, def->id);
    chart.picture({400, 300});
  }
}

TEST_F(Indicators, SpeakChinese) {
  const Chinese chinese;
  open();
  EXPECT_EQ(dialog->windowTitle(), QStringLiteral("指标"));
  dialog->choose({2, 0});
  save(dialog->grab().toImage(), "indicators_zh");
}

TEST_F(Indicators, CloseWithEscapeAndWithTheChart) {
  open();
  const QPointer<IndicatorDialog> kept = dialog;
  QTest::keyClick(dialog, Qt::Key_Escape);
  EXPECT_FALSE(kept && kept->isVisible());
  auto other = std::make_unique<ChartWidget>();
  other->openIndicators(std::nullopt);
  const QPointer<IndicatorDialog> second = other->findChild<IndicatorDialog*>();
  other.reset();
  EXPECT_TRUE(second.isNull());
}

TEST_F(Indicators, LegendsOpenAMenu) {
  shown();
  const QPoint macd(30, scene().panes[2].plot.top() + 10);
  QTest::mouseClick(&chart, Qt::LeftButton, Qt::NoModifier, macd);
  auto* menu = chart.findChild<QMenu*>(QStringLiteral("chart_legend_menu"));
  ASSERT_NE(menu, nullptr);
  menu->findChild<QAction*>(QStringLiteral("chart_legend_hide"))->trigger();
  EXPECT_FALSE(chart.spec().panes[1].indicators[0].visible);
  menu->findChild<QAction*>(QStringLiteral("chart_legend_parameters"))->trigger();
  ASSERT_NE(chart.findChild<IndicatorDialog*>(), nullptr);
  menu->findChild<QAction*>(QStringLiteral("chart_legend_remove"))->trigger();
  EXPECT_EQ(chart.spec().panes.size(), 1U);
}

}  // namespace
}  // namespace fwq::chart
