// The parts that a stock's report is put together from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fwq/coordinators/analyse.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

// What the parts share: the analysis, its bars up to the end of the range, and the language.
struct ReportContext {
  const Analysis& analysis;
  report::Language language;
  data::Bars bars = analysis.stock.until_end();
  int digits;  // Of prices.

  const Stock& stock() const noexcept { return analysis.stock; }
  bool chinese() const noexcept { return language == report::Language::zh; }
  std::string text(std::string_view en, std::string_view zh) const {
    return std::string(report::text(language, en, zh));
  }
  std::string price(double value) const { return report::shown(value, digits); }
  std::string time(data::Time time) const;
  // "2021-03-01 – 2021-04-02".
  std::string range(std::string_view from, std::string_view to) const;
  // First bar after the last cut before the end of the range: comparisons do not look further back.
  std::size_t uncut_from() const noexcept;
  // Change in percent of the close over the last `count` bars; NaN where a cut or the start lies between.
  double change(std::size_t count) const noexcept;
};

// Name of an output as charts write it: "MA5", "DIF", "RSI6".
std::string output_name(const analysis::IndicatorResult& result, std::size_t output);

// The findings as sentences; none of them an advice.
std::vector<std::string> summary_sentences(const ReportContext& context);
// What an indicator's last values say by custom: "K 12.3 is below 20 (called oversold)". "" where there is no custom.
std::string indicator_reading(const ReportContext& context,
                              const analysis::IndicatorResult& result);

report::KLineChart stock_chart(const ReportContext& context);
// The close of the whole history up to the end of the range, interrupted at cuts.
report::LineChart history_chart(const ReportContext& context);

report::Section patterns_section(const ReportContext& context);
report::Section levels_section(const ReportContext& context);
report::Section indicators_section(const ReportContext& context);
report::Section signals_section(const ReportContext& context);
report::Section data_section(const ReportContext& context);
report::Section reading_section(const ReportContext& context);

}  // namespace fwq::coordinators
