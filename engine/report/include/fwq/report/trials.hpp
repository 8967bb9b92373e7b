// Pictures of a search through many parameters: plain values. A document draws them, without a script.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace fwq::report {

// One small picture: the same scores over another parameter.
struct ScatterPanel {
  std::string name;
  std::vector<double> x;  // As long as the chart's scores.
  int digits = 2;
  bool best_so_far = false;  // A line through the highest score up to each x. Requires: x rises.
};

struct ScatterChart {
  std::string title;
  std::vector<double> y;  // Scores; NaN: no point.
  std::vector<ScatterPanel> panels;
  int digits = 2;
  std::string unit = {};                 // Follows each score: "%".
  std::optional<std::size_t> best = {};  // A point that stands out.
  std::optional<double> guide = {};      // A horizontal line, always in view.
  std::string guide_name = {};
};

// Each line is one try; it crosses each axis at its value, the last one at its score. The higher the score, the stronger the line.
struct ParallelAxis {
  std::string name;
  std::vector<double> values;
  double low = 0, high = 1;
  int digits = 2;
};
struct ParallelChart {
  std::string title;
  std::vector<ParallelAxis> axes;  // Requires: of one length.
  std::vector<double> score;       // As long; NaN: no line.
  std::optional<std::size_t> best = {};
};

// Horizontal bars with their names, from 0.
struct BarChart {
  struct Bar {
    std::string name;
    double value = 0;  // >= 0.
    std::string text;  // Shown at its end.
  };
  std::string title;
  std::vector<Bar> bars;
};

}  // namespace fwq::report
