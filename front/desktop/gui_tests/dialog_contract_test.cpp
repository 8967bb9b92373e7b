// What every dialog of the table promises: it opens, has its title, and closes on Escape.
#include <gtest/gtest.h>

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QKeySequence>
#include <QPixmap>
#include <QTest>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "desk.hpp"
#include "fwq/desktop/dialog.hpp"

namespace fwq::desktop {
namespace {

class EveryDialog : public testing::TestWithParam<const DialogDef*> {
 protected:
  const DialogDef& def() const { return *GetParam(); }
  std::unique_ptr<QDialog> opened() {
    std::unique_ptr<QDialog> dialog(def().make(desk_.app(), nullptr));
    dialog->show();
    if (!QTest::qWaitForWindowExposed(dialog.get())) ADD_FAILURE() << "was not shown";
    return dialog;
  }
  Desk desk_;
};

TEST_P(EveryDialog, IsDescribed) {
  const std::string id = def().id;
  EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string::npos);
  EXPECT_STRNE(def().title, "");
  EXPECT_TRUE((std::set<std::string>{"file", "view", "analysis", "data", "tools", "help"}.contains(
      def().menu)));
  if (*def().shortcut != '\0') {
    EXPECT_FALSE(QKeySequence(QLatin1String(def().shortcut)).isEmpty()) << def().shortcut;
  }
}

TEST_P(EveryDialog, OpensWithItsTitleAndIsPainted) {
  const auto dialog = opened();
  EXPECT_EQ(dialog->windowTitle(), QCoreApplication::translate("dialogs", def().title));
  const QPixmap picture = dialog->grab();
  const QDir folder(QStringLiteral(FWQ_SCREENSHOTS));
  ASSERT_TRUE(folder.mkpath(QStringLiteral(".")));
  EXPECT_TRUE(picture.save(folder.filePath(QLatin1String(def().id) + QStringLiteral(".png"))));
  // More than the background: text and frames have been drawn.
  const QImage image = picture.toImage();
  std::set<QRgb> colours;
  for (int y = 0; y < image.height(); ++y)
    for (int x = 0; x < image.width(); ++x) colours.insert(image.pixel(x, y));
  EXPECT_GT(colours.size(), 2U);
}

TEST_P(EveryDialog, ClosesOnEscapeWhereverTheFocusIs) {
  const auto dialog = opened();
  QWidget* focus = dialog->focusWidget();
  QTest::keyClick(focus != nullptr ? focus : dialog.get(), Qt::Key_Escape);
  EXPECT_FALSE(dialog->isVisible());
  EXPECT_EQ(dialog->result(), int{QDialog::Rejected});
}

TEST_P(EveryDialog, GoesWithItsParent) {
  auto parent = std::make_unique<QWidget>();
  bool gone = false;
  QObject::connect(def().make(desk_.app(), parent.get()), &QObject::destroyed,
                   [&gone] { gone = true; });
  parent.reset();
  EXPECT_TRUE(gone);
}

INSTANTIATE_TEST_SUITE_P(Table, EveryDialog,
                         testing::ValuesIn(std::vector<const DialogDef*>(built_in_dialogs().begin(),
                                                                         built_in_dialogs().end())),
                         [](const auto& entry) { return std::string(entry.param->id); });

TEST(Dialogs, HaveDifferentIdsAndShortcuts) {
  std::set<std::string> ids, shortcuts;
  std::size_t with_shortcut = 0;
  for (const DialogDef* def : built_in_dialogs()) {
    ids.insert(def->id);
    if (*def->shortcut == '\0') continue;
    ++with_shortcut;
    shortcuts.insert(QKeySequence(QLatin1String(def->shortcut)).toString().toStdString());
  }
  EXPECT_GE(ids.size(), 1U);
  EXPECT_EQ(ids.size(), built_in_dialogs().size());
  EXPECT_EQ(shortcuts.size(), with_shortcut);
}

}  // namespace
}  // namespace fwq::desktop
