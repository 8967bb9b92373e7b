// The middle of the main window: the chart of the stock in front with its indicators, or a message why there is none.
#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "fwq/chart/chart_widget.hpp"
#include "fwq/chart/indicator_dialog.hpp"

class QComboBox;
class QMenu;
class QToolBar;

namespace fwq::analysis {
struct IndicatorDef;
}

namespace fwq::desktop {

class AppContext;
struct StockView;

class ChartArea : public QWidget {
  Q_OBJECT

 public:
  explicit ChartArea(AppContext& app, QWidget* parent = nullptr);

  void show(const std::shared_ptr<const StockView>& view);
  void showMessage(const QString& text);
  // Adds what acts on the chart.
  void addActions(QToolBar* bar);
  // Draws an indicator, with its usual parameters, or takes it away; remembered for the next run.
  void setIndicator(const analysis::IndicatorDef& def, bool drawn);
  bool hasIndicator(const analysis::IndicatorDef& def) const;
  chart::ChartWidget& widget() noexcept { return *chart_; }
  using QWidget::show;

 Q_SIGNALS:
  void symbolStep(int step);
  void periodStep(int step);
  void typed(const QString& text);

 private:
  void restoreIndicators();
  void remember();
  void fillIndicatorMenu(QMenu* menu);
  void showIndicators();
  void addTypes(QToolBar* bar);
  void showHit(std::size_t first, std::size_t last);
  void addTools(QToolBar* bar);
  void restoreDrawings();
  void keepDrawings();
  AppContext& app_;
  chart::ChartWidget* chart_;
  QPointer<chart::IndicatorDialog> indicators_;
  QString symbol_;  // In front; its drawings are shown.
};

}  // namespace fwq::desktop
