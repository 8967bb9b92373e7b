// Reading ranges of parameters, and loading securities to trade.
#include "strategy_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>

#include "backtest_universe.hpp"
#include "fwq/coordinators/optimize.hpp"
#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

bool names_patterns(std::string_view name) {
  const std::string word = core::to_lower(core::trimmed(name));
  return word == "pattern" || word == "patterns";
}

std::optional<double> number_in(std::string_view text) {
  text = core::trimmed(text);
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value;
}

// "20", or "5..60".
Result<optimization::ParameterRange> range_of(const backtest::StrategyDef& def,
                                              const backtest::NamedValue& given) {
  const std::string name = core::to_lower(core::trimmed(given.first));
  const std::string_view text = given.second;
  const std::size_t dots = text.find("..");
  const auto low = number_in(text.substr(0, dots));
  const auto high = dots == std::string_view::npos ? low : number_in(text.substr(dots + 2));
  if (low && high) return optimization::ParameterRange{name, *low, *high};
  return Error{Errc::invalid_argument,
               fmt::format("{}: {} = '{}' is neither a value nor a range to search in; write 20 or "
                           "5..60",
                           def.id, name, text),
               fmt::format("{}：{} = '{}' 既不是数值也不是搜索范围；请写成 20 或 5..60", def.id,
                           name, text)};
}

// What concerns the figures of one run, or is no choice of a search.
bool is_unused(std::string_view id) {
  static constexpr std::string_view kUnused[] = {"benchmark",      "risk_free", "var_alpha",
                                                 "rolling_window", "resamples", "seed",
                                                 "close_at_end",   "from",      "to"};
  return std::ranges::find(kUnused, id) != std::end(kUnused);
}

}  // namespace

Result<StrategySearch> strategy_search_of(const BacktestRequest& request) {
  BacktestRequest one = request;
  one.parameters.clear();
  std::vector<optimization::ParameterRange> ranges;
  FWQ_TRY_ASSIGN(def, backtest::find_strategy(request.strategy));
  nlohmann::ordered_json asked = nlohmann::ordered_json::object();
  std::string text;
  for (const auto& given : request.parameters) {
    asked[given.first] = given.second;
    text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", given.first, given.second);
    if (names_patterns(given.first)) {
      one.parameters.push_back(given);
      continue;
    }
    FWQ_TRY_ASSIGN(range, range_of(*def, given));
    for (const auto& other : ranges) {
      if (other.name != range.name) continue;
      return Error{Errc::invalid_argument,
                   fmt::format("{}: {} is given twice", def->id, range.name),
                   fmt::format("{}：{} 给出了两次", def->id, range.name)};
    }
    ranges.push_back(std::move(range));
  }
  FWQ_TRY_ASSIGN(plan, plan_of(one));
  auto settings = settings_of(one, plan);
  std::erase_if(settings, [](const BacktestSetting& setting) { return is_unused(setting.id); });
  for (auto& setting : settings) {
    if (setting.id != "parameters") continue;
    setting.value = asked.dump();
    setting.en = text.empty() ? "described ranges" : text;
    setting.zh = text.empty() ? "默认范围" : text;
  }
  return StrategySearch{{.strategy = def,
                         .ranges = std::move(ranges),
                         .patterns = plan.call.patterns,
                         .rules = plan.rules,
                         .engine = one.engine,
                         .target = one.target},
                        std::move(settings)};
}

Result<StrategyMarket> load_for_strategies(const BacktestData& data, const BacktestRequest& request,
                                           core::TaskSystem& tasks,
                                           const core::TaskContext& context) {
  FWQ_TRY(strategy_search_of(request));  // What is wrong is said before anything is read.
  FWQ_TRY_ASSIGN(known, KnownSecurities::read(data.db));
  FWQ_TRY_ASSIGN(universe, Universe::open(data, request, known));
  std::vector<std::optional<backtest::TradedSeries>> series(universe.size());
  std::vector<std::string> unread(universe.size());
  std::vector<std::uint64_t> digests(universe.size());
  std::atomic<std::size_t> done{0};
  FWQ_TRY(tasks.parallel_for(universe.size(), context, [&](std::size_t i) -> Result<void> {
    auto one = universe.series(i, known);
    if (one) {
      digests[i] = digest_of(*one, one->raw.size());
      series[i] = std::move(*one);
    } else if (one.error().code == Errc::bad_data || one.error().code == Errc::unavailable) {
      unread[i] = one.error().message;
    } else {
      return one.error();
    }
    context.report(static_cast<double>(++done) / static_cast<double>(universe.size()),
                   universe.symbol(i).text());
    return {};
  }));
  StrategyMarket out;
  Digest digest;
  for (std::size_t i = 0; i < universe.size(); ++i) {
    if (!series[i]) {
      out.unread.push_back({universe.symbol(i), std::move(unread[i])});
      continue;
    }
    digest.add(digests[i]);
    out.bars += series[i]->raw.size();
    out.series.push_back(std::move(*series[i]));
  }
  out.data_hash = digest.hex();
  add_universe_settings(out.settings, request, universe, known);
  return out;
}

Result<Optimizable> find_optimizable(std::string_view name) {
  auto patterns = optimization::find_patterns(name);
  if (patterns) return Optimizable{std::move(*patterns), nullptr};
  const auto strategy = backtest::find_strategy(name);
  if (strategy) return Optimizable{{}, *strategy};
  std::vector<std::string> ids;
  for (const auto* def : backtest::built_in_strategies()) ids.emplace_back(def->id);
  const bool resembles_one = !core::did_you_mean(name, ids).empty();
  return resembles_one ? strategy.error() : patterns.error();
}

}  // namespace fwq::coordinators
