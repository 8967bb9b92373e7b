// Taking the pictures.
#include "screenshots.hpp"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QDockWidget>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QPushButton>
#include <cstdio>
#include <functional>

#include "fwq/desktop/dialog.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

constexpr int kPatience = 60'000;  // Milliseconds for a stock to be loaded.

bool wait_until(const std::function<bool()>& reached, int milliseconds) {
  QElapsedTimer clock;
  clock.start();
  while (!reached()) {
    if (clock.elapsed() > milliseconds) return false;
    QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
  }
  return true;
}

void settle(int milliseconds) {
  QElapsedTimer clock;
  clock.start();
  while (clock.elapsed() < milliseconds) QApplication::processEvents(QEventLoop::AllEvents, 10);
}

struct Album {
  QDir folder;
  QString ending;  // "_dark_zh.png"
  bool good = true;

  void take(QWidget* widget, const QString& name) {
    const QString file = folder.filePath(name + ending);
    if (widget->grab().save(file)) return;
    good = false;
    std::fprintf(stderr, "fwq-desktop: %s: %s\n", file.toUtf8().constData(),
                 say("the picture could not be written").toUtf8().constData());
  }
};

void take_all(MainWindowCoordinator& coordinator, Album& album) {
  MainWindow& window = coordinator.window();
  window.show();
  window.resize(1600, 960);
  settle(150);
  album.take(&window, QStringLiteral("main"));
  for (const PanelDef* def : built_in_panels()) {
    auto* dock = window.dock(QLatin1String(def->id));
    dock->raise();
    settle(60);
    album.take(dock, QStringLiteral("panel_") + QLatin1String(def->id));
  }
  for (const char* first : {"overview", "tasks"}) window.dock(QLatin1String(first))->raise();
  for (const DialogDef* def : built_in_dialogs()) {
    QDialog* dialog = coordinator.showDialog(QLatin1String(def->id));
    // With a result in it, where it makes one.
    for (const char* button : {"run", "one"})
      if (auto* run = dialog->findChild<QPushButton*>(QLatin1String(button))) run->click();
    coordinator.app().jobs().waitForAll(kPatience);
    settle(150);
    album.take(dialog, QStringLiteral("dialog_") + QLatin1String(def->id));
    delete dialog;
  }
}

}  // namespace

bool save_screenshots(MainWindowCoordinator& coordinator, const QString& folder,
                      const QString& symbol) {
  Album album{QDir(folder), {}};
  if (!QDir().mkpath(folder)) {
    std::fprintf(stderr, "fwq-desktop: %s: %s\n", folder.toUtf8().constData(),
                 say("the folder cannot be made").toUtf8().constData());
    return false;
  }
  AppContext& app = coordinator.app();
  coordinator.start(symbol, false);
  QString problem;
  const auto failed =
      QObject::connect(&app.session(), &StockSession::failed, &coordinator,
                       [&problem](const QString&, const QString& text) { problem = text; });
  wait_until(
      [&] {
        return app.session().view() || !problem.isEmpty() ||
               (app.securities().isLoaded() && app.securities().rows()->empty());
      },
      kPatience);
  QObject::disconnect(failed);
  if (!app.session().view()) {
    std::fprintf(
        stderr, "fwq-desktop: %s\n",
        (problem.isEmpty() ? say("the home holds no data to show") : problem).toUtf8().constData());
    return false;
  }
  for (const char* language : {"zh", "en"}) {
    app.useLanguage(QLatin1String(language));
    settle(50);
    for (const char* theme : {"dark", "light"}) {
      app.useTheme(QLatin1String(theme));
      album.ending =
          QStringLiteral("_%1_%2.png").arg(QLatin1String(theme), QLatin1String(language));
      take_all(coordinator, album);
    }
  }
  return album.good;
}

}  // namespace fwq::desktop
