// What a chart tells beside a stock's bars: closes at the price limit, and the bar that is still forming.
#pragma once

#include <optional>
#include <vector>

#include "fwq/backtest/limit_days.hpp"
#include "fwq/coordinators/stock.hpp"

namespace fwq::coordinators {

// One for each of stock.until_end(), where these are days; else empty. By the raw prices, whatever the stock's adjustment.
// Errors: those of the store and the database. Blocking.
Result<std::vector<backtest::LimitClose>> limit_closes(const StockLoader& loader,
                                                       const data::SystemDb& db,
                                                       const Stock& stock);

// The bar after the last complete one, of a week or another period that has not ended yet by the store's newest day; none
// where all have ended or the bars are stored as they are. Only for charts: no analysis looks at it.
// Errors: those of the store and the database. Blocking.
Result<std::optional<data::Bar>> forming_bar(const StockLoader& loader,
                                             const data::Snapshot& snapshot,
                                             const data::SystemDb& db, const Stock& stock,
                                             data::Adjust adjust);

}  // namespace fwq::coordinators
