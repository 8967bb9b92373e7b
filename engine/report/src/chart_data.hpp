// A K-line chart as compact JSON for the page's script.
//
//   columns       whole numbers in units of 10^-digits, each as the difference to the one before; null: no number
//   t             days (unit 86400) or minutes (unit 60) since 1970, as differences
//   o, h, l, c    o and c: difference to the last close; h: above the higher, l: below the lower of open and close;
//                 null in all four: a bar without prices
//   v             volume in whole shares, as it is (no differences)
// Names of overlays, panes, marks, lines and notes as in chart.hpp; README.md shows an example.
#pragma once

#include <string>

#include "fwq/report/chart.hpp"
#include "fwq/report/words.hpp"

namespace fwq::report {

struct ChartData {
  std::string json;
  std::size_t first = 0;  // The first bar in it: 0, or more when all bars would need too much room.
};

// At most about `most_bytes`, by leaving out the oldest bars (never those shown at first).
ChartData chart_data(const KLineChart& chart, Language language, std::size_t most_bytes);

}  // namespace fwq::report
