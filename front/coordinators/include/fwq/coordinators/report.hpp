// The report of one stock: its analysis as a page with charts.
#pragma once

#include <string>

#include "fwq/coordinators/analyse.hpp"
#include "fwq/core/theme.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

struct ReportOptions {
  report::Language language = report::Language::en;
  core::Theme light, dark;
  std::string look = "auto";  // As report::Document::look.
  std::string version;        // Of the program, for the page's foot.
  std::string generated_at;   // "2026-01-31 15:04".
  bool simulated = false;     // The bars are of a demo market: the page says so at its top.
};

// Everything that `analysis` holds, in words, tables and a chart of the stock's range; nothing else is computed but
// what the words need (changes over so many bars). Ids: patterns p1 …, signals s1 … in the order of the analysis.
// The chart shares the bars of `analysis`. Cost: linear in the bars. [any-thread]
report::Document stock_report(const Analysis& analysis, const ReportOptions& options);

}  // namespace fwq::coordinators
