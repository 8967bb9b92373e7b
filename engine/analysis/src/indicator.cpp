// Names of indicators: words for enums, and "MACD(12,26,9)" to a call.
#include "fwq/analysis/indicator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "fwq/core/text.hpp"

namespace fwq::analysis {
namespace {

// The entry that `word` means in `flavour`: by name, else by name in the other flavour, else by id.
const IndicatorDef* find_entry(std::string_view word, Flavour flavour) {
  const std::string key = core::to_lower(word);
  const IndicatorDef* other = nullptr;
  const IndicatorDef* by_id = nullptr;
  for (const IndicatorDef* def : built_in_indicators()) {
    if (core::to_lower(def->name) == key) {
      if (def->flavour == flavour) return def;
      other = def;
    }
    if (def->id == key) by_id = def;
  }
  return other != nullptr ? other : by_id;
}

Result<std::vector<double>> parse_values(std::string_view text, std::string_view list) {
  std::vector<double> values;
  if (core::trimmed(list).empty()) return values;
  for (const std::string_view piece : core::split(list, ',')) {
    std::string_view word = core::trimmed(piece);
    if (word.starts_with('+')) word.remove_prefix(1);
    double value = 0;
    const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (code != std::errc() || end != word.data() + word.size()) {
      return Error{Errc::invalid_argument,
                   fmt::format("'{}': parameter {} is '{}', which is not a number", text,
                               values.size() + 1, core::trimmed(piece))};
    }
    values.push_back(value);
  }
  return values;
}

std::string header_text(std::string_view name, std::span<const double> given) {
  if (given.empty()) return std::string(name);
  std::string list;
  for (const double value : given) {
    if (!list.empty()) list += ',';
    list += core::shortest(value);
  }
  return fmt::format("{}({})", name, list);
}

}  // namespace

std::string_view to_string(Flavour flavour) noexcept {
  return flavour == Flavour::talib ? "talib" : "tdx";
}

Result<Flavour> parse_flavour(std::string_view text) {
  const std::string key = core::to_lower(core::trimmed(text));
  for (const Flavour flavour : {Flavour::talib, Flavour::tdx}) {
    if (to_string(flavour) == key) return flavour;
  }
  return Error{Errc::invalid_argument,
               fmt::format("unknown flavour '{}'; there are talib and tdx", text)};
}

std::string_view to_string(Group group) noexcept {
  switch (group) {
    case Group::average:
      return "average";
    case Group::momentum:
      return "momentum";
    case Group::trend:
      return "trend";
    case Group::volatility:
      return "volatility";
    case Group::volume:
      return "volume";
  }
  return "";
}

std::string_view to_string(Unit unit) noexcept {
  switch (unit) {
    case Unit::price:
      return "price";
    case Unit::percent:
      return "percent";
    case Unit::ratio:
      return "ratio";
    case Unit::shares:
      return "shares";
  }
  return "";
}

std::string_view to_string(Field field) noexcept {
  switch (field) {
    case Field::open:
      return "open";
    case Field::high:
      return "high";
    case Field::low:
      return "low";
    case Field::close:
      return "close";
    case Field::volume:
      return "volume";
    case Field::amount:
      return "amount";
  }
  return "";
}

std::string_view to_string(Side side) noexcept {
  return side == Side::buy ? "buy" : "sell";
}

Result<IndicatorCall> parse_indicator(std::string_view text, Flavour flavour) {
  const std::string_view whole = core::trimmed(text);
  const auto open = whole.find('(');
  const std::string_view word = core::trimmed(whole.substr(0, open));
  std::string_view list;
  if (open != std::string_view::npos) {
    if (!whole.ends_with(')')) {
      return Error{Errc::invalid_argument,
                   fmt::format("'{}': the closing parenthesis is missing or not last", whole)};
    }
    list = whole.substr(open + 1, whole.size() - open - 2);
  }
  const IndicatorDef* def = find_entry(word, flavour);
  if (def == nullptr) {
    std::vector<std::string> names;
    for (const IndicatorDef* row : built_in_indicators()) {
      if (std::find(names.begin(), names.end(), row->name) == names.end())
        names.emplace_back(row->name);
    }
    return Error{Errc::not_found,
                 fmt::format("unknown indicator '{}'{}", word, core::did_you_mean(word, names))};
  }
  FWQ_TRY_ASSIGN(given, parse_values(whole, list));
  FWQ_TRY_ASSIGN(values, bind(def->name, {def->params.begin(), def->params.size()}, given));
  if (def->each_param_an_output && !given.empty()) values.resize(given.size());
  // The name, unless in this flavour it means another entry: then the id keeps the two apart.
  const bool by_name = find_entry(def->name, flavour) == def;
  return IndicatorCall{def, std::move(values), header_text(by_name ? def->name : def->id, given)};
}

}  // namespace fwq::analysis
