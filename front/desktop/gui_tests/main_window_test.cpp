// The main window: shows a stock, every entry of its menus does something, bad input has a sensible outcome.
#include "main_window.hpp"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QDialog>
#include <QDockWidget>
#include <QFile>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <QSignalSpy>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QTextBrowser>
#include <QToolBar>
#include <fstream>

#include "actions.hpp"
#include "chart_area.hpp"
#include "desk.hpp"
#include "fwq/desktop/dialog.hpp"
#include "main_window_coordinator.hpp"
#include "stock_info.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kStock = "SH602001";

// A window on the demo market with a stock in front.
class Shown {
 public:
  explicit Shown(AppOptions options = {})
      : desk(Desk::Home::demo, std::move(options)), coordinator(desk.app()) {
    coordinator.start(QLatin1String(kStock), false);
    loaded = wait_for(
        [this] { return desk.app().session().view() && desk.app().securities().isLoaded(); });
  }
  MainWindow& window() { return coordinator.window(); }
  Desk desk;
  MainWindowCoordinator coordinator;
  bool loaded = false;
};

TEST(MainWindow, ShowsTheStockWithItsAnalysis) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  EXPECT_EQ(shown.window().info().code(), QLatin1String(kStock));
  EXPECT_FALSE(shown.window().info().name().isEmpty());
  const auto& view = *shown.desk.app().session().view();
  EXPECT_EQ(shown.window().chart().widget().data()->bars.size(), view.stock().adjusted.bars.size());
  const auto* patterns =
      shown.window().panel(QStringLiteral("patterns"))->findChild<QTableWidget*>();
  EXPECT_EQ(patterns->rowCount(), static_cast<int>(view.analysis.patterns.size()));
  const auto* signals_table =
      shown.window().panel(QStringLiteral("signals"))->findChild<QTableWidget*>();
  EXPECT_EQ(signals_table->rowCount(), static_cast<int>(view.analysis.signals.size()));
  const auto* list = shown.window().panel(QStringLiteral("securities"))->findChild<QTableView*>();
  EXPECT_EQ(list->model()->rowCount(), 30);
}

TEST(MainWindow, SwitchesToTheSecurityThatIsTypedAndEntered) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  auto* search = shown.window().panel(QStringLiteral("securities"))->findChild<QLineEdit*>();
  QTest::keyClicks(search, QStringLiteral("602003"));
  QTest::keyClick(search, Qt::Key_Return);
  ASSERT_TRUE(wait_for([&] { return shown.window().info().code() == QLatin1String("SH602003"); }));
  QTest::keyClick(search, Qt::Key_Escape);
  EXPECT_TRUE(search->text().isEmpty());
}

TEST(MainWindow, ShowsTheSecurityThatIsClickedInTheList) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  auto* list = shown.window().panel(QStringLiteral("securities"))->findChild<QTableView*>();
  const QModelIndex index = list->model()->index(5, 1);
  list->scrollTo(index);
  QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
  const QString symbol = index.data(Qt::UserRole).toString();
  EXPECT_TRUE(wait_for([&] { return shown.window().info().code() == symbol; }));
}

TEST(MainWindow, ShowsWeeksWhenTheirButtonIsClicked) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  const auto days = shown.desk.app().session().view()->stock().adjusted.bars.size();
  shown.window().findChild<QAction*>(QStringLiteral("period_week"))->trigger();
  ASSERT_TRUE(wait_for(
      [&] { return shown.desk.app().session().view()->stock().period == data::Period::week; }));
  EXPECT_LT(shown.desk.app().session().view()->stock().adjusted.bars.size(), days / 4);
  EXPECT_TRUE(shown.window().findChild<QAction*>(QStringLiteral("period_week"))->isChecked());
}

TEST(MainWindow, SaysWhyAPeriodCannotBeMade) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  QSignalSpy failed(&shown.desk.app().session(), &StockSession::failed);
  shown.window()
      .findChild<QAction*>(QStringLiteral("period_5m"))
      ->trigger();  // Only days are stored.
  ASSERT_TRUE(wait_for([&] { return failed.count() == 1; }));
  EXPECT_FALSE(failed[0][1].toString().isEmpty());
  EXPECT_EQ(shown.window().chart().widget().data(), nullptr);
  // And back again.
  shown.window().findChild<QAction*>(QStringLiteral("period_day"))->trigger();
  EXPECT_TRUE(wait_for([&] { return shown.window().chart().widget().data() != nullptr; }));
}

TEST(MainWindow, SaysThatASymbolIsUnknown) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  QSignalSpy failed(&shown.desk.app().session(), &StockSession::failed);
  shown.desk.app().session().select(QStringLiteral("SZ399999"));
  ASSERT_TRUE(wait_for([&] { return failed.count() == 1; }));
  EXPECT_TRUE(failed[0][1].toString().contains(QStringLiteral("399999")));
}

TEST(MainWindow, ShowsUnadjustedPricesWhenAsked) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  auto* adjust = shown.window().findChild<QComboBox*>(QStringLiteral("adjust"));
  adjust->setCurrentIndex(adjust->findData(static_cast<int>(data::Adjust::none)));
  Q_EMIT adjust->activated(adjust->currentIndex());
  EXPECT_TRUE(
      wait_for([&] { return shown.desk.app().session().view()->adjust == data::Adjust::none; }));
}

TEST(MainWindow, DrawsAnIndicatorAndRemembersIt) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  const auto* def = analysis::parse_indicator("RSI", analysis::Flavour::tdx).value().def;
  ChartArea& chart = shown.window().chart();
  EXPECT_FALSE(chart.hasIndicator(*def));
  chart.setIndicator(*def, true);
  EXPECT_TRUE(chart.hasIndicator(*def));
  EXPECT_TRUE(
      shown.desk.app().state().indicators.contains(QString::fromStdString(std::string(def->id))));
  chart.setIndicator(*def, false);
  EXPECT_FALSE(chart.hasIndicator(*def));
}

TEST(MainWindow, HasNoShortcutTwice) {
  Shown shown;
  QSet<QString> seen;
  for (const QAction* action : shown.window().namedActions()) {
    for (const QKeySequence& keys : action->shortcuts()) {
      const QString text = keys.toString();
      EXPECT_FALSE(seen.contains(text)) << text.toStdString();
      seen << text;
      EXPECT_FALSE(keys.isEmpty()) << action->objectName().toStdString();
    }
  }
  EXPECT_GE(seen.size(), 8);
}

TEST(MainWindow, HasNoMnemonicTwiceInAMenu) {
  for (const char* language : {"en", "zh"}) {
    Shown shown({.home = {}, .theme = {}, .language = QLatin1String(language)});
    for (const auto* menu :
         shown.window().menuBar()->findChildren<QMenu*>(Qt::FindDirectChildrenOnly)) {
      QSet<QChar> seen;
      for (const QAction* action : menu->actions()) {
        const QString text = action->text();
        const auto at = text.indexOf(QLatin1Char('&'));
        if (at < 0 || at + 1 >= text.size()) continue;
        const QChar letter = text[at + 1].toLower();
        EXPECT_FALSE(seen.contains(letter)) << language << ": " << text.toStdString();
        seen << letter;
      }
    }
  }
}

TEST(MainWindow, HasNoEmptyMenu) {
  Shown shown;
  for (const auto* menu :
       shown.window().menuBar()->findChildren<QMenu*>(Qt::FindDirectChildrenOnly))
    EXPECT_TRUE(!menu->menuAction()->isVisible() || !menu->isEmpty())
        << menu->title().toStdString();
}

TEST(MainWindow, DoesSomethingForEveryAction) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  for (const DialogDef* def : built_in_dialogs()) {
    shown.window().action(QLatin1String(def->id))->trigger();
    bool open = false;
    for (auto* dialog : shown.window().findChildren<QDialog*>())
      if (dialog->isVisible()) open = dialog->close();
    EXPECT_TRUE(open) << def->id;
  }
  for (const ActionDef& def : built_in_actions()) {
    if (std::string_view(def.id) == "quit") continue;  // At the end.
    shown.window().action(QLatin1String(def.id))->trigger();
    QApplication::processEvents();
  }
  shown.desk.app().jobs().cancelAll();
  EXPECT_TRUE(shown.desk.app().jobs().waitForAll(30'000));
  shown.window().action(QStringLiteral("quit"))->trigger();
  EXPECT_FALSE(shown.window().isVisible());
}

TEST(MainWindow, StepsFromSecurityToSecurity) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  shown.window().action(QStringLiteral("next_security"))->trigger();
  ASSERT_TRUE(wait_for([&] { return shown.window().info().code() == QLatin1String("SH602002"); }));
  shown.window().action(QStringLiteral("previous_security"))->trigger();
  EXPECT_TRUE(wait_for([&] { return shown.window().info().code() == QLatin1String(kStock); }));
}

TEST(MainWindow, SpeaksAnotherLanguageAtOnce) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  EXPECT_EQ(shown.window().dock(QStringLiteral("tasks"))->windowTitle(), QStringLiteral("Tasks"));
  shown.desk.app().useLanguage(QStringLiteral("zh"));
  ASSERT_TRUE(wait_for([&] {
    return shown.window().dock(QStringLiteral("tasks"))->windowTitle() == QStringLiteral("任务");
  }));
  EXPECT_TRUE(shown.window().isVisible());
  EXPECT_EQ(shown.window().info().code(), QLatin1String(kStock));  // The stock is still there.
}

TEST(MainWindow, ChangesItsThemeFromTheMenu) {
  Shown shown;
  auto* menu = shown.window().findChild<QMenu*>(QStringLiteral("themes"));
  Q_EMIT menu->aboutToShow();
  menu->findChild<QAction*>(QStringLiteral("theme_light"))->trigger();
  EXPECT_EQ(shown.desk.app().theme().id, "light");
  EXPECT_EQ(shown.desk.app().config().text("ui.theme"), "light");
  EXPECT_EQ(shown.window().chart().widget().chartStyle().background,
            color_of(shown.desk.app().theme().chart_background));
}

// Red and green change places in the chart, in numbers of the panels and in the line above the chart.
TEST(MainWindow, LetsGreenRiseAtOnceWhenAsked) {
  Shown shown;
  ASSERT_TRUE(shown.loaded);
  AppContext& app = shown.desk.app();
  const auto& style = shown.window().chart().widget().chartStyle();
  const QColor rising = style.rising(), falling = style.falling(), up = app.look().up;
  const auto* list = shown.window().panel(QStringLiteral("securities"))->findChild<QTableView*>();
  const auto color_of_row = [list] {
    return list->model()->index(0, 3).data(Qt::ForegroundRole).value<QBrush>().color();
  };
  const QColor number = color_of_row();
  auto* menu = shown.window().findChild<QMenu*>(QStringLiteral("themes"));
  Q_EMIT menu->aboutToShow();
  menu->findChild<QAction*>(QStringLiteral("rising_green"))->trigger();
  EXPECT_EQ(style.rising(), falling);
  EXPECT_EQ(style.falling(), rising);
  EXPECT_NE(app.look().up, up);
  EXPECT_NE(color_of_row(), number);
  EXPECT_EQ(app.config().text("ui.rising"), "green");
  EXPECT_EQ(app.chosenTheme(), core::find_theme(app.themes(), app.theme().id).value());
  // A theme chosen later keeps it.
  app.useTheme(QStringLiteral("light"));
  EXPECT_GT(style.rising().green(), style.rising().red());
  Q_EMIT menu->aboutToShow();
  menu->findChild<QAction*>(QStringLiteral("rising_red"))->trigger();
  EXPECT_GT(style.rising().red(), style.rising().green());
}

TEST(MainWindow, KeepsItsLayoutForTheNextRun) {
  Shown shown;
  shown.window().dock(QStringLiteral("log"))->hide();
  shown.window().close();
  QString problem;
  const auto state = read_state(shown.desk.folder() / "config" / "desktop.json", problem);
  EXPECT_TRUE(problem.isEmpty());
  EXPECT_EQ(state.symbol, QLatin1String(kStock));
  MainWindowCoordinator next(shown.desk.app());
  next.start({}, false);
  EXPECT_TRUE(next.window().dock(QStringLiteral("log"))->isHidden());
  next.window().action(QStringLiteral("reset_layout"))->trigger();
  EXPECT_FALSE(next.window().dock(QStringLiteral("log"))->isHidden());
}

TEST(MainWindow, ComesBackFromAScreenThatIsGone) {
  Shown shown;
  shown.window().move(50'000, 50'000);
  shown.window().saveLayout();
  MainWindowCoordinator next(shown.desk.app());
  next.start({}, false);
  bool reachable = false;
  for (const QScreen* screen : QApplication::screens())
    reachable = reachable || screen->availableGeometry().intersects(next.window().frameGeometry());
  EXPECT_TRUE(reachable);
}

TEST(MainWindow, StartsInSpiteOfADamagedLayoutFile) {
  Desk desk([](const std::filesystem::path& home) {
    std::ofstream(home / "config" / "desktop.json") << "{\"layout\": \"AAA";
  });
  MainWindowCoordinator coordinator(desk.app());
  coordinator.start(QLatin1String(kStock), false);
  EXPECT_NE(coordinator.window().findChild<QFrame*>(QStringLiteral("notice")), nullptr);
  EXPECT_TRUE(std::filesystem::exists(desk.folder() / "config" / "desktop.json.broken"));
  EXPECT_TRUE(wait_for([&] { return desk.app().session().view() != nullptr; }));
}

TEST(MainWindow, StartsInSpiteOfABrokenTheme) {
  Desk desk(
      [](const std::filesystem::path& home) {
        std::ofstream(home / "config" / "theme.json")
            << R"({"id": "mine", "colors": {"background": "red-ish"}})";
      },
      {.home = {}, .theme = QStringLiteral("mine"), .language = {}});
  const QStringList notices = desk.app().takeNotices();
  EXPECT_GE(notices.size(),
            2);  // What is wrong with the theme, and that there is none of that name.
  EXPECT_TRUE(desk.app().theme().id == "dark" || desk.app().theme().id == "light");
}

TEST(MainWindow, SaysWhatToDoInAnEmptyHome) {
  Desk desk(Desk::Home::empty);
  MainWindowCoordinator coordinator(desk.app());
  coordinator.start({}, false);
  ASSERT_TRUE(wait_for([&] { return desk.app().securities().isLoaded(); }));
  EXPECT_EQ(desk.app().securities().rows()->size(), 0U);
  EXPECT_EQ(coordinator.window().chart().widget().data(), nullptr);
  EXPECT_EQ(coordinator.window().findChildren<QDialog*>().size(), 0);
}

TEST(StockInfoWidget, TellsAnotherStockOnce) {
  StockInfoWidget info;
  QSignalSpy selected(&info, &StockInfoWidget::stock_selected);
  info.set_stock_info(QStringLiteral("平安银行"), QStringLiteral("SZ000001"));
  info.set_stock_info(QStringLiteral("平安银行"), QStringLiteral("SZ000001"));
  ASSERT_EQ(selected.count(), 1);
  EXPECT_EQ(selected[0][0].toString(), QStringLiteral("SZ000001"));
  info.set_stock_info({}, QStringLiteral("SZ000002"));
  EXPECT_EQ(info.name(),
            QStringLiteral("SZ000002"));  // A security without a name is called by its code.
}

}  // namespace
}  // namespace fwq::desktop
