// What is asked of the chart in front, passed on to it.
#include "chart_in_front.hpp"

namespace fwq::desktop {

chart::ChartSpec ChartInFront::spec() const {
  return source_ ? source_() : chart::default_spec();
}

void ChartInFront::change(const Change& change) {
  Q_EMIT changeWanted(change);
}

}  // namespace fwq::desktop
