// Alerts in the window: set, raised, acknowledged, changed and deleted by clicks.
#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QDockWidget>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableWidget>

#include "alert_list.hpp"
#include "fwq/desktop/panel.hpp"
#include "main_window.hpp"
#include "opened.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

class Alerts : public ::testing::Test {
 protected:
  Alerts() : coordinator(desk.app()) {
    EXPECT_TRUE(desk.show(QLatin1String(kStock)));
    panel = coordinator.window().panel(QStringLiteral("alerts"));
  }
  template <class W>
  W* in(QWidget* widget, const char* name) {
    auto* found = widget->findChild<W*>(QLatin1String(name));
    EXPECT_NE(found, nullptr) << name;
    return found;
  }
  QTableWidget* table(const char* name) { return in<QTableWidget>(panel, name); }
  void click(const char* name) { in<QPushButton>(panel, name)->click(); }
  // A new alert on the stock in front, by the dialog.
  void set(const char* condition) {
    click("new");
    auto* dialog = coordinator.showDialog(QStringLiteral("alert"));
    auto* text = in<QLineEdit>(dialog, "text");
    text->setText(QLatin1String(condition));
    QTest::keyClick(text, Qt::Key_Return);
    QSignalSpy checked(&desk.app().alerts(), &AlertList::checked);
    in<QPushButton>(dialog, "save")->click();
    EXPECT_TRUE(wait_for([&] { return checked.count() > 0; }));
    EXPECT_TRUE(wait_for([&] { return !desk.app().alerts().book().alerts.empty(); }));
  }
  QString title() { return coordinator.window().dock(QStringLiteral("alerts"))->windowTitle(); }
  std::size_t hits() const { return desk_hits().size(); }
  const std::vector<data::AlertHit>& desk_hits() const {
    return const_cast<Desk&>(desk).app().alerts().book().hits;
  }

  Desk desk;
  MainWindowCoordinator coordinator;
  BasePanel* panel = nullptr;
};

TEST_F(Alerts, AreRaisedAsSoonAsTheyAreTrue) {
  set("close > 0");
  ASSERT_TRUE(wait_for([&] { return table("hits")->rowCount() == 1; }));
  EXPECT_EQ(table("alerts")->rowCount(), 1);
  EXPECT_EQ(table("alerts")->item(0, 0)->text(), QStringLiteral("Close > 0"));
  EXPECT_EQ(table("hits")->item(0, 1)->text(), QLatin1String(kStock));
  EXPECT_EQ(title(), QStringLiteral("Alerts (1)"));
}

TEST_F(Alerts, AreJudgedAgainByTheButtonAndToldOnce) {
  set("close > 0");
  QSignalSpy checked(&desk.app().alerts(), &AlertList::checked);
  click("check");
  ASSERT_TRUE(wait_for([&] { return checked.count() == 1; }));
  EXPECT_EQ(checked.front().front().toInt(), 0);
  EXPECT_EQ(hits(), 1U);
}

TEST_F(Alerts, AreJudgedAfterARefresh) {
  set("close < 0");
  QSignalSpy checked(&desk.app().alerts(), &AlertList::checked);
  coordinator.reload();
  EXPECT_TRUE(wait_for([&] { return checked.count() >= 1; }));
}

TEST_F(Alerts, AreAcknowledgedAndRemoved) {
  set("close > 0");
  ASSERT_TRUE(wait_for([&] { return table("hits")->rowCount() == 1; }));
  table("hits")->selectRow(0);
  click("acknowledge");
  ASSERT_TRUE(wait_for([&] { return desk.app().alerts().open() == 0; }));
  EXPECT_EQ(title(), QStringLiteral("Alerts"));
  EXPECT_EQ(table("hits")->item(0, 5)->text(), QStringLiteral("acknowledged"));
  EXPECT_FALSE(in<QPushButton>(panel, "all")->isEnabled());
  table("hits")->selectRow(0);
  click("forget");
  EXPECT_TRUE(wait_for([&] { return hits() == 0; }));
}

TEST_F(Alerts, AreChangedAndDeleted) {
  set("close < 0");
  table("alerts")->selectRow(0);
  click("edit");
  auto* dialog = coordinator.showDialog(QStringLiteral("alert"));
  EXPECT_EQ(in<QLineEdit>(dialog, "text")->text(), QStringLiteral("close < 0"));
  in<QLineEdit>(dialog, "name")->setText(QStringLiteral("便宜"));
  in<QCheckBox>(dialog, "active")->setChecked(false);
  in<QPushButton>(dialog, "save")->click();
  ASSERT_TRUE(wait_for([&] {
    const auto& alerts = desk.app().alerts().book().alerts;
    return alerts.size() == 1 && alerts.front().name == "便宜" && !alerts.front().active;
  }));
  EXPECT_EQ(table("alerts")->item(0, 3)->text(), QStringLiteral("off"));
  table("alerts")->selectRow(0);
  click("remove");
  EXPECT_TRUE(wait_for([&] { return desk.app().alerts().book().alerts.empty(); }));
}

TEST_F(Alerts, AreStillThereInTheNextRun) {
  set("close > 0");
  EXPECT_EQ(desk.app().home().database(true).value().alerts().value().size(), 1U);
  EXPECT_EQ(desk.app().home().database(true).value().alert_hits().value().size(), 1U);
}

TEST_F(Alerts, NeedASecurityThatIsOne) {
  click("new");
  auto* dialog = coordinator.showDialog(QStringLiteral("alert"));
  in<QLineEdit>(dialog, "symbols")->setText(QStringLiteral("nonsense"));
  in<QPushButton>(dialog, "save")->click();
  EXPECT_TRUE(dialog->isVisible());
  EXPECT_FALSE(in<QLabel>(dialog, "problem_of_alert")->text().isEmpty());
}

TEST_F(Alerts, ThatCameTrueShowTheirStock) {
  set("close > 0");
  ASSERT_TRUE(wait_for([&] { return table("hits")->rowCount() == 1; }));
  ASSERT_TRUE(desk.show(QStringLiteral("SH602002")));
  Q_EMIT table("hits")->itemActivated(table("hits")->item(0, 0));
  EXPECT_EQ(desk.app().session().asked(), QLatin1String(kStock));
}

}  // namespace
}  // namespace fwq::desktop
