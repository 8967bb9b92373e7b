// Sectors in the window: the list shows one, a search looks at one, and people make their own.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QInputDialog>
#include <QMenu>
#include <QTableView>
#include <QTableWidget>
#include <fstream>

#include "dialog_subject.hpp"
#include "fwq/desktop/panel.hpp"
#include "main_window.hpp"
#include "opened.hpp"
#include "say.hpp"
#include "securities_model.hpp"

namespace fwq::desktop {
namespace {

class Sectors : public ::testing::Test {
 protected:
  Sectors() : coordinator(desk.app()) {
    auto db = desk.app().home().database(false).value();
    const std::vector<data::Sector> sectors{
        {data::SectorKind::industry, "银行", {sym("SH602001"), sym("SH602002")}},
        {data::SectorKind::own, "我的", {sym("SH602003")}}};
    db.put_sectors(sectors).value();
    coordinator.start(QLatin1String(kStock), false);
    EXPECT_TRUE(wait_for(
        [&] { return desk.app().securities().isLoaded() && !desk.app().session().isLoading(); }));
    panel = coordinator.window().panel(QStringLiteral("securities"));
    part = panel->findChild<QComboBox*>(QStringLiteral("part"));
    table = panel->findChild<QTableView*>(QStringLiteral("list"));
  }
  static data::Symbol sym(const char* text) { return data::Symbol::parse(text).value(); }
  QStringList listed() const {
    QStringList symbols;
    for (int row = 0; row < table->model()->rowCount(); ++row)
      symbols << table->model()->index(row, 0).data(SecuritiesModel::kSymbolRole).toString();
    return symbols;
  }
  // An entry of the menu of the first line.
  QAction* entry(const QString& text) const {
    Q_EMIT table->customContextMenuRequested(
        table->visualRect(table->model()->index(0, 0)).center());
    for (auto* menu : panel->findChildren<QMenu*>())
      for (auto* action : menu->actions())
        if (action->text() == text) return action;
    return nullptr;
  }

  Desk desk;
  MainWindowCoordinator coordinator;
  BasePanel* panel = nullptr;
  QComboBox* part = nullptr;
  QTableView* table = nullptr;
};

TEST_F(Sectors, FilterTheList) {
  part->setCurrentIndex(part->findText(QStringLiteral("银行")));
  EXPECT_EQ(listed(), (QStringList{QStringLiteral("SH602001"), QStringLiteral("SH602002")}));
  part->setCurrentIndex(part->findText(QStringLiteral("我的")));
  EXPECT_EQ(listed(), QStringList(QStringLiteral("SH602003")));
  part->setCurrentIndex(0);
  EXPECT_EQ(listed().size(), 30);
}

TEST_F(Sectors, AreMadeAndUnmadeByHand) {
  table->selectRow(0);
  const QString first = listed().front();
  auto* make = entry(QStringLiteral("New list…"));
  ASSERT_NE(make, nullptr);
  make->trigger();
  auto* ask = panel->findChild<QInputDialog*>();
  ASSERT_NE(ask, nullptr);
  ask->setTextValue(QStringLiteral("观察"));
  ask->accept();
  ASSERT_TRUE(wait_for([&] { return part->findText(QStringLiteral("观察")) > 0; }));
  part->setCurrentIndex(part->findText(QStringLiteral("观察")));
  EXPECT_EQ(listed(), QStringList(first));
  auto* remove = entry(QStringLiteral("Remove from 观察"));
  ASSERT_NE(remove, nullptr);
  remove->trigger();
  ASSERT_TRUE(wait_for([&] { return part->findText(QStringLiteral("观察")) < 0; }));
  EXPECT_EQ(part->currentIndex(), 0) << "an empty list goes";
}

TEST_F(Sectors, AreDeleted) {
  part->setCurrentIndex(part->findText(QStringLiteral("银行")));
  auto* remove = entry(QStringLiteral("Delete the list 银行"));
  ASSERT_NE(remove, nullptr);
  EXPECT_EQ(entry(QStringLiteral("Remove from 银行")), nullptr) << "an imported list is kept whole";
  remove->trigger();
  EXPECT_TRUE(wait_for([&] { return part->findText(QStringLiteral("银行")) < 0; }));
  EXPECT_EQ(listed().size(), 30);
}

TEST_F(Sectors, AreSearched) {
  auto* dialog = coordinator.showDialog(QStringLiteral("search"));
  auto* text = dialog->findChild<QLineEdit*>(QStringLiteral("text"));
  text->setText(QStringLiteral("close > 0"));
  QTest::keyClick(text, Qt::Key_Return);
  dialog->findChild<QComboBox*>(QStringLiteral("mode"))->setCurrentIndex(1);
  dialog->findChild<QComboBox*>(QStringLiteral("scope"))->setCurrentText(QStringLiteral("银行"));
  auto* run = dialog->findChild<QPushButton*>(QStringLiteral("run"));
  run->click();
  ASSERT_TRUE(wait_for([run] { return run->isEnabled(); }));
  EXPECT_EQ(dialog->findChild<QTableWidget*>(QStringLiteral("matches"))->rowCount(), 2);
}

TEST_F(Sectors, AreImportedByTheWizard) {
  const auto file = desk.folder() / "list.csv";
  std::ofstream(file) << "sector,symbol,kind\n半导体,SH602004,theme\n";
  auto* dialog = coordinator.showDialog(QStringLiteral("import_data"));
  give_subject(dialog, QStringLiteral("sectors"));
  dialog->findChild<QLineEdit*>(QStringLiteral("path"))->setText(text_of(file.string()));
  dialog->findChild<QPushButton*>(QStringLiteral("import"))->click();
  EXPECT_TRUE(wait_for([&] { return part->findText(QStringLiteral("半导体")) > 0; }));
}

}  // namespace
}  // namespace fwq::desktop
