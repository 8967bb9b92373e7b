// Back-tests that were run, kept in the home's database: what was asked, and what came out in short.
#pragma once

#include <string>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_portfolio.hpp"
#include "fwq/coordinators/home.hpp"

namespace fwq::coordinators {

// What is kept of a run. `time`: now, in seconds of the clock in Shanghai.
data::BacktestRecord record_of(const Backtest& test, data::Time time);
data::BacktestRecord record_of(const MarketBacktest& test, const BacktestRequest& request,
                               data::Time time);
data::BacktestRecord record_of(const VariantsBacktest& test, data::Time time);
data::BacktestRecord record_of(const PortfolioBacktest& test, const BacktestRequest& request,
                               data::Time time);

// Keeps it; a run of the same id gives way. Blocking: waits up to two seconds for another program that writes the home.
// Errors: unavailable (it still writes then), io (a read-only home), and
// those of the database.
Result<void> keep_backtest(const Home& home, const data::BacktestRecord& record);

}  // namespace fwq::coordinators
