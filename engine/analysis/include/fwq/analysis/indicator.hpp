// What an indicator is: a description, a batch computation over columns, and a stream that takes a bar at a time.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/parameters.hpp"
#include "fwq/analysis/signal.hpp"
#include "fwq/core/result.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

// Whose definition: TA-Lib's, or 通达信's (what Chinese screens show).
enum class Flavour { talib, tdx };
std::string_view to_string(Flavour flavour) noexcept;
Result<Flavour> parse_flavour(std::string_view text);

enum class Group { average, momentum, trend, volatility, volume, price, statistic, math, cycle, candle };
std::string_view to_string(Group group) noexcept;
// none: a number without a unit, or one that follows what is read. bars: a count of bars or a bar's number.
enum class Unit { price, percent, ratio, shares, degrees, bars, none };
std::string_view to_string(Unit unit) noexcept;
enum class Field { open, high, low, close, volume, amount };
std::string_view to_string(Field field) noexcept;
Result<Field> parse_field(std::string_view text);
enum class Style { line, histogram };

struct OutputDef {
  std::string_view name;           // "macd": the column is called NAME.name.
  Unit unit = Unit::price;
  double low = 0, high = 0;        // Range of values; equal when there is none.
  Style style = Style::line;
};

// The columns of `bars` an indicator reads, and one span per output to write, all of the same length.
struct IndicatorRun {
  const data::Bars& bars;
  Params params;
  std::span<const std::span<double>> out;
};

// The same numbers, bar by bar: what a live chart and the back-tester use.
class IndicatorStream {
 public:
  virtual ~IndicatorStream() = default;
  // Takes the next bar; writes one value per output, NaN while warming up.
  virtual void push(const data::Bar& bar, std::span<double> out) = 0;
};

struct IndicatorDef {
  std::string_view id;       // Unique and never renamed: "rsi", "tdx_rsi".
  std::string_view name;     // What users write: "RSI" (both flavours may have it).
  Flavour flavour = Flavour::talib;
  std::string_view title_en, title_zh;
  Group group = Group::average;
  UpTo<Field, 6> inputs = {};
  UpTo<ParamDef, 8> params = {};
  UpTo<OutputDef, 8> outputs = {};
  UpTo<double, 4> guides = {};    // Horizontal lines to draw, e.g. 30 and 70.
  bool overlay = false;      // Drawn over the price.
  // The i-th parameter makes the i-th output (MA(5,10,20,60)): giving fewer values gives fewer lines.
  bool each_param_an_output = false;
  std::string_view source;   // Book, paper or program the definition is from.

  // How many leading bars lack a value in some output: from this bar on, all have one. Where outputs start at
  // different bars (MA(5,60), OBV and its mean), the earlier ones show their values before it. Requires: checked params.
  std::size_t (*warm_up)(Params) = nullptr;
  // Fills every output, NaN where there is no value. Never fails, never reads ahead. A bar that lacks a number the
  // indicator reads (NaN, or beyond 1e100) has no value and acts as a cut: what follows is as if the series began after it.
  void (*run)(const IndicatorRun&) = nullptr;
  std::unique_ptr<IndicatorStream> (*stream)(Params) = nullptr;
  // The customary buy and sell rule (crosses, zones), or null where custom has none.
  void (*signals)(const SignalRun&) = nullptr;
  // Bars after the first value until what a recursion was begun with weighs less than 5 %: before, an RSI of 通达信 is 0 or
  // 100 after one move, and TechnicalAnalyzer gives no signal. Null: none to wait for. Requires: checked params.
  std::size_t (*settling)(Params) = nullptr;
};

// The built-in table, by file name.
std::span<const IndicatorDef* const> built_in_indicators();
// That table, and after it the candle functions of candles.hpp as indicators: all that parse_indicator() finds.
std::span<const IndicatorDef* const> available_indicators();

// An indicator with its parameters and, if others than its own are wanted, the columns it reads:
// "MACD(12,26,9)", "RSI(14)[high]", "ADD[open,close]".
struct IndicatorCall {
  const IndicatorDef* def = nullptr;
  std::vector<double> params;   // Checked; one for each ParamDef, or fewer for each_param_an_output.
  std::string text;             // As written in headers: "MACD", "MACD(6,13,5)" or "RSI(14)[high]".
  std::vector<Field> reads = {};  // Columns read in place of def->inputs, one for each; empty: the inputs themselves.
  std::size_t output_count() const noexcept { return def->each_param_an_output ? params.size() : def->outputs.size(); }
};

// The values of a call: as IndicatorDef::run, over the columns that the call reads.
void run_indicator(const IndicatorCall& call, const data::Bars& bars, std::span<const std::span<double>> out);
// The same bar by bar.
std::unique_ptr<IndicatorStream> stream_indicator(const IndicatorCall& call);

// Finds a name (or id) ignoring case. A name known to one flavour is found without regard to `flavour`.
// Indicators of one or two columns read others when told in brackets, in the order of their inputs: "SMA(5)[volume]".
// Errors: not_found (with the nearest names), invalid_argument (parameters, columns).
Result<IndicatorCall> parse_indicator(std::string_view text, Flavour flavour);

}  // namespace fwq::analysis
