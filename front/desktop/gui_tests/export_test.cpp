// Files that the desktop writes: tables of a stock, and themes.
#include <gtest/gtest.h>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <nlohmann/json.hpp>

#include "desk.hpp"
#include "export_table.hpp"
#include "fwq/core/files.hpp"
#include "fwq/data/csv_bars.hpp"
#include "main_window_coordinator.hpp"
#include "theme_store.hpp"

namespace fwq::desktop {
namespace {

const ExportTable kTable{
    "t", {"name", "a,b"}, {{std::string("x,\"y\""), 1.5}, {std::string("z"), data::kNone}}};

TEST(ExportTable, QuotesAndLeavesMissingNumbersEmptyInCsv) {
  EXPECT_EQ(csv_text(kTable), "\xef\xbb\xbfname,\"a,b\"\n\"x,\"\"y\"\"\",1.5\nz,\n");
}

TEST(ExportTable, WritesNullForMissingNumbersInJson) {
  const auto json = nlohmann::json::parse(json_text(kTable));
  EXPECT_EQ(json[0]["name"], "x,\"y\"");
  EXPECT_EQ(json[0]["a,b"], 1.5);
  EXPECT_TRUE(json[1]["a,b"].is_null());
  EXPECT_EQ(json_text({"t", {"a"}, {}}), "[\n]\n");
}

class Export : public ::testing::Test {
 protected:
  Export() : coordinator_(desk_.app()) {
    desk_.app().session().setAdjust(data::Adjust::none);
    EXPECT_TRUE(desk_.show(QStringLiteral("SH602001")));
    dialog_ = coordinator_.showDialog(QStringLiteral("export_data"));
  }
  std::filesystem::path write(int what, int format, const char* name) {
    dialog_->findChild<QComboBox*>(QStringLiteral("what"))->setCurrentIndex(what);
    dialog_->findChild<QComboBox*>(QStringLiteral("format"))->setCurrentIndex(format);
    const auto file = desk_.folder() / name;
    dialog_->findChild<QLineEdit*>(QStringLiteral("path"))
        ->setText(QString::fromStdString(file.string()));
    QTest::mouseClick(dialog_->findChild<QPushButton*>(QStringLiteral("export")), Qt::LeftButton);
    EXPECT_TRUE(desk_.app().jobs().waitForAll(20'000));
    return file;
  }
  Desk desk_;
  MainWindowCoordinator coordinator_;
  QDialog* dialog_ = nullptr;
};

TEST_F(Export, OfBarsIsReadBackAsTheSameBars) {
  const auto file = write(0, 0, "SH602001.csv");
  const data::Bars bars = desk_.app().session().view()->stock().adjusted.bars;
  std::size_t read = 0;
  const auto outcome =
      data::read_csv(file, {.symbol = data::Symbol::parse("SH602001").value()},
                     [&](data::Symbol, data::Period, const data::BarSeries& back) -> Result<void> {
                       read = back.size();
                       for (std::size_t i = 0; i < read; ++i) EXPECT_EQ(back[i], bars[i]) << i;
                       return {};
                     });
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(read, bars.size());
}

TEST_F(Export, OfIndicatorsHasAColumnForEachOutput) {
  const auto text = core::read_file(write(1, 2, "indicators.json")).value();
  const auto json = nlohmann::json::parse(text);
  ASSERT_EQ(json.size(), desk_.app().session().view()->stock().adjusted.bars.size());
  for (const auto& result : desk_.app().session().view()->analysis.indicators)
    for (std::size_t i = 0; i < result.outputs.size(); ++i) {
      const auto& cell = json.back()[result.column(i)];
      EXPECT_EQ(cell.is_null() ? 0.0 : cell.get<double>(),
                cell.is_null() ? 0.0 : result.outputs[i].back())
          << result.column(i);
    }
}

TEST_F(Export, OfHitsIsAWorkbookAndTheReportAWebPage) {
  EXPECT_EQ(core::read_file(write(2, 1, "hits.xlsx")).value().substr(0, 2), "PK");
  const auto page = core::read_file(write(3, 0, "report.html")).value();
  EXPECT_NE(page.find("SH602001"), std::string::npos);
}

TEST_F(Export, SaysWhyAFileCannotBeWritten) {
  const auto file = std::filesystem::path("/proc/nothing/bars.csv");
  dialog_->findChild<QLineEdit*>(QStringLiteral("path"))
      ->setText(QString::fromStdString(file.string()));
  QTest::mouseClick(dialog_->findChild<QPushButton*>(QStringLiteral("export")), Qt::LeftButton);
  ASSERT_TRUE(desk_.app().jobs().waitForAll(20'000));
  EXPECT_TRUE(dialog_->findChild<QLabel*>(QStringLiteral("note"))
                  ->text()
                  .contains(QStringLiteral("/proc/nothing")));
}

TEST(ThemeStore, KeepsAThemeAmongOthersAndTakesItOut) {
  QTemporaryDir folder;
  const auto file = std::filesystem::path(folder.path().toStdString()) / "theme.json";
  core::Theme one = core::built_in_themes().front(), other = one;
  one.id = "one";
  one.name_en = one.name_zh = "One";
  one.accent = {1, 2, 3, 255};
  other.id = "other";
  other.name_en = "Other";
  other.name_zh = "另一个";
  ASSERT_TRUE(put_theme(file, one));
  ASSERT_TRUE(put_theme(file, other));
  one.accent = {4, 5, 6, 255};
  ASSERT_TRUE(put_theme(file, one));
  const auto book = core::parse_themes(core::read_file(file).value());
  EXPECT_TRUE(book.warnings.empty());
  ASSERT_EQ(book.themes.size(), 2U);
  EXPECT_EQ(core::find_theme(book, "one").value(), one);
  EXPECT_EQ(core::find_theme(book, "other").value(), other);
  ASSERT_TRUE(remove_theme(file, "one"));
  EXPECT_EQ(core::parse_themes(core::read_file(file).value()).themes.size(), 1U);
  EXPECT_EQ(remove_theme(file, "one").error().code, Errc::not_found);
}

TEST(ThemeStore, LeavesAFileThatIsNoJsonAlone) {
  QTemporaryDir folder;
  const auto file = std::filesystem::path(folder.path().toStdString()) / "theme.json";
  ASSERT_TRUE(core::write_file_atomically(file, "{ my own theme, one comma too many, }"));
  EXPECT_EQ(put_theme(file, core::built_in_themes().front()).error().code, Errc::bad_data);
  EXPECT_EQ(core::read_file(file).value(), "{ my own theme, one comma too many, }");
}

TEST(ThemeEditor, ShowsColoursAtOnceAndPutsTheOldOnesBackWhenCancelled) {
  Desk desk;
  MainWindowCoordinator coordinator(desk.app());
  auto* dialog = coordinator.showDialog(QStringLiteral("theme_editor"));
  auto* base = dialog->findChild<QComboBox*>(QStringLiteral("base"));
  base->setCurrentIndex(base->findData(QStringLiteral("light")));
  Q_EMIT base->activated(base->currentIndex());
  EXPECT_EQ(desk.app().theme().id, "light");
  dialog->reject();
  EXPECT_EQ(desk.app().theme().id, "dark");
}

TEST(ThemeEditor, KeepsAThemeUnderItsName) {
  Desk desk;
  MainWindowCoordinator coordinator(desk.app());
  auto* dialog = coordinator.showDialog(QStringLiteral("theme_editor"));
  dialog->findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("Deep Sea"));
  dialog->accept();
  EXPECT_EQ(core::load_themes(desk.folder() / "config").themes.size(),
            2U);  // accept() alone keeps nothing.
  dialog = coordinator.showDialog(QStringLiteral("theme_editor"));
  dialog->findChild<QLineEdit*>(QStringLiteral("name"))->setText(QStringLiteral("Deep Sea"));
  for (auto* button : dialog->findChildren<QPushButton*>())
    if (button->text().contains(QStringLiteral("Save"))) QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_EQ(desk.app().theme().id, "deep_sea");
  EXPECT_EQ(desk.app().config().text("ui.theme"), "deep_sea");
  EXPECT_EQ(core::load_themes(desk.folder() / "config").themes.size(), 3U);
}

}  // namespace
}  // namespace fwq::desktop
