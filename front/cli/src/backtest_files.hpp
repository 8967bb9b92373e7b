// Back-tests as files: a page, a workbook, or tables of text.
#pragma once

#include <filesystem>
#include <vector>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_portfolio.hpp"
#include "session.hpp"

namespace fwq::cli {

// Refuses, before anything is run, a name that does not end in .html, .xlsx or .csv, a folder, and a theme that is none or that
// has no page to be used on. Either may be "". Errors: invalid_argument, not_found.
Result<void> check_backtest_file(const std::string& name, const std::string& theme,
                                 const Session& session);

// Writes the file by its ending and returns what was written: of F.csv, for one security or a portfolio, F-fills.csv, F-trades.csv and
// F-equity.csv; for many F.csv with a row each; for a search F-variants.csv and, walked forward, F-windows.csv and F-equity.csv. Errors: io, those of page_options.
Result<std::vector<std::filesystem::path>> write_backtest(const coordinators::Backtest& test,
                                                          const std::string& name,
                                                          const std::string& theme,
                                                          const Session& session);
Result<std::vector<std::filesystem::path>> write_backtest(const coordinators::MarketBacktest& test,
                                                          const std::string& name,
                                                          const std::string& theme,
                                                          const Session& session);
Result<std::vector<std::filesystem::path>> write_backtest(
    const coordinators::VariantsBacktest& test, const std::string& name, const std::string& theme,
    const Session& session);
Result<std::vector<std::filesystem::path>> write_backtest(
    const coordinators::PortfolioBacktest& test, const std::string& name, const std::string& theme,
    const Session& session);

// Tables of a search (backtest_variants_files.cpp); the latter two of a walk-forward.
std::string variants_csv(const coordinators::VariantsBacktest& test);
std::string windows_csv(const coordinators::VariantsBacktest& test);
std::string walk_equity_csv(const coordinators::VariantsBacktest& test);

// Workbooks (backtest_xlsx.cpp, backtest_variants_files.cpp). Errors: io.
Result<void> write_workbook(const coordinators::Backtest& test, const std::filesystem::path& file,
                            const Session& session);
Result<void> write_workbook(const coordinators::MarketBacktest& test,
                            const std::filesystem::path& file, const Session& session);
Result<void> write_workbook(const coordinators::VariantsBacktest& test,
                            const std::filesystem::path& file, const Session& session);
Result<void> write_workbook(const coordinators::PortfolioBacktest& test,
                            const std::filesystem::path& file, const Session& session);

}  // namespace fwq::cli
