// The menus of the main window: from the tables of actions and dialogs, and what themes, languages and panels there are.
#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>

#include "actions.hpp"
#include "app_context.hpp"
#include "fwq/desktop/dialog.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"
#include "say.hpp"

namespace fwq::desktop {

void MainWindow::makeMenus() {
  QHash<QString, QMenu*> menus;
  for (const MenuDef& def : built_in_menus()) {
    auto* menu = menuBar()->addMenu(say(def.title));
    menu->setObjectName(QLatin1String(def.id));
    menus.insert(QLatin1String(def.id), menu);
  }
  for (const DialogDef* def : built_in_dialogs()) {
    const QString id = QLatin1String(def->id);
    auto* action =
        menus.value(QLatin1String(def->menu))
            ->addAction(QCoreApplication::translate("dialogs", def->title) + QStringLiteral("…"));
    connect(action, &QAction::triggered, this, [this, id] { coordinator_.showDialog(id); });
    actions_.insert(id, action);
  }
  for (const char* menu : {"file", "analysis", "data", "tools"})
    if (!menus.value(QLatin1String(menu))->isEmpty())
      menus.value(QLatin1String(menu))->addSeparator();
  for (const ActionDef& def : built_in_actions()) {
    auto* menu = menus.value(QLatin1String(def.menu));
    auto* action = menu->addAction(say(def.title));
    const auto run = def.run;
    connect(action, &QAction::triggered, this, [this, run] { run(coordinator_); });
    actions_.insert(QLatin1String(def.id), action);
    if (def.ends_group) menu->addSeparator();
  }
  for (QMenu* menu : menus) menu->menuAction()->setVisible(!menu->isEmpty());
  for (auto at = actions_.begin(); at != actions_.end(); ++at) at.value()->setObjectName(at.key());
  auto* view = menus.value(QStringLiteral("view"));
  makeTemplatesMenu(view->addMenu(say("Apply a te&mplate")));
  makeThemeMenu(view->addMenu(say("T&heme")));
  makeLanguageMenu(view->addMenu(say("Lan&guage")));
  auto* panels = view->addMenu(say("P&anels"));
  for (QDockWidget* dock : docks_) panels->addAction(dock->toggleViewAction());
}

void MainWindow::makeThemeMenu(QMenu* menu) {
  menu->setObjectName(QStringLiteral("themes"));
  // Made anew each time: the theme editor adds and removes themes.
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    auto* group = new QActionGroup(menu);
    const QString chosen = text_of(app_.config().text("ui.theme"));
    const auto add = [&](const QString& id, const QString& name) {
      auto* action = menu->addAction(name);
      action->setObjectName(QStringLiteral("theme_") + id);
      action->setCheckable(true);
      action->setChecked(id == chosen);
      group->addAction(action);
      connect(action, &QAction::triggered, this, [this, id] {
        const QString refused = app_.useTheme(id);
        if (!refused.isEmpty()) {
          addNotice(refused);
          return;
        }
        static_cast<void>(app_.config().set("ui.theme", utf8_of(id)));
        app_.save();
      });
    };
    add(QStringLiteral("auto"), say("As the system"));
    for (const auto& theme : app_.themes().themes)
      add(text_of(theme.id), text_of(app_.chinese() ? theme.name_zh : theme.name_en));
    menu->addSeparator();
    addRising(menu);
  });
}

void MainWindow::addRising(QMenu* menu) {
  auto* group = new QActionGroup(menu);
  const std::string chosen = app_.config().text("ui.rising");
  const auto add = [&](const char* color, const QString& name) {
    auto* action = menu->addAction(name);
    action->setObjectName(QStringLiteral("rising_") + QLatin1String(color));
    action->setCheckable(true);
    action->setChecked(chosen == color);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, color] {
      static_cast<void>(app_.config().set("ui.rising", color));
      app_.save();
      app_.useRising();
    });
  };
  add("red", say("Red rises"));
  add("green", say("Green rises"));
}

void MainWindow::makeLanguageMenu(QMenu* menu) {
  menu->setObjectName(QStringLiteral("languages"));
  auto* group = new QActionGroup(menu);
  const QString chosen = text_of(app_.config().text("ui.language"));
  const auto add = [&](const QString& id, const QString& name) {
    auto* action = menu->addAction(name);
    action->setObjectName(QStringLiteral("language_") + id);
    action->setCheckable(true);
    action->setChecked(id == chosen);
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, id] {
      static_cast<void>(app_.config().set("ui.language", utf8_of(id)));
      app_.save();
      app_.useLanguage(id);
    });
  };
  add(QStringLiteral("auto"), say("As the system"));
  add(QStringLiteral("zh"), QStringLiteral("简体中文"));
  add(QStringLiteral("en"), QStringLiteral("English"));
}

void MainWindow::applyShortcuts() {
  const auto settle = [this](const char* id, const char* usual) {
    QAction* action = actions_.value(QLatin1String(id));
    const QJsonValue changed = app_.state().shortcuts[QLatin1String(id)];
    action->setShortcut(
        QKeySequence(changed.isString() ? changed.toString() : QLatin1String(usual)));
  };
  for (const DialogDef* def : built_in_dialogs()) settle(def->id, def->shortcut);
  for (const ActionDef& def : built_in_actions()) settle(def.id, def.shortcut);
}

}  // namespace fwq::desktop
