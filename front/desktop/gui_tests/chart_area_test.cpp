// Tabs and grids of charts: each chart with its stock and period, one of them in front, kept for the next run.
#include "chart_area.hpp"

#include <gtest/gtest.h>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QTest>
#include <QToolButton>
#include <set>

#include "desk.hpp"
#include "fwq/analysis/indicator.hpp"
#include "key_wizard.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"
#include "periods_window.hpp"
#include "say.hpp"
#include "stock_info.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kStock = "SH602001";

class ChartAreaTest : public testing::Test {
 protected:
  void SetUp() override { start(QLatin1String(kStock)); }
  void start(const QString& symbol) {
    coordinator = std::make_unique<MainWindowCoordinator>(desk.app());
    coordinator->start(symbol, false);
    ASSERT_TRUE(wait_for([this] {
      return desk.app().session().view() && desk.app().securities().isLoaded() &&
             area().widget().data();
    }));
    // Keys and the focus go to the window in front, also where no window manager puts one there.
    QApplication::setActiveWindow(&window());
  }
  MainWindow& window() { return coordinator->window(); }
  ChartArea& area() { return window().chart(); }
  StockSession& session() { return desk.app().session(); }
  void trigger(const char* id) { window().action(QLatin1String(id))->trigger(); }
  bool all_loaded() {
    return wait_for([this] {
      const auto cells = area().cells();
      return !session().isLoading() && std::all_of(cells.begin(), cells.end(), [](ChartCell* cell) {
        return cell->widget().data() != nullptr;
      });
    });
  }
  void press(ChartCell* cell) { QTest::mouseClick(&cell->widget(), Qt::LeftButton, {}, {150, 90}); }
  void picture(const char* name) {
    QDir().mkpath(QStringLiteral(FWQ_SCREENSHOTS));
    EXPECT_TRUE(
        window().grab().save(QStringLiteral(FWQ_SCREENSHOTS "/%1.png").arg(QLatin1String(name))));
  }

  Desk desk;
  std::unique_ptr<MainWindowCoordinator> coordinator;
};

TEST_F(ChartAreaTest, ShowsSoManyChartsAsAreAskedFor) {
  for (const int charts : {2, 4, 6, 9, 1}) {
    trigger(QStringLiteral("grid_%1").arg(charts).toUtf8().constData());
    EXPECT_EQ(area().grid(), charts);
    ASSERT_TRUE(all_loaded()) << charts;
    std::set<QString> symbols;
    for (ChartCell* cell : area().cells()) {
      EXPECT_TRUE(cell->isVisible());
      symbols.insert(cell->symbol());
    }
    // New ones show the securities that follow in the list.
    EXPECT_EQ(symbols.size(), static_cast<std::size_t>(charts));
    EXPECT_EQ(area().front().symbol(), QLatin1String(kStock));
    window().resize(1480, 900);
    QApplication::processEvents();
    if (charts > 2) picture(charts == 4 ? "grid_4" : charts == 6 ? "grid_6" : "grid_9");
  }
  area().setGrid(5);
  EXPECT_EQ(area().grid(), 1);
}

TEST_F(ChartAreaTest, ShowsThePatternsOfEachStock) {
  trigger("grid_4");
  ASSERT_TRUE(all_loaded());
  for (ChartCell* cell : area().cells()) {
    ASSERT_NE(cell->view(), nullptr);
    EXPECT_FALSE(cell->widget().data()->patterns.empty()) << cell->symbol().toStdString();
  }
}

TEST_F(ChartAreaTest, TheChartThatIsPressedComesToTheFront) {
  trigger("grid_4");
  ASSERT_TRUE(all_loaded());
  ChartCell* third = area().cells()[2];
  press(third);
  EXPECT_EQ(&area().front(), third);
  EXPECT_EQ(session().view(), third->view());
  EXPECT_EQ(window().info().code(), third->symbol());
  // What is chosen from now on is shown there, and only there.
  const QString first = area().cells()[0]->symbol();
  ASSERT_TRUE(desk.show(QStringLiteral("SH602009")));
  EXPECT_EQ(third->symbol(), QStringLiteral("SH602009"));
  EXPECT_EQ(area().cells()[0]->symbol(), first);
}

TEST_F(ChartAreaTest, EachChartHasItsPeriod) {
  trigger("grid_2");
  ASSERT_TRUE(all_loaded());
  press(area().cells()[1]);
  window().findChild<QAction*>(QStringLiteral("period_week"))->trigger();
  ASSERT_TRUE(wait_for([&] {
    return area().cells()[1]->widget().data() &&
           area().cells()[1]->widget().data()->period == data::Period::week;
  }));
  EXPECT_EQ(area().cells()[0]->widget().data()->period, data::Period::day);
  // The tool bar tells the period of the one in front.
  press(area().cells()[0]);
  EXPECT_TRUE(window().findChild<QAction*>(QStringLiteral("period_day"))->isChecked());
  press(area().cells()[1]);
  EXPECT_TRUE(window().findChild<QAction*>(QStringLiteral("period_week"))->isChecked());
}

TEST_F(ChartAreaTest, TheToolBarActsOnTheChartInFront) {
  trigger("grid_2");
  ASSERT_TRUE(all_loaded());
  auto* signals_shown = window().findChild<QAction*>(QStringLiteral("show_signals"));
  signals_shown->trigger();
  EXPECT_TRUE(area().cells()[0]->widget().spec().show_signals);
  EXPECT_FALSE(area().cells()[1]->widget().spec().show_signals);
  press(area().cells()[1]);
  EXPECT_FALSE(signals_shown->isChecked());
}

TEST_F(ChartAreaTest, OneCrosshairStandsInAllChartsAndWindows) {
  trigger("grid_2");
  ASSERT_TRUE(all_loaded());
  trigger("several_periods");
  auto* periods = area().findChild<PeriodsWindow*>();
  ASSERT_NE(periods, nullptr);
  ASSERT_TRUE(wait_for([&] { return periods->chart(0).data() != nullptr; }));
  const auto pictures = [&] {
    return std::pair(area().cells()[1]->widget().grab().toImage(),
                     periods->chart(0).grab().toImage());
  };
  const auto before = pictures();
  window().raise();  // A real pointer meets what is on top.
  QTest::mouseMove(&area().cells()[0]->widget(), {200, 150});
  ASSERT_TRUE(wait_for([&] { return before.first != pictures().first; }));
  const auto with = pictures();
  EXPECT_NE(before.first, with.first);
  EXPECT_NE(before.second, with.second);
}

TEST_F(ChartAreaTest, AllShowTheSameTimeWhenAsked) {
  trigger("grid_2");
  ASSERT_TRUE(all_loaded());
  press(area().cells()[1]);
  session().select(QLatin1String(kStock), data::Period::week, data::Adjust::forward);
  ASSERT_TRUE(wait_for([&] { return area().front().period() == data::Period::week; }));
  ASSERT_TRUE(all_loaded());
  auto* menu = window().findChild<QToolButton*>(QStringLiteral("layouts"))->menu();
  Q_EMIT menu->aboutToShow();
  menu->findChild<QAction*>(QStringLiteral("layout_linked"))->trigger();
  EXPECT_TRUE(area().linkedRange());
  area().cells()[0]->widget().showBars(100, 160);
  const auto shown = [&](std::size_t i) {
    auto& chart = area().cells()[i]->widget();
    return data::day_number(chart.data()->bars.time()[chart.visibleRange().first]);
  };
  EXPECT_NEAR(static_cast<double>(shown(0)), static_cast<double>(shown(1)), 7);
}

TEST_F(ChartAreaTest, StepsFromChartToChartByTheKeyboard) {
  trigger("grid_4");
  ASSERT_TRUE(all_loaded());
  QTest::keyClick(&window(), Qt::Key_Right, Qt::AltModifier);
  EXPECT_EQ(&area().front(), area().cells()[1]);
  QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
  QTest::keyClick(&window(), Qt::Key_Left, Qt::AltModifier);
  EXPECT_EQ(&area().front(), area().cells()[3]);
  EXPECT_EQ(session().view(), area().cells()[3]->view());
}

TEST_F(ChartAreaTest, TabsAreMadeChosenAndClosedByTheKeyboard) {
  auto* bar = window().findChild<QTabBar*>(QStringLiteral("chart_tabs"));
  EXPECT_FALSE(bar->isVisible());  // One alone needs no name.
  QTest::keyClick(&window(), Qt::Key_T, Qt::ControlModifier);
  EXPECT_EQ(area().tabs(), 2);
  EXPECT_EQ(area().tab(), 1);
  EXPECT_TRUE(bar->isVisible());
  ASSERT_TRUE(desk.show(QStringLiteral("SH602005")));
  EXPECT_TRUE(bar->tabText(1).contains(text_of(session().view()->stock().name)));
  QTest::keyClick(&window(), Qt::Key_Tab, Qt::ControlModifier);
  EXPECT_EQ(area().tab(), 0);
  EXPECT_EQ(window().info().code(), QLatin1String(kStock));
  QTest::keyClick(&window(), Qt::Key_Tab, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(area().tab(), 1);
  EXPECT_EQ(window().info().code(), QStringLiteral("SH602005"));
  picture("tabs");
  QTest::keyClick(&window(), Qt::Key_W, Qt::ControlModifier);
  EXPECT_EQ(area().tabs(), 1);
  EXPECT_EQ(window().info().code(), QLatin1String(kStock));
  QTest::keyClick(&window(), Qt::Key_W, Qt::ControlModifier);  // The last one stays.
  EXPECT_EQ(area().tabs(), 1);
}

TEST_F(ChartAreaTest, TabsCanBeMovedAndClosedByTheMouse) {
  auto* bar = window().findChild<QTabBar*>(QStringLiteral("chart_tabs"));
  area().newTab();
  ASSERT_TRUE(desk.show(QStringLiteral("SH602005")));
  area().newTab();
  ASSERT_TRUE(desk.show(QStringLiteral("SH602006")));
  bar->moveTab(2, 0);
  EXPECT_EQ(area().front().symbol(), QStringLiteral("SH602006"));
  bar->setCurrentIndex(1);
  EXPECT_EQ(window().info().code(), QLatin1String(kStock));
  Q_EMIT bar->tabCloseRequested(0);  // One that is not in front: nothing changes.
  EXPECT_EQ(window().info().code(), QLatin1String(kStock));
  EXPECT_EQ(area().tabs(), 2);
  Q_EMIT bar->tabCloseRequested(0);
  EXPECT_EQ(window().info().code(), QStringLiteral("SH602005"));
}

TEST_F(ChartAreaTest, ChartsThatDoNotFitComeBack) {
  trigger("grid_4");
  ASSERT_TRUE(all_loaded());
  press(area().cells()[3]);
  const QString last = text_of(desk.app().securities().rows()->back().symbol.text());
  ASSERT_TRUE(desk.show(last));
  std::set<QString> before;
  for (ChartCell* cell : area().cells()) before.insert(cell->symbol());
  trigger("grid_1");
  EXPECT_EQ(area().front().symbol(), last);  // The one in front stays.
  trigger("grid_4");
  std::set<QString> after;
  for (ChartCell* cell : area().cells()) after.insert(cell->symbol());
  EXPECT_EQ(before, after);
}

TEST_F(ChartAreaTest, IsThereAgainInTheNextRun) {
  trigger("grid_4");
  ASSERT_TRUE(all_loaded());
  press(area().cells()[1]);
  window().findChild<QAction*>(QStringLiteral("period_month"))->trigger();
  ASSERT_TRUE(wait_for([&] { return area().front().period() == data::Period::month; }));
  ASSERT_TRUE(all_loaded());
  area().cells()[2]->widget().changeSpec(
      [](chart::ChartSpec& spec) { spec.axis = chart::AxisKind::log; });
  area().newTab();
  area().setLinkedRange(true);
  area().stepTab(1);
  const ChartLayout before = area().layoutOfCharts();
  window().close();
  QString problem;
  const auto kept = read_state(desk.folder() / "config" / "desktop.json", problem);
  desk.app().state() = kept;
  start({});
  const ChartLayout after = area().layoutOfCharts();
  EXPECT_EQ(QJsonDocument(layout_to_json(before)).toJson().toStdString(),
            QJsonDocument(layout_to_json(after)).toJson().toStdString());
  EXPECT_EQ(area().tab(), 0);
  EXPECT_EQ(area().grid(), 4);
  EXPECT_TRUE(area().linkedRange());
  ASSERT_TRUE(all_loaded());
  EXPECT_EQ(area().cells()[2]->widget().spec().axis, chart::AxisKind::log);
  EXPECT_EQ(area().cells()[1]->widget().data()->period, data::Period::month);
}

TEST_F(ChartAreaTest, SurvivesAnotherLanguage) {
  trigger("grid_2");
  ASSERT_TRUE(all_loaded());
  const auto before = layout_to_json(area().layoutOfCharts());
  desk.app().useLanguage(QStringLiteral("zh"));
  ASSERT_TRUE(wait_for([&] { return window().menuBar()->actions()[2]->text().contains(u"图表"); }));
  EXPECT_EQ(layout_to_json(area().layoutOfCharts()), before);
  EXPECT_TRUE(all_loaded());
  desk.app().useLanguage(QStringLiteral("en"));
  QApplication::processEvents();
}

TEST_F(ChartAreaTest, DrawingsOfAStockAreInAllItsCharts) {
  area().newTab();
  auto& chart = area().widget();
  chart.setTool(chart::DrawingKind::horizontal_line);
  QTest::mouseClick(&chart, Qt::LeftButton, {}, {300, 200});
  ASSERT_EQ(chart.drawings().size(), 1U);
  area().stepTab(-1);
  EXPECT_EQ(area().widget().drawings().size(), 1U);
}

TEST_F(ChartAreaTest, AChartWithoutBarsSaysSoAndTheOthersStay) {
  trigger("grid_2");
  ASSERT_TRUE(all_loaded());
  press(area().cells()[1]);
  window().findChild<QAction*>(QStringLiteral("period_5m"))->trigger();  // Only days are stored.
  ASSERT_TRUE(wait_for([&] { return area().cells()[1]->widget().data() == nullptr; }));
  EXPECT_NE(area().cells()[0]->widget().data(), nullptr);
  press(area().cells()[0]);
  EXPECT_EQ(session().period(), data::Period::day);
  EXPECT_EQ(window().info().code(), area().cells()[0]->symbol());
}

TEST_F(ChartAreaTest, TheQuarterThatGoesOnIsShownAndNotAnalysed) {
  session().setPeriod(data::Period::quarter);
  ASSERT_TRUE(wait_for([&] { return !session().isLoading(); }));
  const auto& shown = *area().widget().data();
  EXPECT_TRUE(shown.last_is_forming);
  EXPECT_EQ(shown.bars.size(), session().view()->stock().until_end().size() + 1);
  EXPECT_GT(shown.bars.time().back(), session().view()->stock().until_end().time().back());
}

TEST_F(ChartAreaTest, DaysKnowTheirLimits) {
  std::size_t found = 0;
  for (const auto& row : *desk.app().securities().rows()) {
    ASSERT_TRUE(desk.show(text_of(row.symbol.text())));
    const auto& shown = *area().widget().data();
    ASSERT_EQ(shown.limits.size(), shown.bars.size());
    EXPECT_FALSE(shown.last_is_forming);
    for (const auto limit : shown.limits) found += limit != chart::LimitClose::none ? 1 : 0;
  }
  EXPECT_GT(found, 0U);
}

class KeysTest : public ChartAreaTest {
 protected:
  // Typed over the chart.
  void type(const QString& text) {
    area().widget().setFocus();
    QTest::keyClicks(&area().widget(), text.left(1));
    QTest::keyClicks(line(), text.mid(1));
  }
  QLineEdit* line() { return area().findChild<QLineEdit*>(QStringLiteral("key_wizard_line")); }
  QListWidget* list() { return area().findChild<QListWidget*>(QStringLiteral("key_wizard_list")); }
  void enter() { QTest::keyClick(line(), Qt::Key_Return); }
};

TEST_F(KeysTest, ACodeOfAPeriodAndEnterShowThatPeriod) {
  std::set<data::Period> seen;
  for (const PeriodCode& one : period_codes()) {
    type(QLatin1String(one.code));
    EXPECT_TRUE(list()->item(0)->text().startsWith(QLatin1String(one.code)));
    enter();
    EXPECT_EQ(session().period(), one.period) << one.code;
    EXPECT_FALSE(line()->isVisible());
    EXPECT_TRUE(wait_for([&] { return !session().isLoading(); }));
    seen.insert(one.period);
  }
  EXPECT_EQ(seen.size(), 8U);
  EXPECT_TRUE(window().findChild<QAction*>(QStringLiteral("period_month"))->isChecked());
}

TEST_F(KeysTest, ACodeOrPinyinShowsThatSecurity) {
  type(QStringLiteral("602004"));
  picture("key_wizard");
  enter();
  ASSERT_TRUE(wait_for([&] { return window().info().code() == QStringLiteral("SH602004"); }));
  // Codes that begin like a period's come before it.
  type(QStringLiteral("9"));
  EXPECT_TRUE(list()->item(0)->text().startsWith(QStringLiteral("921001")));
  EXPECT_TRUE(list()->item(list()->count() - 1)->text().startsWith(QStringLiteral("98")));
  QTest::keyClick(line(), Qt::Key_Down);
  EXPECT_EQ(list()->currentRow(), 1);
  QTest::keyClick(line(), Qt::Key_Up);
  enter();
  EXPECT_TRUE(wait_for([&] { return window().info().code() == QStringLiteral("BJ921001"); }));
}

TEST_F(KeysTest, AnIndicatorsNameDrawsIt) {
  const auto* def = analysis::parse_indicator("KDJ", analysis::Flavour::tdx).value().def;
  ASSERT_FALSE(area().hasIndicator(*def));
  type(QStringLiteral("kdj"));
  enter();
  EXPECT_TRUE(area().hasIndicator(*def));
}

TEST_F(KeysTest, EscapeAndOtherPlacesCloseIt) {
  type(QStringLiteral("6"));
  ASSERT_TRUE(line()->isVisible());
  QTest::keyClick(line(), Qt::Key_Escape);
  EXPECT_FALSE(line()->isVisible());
  type(QStringLiteral("qqqq"));
  EXPECT_EQ(list()->count(), 1);  // Says that nothing is called so.
  enter();                        // And does nothing.
  EXPECT_TRUE(line()->isVisible());
  window().panel(QStringLiteral("securities"))->findChild<QLineEdit*>()->setFocus();
  EXPECT_FALSE(line()->isVisible());
}

TEST_F(KeysTest, F8GoesThroughThePeriods) {
  area().widget().setFocus();
  QTest::keyClick(&area().widget(), Qt::Key_F8);
  EXPECT_EQ(session().period(), data::Period::week);
  QTest::keyClick(&area().widget(), Qt::Key_F8, Qt::ShiftModifier);
  EXPECT_EQ(session().period(), data::Period::day);
}

TEST(ChartLayout, ReadsWhatIsDamagedAsFarAsItGoes) {
  EXPECT_TRUE(parse_layout({}).tabs.empty());
  const auto read = [](const char* json) {
    return parse_layout(QJsonDocument::fromJson(json).object());
  };
  EXPECT_TRUE(read(R"({"tabs":[{"charts":[]},7,{"charts":"x"}]})").tabs.empty());
  const ChartLayout layout = read(R"({"front":99,"tabs":[{"grid":5,"front":-3,"charts":[
      {"symbol":"SH600000","period":"fortnight","adjust":7,"spec":{"overlays":[{"id":"nothing"}]}},4]}]})");
  ASSERT_EQ(layout.tabs.size(), 1U);
  EXPECT_EQ(layout.front, 0);
  EXPECT_EQ(layout.tabs[0].grid, 1);
  EXPECT_EQ(layout.tabs[0].front, 0);
  ASSERT_EQ(layout.tabs[0].charts.size(), 1U);
  const ChartPlace& place = layout.tabs[0].charts[0];
  EXPECT_EQ(place.symbol, QStringLiteral("SH600000"));
  EXPECT_EQ(place.period, data::Period::day);
  EXPECT_FALSE(place.spec.has_value());
}

TEST(ChartLayout, KeepsNoMoreThanItCanShow) {
  QJsonArray charts, tabs;
  for (int i = 0; i < 50; ++i) charts.append(QJsonObject{{"symbol", "SH600000"}});
  for (int i = 0; i < 50; ++i) tabs.append(QJsonObject{{"charts", charts}, {"grid", 9}});
  const ChartLayout layout = parse_layout({{"tabs", tabs}});
  EXPECT_EQ(layout.tabs.size(), static_cast<std::size_t>(ChartLayout::kMostTabs));
  EXPECT_EQ(layout.tabs[0].charts.size(), 9U);
}

}  // namespace
}  // namespace fwq::desktop
