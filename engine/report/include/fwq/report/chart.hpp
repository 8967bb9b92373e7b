// What charts are made of: plain values, no analysis. A document draws them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"

namespace fwq::report {

enum class Stroke { solid, dashed, histogram /* up from 0 red, down green */ };

// A column of values, one per bar (NaN: no value there).
struct Series {
  std::string name;
  std::vector<double> values;
  Stroke stroke = Stroke::solid;
  std::size_t color = 0;  // Which of the theme's indicator colours, counted round.
};

// Lines over the price that belong together and are shown or hidden together: MA, BOLL.
struct Overlay {
  std::string name;
  std::vector<Series> series;
  bool band = false;  // The area between the last two series is tinted.
};

// A chart of its own below the price, with the same bars: MACD.
struct Pane {
  std::string name;
  std::vector<Series> series;
  std::vector<double> guides;  // Horizontal lines, e.g. 20 and 80.
  int digits = 3;
  bool visible = true;  // At first; a reader can switch it in a browser.
};

enum class Side { up, down, neutral };

struct MarkPoint {
  std::size_t bar = 0;
  double price = 0;
  std::string label = {};  // Written beside it; "" for none.
};

// A finding at a bar: up stands below the bar, down above it.
struct Mark {
  std::string target;  // Id of the element that explains it: clicking leads there.
  std::string label;   // Short: a number. "" for the small marks of signals.
  std::string title;   // What it is, in words.
  std::size_t bar = 0;
  Side side = Side::neutral;
  double strength = 1;  // In [0,1]; fainter when weaker.
  std::vector<MarkPoint>
      points;  // The shape's key points, drawn as dots with a thin line through them …
  std::vector<std::vector<MarkPoint>> outline =
      {};  // … or with these lines, where one would not show it.
  // Drawn from the start, and in the still picture. The others are drawn when the reader asks for all patterns (those
  // with a label), for the signals (those without), or for this one.
  bool main = true;
  bool trade = false;  // Drawn as shares changing hands, not as a finding.
};

// A horizontal line at a price: support, resistance.
struct PriceLine {
  double price = 0;
  std::string label;  // In full: shown on hover.
  std::string tag =
      {};  // What stands in the axis' column, which has room for ten digits; "": the price.
};

// Shares bought (up: below the bar) or sold (down: above it). Those too near to be told apart share a mark.
struct TradeMark {
  std::size_t bar = 0;
  Side side = Side::up;
  std::string label;   // A letter: "B", "S".
  std::string title;   // When, how many, at which price: shown on hover.
  std::string target;  // Id of the row that tells more.
};

// Something that happened at a bar: a vertical line for a cut, a letter at the foot for an event.
struct BarNote {
  std::size_t bar = 0;
  bool cut = false;
  std::string label;  // "XR"; a cut's is shown beside its line.
  std::string title;
};

// Price, volume and panes over common bars. Indices count from the first of `bars`.
struct KLineChart {
  std::string id;     // Unique in the document; letters, digits, '-'.
  std::string title;  // What it shows, in words: also its label for those who cannot see it.
  data::Bars bars;
  data::Period period = data::Period::day;
  int price_digits = 2;
  std::string volume_name;  // "Volume (shares)"; "": without volume.
  std::vector<Overlay> overlays;
  std::vector<Pane> panes;
  std::vector<Mark> marks;
  std::vector<TradeMark> trades = {};  // In the order of their bars.
  std::vector<PriceLine> lines;
  std::vector<BarNote> notes;
  std::size_t shown = 150;  // So many of the last bars at first, and in print.
};

// A curve over time.
struct LineChart {
  std::string title;
  std::vector<data::Time> times;
  std::vector<Series> series;  // As long as `times`.
  data::Period period = data::Period::day;
  int digits = 2;
  bool log = false;
};

}  // namespace fwq::report
