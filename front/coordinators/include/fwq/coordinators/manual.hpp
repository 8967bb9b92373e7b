// The reference manual: every indicator, candle function and pattern of the tables, with a drawn example of each pattern.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/core/theme.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

// Drawn bars of a pattern: lines "bar OPEN HIGH LOW CLOSE [VOLUME]", the form of tests/golden/patterns.
struct PatternExample {
  std::string_view id, text;
};
// The built-in ones, made by the build from the first golden case of each pattern.
std::span<const PatternExample> built_in_pattern_examples();

// The bars of an example, a day apart from 2025-01-02 on. Lines of another form are left out.
data::BarSeries example_bars(std::string_view text);

struct ManualOptions {
  report::Language language = report::Language::en;
  core::Theme light, dark;
  std::string look = "auto";
  std::string version;  // Of the program.
};

struct ManualPage {
  std::string file;  // "patterns-reversal.html"
  report::Document document;
};

// index.html first, then a page for each group of indicators, one of candle functions, one for each category of patterns.
// What a page says is read from the tables; the example of a pattern is searched by the recognizer itself, so its key
// points and reasons are those that a user would see. Cost: some 100 ms. [any-thread]
std::vector<ManualPage> manual_pages(const ManualOptions& options);

}  // namespace fwq::coordinators
