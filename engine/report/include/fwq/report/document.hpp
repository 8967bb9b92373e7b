// A report: sections of text, tables, cards and charts that become one HTML page without any other file.
//
// The page needs no network and asks for none (its Content-Security-Policy forbids it), shows and prints without a script, and
// carries a light and a dark look. Every text given here is plain: what would be markup is shown as written.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "fwq/core/theme.hpp"
#include "fwq/report/chart.hpp"
#include "fwq/report/curves.hpp"
#include "fwq/report/trials.hpp"
#include "fwq/report/words.hpp"

namespace fwq::report {

// What a word means for a holder of the stock: drawn red, green or plainly.
enum class Tone { none, up, down, warning };

struct Paragraph {
  std::string text;
  Tone tone = Tone::none;  // `warning`: set off as a remark not to be missed.
};

struct List {
  std::vector<std::string> items;
};

struct Fact {
  std::string name, value;
  Tone tone = Tone::none;
};
struct Facts {
  std::vector<Fact> facts;
};

struct Cell {
  std::string text;
  Tone tone = Tone::none;
  // What the text links to: id of an element of the page, or a file beside it ("index.html"); "" for none.
  std::string href = {};
};
struct Column {
  std::string name;
  bool number = false;  // Set to the right.
};
struct Row {
  std::vector<Cell> cells;
  std::string id = {};   // For links to it; "" for none.
  bool heading = false;  // Its one cell names the rows that follow.
};
struct Table {
  std::string caption;  // What it holds; read out, not shown, when `caption_shown` is false.
  bool caption_shown = false;
  std::vector<Column> columns;
  std::vector<Row> rows;
  bool tall = false;  // On a screen it scrolls by itself below its heading.
};

// A finding: a heading, its facts, and the reasons for it.
struct Card {
  std::string id;     // "" for none.
  std::string label;  // The number on the chart's mark.
  std::string title, note;
  Tone tone = Tone::none;
  std::string text;
  std::vector<Fact> facts;
  std::vector<std::string> reasons;  // Sentences, one for each condition.
  std::string chart;  // Id of a KLineChart: a button shows bars [first, last] there. "" for none.
  std::size_t first = 0, last = 0;
};
struct Cards {
  std::vector<Card> cards;
};

using Block = std::variant<Paragraph, List, Facts, Table, Cards, KLineChart, LineChart, CurveChart,
                           HeatMap, Histogram, ScatterChart, ParallelChart, BarChart>;

struct Section {
  std::string id, title;
  std::vector<Block> blocks;
  bool wide = false;  // Beside no other section.
};

struct Document {
  Language language = Language::en;
  std::string title;        // "SH600000 浦发银行": the heading, and the window's title.
  std::string subtitle;     // Below it.
  std::vector<Fact> lead;   // The figures that one looks for first.
  std::vector<Fact> about;  // Where it comes from: data, adjustment, range, program.
  std::vector<Section> sections;
  std::string footer;
  core::Theme light, dark;
  // The look at first: "light", "dark", or "auto" (the reader's system decides).
  std::string look = "auto";
};

// The page. At most about 1.5 MB as long as its tables leave room: a K-line chart with more bars than that allows holds the
// newest, curves hold the extremes of each stretch, and both say so. Requires: ids are unique and made of letters, digits and '-'. Cost: linear in the bars. [any-thread]
std::string to_html(const Document& document);

}  // namespace fwq::report
