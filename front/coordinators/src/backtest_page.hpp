// The parts that the report of a back-test is put together from.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/report.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

// Rows that tables of trades and of unfilled orders hold at most: the newest.
inline constexpr std::size_t kMostTradeRows = 500, kMostUnfilledRows = 200;

// Funds trade in steps of 0.001.
int price_digits_of(data::Symbol symbol) noexcept;

// What the parts share: the result, and the language.
struct TestContext {
  const Backtest& test;
  report::Language language;
  int digits;  // Of prices.
  // Of a portfolio: what fills and trades number. Empty for a single security.
  std::span<const data::Symbol> symbols = {};

  bool chinese() const noexcept { return language == report::Language::zh; }
  std::string text(std::string_view en, std::string_view zh) const {
    return std::string(report::text(language, en, zh));
  }
  std::string price(double value) const { return report::shown(value, digits); }
  // Of a security of a portfolio; for a single one as above.
  std::string price(double value, std::size_t security) const {
    return report::shown(value, symbols.empty() ? digits : price_digits_of(symbols[security]));
  }
  std::string time(data::Time time) const;
  // "2021-03-01 – 2021-04-02".
  std::string range(data::Time from, data::Time to) const;
  // A figure of the metrics; NaN where there is none.
  double metric(std::string_view id) const;
  std::string strategy() const;   // "Crossing averages (short 5, long 20)".
  std::string benchmark() const;  // Its name; "" without one.
  // The index of the first trade that the table holds.
  std::size_t first_shown_trade() const noexcept;
};

// "Crossing averages (short 5, long 20)".
std::string strategy_text(const backtest::StrategyCall& call, report::Language language);
// "1,234,567.80"; "–" for no number.
std::string money_text(double yuan, int digits = 2);
// A metric in its unit: "12.34%", "1.27", "1,234.00".
std::string metric_text(const backtest::MetricValue& value);
report::Tone tone_of_change(double change) noexcept;

// Why an order was given, of which kind it was, and what kept it from being filled.
std::string reason_text(std::string_view reason, bool chinese);
std::string_view order_kind_text(backtest::OrderKind kind, bool chinese) noexcept;
std::string_view obstacle_text(backtest::Obstacle obstacle, bool chinese) noexcept;

// The figures one looks for first, where the run comes from, and the result in short with its remarks.
std::vector<report::Fact> test_lead(const TestContext& context);
std::vector<report::Fact> test_about(const TestContext& context, const ReportOptions& options);
report::Section test_summary(const TestContext& context, const ReportOptions& options);
// The page's foot: the program, and what the page is not.
std::string test_footer(const ReportOptions& options);

// The result as sentences; none of them an advice.
std::vector<std::string> test_sentences(const TestContext& context);

report::Section curves_section(const TestContext& context);
report::Section months_section(const TestContext& context);
report::Section trades_chart_section(const TestContext& context);
report::Section metrics_section(const TestContext& context);
report::Section drawdowns_section(const TestContext& context);
report::Section trust_section(const TestContext& context);
// How many of the `returns` (percent, at least one) lie in each stretch: 1, 2 or 5 times a power of ten wide, at most thirty of
// them, with 0 between two.
report::Histogram returns_histogram(report::Language language, std::vector<double> returns);
report::Section trades_section(const TestContext& context);
report::Section unfilled_section(const TestContext& context);
report::Section settings_section(const TestContext& context);
// Of any run.
report::Section settings_section(std::span<const BacktestSetting> settings, std::string_view run_id,
                                 report::Language language);
report::Section test_reading_section(const TestContext& context);

}  // namespace fwq::coordinators
