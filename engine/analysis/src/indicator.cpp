// Names of indicators: words for enums, and "MACD(12,26,9)" or "RSI(14)[high]" to a call.
#include "fwq/analysis/indicator.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "fwq/core/text.hpp"

namespace fwq::analysis {
namespace {

constexpr Field kFields[] = {Field::open,  Field::high,   Field::low,
                             Field::close, Field::volume, Field::amount};

// The entry that `word` means in `flavour`: by name, else by name in the other flavour, else by id.
const IndicatorDef* find_entry(std::string_view word, Flavour flavour) {
  const std::string key = core::to_lower(word);
  const IndicatorDef* other = nullptr;
  const IndicatorDef* by_id = nullptr;
  for (const IndicatorDef* def : available_indicators()) {
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
                               values.size() + 1, core::trimmed(piece)),
                   fmt::format("'{}'：第 {} 个参数 '{}' 不是数", text, values.size() + 1,
                               core::trimmed(piece))};
    }
    values.push_back(value);
  }
  return values;
}

// "RSI(14)[high]" in its parts; no columns: there were no brackets.
struct CallParts {
  std::string_view word, values;
  std::optional<std::string_view> columns;
};

Result<CallParts> split_call(std::string_view whole) {
  CallParts parts;
  std::string_view rest = whole;
  if (rest.ends_with(']')) {
    const auto open = rest.rfind('[');
    if (open == std::string_view::npos) {
      return Error{Errc::invalid_argument,
                   fmt::format("'{}': the opening bracket is missing", whole),
                   fmt::format("'{}'：缺少左方括号", whole)};
    }
    parts.columns = rest.substr(open + 1, rest.size() - open - 2);
    rest = core::trimmed(rest.substr(0, open));
  } else if (rest.find('[') != std::string_view::npos) {
    return Error{Errc::invalid_argument,
                 fmt::format("'{}': the closing bracket is missing or not last", whole),
                 fmt::format("'{}'：右方括号缺失或不在末尾", whole)};
  }
  const auto open = rest.find('(');
  parts.word = core::trimmed(rest.substr(0, open));
  if (open != std::string_view::npos) {
    if (!rest.ends_with(')')) {
      return Error{Errc::invalid_argument,
                   fmt::format("'{}': the closing parenthesis is missing or not last", whole),
                   fmt::format("'{}'：右括号缺失或不在末尾", whole)};
    }
    parts.values = rest.substr(open + 1, rest.size() - open - 2);
  }
  return parts;
}

constexpr std::size_t kMostColumns = 2;  // More have fixed roles (high, low, close): no choice.

Result<std::vector<Field>> parse_columns(std::string_view text, const IndicatorDef& def,
                                         std::string_view list) {
  if (def.inputs.size() > kMostColumns) {
    return Error{
        Errc::invalid_argument,
        fmt::format("'{}': {} reads {} columns, which cannot be chosen; only indicators of one or "
                    "two columns take brackets",
                    text, def.name, def.inputs.size()),
        fmt::format("'{}'：{} 读取 {} 列，不能选择；只有读取一列或两列的指标可用方括号", text,
                    def.name, def.inputs.size())};
  }
  std::vector<Field> fields;
  for (const std::string_view piece : core::split(list, ',')) {
    FWQ_TRY_ASSIGN(field, parse_field(piece));
    fields.push_back(field);
  }
  if (fields.size() != def.inputs.size()) {
    return Error{Errc::invalid_argument,
                 fmt::format("'{}': {} reads {} column{}, {} named", text, def.name,
                             def.inputs.size(), def.inputs.size() == 1 ? "" : "s", fields.size()),
                 fmt::format("'{}'：{} 读取 {} 列，给出了 {} 列", text, def.name, def.inputs.size(),
                             fields.size())};
  }
  return fields;
}

std::string header_text(std::string_view name, std::span<const double> given,
                        std::span<const Field> reads) {
  std::string text(name);
  if (!given.empty()) {
    std::vector<std::string> values;
    for (const double value : given) values.push_back(core::shortest(value));
    text += fmt::format("({})", fmt::join(values, ","));
  }
  if (!reads.empty()) {
    std::vector<std::string_view> columns;
    for (const Field field : reads) columns.push_back(to_string(field));
    text += fmt::format("[{}]", fmt::join(columns, ","));
  }
  return text;
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
               fmt::format("unknown flavour '{}'; there are talib and tdx", text),
               fmt::format("没有指标口径 '{}'：可用 talib 和 tdx", text)};
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
    case Group::price:
      return "price";
    case Group::statistic:
      return "statistic";
    case Group::math:
      return "math";
    case Group::cycle:
      return "cycle";
    case Group::candle:
      return "candle";
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
    case Unit::degrees:
      return "degrees";
    case Unit::bars:
      return "bars";
    case Unit::none:
      return "none";
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

Result<Field> parse_field(std::string_view text) {
  const std::string key = core::to_lower(core::trimmed(text));
  std::vector<std::string> names;
  for (const Field field : kFields) {
    if (to_string(field) == key) return field;
    names.emplace_back(to_string(field));
  }
  return Error{Errc::invalid_argument,
               fmt::format("unknown column '{}'{}; there are {}", core::trimmed(text),
                           core::did_you_mean(key, names), fmt::join(names, ", ")),
               fmt::format("没有列 '{}'{}；可用 {}", core::trimmed(text),
                           core::did_you_mean_zh(key, names), fmt::join(names, "、"))};
}

Result<IndicatorCall> parse_indicator(std::string_view text, Flavour flavour) {
  FWQ_TRY_ASSIGN(parts, split_call(core::trimmed(text)));
  const IndicatorDef* def = find_entry(parts.word, flavour);
  if (def == nullptr) {
    std::vector<std::string> names;
    for (const IndicatorDef* row : available_indicators()) {
      if (std::find(names.begin(), names.end(), row->name) == names.end())
        names.emplace_back(row->name);
    }
    // Without a near name: where all of them stand.
    const std::string near = core::did_you_mean(parts.word, names);
    return Error{Errc::not_found,
                 fmt::format("unknown indicator '{}'{}", parts.word,
                             near.empty() ? ": `fwq indicators --list` shows all" : near),
                 fmt::format("没有指标 '{}'{}", parts.word,
                             near.empty() ? "：`fwq indicators --list` 列出全部"
                                          : core::did_you_mean_zh(parts.word, names))};
  }
  FWQ_TRY_ASSIGN(given, parse_values(core::trimmed(text), parts.values));
  FWQ_TRY_ASSIGN(values, bind(def->name, {def->params.begin(), def->params.size()}, given));
  if (def->each_param_an_output && !given.empty()) values.resize(given.size());
  std::vector<Field> reads;
  if (parts.columns) {
    FWQ_TRY_ASSIGN(chosen, parse_columns(core::trimmed(text), *def, *parts.columns));
    reads = std::move(chosen);
  }
  // The name, unless in this flavour it means another entry: then the id keeps the two apart.
  const bool by_name = find_entry(def->name, flavour) == def;
  std::string header = header_text(by_name ? def->name : def->id, given, reads);
  return IndicatorCall{def, std::move(values), std::move(header), std::move(reads)};
}

}  // namespace fwq::analysis
