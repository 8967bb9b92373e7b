// ChartInFront: what indicators the chart in front has, for those who are not the chart, and the wish for others.
#pragma once

#include <QObject>
#include <functional>
#include <utility>

#include "fwq/chart/chart_spec.hpp"

namespace fwq::desktop {

// The main window says where it is to be asked for, and does what is wanted.
class ChartInFront : public QObject {
  Q_OBJECT

 public:
  using Change = std::function<void(chart::ChartSpec&)>;

  // Without a window: that of a new chart.
  chart::ChartSpec spec() const;
  void setSource(std::function<chart::ChartSpec()> source) { source_ = std::move(source); }
  // As the user does it in the chart. Nothing when there is no window.
  void change(const Change& change);

 Q_SIGNALS:
  void changeWanted(const fwq::desktop::ChartInFront::Change& change);

 private:
  std::function<chart::ChartSpec()> source_;
};

}  // namespace fwq::desktop
