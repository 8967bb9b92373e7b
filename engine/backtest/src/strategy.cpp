// Looking up, making and running strategies of the table.
#include "fwq/backtest/strategy.hpp"

#include <fmt/format.h>

#include <string>

#include "fwq/core/text.hpp"

namespace fwq::backtest {

Result<const StrategyDef*> find_strategy(std::string_view id) {
  const std::string wanted = core::to_lower(id);
  std::vector<std::string> ids;
  for (const StrategyDef* def : built_in_strategies()) {
    if (def->id == wanted) return def;
    ids.emplace_back(def->id);
  }
  return Error{Errc::not_found,
               fmt::format("there is no strategy '{}'{}", id, core::did_you_mean(id, ids))};
}

Result<std::unique_ptr<Strategy>> make_strategy(const StrategyDef& def,
                                                std::span<const double> given) {
  FWQ_TRY_ASSIGN(params, analysis::bind(def.id, {def.params.begin(), def.params.size()}, given));
  return def.make(params);
}

std::vector<double> targets_of(Strategy& strategy, const data::Bars& bars) {
  std::vector<double> targets;
  targets.reserve(bars.size());
  for (std::size_t i = 0; i < bars.size(); ++i)
    targets.push_back(strategy.on_bar(bars.slice(0, i + 1)));
  return targets;
}

}  // namespace fwq::backtest
