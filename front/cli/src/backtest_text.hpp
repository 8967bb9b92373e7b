// Back-tests as pages that people read, and as JSON.
#pragma once

#include <span>
#include <string>

#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_portfolio.hpp"
#include "fwq/coordinators/backtest_variants.hpp"
#include "fwq/data/system_db.hpp"
#include "session.hpp"

namespace fwq::cli {

std::string backtest_text(const coordinators::Backtest& test, std::size_t trades,
                          const Session& session);
std::string market_backtest_text(const coordinators::MarketBacktest& test, std::size_t rows,
                                 const Session& session);
// `rows` of the best variants, and every window of the walk-forward.
std::string variants_text(const coordinators::VariantsBacktest& test, std::size_t rows,
                          const Session& session);
std::string portfolio_text(const coordinators::PortfolioBacktest& test, std::size_t trades,
                           const Session& session);
// The table of strategies, one that was kept, and the list of those.
std::string strategies_text(const Session& session);
std::string history_text(std::span<const data::BacktestRecord> records, const Session& session);
std::string record_text(const data::BacktestRecord& record, const Session& session);

Json backtest_json(const coordinators::Backtest& test);
Json market_backtest_json(const coordinators::MarketBacktest& test);
Json variants_json(const coordinators::VariantsBacktest& test);
Json portfolio_json(const coordinators::PortfolioBacktest& test);
Json strategies_json(const Session& session);
Json record_json(const data::BacktestRecord& record);
// A JSON object that was kept; an empty one where it is damaged.
Json object_in(const std::string& text);

// "Crossing averages (short = 5, long = 20)".
std::string strategy_title(const backtest::StrategyCall& call,
                           std::span<const coordinators::BacktestSetting> settings,
                           const Session& session);
// Parts of them: the settings that are in force, what is to know, and both as JSON.
std::string settings_text(std::span<const coordinators::BacktestSetting> settings,
                          const Session& session);
std::string remarks_text(std::span<const coordinators::BacktestRemark> remarks,
                         const Session& session);
Json settings_json(std::span<const coordinators::BacktestSetting> settings);
Json parameters_json(std::span<const coordinators::BacktestSetting> settings);
Json remarks_json(std::span<const coordinators::BacktestRemark> remarks);

// A metric's value: "12.34%", "1.23", "1,234.50", "-" without one.
std::string metric_text(double value, backtest::MetricUnit unit);
// What "stop_loss" and other reasons of orders are called; obstacles likewise.
std::string reason_text(std::string_view reason, const Session& session);
std::string obstacle_text(backtest::Obstacle obstacle, const Session& session);
std::string grouped(double money, int digits);
std::string percent(double fraction, int digits = 2);
std::string money_price(backtest::Money price, data::Symbol symbol);

}  // namespace fwq::cli
