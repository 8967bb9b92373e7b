// The deeds behind the menus.
#include "main_window_coordinator.hpp"

#include <QApplication>
#include <QDialog>
#include <QTimer>

#include "alert_list.hpp"
#include "dialog_subject.hpp"
#include "fwq/desktop/dialog.hpp"
#include "main_window.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr int kUsualText = 10;

}  // namespace

MainWindowCoordinator::MainWindowCoordinator(AppContext& app) : app_(app) {
  makeWindow();
  // Queued: the menu that chose the language is part of the window that goes.
  connect(
      &app_, &AppContext::languageChanged, this,
      [this] {
        const bool shown = window_->isVisible();
        window_->saveLayout();
        makeWindow();
        if (shown) window_->show();
      },
      Qt::QueuedConnection);
  connect(&app_, &AppContext::dataChanged, this, [this] {
    app_.securities().load();
    if (app_.session().view()) app_.session().reload();
    app_.alerts().checkSoon();
  });
  connect(&app_, &AppContext::sectorsChanged, this, [this] { app_.securities().load(); });
  connect(
      &app_, &AppContext::dialogWanted, this,
      [this](const QString& id, const QString& subject) { give_subject(showDialog(id), subject); });
  connect(&app_.securities(), &Securities::changed, this, [this] { chooseFirst(); });
  connect(&app_.jobs(), &Jobs::jobFailed, this, [this](const QString& title, const QString& text) {
    show_problem(window_.get(), title, text);
  });
  connect(&app_, &AppContext::problem, this, [this](const QString& text) {
    show_problem(window_.get(), say("This could not be saved"), text);
  });
}

MainWindowCoordinator::~MainWindowCoordinator() = default;

void MainWindowCoordinator::makeWindow() {
  window_ = std::make_unique<MainWindow>(app_, *this);
}

void MainWindowCoordinator::start(const QString& symbol, bool guide) {
  wanted_ = symbol;
  guide_ = guide;
  window_->restoreLayout();
  window_->show();
  for (const QString& notice : app_.takeNotices()) window_->addNotice(notice);
  if (!wanted_.isEmpty()) app_.session().select(wanted_);
  app_.securities().load();
}

void MainWindowCoordinator::chooseFirst() {
  const auto& rows = *app_.securities().rows();
  if (rows.empty()) {
    window_->showEmpty();
    if (guide_ && std::exchange(first_list_, false)) showDialog(QStringLiteral("first_start"));
    return;
  }
  first_list_ = false;
  if (!app_.session().asked().isEmpty()) return;
  QString symbol = app_.state().symbol;
  if (app_.securities().find(symbol) == nullptr) {
    const auto stock = std::find_if(rows.begin(), rows.end(), [](const SecurityRow& row) {
      return row.symbol.kind() == data::Kind::stock && row.symbol.market() != data::Market::bj;
    });
    symbol = text_of((stock == rows.end() ? rows.front() : *stock).symbol.text());
  }
  app_.session().select(symbol);
}

QDialog* MainWindowCoordinator::showDialog(const QString& id) {
  QPointer<QDialog>& open = dialogs_[id];
  if (open.isNull()) {
    for (const DialogDef* def : built_in_dialogs())
      if (id == QLatin1String(def->id)) open = def->make(app_, window_.get());
    if (open.isNull()) return nullptr;
    open->setAttribute(Qt::WA_DeleteOnClose);
  }
  open->show();
  open->raise();
  open->activateWindow();
  return open;
}

void MainWindowCoordinator::show_settings_dialog() {
  showDialog(QStringLiteral("settings"));
}

void MainWindowCoordinator::run_one_click_optimization() {
  give_subject(showDialog(QStringLiteral("tuning")), QStringLiteral("one_click"));
}

void MainWindowCoordinator::run_smart_optimization() {
  give_subject(showDialog(QStringLiteral("tuning")), QStringLiteral("smart"));
}

void MainWindowCoordinator::show_optimization_dashboard() {
  showDialog(QStringLiteral("optimization"));
}

void MainWindowCoordinator::check_single_stock_quality() {
  if (!app_.session().view()) {
    show_problem(window_.get(), say("Check this security"),
                 say("No security is shown. Choose one from the list first."));
    return;
  }
  give_subject(showDialog(QStringLiteral("quality")),
               text_of(app_.session().view()->stock().symbol.text()));
}

void MainWindowCoordinator::check_all_stocks_quality() {
  give_subject(showDialog(QStringLiteral("quality")), {});
}

void MainWindowCoordinator::quit() {
  window_->close();
}

void MainWindowCoordinator::findSecurity() {
  window_->focusSearch();
}

void MainWindowCoordinator::stepSecurity(int step) {
  const auto& rows = *app_.securities().rows();
  const SecurityRow* shown = app_.securities().find(app_.session().asked());
  if (rows.empty()) return;
  const auto count = static_cast<qsizetype>(rows.size());
  const qsizetype at = shown == nullptr ? 0 : (shown - rows.data() + step + count) % count;
  app_.session().select(text_of(rows[static_cast<std::size_t>(at)].symbol.text()));
}

void MainWindowCoordinator::reload() {
  app_.access().forget();
  app_.securities().load();
  app_.session().reload();
  app_.alerts().checkSoon();
}

void MainWindowCoordinator::changeTextSize(int step) {
  app_.setFontSize(step == 0 ? kUsualText : app_.state().font_size + step);
  app_.save();
}

void MainWindowCoordinator::toggleFullScreen() {
  window_->setWindowState(window_->windowState() ^ Qt::WindowFullScreen);
}

void MainWindowCoordinator::resetLayout() {
  window_->resetLayout();
}

}  // namespace fwq::desktop
