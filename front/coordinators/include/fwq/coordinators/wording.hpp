// What things are called on pages that people read, in English or Chinese.
#pragma once

#include <string>
#include <string_view>

#include "fwq/analysis/market_view.hpp"
#include "fwq/analysis/pattern.hpp"
#include "fwq/analysis/signal.hpp"
#include "fwq/analysis/technical_analyzer.hpp"
#include "fwq/coordinators/stock.hpp"

namespace fwq::coordinators {

// A bar's time in the form of its period: a date, or date and minute.
std::string time_text(data::Time time, data::Period period);
std::string_view period_text(data::Period period, bool chinese) noexcept;
// What bars of a period are called in English: "daily", "5-minute".
std::string_view bars_of_text(data::Period period) noexcept;
std::string_view adjust_text(data::Adjust adjust, bool chinese) noexcept;
std::string_view bias_text(analysis::Bias bias, bool chinese) noexcept;
std::string_view side_text(analysis::Side side, bool chinese) noexcept;
std::string_view direction_text(analysis::Direction direction, bool chinese) noexcept;
// What a key point of a pattern is: "left shoulder". "" for a role that is not in the table of patterns.
std::string role_text(std::string_view role, bool chinese);
// What an ex-rights event gives: "per 10 shares: 3 CNY cash, 2 bonus shares".
std::string event_text(const data::ExRightsEvent& event, bool chinese);

// Why an order of a back-test was given: "stop loss". A reason that is not in the list as it is.
std::string reason_text(std::string_view reason, bool chinese);

// An indicator as it was computed: "MACD(12,26,9)", or "MA" when each output has a parameter of its own.
std::string indicator_text(const analysis::IndicatorResult& result);
// One of its outputs: "dif", or "MA(5)" when the parameter tells it from its sisters.
std::string output_text(const analysis::IndicatorResult& result, std::size_t output);

// Digits of a price: funds trade in steps of 0.001.
int price_digits(const Stock& stock) noexcept;

}  // namespace fwq::coordinators
