// Charts that follow each other: the crosshair at the same time, and if wanted the same stretch of time in view.
#pragma once

#include <QObject>
#include <vector>

#include "fwq/data/time.hpp"

namespace fwq::chart {

class ChartWidget;

// Charts may be of different symbols and periods, in different windows; one that is deleted leaves by itself. [gui-thread]
class ChartLink : public QObject {
  Q_OBJECT
 public:
  explicit ChartLink(QObject* parent = nullptr);
  // A chart that is there already is not added again. Owns nothing.
  void add(ChartWidget* chart);
  void remove(ChartWidget* chart);
  // Off at first.
  void setRangeLinked(bool on);

 private:
  void follow(const ChartWidget* leader, data::Time time);
  void followRange(const ChartWidget* leader);

  std::vector<ChartWidget*> charts_;
  bool range_linked_ = false;
  bool passing_ = false;  // What the others do of it is not passed back.
};

}  // namespace fwq::chart
