// A tab of the chart area.
#pragma once

#include <QGridLayout>
#include <algorithm>

#include "chart_area.hpp"

namespace fwq::desktop {

struct ChartArea::Page {
  QWidget* widget = nullptr;
  QGridLayout* layout = nullptr;
  std::vector<ChartCell*> cells;    // Shown, row by row.
  std::vector<ChartPlace> waiting;  // Of a larger grid, until it comes back.
  ChartCell* front = nullptr;

  int grid() const { return static_cast<int>(cells.size()); }
  int frontIndex() const {
    return static_cast<int>(std::find(cells.begin(), cells.end(), front) - cells.begin());
  }
};

}  // namespace fwq::desktop
