// View > Templates: the favourites, one click from the chart.
#include <QMenu>

#include "app_context.hpp"
#include "chart_in_front.hpp"
#include "main_window.hpp"
#include "say.hpp"
#include "template_store.hpp"

namespace fwq::desktop {

// Made anew each time: the window of templates adds and removes some.
void MainWindow::makeTemplatesMenu(QMenu* menu) {
  menu->setObjectName(QStringLiteral("favourite_templates"));
  connect(menu, &QMenu::aboutToShow, this, [this, menu] {
    menu->clear();
    QStringList ignored;  // The window of templates says what is wrong.
    const auto store = TemplateStore::read(app_.templatesFile(), app_.chinese(), ignored);
    for (const auto& one : store.list()) {
      if (!one.favourite) continue;
      auto* action = menu->addAction(text_of(one.name));
      action->setToolTip(text_of(indicators_of(one.chart)));
      connect(action, &QAction::triggered, this, [this, one] {
        app_.chartInFront().change([&one](chart::ChartSpec& spec) { apply_template(one, spec); });
      });
    }
    if (menu->isEmpty()) menu->addAction(say("No favourite template yet"))->setEnabled(false);
  });
}

}  // namespace fwq::desktop
