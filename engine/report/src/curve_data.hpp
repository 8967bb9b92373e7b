// A chart of curves as compact JSON for the page's script.
//
//   at      bars of the points, as differences; null: every bar has one
//   t       days (unit 86400) or minutes (unit 60) since 1970, as differences
//   d       values of a series in units of 10^-digits, as differences; null: no number
#pragma once

#include <string>

#include "fwq/report/curves.hpp"
#include "fwq/report/words.hpp"

namespace fwq::report {

struct CurveData {
  std::string json;
  std::size_t points = 0;  // Fewer than times where the chart is too long to hold every bar.
};

// At most `most_points` bars (but always those that kept_bars keeps of two stretches).
CurveData curve_data(const CurveChart& chart, Language language, std::size_t most_points);

}  // namespace fwq::report
