// The buttons of a replay: a bar back, play or pause, a bar on, the speed, and the end.
#pragma once

#include <QFrame>

#include "fwq/chart/chart_style.hpp"

class QLabel;
class QToolButton;

namespace fwq::chart {

class ReplayBar : public QFrame {
  Q_OBJECT
 public:
  explicit ReplayBar(QWidget* parent);
  void setChartStyle(const ChartStyle& style);
  void setState(bool running, int milliseconds, bool at_end);
  void retranslate();

 Q_SIGNALS:
  void stepped(int bars);
  void toggled();
  void speedAsked();  // The next of the speeds.
  void ended();

 private:
  QToolButton *back_, *play_, *on_, *speed_, *end_;
};

}  // namespace fwq::chart
