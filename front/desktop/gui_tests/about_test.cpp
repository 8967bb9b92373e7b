// Help > About.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <memory>

#include "desk.hpp"
#include "fwq/desktop/dialog.hpp"

namespace fwq::desktop {
namespace {

std::unique_ptr<QDialog> about() {
  static Desk desk(Desk::Home::empty);
  for (const DialogDef* def : built_in_dialogs()) {
    if (std::string_view(def->id) == "about")
      return std::unique_ptr<QDialog>(def->make(desk.app(), nullptr));
  }
  throw std::runtime_error("the table has no dialog 'about'");
}

QString file_text(const char* name) {
  QFile file(QStringLiteral(FWQ_SOURCE_DIR "/") + QLatin1String(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromUtf8(file.readAll());
}

TEST(AboutDialog, SaysWhichVersionItIs) {
  EXPECT_TRUE(about()
                  ->findChild<QLabel*>(QStringLiteral("heading"))
                  ->text()
                  .contains(QStringLiteral(FWQ_PROJECT_VERSION)));
}

TEST(AboutDialog, ShowsTheNoticeAndTheLicenceAsTheyAre) {
  const auto dialog = about();
  const QString notice = file_text("NOTICE"), licence = file_text("LICENSE");
  ASSERT_TRUE(notice.contains(QStringLiteral("LMDB")));
  ASSERT_TRUE(licence.contains(QStringLiteral("MIT")));
  EXPECT_EQ(dialog->findChild<QPlainTextEdit*>(QStringLiteral("libraries"))->toPlainText(), notice);
  EXPECT_EQ(dialog->findChild<QPlainTextEdit*>(QStringLiteral("licence"))->toPlainText(), licence);
}

TEST(AboutDialog, IsWideEnoughForTheTableOfLibraries) {
  const auto dialog = about();
  dialog->show();
  ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog.get()));
  const auto* page = dialog->findChild<QPlainTextEdit*>(QStringLiteral("libraries"));
  EXPECT_EQ(page->horizontalScrollBar()->maximum(), 0);
}

TEST(AboutDialog, CopiesVersionLibrariesAndLicence) {
  const auto dialog = about();
  dialog->show();
  QApplication::clipboard()->setText(QStringLiteral("something else"));
  QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("copy")), Qt::LeftButton);
  const QString copied = QApplication::clipboard()->text();
  EXPECT_TRUE(copied.startsWith(QStringLiteral("FactorWeave-Quant " FWQ_PROJECT_VERSION "\nQt ")));
  EXPECT_TRUE(copied.contains(file_text("NOTICE")));
  EXPECT_TRUE(copied.contains(file_text("LICENSE")));
  EXPECT_TRUE(dialog->isVisible());
}

}  // namespace
}  // namespace fwq::desktop
