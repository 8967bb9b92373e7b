// The main window: menus, tool bar, the chart in the middle, panels around it.
#pragma once

#include <QHash>
#include <QMainWindow>
#include <memory>
#include <vector>

#include "fwq/desktop/panel.hpp"
#include "stock_session.hpp"

class QAction;
class QActionGroup;
class QComboBox;
class QLabel;
class QVBoxLayout;

namespace fwq::desktop {

class AppContext;
class ChartArea;
class MainWindowCoordinator;
class StockInfoWidget;

class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  MainWindow(AppContext& app, MainWindowCoordinator& coordinator);
  ~MainWindow() override;

  // By their ids; those of actions and dialogs.
  QAction* action(const QString& id) const { return actions_.value(id); }
  QList<QAction*> namedActions() const { return actions_.values(); }
  BasePanel* panel(const QString& id) const { return panels_.value(id); }
  QDockWidget* dock(const QString& id) const;
  ChartArea& chart() noexcept { return *chart_; }
  StockInfoWidget& info() noexcept { return *info_; }

  void restoreLayout();
  void saveLayout();
  void resetLayout();
  // A line at the top that stays until it is closed.
  void addNotice(const QString& text);
  void focusSearch();
  // The home holds no security.
  void showEmpty();
  // As the state says, where a user changed them.
  void applyShortcuts();

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  void makeCentre();
  void makeDocks();
  void makeMenus();
  void makeToolBar();
  void makeStatusBar();
  void makeThemeMenu(QMenu* menu);
  void addRising(QMenu* menu);
  void makeLanguageMenu(QMenu* menu);
  void makeTemplatesMenu(QMenu* menu);
  void connectSession();
  void connectAlerts();
  void connectChart();
  void showView(const std::shared_ptr<const StockView>& view);
  void showProblem(const QString& text, const QString& problem);
  void showPeriod();
  void settleTitles();

  AppContext& app_;
  MainWindowCoordinator& coordinator_;
  QHash<QString, QAction*> actions_;
  QHash<QString, BasePanel*> panels_;
  std::vector<QDockWidget*> docks_;
  QVBoxLayout* notices_ = nullptr;
  StockInfoWidget* info_ = nullptr;
  ChartArea* chart_ = nullptr;
  QActionGroup* periods_ = nullptr;
  QComboBox* adjust_ = nullptr;
  QLabel *state_ = nullptr, *data_time_ = nullptr, *running_ = nullptr;
  QByteArray usual_layout_;
  bool settling_titles_ = false;
};

}  // namespace fwq::desktop
