// Charts that follow each other.
#include "fwq/chart/chart_link.hpp"

#include <algorithm>

#include "fwq/chart/chart_widget.hpp"

namespace fwq::chart {

ChartLink::ChartLink(QObject* parent) : QObject(parent) {}

void ChartLink::add(ChartWidget* chart) {
  if (std::find(charts_.begin(), charts_.end(), chart) != charts_.end()) return;
  charts_.push_back(chart);
  connect(chart, &ChartWidget::crosshairMoved, this,
          [this, chart](qint64 time) { follow(chart, time); });
  connect(chart, &ChartWidget::crosshairLeft, this, [this, chart] {
    for (ChartWidget* other : charts_)
      if (other != chart) other->hideCrosshair();
  });
  connect(chart, &ChartWidget::rangeChanged, this, [this, chart] { followRange(chart); });
  connect(chart, &QObject::destroyed, this, [this, chart] { std::erase(charts_, chart); });
}

void ChartLink::remove(ChartWidget* chart) {
  std::erase(charts_, chart);
  chart->disconnect(this);
}

void ChartLink::setRangeLinked(bool on) {
  range_linked_ = on;
}

void ChartLink::follow(const ChartWidget* leader, data::Time time) {
  for (ChartWidget* other : charts_)
    if (other != leader) other->showCrosshair(time);
}

void ChartLink::followRange(const ChartWidget* leader) {
  if (!range_linked_ || passing_ || !leader->data()) return;
  passing_ = true;
  const auto range = leader->visibleRange();
  const auto times = leader->data()->bars.time();
  for (ChartWidget* other : charts_)
    if (other != leader && !times.empty()) other->showTimes(times[range.first], times[range.last]);
  passing_ = false;
}

}  // namespace fwq::chart
