// The middle of the main window: the chart of the stock in front, or a message why there is none.
#pragma once

#include <QWidget>
#include <memory>

class QLabel;
class QToolBar;

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
  using QWidget::show;

 private:
  AppContext& app_;
  QLabel* message_;
};

}  // namespace fwq::desktop
