// The report of a back-test: its result as a page with charts.
#pragma once

#include <string>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_portfolio.hpp"
#include "fwq/coordinators/report.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

// Everything that `test` holds, in words, tables and charts; nothing is computed anew but what pictures need: shares of the
// start capital, the drawdown of buying and holding, how many trades gained how much. Trades are marked on the raw prices at
// which they were made. Ids: trades t1 … in the order they were closed, positions still open as "open".
// Requires: a run of at least one bar. Cost: linear in bars and trades. [any-thread]
report::Document backtest_report(const Backtest& test, const ReportOptions& options);

// Of many securities with an account each: how their returns are spread, and a row for each of them, of more than 500 the 400
// best and the 100 worst. Requires: at least one row. Cost: linear in the rows. [any-thread]
report::Document backtest_report(const MarketBacktest& test, const ReportOptions& options);

// Of many securities on one account: as a single one's, with the number of securities held in place of the K-line. Requires: at
// least one time. [any-thread]
report::Document backtest_report(const PortfolioBacktest& test, const ReportOptions& options);

// Of a search over parameters: heat maps of two of them (the first two that vary), the 100 best, and the walk-forward with its
// account out of sample. [any-thread]
report::Document backtest_report(const VariantsBacktest& test, const ReportOptions& options);

// That report as one self-contained HTML page of at most 1.5 MB.
std::string backtest_page(const Backtest& test, const ReportOptions& options);
std::string backtest_page(const MarketBacktest& test, const ReportOptions& options);
std::string backtest_page(const PortfolioBacktest& test, const ReportOptions& options);
std::string backtest_page(const VariantsBacktest& test, const ReportOptions& options);

}  // namespace fwq::coordinators
