// Conditions as people write and read them.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "fwq/analysis/pattern.hpp"
#include "fwq/coordinators/condition.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

struct FieldWords {
  ConditionField field;
  std::string_view id, title_en, title_zh;
};
constexpr std::array kFieldWords{
    FieldWords{ConditionField::open, "open", "Open", "开盘价"},
    FieldWords{ConditionField::high, "high", "High", "最高价"},
    FieldWords{ConditionField::low, "low", "Low", "最低价"},
    FieldWords{ConditionField::close, "close", "Close", "收盘价"},
    FieldWords{ConditionField::volume, "volume", "Volume (shares)", "成交量（股）"},
    FieldWords{ConditionField::amount, "amount", "Amount (CNY)", "成交额（元）"},
    FieldWords{ConditionField::change, "change", "Change (%)", "涨跌幅（%）"},
    FieldWords{ConditionField::amplitude, "amplitude", "Amplitude (%)", "振幅（%）"},
    FieldWords{ConditionField::volume_ratio, "volume_ratio", "Volume on 5 before",
               "量比（前 5 根）"},
    FieldWords{ConditionField::bars, "bars", "Number of bars", "K线根数"}};

struct ComparisonWords {
  Comparison comparison;
  std::string_view id, title_en, title_zh;
};
constexpr std::array kComparisonWords{
    ComparisonWords{Comparison::above, ">", ">", ">"},
    ComparisonWords{Comparison::at_least, ">=", "≥", "≥"},
    ComparisonWords{Comparison::below, "<", "<", "<"},
    ComparisonWords{Comparison::at_most, "<=", "≤", "≤"},
    ComparisonWords{Comparison::crosses_above, "crosses above", "crosses above", "上穿"},
    ComparisonWords{Comparison::crosses_below, "crosses below", "crosses below", "下穿"}};

const FieldWords& words_of(ConditionField field) noexcept {
  return kFieldWords[static_cast<std::size_t>(field)];
}
const ComparisonWords& words_of(Comparison comparison) noexcept {
  return kComparisonWords[static_cast<std::size_t>(comparison)];
}

Error refused(std::string_view what, std::string en, std::string zh) {
  return {Errc::invalid_argument, fmt::format("condition \"{}\": {}", what, en),
          fmt::format("条件“{}”：{}", what, zh)};
}

std::optional<double> number_in(std::string_view text) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double factor = 1;
  for (const auto& [unit, times] : {std::pair<std::string_view, double>{"万", 1e4}, {"亿", 1e8}}) {
    if (!text.ends_with(unit)) continue;
    text = core::trimmed(text.substr(0, text.size() - unit.size()));
    factor = times;
    break;
  }
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end || !std::isfinite(value)) return std::nullopt;
  value *= factor;
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

// Where the output's name begins in "MACD(12,26,9).dif": the last dot outside brackets, or npos.
std::size_t output_dot(std::string_view text) {
  std::size_t dot = std::string_view::npos;
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    if (text[i] == '.' && depth == 0) dot = i;
  }
  return dot;
}

std::string output_names(const analysis::IndicatorCall& call) {
  std::string names;
  for (std::size_t i = 0; i < call.output_count(); ++i)
    names += fmt::format("{}{}", i == 0 ? "" : ", ", call.def->outputs[i].name);
  return names;
}

Result<Operand> indicator_in(std::string_view text, analysis::Flavour flavour) {
  const std::size_t dot = output_dot(text);
  const std::string name(core::trimmed(text.substr(0, dot)));
  auto parsed = analysis::parse_indicator(name, flavour);
  if (!parsed) {
    Error error = std::move(parsed).error();
    if (error.code == Errc::not_found)
      error.message +=
          "; fields are open, high, low, close, volume, amount, change, amplitude, "
          "volume_ratio and bars";
    return error;
  }
  const analysis::IndicatorCall call = std::move(*parsed);
  Operand operand{.kind = Operand::Kind::indicator, .indicator = name, .text = name};
  if (dot == std::string_view::npos) {
    if (call.output_count() == 1) return operand;
    return refused(text, fmt::format("say which output: {}", output_names(call)),
                   fmt::format("请指明输出：{}", output_names(call)));
  }
  const std::string wanted = core::to_lower(core::trimmed(text.substr(dot + 1)));
  for (std::size_t i = 0; i < call.output_count(); ++i) {
    const auto output = call.def->outputs[i].name;
    if (core::to_lower(output) != wanted) continue;
    operand.output = i;
    if (call.output_count() > 1) operand.text += fmt::format(".{}", output);
    return operand;
  }
  return refused(text, fmt::format("{} has the outputs {}", name, output_names(call)),
                 fmt::format("{} 的输出为 {}", name, output_names(call)));
}

Result<Operand> operand_in(std::string_view text, analysis::Flavour flavour) {
  text = core::trimmed(text);
  if (const auto number = number_in(text))
    return Operand{
        .kind = Operand::Kind::number, .number = *number, .text = core::shortest(*number)};
  const std::string word = core::to_lower(text);
  for (const auto& words : kFieldWords)
    if (word == words.id)
      return Operand{
          .kind = Operand::Kind::field, .field = words.field, .text = std::string(words.id)};
  return indicator_in(text, flavour);
}

struct Split {
  std::string_view left, right;
  Comparison comparison = Comparison::above;
};

// At the first comparison outside brackets.
std::optional<Split> split_comparison(std::string_view text) {
  static constexpr std::pair<std::string_view, Comparison> kSigns[] = {
      {">=", Comparison::at_least},
      {"≥", Comparison::at_least},
      {"<=", Comparison::at_most},
      {"≤", Comparison::at_most},
      {">", Comparison::above},
      {"<", Comparison::below},
      {" crosses above ", Comparison::crosses_above},
      {"上穿", Comparison::crosses_above},
      {" crosses below ", Comparison::crosses_below},
      {"下穿", Comparison::crosses_below}};
  const std::string lower = core::to_lower(text);
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    if (depth != 0) continue;
    for (const auto& [sign, comparison] : kSigns)
      if (std::string_view(lower).substr(i).starts_with(sign))
        return Split{text.substr(0, i), text.substr(i + sign.size()), comparison};
  }
  return std::nullopt;
}

// Takes "within N" (or 近 N 根) off the end of `text`.
Result<std::size_t> take_within(std::string_view whole, std::string_view& text) {
  const std::string lower = core::to_lower(text);
  std::size_t at = lower.rfind(" within "), word = 8;
  std::string_view number;
  if (at != std::string::npos) {
    number = core::trimmed(text.substr(at + word));
  } else if (lower.ends_with("根") && (at = lower.rfind("近")) != std::string::npos) {
    word = std::string_view("近").size();
    number = text.substr(at + word);
    number = core::trimmed(number.substr(0, number.size() - std::string_view("根").size()));
  } else {
    return std::size_t{1};
  }
  const auto value = number_in(number);
  if (!value || *value < 1 || *value > static_cast<double>(kMostWithin) ||
      *value != std::floor(*value))
    return refused(whole, fmt::format("\"within\" takes a count of bars, 1 to {}", kMostWithin),
                   fmt::format("“近 N 根”的 N 为 1 到 {} 的整数", kMostWithin));
  text = core::trimmed(text.substr(0, at));
  return static_cast<std::size_t>(*value);
}

// What follows the word "pattern".
Result<Condition> pattern_in(std::string_view whole, std::string_view text) {
  Condition condition;
  const std::string lower = core::to_lower(text);
  for (const std::string_view word :
       {std::string_view(" confidence "), std::string_view("置信度")}) {
    const std::size_t at = lower.rfind(word);
    if (at == std::string::npos) continue;
    const auto value = number_in(core::trimmed(text.substr(at + word.size())));
    if (!value || *value < 0 || *value > 1)
      return refused(whole, "a confidence is a number from 0 to 1", "置信度为 0 到 1 之间的数");
    condition.confidence = *value;
    text = text.substr(0, at);
    break;
  }
  condition.pattern = core::to_lower(core::trimmed(text));
  // Names the pattern's nearest when there is none of that name.
  FWQ_TRY(analysis::PatternRecognizer().search({condition.pattern}));
  return condition;
}

// "MACD(12,26,9).dif" as it stands; a field by its title.
std::string shown(const Operand& operand, bool chinese) {
  if (operand.kind == Operand::Kind::field) return std::string(title_of(operand.field, chinese));
  if (operand.kind != Operand::Kind::number || std::abs(operand.number) < 1e5) return operand.text;
  if (!chinese) return fmt::format("{}M", core::shortest(operand.number / 1e6));
  return std::abs(operand.number) < 1e8 ? core::shortest(operand.number / 1e4) + "万"
                                        : core::shortest(operand.number / 1e8) + "亿";
}

std::string shown_pattern(std::string_view id, bool chinese) {
  for (const auto* def : analysis::built_in_patterns())
    if (def->id == id) return std::string(chinese ? def->name_zh : def->name_en);
  return std::string(id);  // A group.
}

}  // namespace

std::string_view to_string(ConditionField field) noexcept {
  return words_of(field).id;
}
std::string_view title_of(ConditionField field, bool chinese) noexcept {
  return chinese ? words_of(field).title_zh : words_of(field).title_en;
}
std::string_view to_string(Comparison comparison) noexcept {
  return words_of(comparison).id;
}
std::string_view title_of(Comparison comparison, bool chinese) noexcept {
  return chinese ? words_of(comparison).title_zh : words_of(comparison).title_en;
}

Result<Condition> parse_condition(std::string_view whole, analysis::Flavour flavour) {
  std::string_view text = core::trimmed(whole);
  whole = text;
  FWQ_TRY_ASSIGN(within, take_within(whole, text));
  Condition condition;
  if (core::to_lower(text).starts_with("pattern ")) {
    FWQ_TRY_ASSIGN(found, pattern_in(whole, text.substr(8)));
    condition = std::move(found);
  } else if (text.starts_with("形态")) {
    FWQ_TRY_ASSIGN(found, pattern_in(whole, text.substr(std::string_view("形态").size())));
    condition = std::move(found);
  } else {
    const auto parts = split_comparison(text);
    if (!parts)
      return refused(
          whole,
          "write a comparison such as \"close > MA(20)\" or \"MACD.dif crosses above "
          "MACD.dea\", or \"pattern double_bottom\"",
          "请写成比较（如 close > MA(20)、MACD.dif 上穿 MACD.dea）或 形态 double_bottom");
    FWQ_TRY_ASSIGN(left, operand_in(parts->left, flavour));
    FWQ_TRY_ASSIGN(right, operand_in(parts->right, flavour));
    if (left.kind == Operand::Kind::number && right.kind == Operand::Kind::number)
      return refused(whole, "two numbers say nothing about a stock", "两个数字与证券无关");
    condition.left = std::move(left);
    condition.right = std::move(right);
    condition.comparison = parts->comparison;
  }
  condition.within = within;
  condition.flavour = flavour;
  return condition;
}

std::string to_string(const Condition& condition) {
  std::string text;
  if (condition.pattern.empty()) {
    text = fmt::format("{} {} {}", condition.left.text, to_string(condition.comparison),
                       condition.right.text);
  } else {
    text = fmt::format("pattern {}", condition.pattern);
    if (condition.confidence)
      text += fmt::format(" confidence {}", core::shortest(*condition.confidence));
  }
  if (condition.within > 1) text += fmt::format(" within {}", condition.within);
  return text;
}

std::string describe(const Condition& condition, bool chinese) {
  std::string text;
  if (condition.pattern.empty()) {
    text = fmt::format("{} {} {}", shown(condition.left, chinese),
                       title_of(condition.comparison, chinese), shown(condition.right, chinese));
  } else {
    text = fmt::format("{}{}",
                       chinese ? "形态：" : "Pattern: ", shown_pattern(condition.pattern, chinese));
    if (condition.confidence)
      text += fmt::format(" ≥ {} %", core::fixed(*condition.confidence * 100, 0));
  }
  if (condition.within > 1)
    text += chinese ? fmt::format("（近 {} 根）", condition.within)
                    : fmt::format(" (last {} bars)", condition.within);
  return text;
}

}  // namespace fwq::coordinators
