// The middle of the main window: tabs, each with a grid of charts. One chart is in front: it shows the stock of the session,
// and what the tool bar and the panels do is done to it.
#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>
#include <memory>
#include <vector>

#include "chart_cell.hpp"
#include "chart_layout.hpp"
#include "fwq/chart/chart_link.hpp"
#include "fwq/chart/chart_widget.hpp"

class QComboBox;
class QGridLayout;
class QMenu;
class QStackedWidget;
class QTabBar;
class QToolBar;

namespace fwq::analysis {
struct IndicatorDef;
}

namespace fwq::desktop {

class AppContext;
class KeyWizard;
struct StockView;

// The first charts are those of state().charts. Each chart keeps its stock, period, adjustment, indicators and view; a chart
// that comes to the front gives its stock to the session. Charts of tabs that were not seen yet load when they are.
class ChartArea : public QWidget {
  Q_OBJECT

 public:
  explicit ChartArea(AppContext& app, QWidget* parent = nullptr);
  ~ChartArea() override;

  // In the chart in front.
  void show(const std::shared_ptr<const StockView>& view);
  void showMessage(const QString& text);
  chart::ChartWidget& widget() const { return front().widget(); }
  ChartCell& front() const;
  using QWidget::show;

  // Charts that are shown, row by row, of the tab in front.
  std::vector<ChartCell*> cells() const;
  int grid() const;
  // One of ChartLayout::kGrids; others change nothing. New charts take the securities that follow in the list.
  void setGrid(int charts);
  void chooseCell(int index);
  void stepCell(int step);  // Round and round.

  int tabs() const;
  int tab() const;
  void newTab();    // With the stock in front. Nothing when there are kMostTabs.
  void closeTab();  // The one in front, but for the last one.
  void stepTab(int step);
  bool linkedRange() const noexcept { return linked_range_; }
  void setLinkedRange(bool on);
  chart::ChartLink& link() noexcept { return link_; }
  // The stock in front in several periods, in a window of its own; nothing while there is none.
  void showPeriods();

  ChartLayout layoutOfCharts() const;
  void saveLayout();  // Into state().

  // Adds what acts on the chart in front.
  void addActions(QToolBar* bar);
  // Draws an indicator, with its usual parameters, or takes it away; remembered for the next run.
  void setIndicator(const analysis::IndicatorDef& def, bool drawn);
  bool hasIndicator(const analysis::IndicatorDef& def) const;

 Q_SIGNALS:
  void symbolStep(int step);
  void periodStep(int step);
  void specChanged();  // Of the chart in front, or another one is.

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  struct Page;
  Page& page() const;
  void typed(const QString& text);
  void restore();
  Page& addPage(ChartTab tab);
  ChartCell* makeCell(Page& page, const ChartPlace& place);
  void fill(Page& page, int grid);
  std::vector<ChartPlace> following(const Page& page, const ChartPlace& like, int count) const;
  void makeFront(Page& page, ChartCell* cell);
  void enterPage(int index);
  void closePage(int index);
  void frameCells(const Page& page) const;
  void nameTabs();
  void loadShown();
  void forgetData();
  void restoreIndicators();
  void remember();
  void fillIndicatorMenu(QMenu* menu);
  void addTypes(QToolBar* bar);
  void addLayouts(QToolBar* bar);
  void fillLayoutMenu(QMenu* menu);
  void addMarks(QToolBar* bar);
  void addTools(QToolBar* bar);
  void showHit(std::size_t first, std::size_t last);
  void changeSpec(const std::function<void(chart::ChartSpec&)>& change);

  AppContext& app_;
  chart::ChartLink link_;
  QTabBar* bar_;
  QStackedWidget* stack_;
  std::vector<std::unique_ptr<Page>> pages_;  // In the order of the tabs.
  KeyWizard* wizard_ = nullptr;               // Made when first needed.
  bool linked_range_ = false;
  bool settling_ = false;  // While tabs are made or removed.
};

}  // namespace fwq::desktop
