// The advanced search, clicked and typed: what is put together is what is asked, and what is listed is what holds.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QFileDialog>
#include <QInputDialog>
#include <QListWidget>
#include <QSpinBox>
#include <QTableWidget>
#include <fstream>
#include <iterator>

#include "condition_editor.hpp"
#include "fwq/coordinators/screen.hpp"
#include "opened.hpp"
#include "operand_edit.hpp"
#include "save_table.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

ConditionEditor& editor_of(Opened& opened) {
  for (auto* widget : opened.dialog->findChildren<QWidget*>())
    if (auto* editor = dynamic_cast<ConditionEditor*>(widget)) return *editor;
  throw std::runtime_error("no editor");
}

void write(Opened& search, const char* text) {
  auto* line = search.the<QLineEdit>("text");
  line->setText(QLatin1String(text));
  QTest::keyClick(line, Qt::Key_Return);
}

// What the coordinators say of the same conditions.
QStringList expected(Opened& search) {
  const auto& editor = editor_of(search);
  coordinators::ScreenRequest request;
  request.market.tradable = true;
  request.conditions = editor.conditions();
  request.any = editor.any();
  auto reading = search.desk.app().access().read().value();
  core::TaskSystem tasks(2);
  QStringList symbols;
  for (const auto& match :
       coordinators::screen(reading.snapshot, reading.db, request, tasks).value().matches)
    symbols << text_of(match.symbol.text());
  return symbols;
}

QStringList listed(Opened& search) {
  const auto* table = search.the<QTableWidget>("matches");
  QStringList symbols;
  for (int row = 0; row < table->rowCount(); ++row) symbols << table->item(row, 0)->text();
  return symbols;
}

TEST(SearchDialog, ListsWhatFulfilsTheConditions) {
  Opened search("search");
  editor_of(search).setConditions({QStringLiteral("close > MA(20)")}, false);
  search.click("run");
  ASSERT_TRUE(search.finished());
  const QStringList found = expected(search);
  ASSERT_GT(found.size(), 2);
  ASSERT_LT(found.size(), 29);
  EXPECT_EQ(listed(search), found);
  EXPECT_TRUE(search.note().startsWith(QString::number(found.size())))
      << search.note().toStdString();
}

TEST(SearchDialog, PutsConditionsTogetherByHand) {
  Opened search("search");
  auto& editor = editor_of(search);
  editor.setConditions({}, false);
  EXPECT_FALSE(search.the<QPushButton>("run")->isEnabled());
  search.click("add");
  EXPECT_EQ(editor.texts(), QStringList(QStringLiteral("close > MA(20)")));
  auto* left = search.dialog->findChild<QWidget*>(QStringLiteral("left"));
  auto* what = left->findChild<QComboBox*>(QStringLiteral("what"));
  what->setCurrentIndex(what->findData(QStringLiteral("indicator:MACD")));
  auto* output = left->findChild<QComboBox*>(QStringLiteral("output"));
  ASSERT_NE(output, nullptr);
  output->setCurrentText(QStringLiteral("dif"));
  search.the<QComboBox>("comparison")->setCurrentIndex(4);
  auto* right = search.dialog->findChild<QWidget*>(QStringLiteral("right"));
  auto* number = right->findChild<QComboBox*>(QStringLiteral("what"));
  number->setCurrentIndex(number->findData(QStringLiteral("number")));
  search.the<QSpinBox>("within")->setValue(3);
  EXPECT_EQ(editor.texts(),
            QStringList(QStringLiteral("MACD(12,26,9).dif crosses above 0 within 3")));
  search.click("add");
  search.the<QComboBox>("kind")->setCurrentIndex(1);
  auto* pattern = search.the<QComboBox>("pattern");
  pattern->setCurrentIndex(pattern->findData(QStringLiteral("double_bottom")));
  search.the<QSpinBox>("confidence")->setValue(70);
  EXPECT_EQ(editor.texts()[1], QStringLiteral("pattern double_bottom confidence 0.7"));
  // Back to the first: the form shows it.
  search.the<QListWidget>("conditions")->setCurrentRow(0);
  EXPECT_EQ(search.the<QSpinBox>("within")->value(), 3);
  EXPECT_EQ(search.the<QComboBox>("kind")->currentIndex(), 0);
  search.click("remove");
  EXPECT_EQ(editor.texts(), QStringList(QStringLiteral("pattern double_bottom confidence 0.7")));
}

TEST(SearchDialog, SaysWhatItDoesNotUnderstand) {
  Opened search("search");
  write(search, "close > MAA(20)");
  EXPECT_TRUE(search.note("problem").contains(QLatin1String("MA")))
      << search.note("problem").toStdString();
  EXPECT_FALSE(search.the<QPushButton>("run")->isEnabled());
  write(search, "close < EMA(5)");
  EXPECT_TRUE(search.note("problem").isEmpty());
  EXPECT_TRUE(search.the<QPushButton>("run")->isEnabled());
  EXPECT_EQ(editor_of(search).texts()[0], QStringLiteral("close < EMA(5)"));
}

TEST(SearchDialog, KeepsSearchesByName) {
  Opened search("search");
  editor_of(search).setConditions({QStringLiteral("RSI(6) < 20"), QStringLiteral("change > 3")},
                                  true);
  search.click("save");
  auto* ask = search.dialog->findChild<QInputDialog*>();
  ASSERT_NE(ask, nullptr);
  ask->setTextValue(QStringLiteral("超跌反弹"));
  ask->accept();
  editor_of(search).setConditions({QStringLiteral("close > 1")}, false);
  // Still there in the next run.
  QString problem;
  const auto kept = read_state(search.desk.folder() / "config" / "desktop.json", problem).searches;
  ASSERT_TRUE(kept.contains(QStringLiteral("超跌反弹")));
  auto* saved = search.the<QComboBox>("saved");
  saved->setCurrentText(QStringLiteral("超跌反弹"));
  Q_EMIT saved->activated(0);
  EXPECT_EQ(editor_of(search).texts(),
            (QStringList{QStringLiteral("RSI(6) < 20"), QStringLiteral("change > 3")}));
  EXPECT_TRUE(editor_of(search).any());
  search.click("forget");
  EXPECT_EQ(saved->count(), 0);
  EXPECT_TRUE(search.desk.app().state().searches.isEmpty());
}

TEST(SearchDialog, SearchesOnlyTheFavourites) {
  Opened search("search");
  editor_of(search).setConditions({QStringLiteral("close > 0")}, false);
  auto* scope = search.the<QComboBox>("scope");
  scope->setCurrentText(QStringLiteral("Favourites"));
  search.click("run");
  EXPECT_TRUE(search.note().contains(QLatin1String("no favourites yet")));
  search.desk.app().state().favourites = {QLatin1String(kStock)};
  search.click("run");
  ASSERT_TRUE(search.finished());
  EXPECT_EQ(listed(search), QStringList(QLatin1String(kStock)));
}

TEST(SearchDialog, OpensTheStockThatIsDoubleClicked) {
  Opened search("search");
  editor_of(search).setConditions({QStringLiteral("close > 0")}, false);
  search.click("run");
  ASSERT_TRUE(search.finished());
  auto* table = search.the<QTableWidget>("matches");
  const QString symbol = table->item(3, 0)->text();
  Q_EMIT table->itemActivated(table->item(3, 2));
  ASSERT_TRUE(wait_for([&] { return !search.desk.app().session().isLoading(); }));
  EXPECT_EQ(search.desk.app().session().asked(), symbol);
}

TEST(SearchDialog, KeepsWhatWasFoundWhenItIsCancelled) {
  Opened search("search");
  editor_of(search).setConditions({QStringLiteral("close > 0")}, false);
  search.click("run");
  search.click("stop");
  ASSERT_TRUE(search.finished());
  // It may have been done before the word reached it.
  EXPECT_TRUE(search.note().startsWith(QLatin1String("Cancelled")) ||
              search.note().contains(QLatin1String("fulfil")))
      << search.note().toStdString();
}

TEST(SearchDialog, ExportsWhatItFound) {
  Opened search("search");
  editor_of(search).setConditions({QStringLiteral("close > 0")}, false);
  EXPECT_FALSE(search.the<QPushButton>("export")->isEnabled());
  search.click("run");
  ASSERT_TRUE(search.finished());
  const auto file = search.desk.folder() / "found.csv";
  ASSERT_TRUE(search.exportTo(file));
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  EXPECT_NE(text.find("symbol,name,last_bar,close,change,amount,close > 0"), std::string::npos);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), listed(search).size() + 1);
}

TEST(SearchDialog, EndsItsSearchWhenItIsClosed) {
  Opened search("search");
  search.click("run");
  delete search.dialog;
  EXPECT_TRUE(search.wait());
}

TEST(SaveTable, KnowsTheFormatByTheEnding) {
  EXPECT_EQ(format_of(QStringLiteral("a.csv")), ExportFormat::csv);
  EXPECT_EQ(format_of(QStringLiteral("a.XLSX")), ExportFormat::xlsx);
  EXPECT_EQ(format_of(QStringLiteral("a.json")), ExportFormat::json);
}

}  // namespace
}  // namespace fwq::desktop
