// Curves, heat maps and histograms: plain values, no analysis. A document draws them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "fwq/data/period.hpp"
#include "fwq/data/time.hpp"
#include "fwq/report/chart.hpp"

namespace fwq::report {

// One of the panels of a CurveChart, with an axis of its own.
struct CurvePanel {
  std::string name;
  std::vector<Series> series;  // As long as the chart's times; a histogram is drawn as a line.
  int digits = 2;
  std::string unit = {};            // Follows each number: "%".
  std::vector<double> guides = {};  // Horizontal lines, always in view.
  bool area = false;                // What lies between the first series and 0 is filled.
  bool ratios = false;  // Values that grow by ratios: a reader can switch to a logarithmic scale.
  double height = 110;  // Pixels of its plot.
};

// Panels one below the other over common times: equity, drawdown, rolling Sharpe. One crosshair reads them all.
struct CurveChart {
  std::string id;     // Unique in the document; letters, digits, '-'.
  std::string title;  // What it shows, in words: also its label for those who cannot see it.
  std::vector<data::Time> times;
  std::vector<CurvePanel> panels;
  data::Period period = data::Period::day;
};

// A table of numbers with a sign, tinted by size: above zero as a rise, below as a fall. NaN: an empty cell.
struct HeatMap {
  struct Line {
    std::string name;
    std::vector<double> values;  // As many as columns.
  };
  std::string caption;  // What it holds, and the unit of its numbers.
  std::string corner;   // What the lines are: "Year".
  std::vector<std::string> columns;
  std::vector<Line> lines;
  int digits = 1;
  std::string unit = {};  // Follows each number where it is shown in full, on hover.
  bool total = false;     // The last column sums up the others and stands apart.
  // Tints begin at the size nearest to zero, not at zero: values of one sign that lie close together are told apart.
  bool from_least = false;
  std::optional<std::size_t> marked_line = {}, marked_column = {};  // That cell has a frame.
};

// How many values fall in each stretch [low + i * width, low + (i + 1) * width).
struct Histogram {
  struct Guide {
    double value = 0;
    std::string label;
  };
  std::string title;
  double low = 0, width = 1;  // width > 0.
  std::vector<std::size_t> counts;
  std::vector<Guide> guides = {};  // Vertical lines with their names.
  int digits = 1;
  std::string unit = {};
};

}  // namespace fwq::report
