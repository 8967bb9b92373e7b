// One chart of the middle: its stock and period, indicators and drawings. The one in front shows what the session loads, the
// others load by themselves.
#pragma once

#include <QFrame>
#include <memory>

#include "chart_layout.hpp"
#include "fwq/chart/chart_widget.hpp"
#include "jobs.hpp"

namespace fwq::desktop {

class AppContext;
class Comparison;
struct StockView;

class ChartCell : public QFrame {
  Q_OBJECT

 public:
  ChartCell(AppContext& app, const ChartPlace& place, QWidget* parent);

  chart::ChartWidget& widget() noexcept { return *chart_; }
  // Null until something has been loaded, and after a failure.
  const std::shared_ptr<const StockView>& view() const noexcept { return view_; }
  // There is a view, and nothing newer on its way.
  bool isCurrent() const noexcept { return view_ != nullptr && !stale_ && loading_ == 0; }
  // What is shown or was asked for, with the indicators as they are.
  ChartPlace place() const;
  QString symbol() const { return place_.symbol; }
  data::Period period() const { return place_.period; }

  void show(const std::shared_ptr<const StockView>& view);
  using QFrame::show;
  void showMessage(const QString& text);
  // Somebody else loads this for it.
  void expect(const QString& text, data::Period period, data::Adjust adjust);
  // Loads by itself what it was asked for.
  void load();
  // The same, where nothing has been tried yet or what is shown is stale.
  void loadIfMissing();
  // What is shown is no longer what the home holds.
  void setStale() { stale_ = true; }
  // A line around it, in the accent colour for the one in front; none for a chart that is alone.
  void setFrame(bool framed, bool front);
  void restoreDrawings();

 Q_SIGNALS:
  void chosen();  // Pressed, or reached with the keyboard.
  void loaded();
  void drawingsKept(const QString& symbol);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void keepDrawings();
  void restyle();

  AppContext& app_;
  ChartPlace place_;
  chart::ChartWidget* chart_;
  Comparison* comparison_;
  std::shared_ptr<const StockView> view_;
  QString drawn_;  // The symbol whose drawings are shown.
  JobId loading_ = 0;
  bool stale_ = false, failed_ = false, framed_ = false, front_ = false;
};

// The usual indicators without marks of signals: those of twenty indicators at once hide the candles.
chart::ChartSpec usual_spec();

}  // namespace fwq::desktop
