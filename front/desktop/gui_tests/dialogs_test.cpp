// What each dialog does, clicked and typed.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QDoubleSpinBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>
#include <fstream>

#include "desk.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "fwq/optimization/version_manager.hpp"
#include "main_window.hpp"
#include "opened.hpp"
#include "say.hpp"
#include "trade_costs.hpp"

namespace fwq::desktop {
namespace {

TEST(ScanDialog, ListsWhatTheScanFinds) {
  Opened scan("scan");
  scan.the<QSpinBox>("last")->setValue(5);
  scan.click("run");
  ASSERT_TRUE(scan.finished());
  const auto* table = scan.the<QTableWidget>("hits");
  ASSERT_GT(table->rowCount(), 0);
  // The same as the coordinator's own search for every pattern with a direction.
  coordinators::ScanRequest request;
  request.last = 5;
  for (const auto* pattern : analysis::built_in_patterns())
    if (pattern->bias != analysis::Bias::neutral) request.types.emplace_back(pattern->id);
  auto reading = scan.desk.app().access().read().value();
  core::TaskSystem tasks(2);
  const auto expected = coordinators::scan(reading.snapshot, reading.db, request, tasks).value();
  EXPECT_EQ(static_cast<std::size_t>(table->rowCount()), expected.hits.size());
}

TEST(ScanDialog, ShowsTheHitThatIsDoubleClicked) {
  Opened scan("scan");
  scan.the<QSpinBox>("last")->setValue(5);
  scan.click("run");
  ASSERT_TRUE(scan.finished());
  auto* table = scan.the<QTableWidget>("hits");
  ASSERT_GT(table->rowCount(), 0);
  const QString symbol = table->item(0, 0)->text();
  QSignalSpy wanted(&scan.desk.app().session(), &StockSession::barsWanted);
  Q_EMIT table->itemActivated(table->item(0, 0));
  ASSERT_TRUE(wait_for([&] { return wanted.count() == 1; }));
  EXPECT_EQ(scan.desk.app().session().asked(), symbol);
}

std::size_t lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return static_cast<std::size_t>(
      std::count(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>(), '\n'));
}

TEST(ScanDialog, ExportsWhatItFound) {
  Opened scan("scan");
  EXPECT_FALSE(scan.the<QPushButton>("export")->isEnabled());
  scan.click("run");
  ASSERT_TRUE(scan.finished());
  const auto file = scan.desk.folder() / "hits.csv";
  ASSERT_TRUE(scan.exportTo(file));
  EXPECT_EQ(lines_of(file),
            static_cast<std::size_t>(scan.the<QTableWidget>("hits")->rowCount()) + 1);
}

TEST(ScanDialog, NeedsAPattern) {
  Opened scan("scan");
  auto* tree = scan.the<QTreeWidget>("patterns");
  for (int i = 0; i < tree->topLevelItemCount(); ++i)
    tree->topLevelItem(i)->setCheckState(0, Qt::Unchecked);
  EXPECT_FALSE(scan.the<QPushButton>("run")->isEnabled());
}

TEST(ScanDialog, MayBeClosedWhileItSearches) {
  Opened scan("scan");
  scan.click("run");
  delete scan.dialog;
  EXPECT_TRUE(scan.wait());
}

TEST(BacktestDialog, ShowsTheFiguresOfTheRun) {
  Opened test("backtest");
  test.click("run");
  ASSERT_TRUE(test.wait());
  const auto* metrics = test.the<QTableWidget>("metrics");
  ASSERT_EQ(metrics->rowCount(), static_cast<int>(backtest::metric_table().size()));
  // The same as the coordinator's own run.
  auto reading = test.desk.app().access().read().value();
  const auto loader = reading.loader();
  coordinators::BacktestRequest request;
  request.strategy = "ma_cross";
  request.symbols = {kStock};
  const auto expected =
      coordinators::backtest_symbol({loader, reading.snapshot, reading.db}, request).value();
  EXPECT_TRUE(test.note().contains(QString::fromStdString(expected.run_id)))
      << test.note().toStdString();
  EXPECT_EQ(test.the<QTableWidget>("trades")->rowCount(),
            static_cast<int>(expected.run.journal.trades.size()));
}

TEST(BacktestDialog, KeepsTheRunInTheHistory) {
  Opened test("backtest");
  test.click("run");
  ASSERT_TRUE(test.wait());
  EXPECT_EQ(test.desk.app().home().database(true).value().backtests().value().size(), 1U);
}

TEST(BacktestDialog, SaysWhatIsWrongWithADate) {
  Opened test("backtest");
  test.the<QLineEdit>("from")->setText(QStringLiteral("yesterday"));
  test.click("run");
  EXPECT_TRUE(test.note().contains(QStringLiteral("yesterday")));
  EXPECT_EQ(test.the<QTableWidget>("metrics")->rowCount(), 0);
}

TEST(BacktestDialog, MakesTheFormOfEachStrategy) {
  Opened test("backtest");
  auto* strategies = test.the<QComboBox>("strategy");
  for (int i = 0; i < strategies->count(); ++i) {
    strategies->setCurrentIndex(i);
    const auto* def = backtest::built_in_strategies()[static_cast<std::size_t>(i)];
    EXPECT_EQ(strategies->itemData(i).toString(), text_of(def->id));
    for (const auto& param : def->params)
      EXPECT_EQ(test.the<QDoubleSpinBox>(("param_" + std::string(param.name)).c_str())->value(),
                param.value)
          << def->id << " " << param.name;
  }
}

TEST(BatchDialog, ListsEverySecurityWithItsOwnAccount) {
  Opened batch("batch");
  batch.click("run");
  ASSERT_TRUE(batch.finished());
  auto reading = batch.desk.app().access().read().value();
  const auto loader = reading.loader();
  coordinators::BacktestRequest request;
  request.strategy = "ma_cross";
  request.all = true;
  core::TaskSystem tasks(2);
  const auto expected =
      coordinators::backtest_market({loader, reading.snapshot, reading.db}, request, tasks).value();
  auto* table = batch.the<QTableWidget>("rows");
  ASSERT_EQ(table->rowCount(), static_cast<int>(expected.rows.size()))
      << batch.note().toStdString();
  EXPECT_EQ(table->item(0, 0)->text(),
            text_of(expected.rows.front().symbol.text()));  // The best first.
}

TEST(BatchDialog, ExportsItsRows) {
  Opened batch("batch");
  batch.click("run");
  ASSERT_TRUE(batch.finished());
  const auto file = batch.desk.folder() / "batch.json";
  ASSERT_TRUE(batch.exportTo(file));
  // A line for each, and the two brackets.
  EXPECT_EQ(lines_of(file),
            static_cast<std::size_t>(batch.the<QTableWidget>("rows")->rowCount()) + 2);
}

TEST(BatchDialog, SaysThatThereAreNoFavourites) {
  Opened batch("batch");
  batch.the<QComboBox>("which")->setCurrentIndex(4);
  batch.click("run");
  EXPECT_TRUE(batch.note().contains(QStringLiteral("favourites")));
  batch.desk.app().state().favourites = QStringList{QLatin1String(kStock)};
  batch.click("run");
  ASSERT_TRUE(batch.finished());
  EXPECT_EQ(batch.the<QTableWidget>("rows")->rowCount(), 1);
}

TEST(QualityDialog, ChecksTheSecurityInFront) {
  Opened quality("quality");
  quality.coordinator.check_single_stock_quality();
  ASSERT_TRUE(quality.wait());
  auto* table = quality.the<QTableWidget>("series");
  ASSERT_EQ(table->rowCount(), 1);
  EXPECT_EQ(table->item(0, 0)->text(), QLatin1String(kStock));
  EXPECT_GE(quality.the<QListWidget>("findings")->count(), 1);
}

TEST(QualityDialog, ChecksAllSecurities) {
  Opened quality("quality");
  quality.coordinator.check_all_stocks_quality();
  ASSERT_TRUE(quality.wait());
  EXPECT_EQ(quality.the<QTableWidget>("series")->rowCount(), 30);
}

// A stored bar whose volume is in lots: one of the faults that can be mended from the bars themselves.
void spoil(const coordinators::Home& home) {
  auto store = home.store(false).value();
  const auto symbol = data::Symbol::parse(kStock).value();
  auto bars =
      data::BarSeries::copy_of(store.snapshot().value().bars(symbol, data::Period::day).value());
  bars.volume()[bars.size() / 2] /= 100;
  auto writer = store.write().value();
  writer.replace(symbol, data::Period::day, bars.view()).value();
  writer.commit().value();
}

TEST(QualityDialog, AppliesTheRepairsThatAreMarkedAndNoOthers) {
  Desk desk;
  spoil(desk.app().home());
  MainWindowCoordinator coordinator(desk.app());
  ASSERT_TRUE(desk.show(QLatin1String(kStock)));
  coordinator.check_single_stock_quality();
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  auto* dialog = coordinator.showDialog(QStringLiteral("quality"));
  auto* repairs = dialog->findChild<QListWidget*>(QStringLiteral("repairs"));
  auto* apply = dialog->findChild<QPushButton*>(QStringLiteral("apply"));
  ASSERT_EQ(repairs->count(), 1);
  EXPECT_FALSE(apply->isEnabled());  // Nothing is mended that was not approved.
  repairs->item(0)->setCheckState(Qt::Checked);
  ASSERT_TRUE(apply->isEnabled());
  QTest::mouseClick(apply, Qt::LeftButton);
  ASSERT_TRUE(wait_for([&] { return repairs->count() == 0; }));
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  EXPECT_FALSE(std::filesystem::is_empty(desk.folder() / "backups"));
}

TEST(QualityDialog, HasAWayBackFromItsRepairs) {
  Desk desk;
  spoil(desk.app().home());
  MainWindowCoordinator coordinator(desk.app());
  ASSERT_TRUE(desk.show(QLatin1String(kStock)));
  const auto closes = [&desk] {
    auto reading = desk.app().access().read().value();
    const auto symbol = data::Symbol::parse(kStock).value();
    const auto bars = reading.snapshot.bars(symbol, data::Period::day).value();
    return std::vector<double>(bars.volume().begin(), bars.volume().end());
  };
  const auto spoiled = closes();
  coordinator.check_single_stock_quality();
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  auto* dialog = coordinator.showDialog(QStringLiteral("quality"));
  auto* repairs = dialog->findChild<QListWidget*>(QStringLiteral("repairs"));
  ASSERT_EQ(repairs->count(), 1);
  repairs->item(0)->setCheckState(Qt::Checked);
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("apply")), Qt::LeftButton);
  ASSERT_TRUE(wait_for([&] { return repairs->count() == 0; }));
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  ASSERT_NE(closes(), spoiled);
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("back")), Qt::LeftButton);
  auto* undo = coordinator.showDialog(QStringLiteral("undo_repairs"));
  auto* table = undo->findChild<QTableWidget*>(QStringLiteral("backups"));
  ASSERT_TRUE(wait_for([table] { return table->rowCount() == 1; }));
  EXPECT_EQ(table->item(0, 1)->text(), QLatin1String(kStock));
  auto* button = undo->findChild<QPushButton*>(QStringLiteral("undo"));
  table->selectRow(0);
  QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  EXPECT_EQ(closes(), spoiled);
  // A second time there is nothing to undo, and that is said.
  table->selectRow(0);
  QTest::mouseClick(button, Qt::LeftButton);
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  EXPECT_EQ(closes(), spoiled);
  EXPECT_FALSE(undo->findChild<QLabel*>(QStringLiteral("note"))->text().isEmpty());
}

TEST(QualityDialog, SaysThatAnotherProgramHoldsTheHome) {
  Desk desk;
  spoil(desk.app().home());
  MainWindowCoordinator coordinator(desk.app());
  ASSERT_TRUE(desk.show(QLatin1String(kStock)));
  coordinator.check_single_stock_quality();
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  auto* dialog = coordinator.showDialog(QStringLiteral("quality"));
  const auto lock = desk.app().home().lock_for_writing().value();
  auto* repairs = dialog->findChild<QListWidget*>(QStringLiteral("repairs"));
  ASSERT_EQ(repairs->count(), 1);
  repairs->item(0)->setCheckState(Qt::Checked);
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("apply")), Qt::LeftButton);
  ASSERT_TRUE(desk.app().jobs().waitForAll(20'000));
  EXPECT_EQ(desk.app().jobs().list().front().state, JobState::failed);
  EXPECT_FALSE(dialog->findChild<QLabel*>(QStringLiteral("note"))->text().isEmpty());
  // And reading goes on.
  EXPECT_TRUE(desk.show(QStringLiteral("SH602002")));
}

TEST(SettingsDialog, HasEverySettingAndFindsThem) {
  Opened settings("settings");
  for (const auto& def : core::setting_table()) settings.the<QWidget>(std::string(def.key).c_str());
  settings.the<QLineEdit>("find")->setText(QStringLiteral("archive"));
  EXPECT_TRUE(settings.the<QWidget>("log.archive_size")->isVisible());
  EXPECT_FALSE(settings.the<QWidget>("ui.theme")->isVisible());
}

TEST(SettingsDialog, RefusesABadValueAndSavesAGoodOne) {
  Opened settings("settings");
  auto* save = settings.dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
  auto* timeout = settings.the<QLineEdit>("data_sources.timeout");
  timeout->setText(QStringLiteral("soon"));
  EXPECT_FALSE(save->isEnabled());
  timeout->setText(QStringLiteral("20"));
  ASSERT_TRUE(save->isEnabled());
  QTest::mouseClick(save, Qt::LeftButton);
  EXPECT_EQ(core::Settings::load(settings.desk.folder() / "config" / "config.json")
                .value()
                .text("data_sources.timeout"),
            "20");
}

TEST(SettingsDialog, PutsThemeAndLanguageInForce) {
  Opened settings("settings");
  auto* theme = settings.the<QComboBox>("ui.theme");
  theme->setCurrentIndex(theme->findData(QStringLiteral("light")));
  auto* language = settings.the<QComboBox>("ui.language");
  language->setCurrentIndex(language->findData(QStringLiteral("zh")));
  QTest::mouseClick(settings.dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save),
                    Qt::LeftButton);
  EXPECT_EQ(settings.desk.app().theme().id, "light");
  EXPECT_TRUE(settings.desk.app().chinese());
  EXPECT_TRUE(wait_for([&] {
    return settings.coordinator.window().dock(QStringLiteral("tasks"))->windowTitle() ==
           QStringLiteral("任务");
  }));
  settings.desk.app().useLanguage(QStringLiteral("en"));
  QApplication::processEvents();
}

std::filesystem::path csv_file(const Desk& desk) {
  const auto file = desk.folder() / "sh600000.csv";
  std::ofstream(file) << "date,open,high,low,close,volume,amount\n"
                         "2024-01-02,10,10.5,9.9,10.2,1000000,10200000\n"
                         "2024-01-03,10.2,10.4,10,10.1,900000,9090000\n";
  return file;
}

TEST(ImportDialog, ShowsTheLayoutAndImportsTheFile) {
  Opened import("import_data", Desk::Home::empty);
  import.the<QComboBox>("kind")->setCurrentIndex(1);
  import.the<QLineEdit>("path")->setText(QString::fromStdString(csv_file(import.desk).string()));
  ASSERT_TRUE(import.wait());
  EXPECT_EQ(import.dialog->findChild<QTableWidget*>()->rowCount(), 2);
  EXPECT_TRUE(import.note("layout").contains(QStringLiteral("generic")))
      << import.note("layout").toStdString();
  import.click("import");
  ASSERT_TRUE(import.wait());
  EXPECT_TRUE(import.note("outcome").contains(QStringLiteral("2")))
      << import.note("outcome").toStdString();
  // The list of the window reads the new data by itself.
  EXPECT_TRUE(wait_for([&] { return import.desk.app().securities().rows()->size() == 1; }));
}

TEST(ImportDialog, TakesTheDemoMarketsPlaceWhileItIsShown) {
  Opened import("import_data");
  import.the<QComboBox>("kind")->setCurrentIndex(1);
  import.the<QLineEdit>("path")->setText(QString::fromStdString(csv_file(import.desk).string()));
  ASSERT_TRUE(import.wait());
  import.click("import");
  ASSERT_TRUE(wait_for([&] { return import.desk.app().securities().rows()->size() == 1; }));
  EXPECT_TRUE(import.wait());
}

TEST(ImportDialog, SaysWhyAFolderGivesNothing) {
  Opened import("import_data", Desk::Home::empty);
  import.the<QLineEdit>("path")->setText(QStringLiteral("/nowhere/at/all"));
  import.click("import");
  ASSERT_TRUE(import.wait());
  EXPECT_TRUE(import.note("outcome").contains(QStringLiteral("/nowhere/at/all")))
      << import.note("outcome").toStdString();
}

TEST(FirstStartDialog, MakesTheDemoMarket) {
  Opened first("first_start", Desk::Home::empty);
  first.click("demo");
  ASSERT_TRUE(first.wait());
  EXPECT_TRUE(wait_for([&] { return first.desk.app().securities().rows()->size() == 300; }));
  EXPECT_TRUE(first.desk.app().securities().isDemo());
  EXPECT_TRUE(wait_for([&] { return first.desk.app().session().view() != nullptr; }));
}

TEST(FirstStartDialog, OpensByItselfInAHomeWithoutData) {
  Desk desk(Desk::Home::empty);
  MainWindowCoordinator coordinator(desk.app());
  coordinator.start();
  ASSERT_TRUE(wait_for([&] {
    const auto dialogs = coordinator.window().findChildren<QDialog*>();
    return !dialogs.empty() && dialogs.front()->isVisible();
  }));
  auto* dialog = coordinator.window().findChildren<QDialog*>().front();
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("csv")), Qt::LeftButton);
  auto* import = coordinator.showDialog(QStringLiteral("import_data"));
  EXPECT_EQ(import->findChild<QComboBox*>(QStringLiteral("kind"))->currentIndex(), 1);
}

TEST(ShortcutsDialog, ChangesAKeyAndRefusesATakenOne) {
  Opened shortcuts("shortcuts");
  auto* save = shortcuts.dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Save);
  auto* scan = shortcuts.the<QKeySequenceEdit>("scan");
  scan->setKeySequence(QKeySequence(QStringLiteral("F7")));  // The back-test's.
  EXPECT_FALSE(save->isEnabled());
  scan->setKeySequence(QKeySequence(QStringLiteral("Ctrl+Shift+S")));
  ASSERT_TRUE(save->isEnabled());
  QTest::mouseClick(save, Qt::LeftButton);
  EXPECT_EQ(shortcuts.coordinator.window().action(QStringLiteral("scan"))->shortcut().toString(),
            QStringLiteral("Ctrl+Shift+S"));
}

TEST(OptimizationDialog, SearchesShowsTheResultAndKeepsIt) {
  Opened search("optimization");
  auto* algorithm = search.the<QComboBox>("algorithm");
  algorithm->setCurrentIndex(algorithm->findData(QStringLiteral("random")));
  search.the<QSpinBox>("iterations")->setValue(5);
  search.click("start");
  ASSERT_TRUE(search.wait());
  EXPECT_EQ(search.the<QTableWidget>("scores")->rowCount(), 3) << search.note().toStdString();
  EXPECT_GT(search.the<QTableWidget>("params")->rowCount(), 0);
  EXPECT_EQ(search.the<QTableWidget>("history")->rowCount(), 1);
}

TEST(OptimizationDialog, StopsWhenAskedAndKeepsWhatWasTried) {
  Opened search("optimization");
  search.the<QSpinBox>("iterations")->setValue(200);
  search.click("start");
  ASSERT_TRUE(wait_for([&] { return search.note().contains(QStringLiteral("tries; best")); }))
      << search.note().toStdString();
  search.click("stop");
  ASSERT_TRUE(search.wait());
  auto* history = search.the<QTableWidget>("history");
  ASSERT_TRUE(wait_for([&] { return history->rowCount() == 1; }));
  EXPECT_EQ(history->item(0, 2)->text(), QStringLiteral("cancelled"));
  EXPECT_GT(search.the<QTableWidget>("params")->rowCount(), 0) << "the best so far is shown";
}

TEST(OptimizationDialog, MayBeClosedWhileItSearches) {
  Opened search("optimization");
  search.the<QSpinBox>("iterations")->setValue(200);
  search.click("start");
  ASSERT_TRUE(wait_for([&] { return search.desk.app().jobs().running() == 1; }));
  delete search.dialog;
  EXPECT_TRUE(search.wait());
}

TEST(TuningDialog, BeginsAtOnceAndStopsWhenAsked) {
  Opened tuning("tuning");
  tuning.coordinator.run_one_click_optimization();
  auto* table = tuning.the<QTableWidget>("tasks");
  ASSERT_TRUE(wait_for([&] { return table->rowCount() > 20; }));
  tuning.click("pause");
  tuning.click("stop");
  ASSERT_TRUE(tuning.wait());
  // What was finished is judged and told; the rest is marked as cancelled.
  EXPECT_FALSE(tuning.the<QTextBrowser>("report")->toPlainText().isEmpty())
      << tuning.note().toStdString();
  EXPECT_TRUE(tuning.the<QPushButton>("start")->isEnabled());
}

TEST(TuningDialog, MayBeClosedWhileItIsPaused) {
  Opened tuning("tuning");
  tuning.coordinator.run_one_click_optimization();
  ASSERT_TRUE(wait_for([&] { return tuning.the<QTableWidget>("tasks")->rowCount() > 0; }));
  tuning.click("pause");
  delete tuning.dialog;
  EXPECT_TRUE(tuning.wait());
}

TEST(VersionsDialog, PutsAVersionInForceAndGoesBack) {
  Opened versions("versions");
  ASSERT_TRUE(versions.wait());
  auto* table = versions.the<QTableWidget>("versions");
  ASSERT_EQ(table->rowCount(), 1);  // The built-in defaults.
  EXPECT_FALSE(versions.the<QPushButton>("activate")->isEnabled());
  {
    auto db = versions.desk.app().home().database(false).value();
    const auto* hammer = optimization::find_pattern("hammer").value();
    std::vector<double> params;
    for (const auto& param : hammer->params) params.push_back(param.value);
    params[0] = hammer->params[0].min;
    ASSERT_TRUE(
        optimization::VersionManager(db).save_version(*hammer, params, {.message = "by hand"}));
  }
  auto* pattern = versions.the<QComboBox>("pattern");
  const int hammer = pattern->currentIndex();
  pattern->setCurrentIndex(hammer + 1);
  pattern->setCurrentIndex(hammer);
  ASSERT_TRUE(wait_for([&] { return table->rowCount() == 2; }));
  table->selectRow(0);
  versions.click("activate");
  ASSERT_TRUE(wait_for([&] {
    return table->item(0, 0) != nullptr &&
           table->item(0, 0)->text().contains(QStringLiteral("in force"));
  }));
  ASSERT_TRUE(versions.wait());
  versions.click("back");
  EXPECT_TRUE(wait_for([&] {
    return table->item(1, 0) != nullptr &&
           table->item(1, 0)->text().contains(QStringLiteral("in force"));
  }));
  EXPECT_TRUE(versions.wait());
}

TEST(TradeCosts, AreThoseOfTheExchange) {
  // 1,000 shares of Shanghai at 10 and 11: commission 0.025 %, at least 5; transfer 0.001 %; stamp duty 0.05 % on the sale.
  const auto trip = round_trip("SH600000", 1000, 10, 11, {}).value();
  EXPECT_NEAR(trip.fees_in, 5 + 0.10, 1e-9);
  EXPECT_NEAR(trip.fees_out, 5 + 0.11 + 5.50, 1e-9);
  EXPECT_NEAR(trip.gain, 1000 - 5.10 - 10.61, 1e-9);
  // At the even price nothing is lost; a tick below, something is.
  EXPECT_GE(round_trip("SH600000", 1000, 10, trip.even, {})->gain, 0);
  EXPECT_LT(round_trip("SH600000", 1000, 10, trip.even - 0.01, {})->gain, 0);
  EXPECT_FALSE(round_trip("SH600000", 0, 10, 11, {}));
  EXPECT_FALSE(round_trip("nothing", 100, 10, 11, {}));
}

TEST(PositionSize, KeepsToTheRiskAndTheCapital) {
  const auto size = position_size("SH600000", 100'000, 0.01, 10, 9.5).value();
  EXPECT_EQ(size.shares % 100, 0);
  EXPECT_LE(size.loss, 1000);
  // One lot more would be too many.
  const auto more = round_trip("SH600000", size.shares + 100, 10, 9.5, {}).value();
  EXPECT_GT(-more.gain, 1000);
  // A stop close by: the capital is the bound.
  const auto bound = position_size("SH600000", 10'000, 1, 10, 9.99).value();
  EXPECT_EQ(bound.shares, 900);
  EXPECT_FALSE(position_size("SH600000", 10'000, 0.01, 10, 10));
  EXPECT_EQ(position_size("SH600000", 500, 0.5, 10, 9)->shares, 0);  // Not even a lot.
}

TEST(CalculatorDialog, ComputesAsNumbersChange) {
  Opened calculator("calculator");
  auto* amount = calculator.the<QDoubleSpinBox>("amount");
  amount->setValue(123'456'789);
  calculator.the<QComboBox>("unit_kind")->setCurrentIndex(1);
  calculator.the<QComboBox>("unit")->setCurrentIndex(2);
  const auto* converted = calculator.the<QTableWidget>("converted");
  EXPECT_EQ(converted->item(3, 0)->text(), QStringLiteral("12345.6789"));   // 万元
  EXPECT_EQ(converted->item(5, 0)->text(), QStringLiteral("1.23456789"));   // 亿元
  EXPECT_EQ(converted->item(0, 0)->text(), QStringLiteral("12345678900"));  // 分
  calculator.the<QDoubleSpinBox>("start")->setValue(100);
  calculator.the<QDoubleSpinBox>("end")->setValue(121);
  calculator.the<QDoubleSpinBox>("years")->setValue(2);
  EXPECT_EQ(calculator.note("total"), QStringLiteral("+21.00 %"));
  EXPECT_EQ(calculator.note("yearly"), QStringLiteral("+10.00 %"));
}

TEST(CalculatorDialog, ConvertsLotsSharesAndSharesOfAWhole) {
  Opened calculator("calculator");
  const auto* converted = calculator.the<QTableWidget>("converted");
  calculator.the<QComboBox>("unit")->setCurrentIndex(1);
  calculator.the<QDoubleSpinBox>("amount")->setValue(35);
  EXPECT_EQ(converted->item(0, 0)->text(), QStringLiteral("3500"));  // Shares of 35 lots.
  EXPECT_EQ(converted->item(2, 0)->text(), QStringLiteral("0.35"));  // 万股
  calculator.the<QComboBox>("unit_kind")->setCurrentIndex(2);
  calculator.the<QComboBox>("unit")->setCurrentIndex(1);
  calculator.the<QDoubleSpinBox>("amount")->setValue(7);
  EXPECT_EQ(converted->item(0, 0)->text(), QStringLiteral("0.07"));
  EXPECT_EQ(converted->item(2, 0)->text(), QStringLiteral("70"));
  EXPECT_EQ(converted->item(3, 0)->text(), QStringLiteral("700"));
}

TEST(CalculatorDialog, TurnsPercentIntoPricesAndBack) {
  Opened calculator("calculator");
  calculator.the<QDoubleSpinBox>("before")->setValue(10);
  calculator.the<QDoubleSpinBox>("percent")->setValue(25);
  EXPECT_DOUBLE_EQ(calculator.the<QDoubleSpinBox>("after")->value(), 12.5);
  EXPECT_EQ(calculator.note("moved"), QStringLiteral("2.500"));
  EXPECT_EQ(calculator.note("back"), QStringLiteral("-20.00 %"));
  calculator.the<QDoubleSpinBox>("after")->setValue(9);
  EXPECT_DOUBLE_EQ(calculator.the<QDoubleSpinBox>("percent")->value(), -10);
}

}  // namespace
}  // namespace fwq::desktop
