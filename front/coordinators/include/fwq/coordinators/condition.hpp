// Condition: a question about a stock's latest bars, as a person writes it: "close > MA(20)", "MACD.dif crosses above
// MACD.dea within 3", "pattern double_bottom confidence 0.7 within 5". What searches and alerts ask.
//
//   condition  = (comparison | pattern) ["within" N]           held at one of the last N bars; without: at the last one
//   comparison = operand (">" | ">=" | "<" | "<=" | "crosses above" | "crosses below") operand
//   operand    = number ["万" | "亿"] | field | indicator ["." output]
//   pattern    = "pattern" (id or group name) ["confidence" X]  became known at the bar; X of 0 to 1, else the pattern's own
//
// Words are read without regard to case. 上穿, 下穿, 形态, 置信度 and 近 N 根 are read too.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/indicator.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/coordinators/stock.hpp"
#include "fwq/core/result.hpp"

namespace fwq::coordinators {

// open … close in CNY, adjusted as the bars are; volume in shares, amount in CNY. change: of the close on the close before, and
// amplitude: high less low over the close before, both in %. volume_ratio: volume over the mean of the 5 volumes before.
// bars: how many bars there are up to this one. Nothing is compared across a cut: there the last four begin anew.
enum class ConditionField {
  open,
  high,
  low,
  close,
  volume,
  amount,
  change,
  amplitude,
  volume_ratio,
  bars
};
inline constexpr std::array kConditionFields{
    ConditionField::open,   ConditionField::high,      ConditionField::low,
    ConditionField::close,  ConditionField::volume,    ConditionField::amount,
    ConditionField::change, ConditionField::amplitude, ConditionField::volume_ratio,
    ConditionField::bars};
std::string_view to_string(ConditionField field) noexcept;  // As it is written.
std::string_view title_of(ConditionField field, bool chinese) noexcept;

enum class Comparison { above, at_least, below, at_most, crosses_above, crosses_below };
inline constexpr std::array kComparisons{Comparison::above,         Comparison::at_least,
                                         Comparison::below,         Comparison::at_most,
                                         Comparison::crosses_above, Comparison::crosses_below};
std::string_view to_string(Comparison comparison) noexcept;  // As it is written.
std::string_view title_of(Comparison comparison, bool chinese) noexcept;

struct Operand {
  enum class Kind { number, field, indicator };
  Kind kind = Kind::number;
  double number = 0;
  ConditionField field = ConditionField::close;
  std::string indicator = {};  // As parse_indicator() reads it.
  std::size_t output = 0;      // Of the indicator.
  std::string text = {};       // As it is written: "MACD(12,26,9).dif".
  friend bool operator==(const Operand&, const Operand&) = default;
};

struct Condition {
  std::string pattern;  // Id or group; empty: a comparison.
  std::optional<double> confidence = {};
  Operand left, right;
  Comparison comparison = Comparison::above;
  std::size_t within = 1;                              // 1 to kMostWithin.
  analysis::Flavour flavour = analysis::Flavour::tdx;  // Whose indicators are meant.
  friend bool operator==(const Condition&, const Condition&) = default;
};
inline constexpr std::size_t kMostWithin = 1000;

// Errors: invalid_argument and not_found (with the nearest names), saying what was not understood. [any-thread]
Result<Condition> parse_condition(std::string_view text, analysis::Flavour flavour);
// What parse_condition() makes the same condition of.
std::string to_string(const Condition& condition);
// For people: "收盘价 上穿 MA(20)".
std::string describe(const Condition& condition, bool chinese);

// What became of a condition on a stock.
struct Verdict {
  std::vector<char>
      at;  // 1 where it held, for so many of the last bars as were asked for; without regard to `within`.
  bool holds = false;   // At the last bar, `within` counted.
  data::Time when = 0;  // The last bar of `within` at which it held; 0: none.
  double left = data::kNone,
         right = data::kNone;  // The two values of a comparison at the last bar.
};

// Asks conditions of stock after stock, with its memory kept. One for each thread. Move-only.
class ConditionJudge {
 public:
  // Errors: as PatternRecognizer::search.
  static Result<ConditionJudge> make(std::vector<Condition> conditions,
                                     const analysis::PatternRecognizer& recognizer);
  ConditionJudge(ConditionJudge&&) noexcept;
  ConditionJudge& operator=(ConditionJudge&&) noexcept;
  ~ConditionJudge();

  // One verdict for each condition, about the end of the stock's range. `last`: how many bars `at` is about; as many as there
  // are where there are fewer. Looks at the whole history before them; nothing after a bar changes what is said of it.
  // Errors: those of the indicators. Cost: O(bars).
  Result<std::vector<Verdict>> judge(const Stock& stock, std::size_t last = 1);

 private:
  struct State;
  explicit ConditionJudge(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Whether a stock is wanted: all of its verdicts hold, or any does. None at all: it is.
bool fulfilled(const std::vector<Verdict>& verdicts, bool any) noexcept;

}  // namespace fwq::coordinators
