// Parts of pages of back-tests: each a titled block, "" where there is nothing to show.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fwq/coordinators/backtest.hpp"
#include "session.hpp"

namespace fwq::cli {

std::string section_text(const Session& session, std::string_view en, std::string_view zh);

// Whose fill or trade it is: `symbols` are those of a portfolio, or empty.
data::Symbol symbol_of(const coordinators::Backtest& test, std::span<const data::Symbol> symbols,
                       std::uint32_t security);

std::string metrics_block(const coordinators::Backtest& test, const Session& session);
std::string trust_block(const coordinators::Backtest& test, const Session& session);
std::string drawdowns_block(const coordinators::Backtest& test, const Session& session);
std::string months_block(const coordinators::Backtest& test, const Session& session);
// The last `most` trades, what is still held of a single security, and orders that were not filled.
std::string trades_block(const coordinators::Backtest& test, std::size_t most,
                         std::span<const data::Symbol> symbols, const Session& session);

}  // namespace fwq::cli
