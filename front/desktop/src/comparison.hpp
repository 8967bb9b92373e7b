// Securities that are compared with the one in front: chosen from the list, loaded in the background, drawn as lines in per cent.
#pragma once

#include <QObject>
#include <QStringList>

#include "fwq/chart/chart_widget.hpp"
#include "jobs.hpp"

namespace fwq::desktop {

class AppContext;
struct StockView;

// Adds to the chart's menu; what is chosen stays when the chart shows another stock, period or adjustment.
class Comparison : public QObject {
  Q_OBJECT

 public:
  // Requires: both outlive it.
  Comparison(AppContext& app, chart::ChartWidget& chart, QObject* parent);

  // What the chart shows now; null: nothing.
  void follow(const std::shared_ptr<const StockView>& view);
  // Symbols ("SH000001"). One that is compared already, or is itself shown, is not added.
  void add(const QString& symbol);
  void clear();
  const QStringList& symbols() const noexcept { return symbols_; }

 private:
  void addEntries(QMenu* menu);
  void openPicker();
  void load(bool tell);  // Whether what cannot be loaded is told.
  void show(std::vector<chart::CompareSeries> series);

  AppContext& app_;
  chart::ChartWidget& chart_;
  std::shared_ptr<const StockView> view_;
  QStringList symbols_;
  JobId loading_ = 0;
};

}  // namespace fwq::desktop
