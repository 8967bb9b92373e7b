// MainWindowCoordinator: what the main window's menus do, by the names of the product document; makes the window, and makes
// it anew in another language.
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <memory>

#include "app_context.hpp"

class QDialog;

namespace fwq::desktop {

class MainWindow;

class MainWindowCoordinator : public QObject {
  Q_OBJECT

 public:
  // Requires: `app` outlives it.
  explicit MainWindowCoordinator(AppContext& app);
  ~MainWindowCoordinator() override;

  // Shows the window and begins to read: the list, then `symbol`, or what was shown last, or the first stock. `guide`: a home
  // without data opens the first-start dialog.
  void start(const QString& symbol = {}, bool guide = true);

  MainWindow& window() noexcept { return *window_; }
  AppContext& app() noexcept { return app_; }

  // Opens a dialog of the table; one that is open comes to the front. Null: there is none of that id.
  QDialog* showDialog(const QString& id);

  // Of the product document.
  void show_settings_dialog();
  void run_one_click_optimization();
  void run_smart_optimization();
  void show_optimization_dashboard();
  void check_single_stock_quality();
  void check_all_stocks_quality();

  void quit();
  void findSecurity();
  void stepSecurity(int step);
  void reload();
  void changeTextSize(int step);  // 0: the usual one.
  void toggleFullScreen();
  void resetLayout();

 private:
  void makeWindow();
  void chooseFirst();
  AppContext& app_;
  std::unique_ptr<MainWindow> window_;
  QHash<QString, QPointer<QDialog>> dialogs_;
  QString wanted_;
  bool guide_ = true, first_list_ = true;
};

}  // namespace fwq::desktop
