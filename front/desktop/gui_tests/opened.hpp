// Opened: a desktop with a dialog of the table open on it, for tests that click.
#pragma once

#include <gtest/gtest.h>

#include <QDialog>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "desk.hpp"
#include "main_window_coordinator.hpp"

namespace fwq::desktop {

inline constexpr const char* kStock = "SH602001";

class Opened {
 public:
  explicit Opened(const char* id, Desk::Home home = Desk::Home::demo)
      : desk(home), coordinator(desk.app()) {
    EXPECT_TRUE(home == Desk::Home::empty || desk.show(QLatin1String(kStock)));
    dialog = coordinator.showDialog(QLatin1String(id));
  }
  template <class W>
  W* the(const char* name) {
    auto* found = dialog->findChild<W*>(QLatin1String(name));
    EXPECT_NE(found, nullptr) << name;
    return found;
  }
  void click(const char* name) { QTest::mouseClick(the<QPushButton>(name), Qt::LeftButton); }
  bool wait() { return desk.app().jobs().waitForAll(60'000); }
  // Until what it searches for is listed.
  bool finished() {
    auto* run = the<QPushButton>("run");
    return wait_for([run] { return run->isEnabled(); }, 60'000);
  }
  // What the button "export" writes.
  bool exportTo(const std::filesystem::path& file) {
    click("export");
    auto* ask = dialog->findChild<QFileDialog*>();
    if (ask == nullptr) return false;
    Q_EMIT ask->fileSelected(QString::fromStdString(file.string()));
    ask->close();
    return wait();
  }
  QString note(const char* name = "note") { return the<QLabel>(name)->text(); }

  Desk desk;
  MainWindowCoordinator coordinator;
  QDialog* dialog = nullptr;
};

}  // namespace fwq::desktop
