// Looking up strategies of the table, binding their values, and what they want to hold.
#include "fwq/backtest/strategy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <set>

#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/core/text.hpp"

namespace fwq::backtest {
namespace {

std::span<const analysis::ParamDef> params_of(const StrategyDef& def) {
  return {def.params.begin(), def.params.size()};
}

Result<double> number_in(std::string_view owner, const NamedValue& given) {
  const std::string_view text = core::trimmed(given.second);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size()) {
    return Error{Errc::invalid_argument,
                 fmt::format("{}: {} = '{}' is not a number", owner, given.first, given.second),
                 fmt::format("{}：{} = '{}' 不是数", owner, given.first, given.second)};
  }
  return value;
}

Error unknown_parameter(const StrategyDef& def, std::string_view name) {
  std::vector<std::string> names;
  for (const auto& param : def.params) names.emplace_back(param.name);
  if (def.reads_patterns) names.emplace_back("pattern");
  if (names.empty()) {
    return Error{Errc::not_found,
                 fmt::format("{} has no parameters, so none called '{}'", def.id, name),
                 fmt::format("{} 没有参数，也就没有 '{}'", def.id, name)};
  }
  std::string list = names[0];
  for (std::size_t i = 1; i < names.size(); ++i) list += ", " + names[i];
  return Error{Errc::not_found,
               fmt::format("{} has no parameter '{}'{}; it has {}", def.id, name,
                           core::did_you_mean(name, names), list),
               fmt::format("{} 没有参数 '{}'{}；可用参数：{}", def.id, name,
                           core::did_you_mean_zh(name, names), list)};
}

// The ids or groups in a list with commas between, checked against the table of patterns.
Result<std::vector<std::string>> patterns_in(std::string_view text) {
  std::vector<std::string> types;
  for (const auto piece : core::split(text, ',')) {
    if (const auto word = core::trimmed(piece); !word.empty())
      types.emplace_back(core::to_lower(word));
  }
  FWQ_TRY(analysis::PatternRecognizer().search(types));
  return types;
}

}  // namespace

Result<const StrategyDef*> find_strategy(std::string_view id) {
  const std::string wanted = core::to_lower(id);
  std::vector<std::string> ids;
  for (const StrategyDef* def : built_in_strategies()) {
    if (def->id == wanted) return def;
    ids.emplace_back(def->id);
  }
  return Error{Errc::not_found,
               fmt::format("there is no strategy '{}'{}", id, core::did_you_mean(id, ids)),
               fmt::format("没有策略 '{}'{}", id, core::did_you_mean_zh(id, ids))};
}

Result<StrategyCall> bind_strategy(const StrategyDef& def, std::span<const double> given) {
  FWQ_TRY_ASSIGN(params, analysis::bind(def.id, params_of(def), given));
  if (def.check != nullptr) FWQ_TRY(def.check(params));
  return StrategyCall{&def, std::move(params), {}};
}

Result<StrategyCall> bind_strategy(const StrategyDef& def, std::span<const NamedValue> given) {
  std::vector<double> values;
  for (const auto& param : def.params) values.push_back(param.value);
  std::vector<std::string> patterns;
  std::set<std::string> seen;
  for (const NamedValue& one : given) {
    std::string name = core::to_lower(core::trimmed(one.first));
    if (def.reads_patterns && (name == "pattern" || name == "patterns")) {
      name = "pattern";
      FWQ_TRY_ASSIGN(types, patterns_in(one.second));
      patterns = types;
    } else {
      const auto params = params_of(def);
      const auto param =
          std::find_if(params.begin(), params.end(), [&](const auto& p) { return p.name == name; });
      if (param == params.end()) return unknown_parameter(def, one.first);
      FWQ_TRY_ASSIGN(value, number_in(def.id, one));
      values[static_cast<std::size_t>(param - params.begin())] = value;
    }
    if (!seen.insert(name).second) {
      return Error{Errc::invalid_argument, fmt::format("{}: {} is given twice", def.id, name),
                   fmt::format("{}：{} 给了两次", def.id, name)};
    }
  }
  FWQ_TRY_ASSIGN(call, bind_strategy(def, std::span<const double>(values)));
  call.patterns = std::move(patterns);
  return std::move(call);
}

void write_targets(const StrategyCall& call, const data::Bars& bars, std::span<double> out) {
  assert(out.size() == bars.size());
  call.def->run({bars, call.params, call.patterns, out});
}

std::vector<double> targets_of(const StrategyCall& call, const data::Bars& bars) {
  std::vector<double> targets(bars.size());
  write_targets(call, bars, targets);
  return targets;
}

}  // namespace fwq::backtest
