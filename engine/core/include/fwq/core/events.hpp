// The built-in events. Each is published by the code that does the thing, on the EventBus that it was given.
//
// Plain values: a symbol is its text ("SZ000001"). As JSON the keys are the members' names. When published by name, a
// missing key leaves the member as it is here; a value of the wrong type is counted and logged as a failed delivery.
#pragma once

#include <array>
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace fwq::core {

// A user asked for a stock, and it was found.
struct StockSelected {
  static constexpr std::string_view kEventName = "stock_selected";
  std::string symbol;  // "SZ000001"
  std::string code;    // "000001"
  std::string name;    // "平安银行"; empty when no name list has it.
  std::string period;  // "day"
};

// An analysis of a stock is ready.
struct AnalysisCompleted {
  static constexpr std::string_view kEventName = "analysis_completed";
  std::string symbol;
  std::string period;
  std::size_t bars = 0;  // What it looked at.
  std::size_t patterns = 0;
  std::size_t indicators = 0;
  std::size_t signals = 0;
  double seconds = 0;  // How long it took.
};

// A search for better parameters has begun.
struct OptimizationStarted {
  static constexpr std::string_view kEventName = "optimization_started";
  std::string optimization_id;
  std::string pattern;    // Id of the pattern or strategy whose parameters are searched.
  std::string algorithm;  // "genetic" …; "grid": every combination.
  std::size_t max_iterations = 0;
  std::size_t population_size = 0;
};

// Stored data has changed; whoever keeps copies of it reads it again. Published after it is durable; not when nothing
// changed.
struct DataUpdated {
  static constexpr std::string_view kEventName = "data_updated";
  std::string source;  // What brought it: "tdx", "csv", "names", "demo" …
  std::string
      kind;  // What it is: "bars", "securities", "exrights", "risk_warnings", "sectors" or "calendar".
  std::vector<std::string> symbols;  // Whose data changed, each once; empty for the calendar.
  std::size_t added = 0;             // Bars or rows that are new or differ.
  std::size_t removed = 0;           // Bars that went.
};

// An alert that a user set has come true.
struct AlertRaised {
  static constexpr std::string_view kEventName = "alert_raised";
  std::string alert;   // Its name.
  std::string symbol;  // "SZ000001"
  std::string text;    // What came true: "close > MA(20)".
  std::string time;    // Of the bar: "2024-01-02".
  double price = 0;    // Its close.
};

// The names of all of them.
inline constexpr std::array kBuiltInEvents{StockSelected::kEventName, AnalysisCompleted::kEventName,
                                           OptimizationStarted::kEventName, DataUpdated::kEventName,
                                           AlertRaised::kEventName};

void to_json(nlohmann::json& out, const StockSelected& event);
void to_json(nlohmann::json& out, const AnalysisCompleted& event);
void to_json(nlohmann::json& out, const OptimizationStarted& event);
void to_json(nlohmann::json& out, const DataUpdated& event);
void to_json(nlohmann::json& out, const AlertRaised& event);
void from_json(const nlohmann::json& in, StockSelected& event);
void from_json(const nlohmann::json& in, AnalysisCompleted& event);
void from_json(const nlohmann::json& in, OptimizationStarted& event);
void from_json(const nlohmann::json& in, DataUpdated& event);
void from_json(const nlohmann::json& in, AlertRaised& event);

}  // namespace fwq::core
