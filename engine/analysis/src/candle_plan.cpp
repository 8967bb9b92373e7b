// Chains, levels and slots that a choice of candles and settings needs.
#include "candle_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace fwq::analysis::candle {
namespace {

template <class T>
std::size_t place(std::vector<T>& list, const T& item) {
  const auto found = std::find(list.begin(), list.end(), item);
  if (found != list.end()) return static_cast<std::size_t>(found - list.begin());
  list.push_back(item);
  return list.size() - 1;
}

Result<void> check_settings(const CandleSettings& settings) {
  for (std::size_t s = 0; s < kCandleSettings; ++s) {
    const auto setting = static_cast<CandleSetting>(s);
    const CandleRule& rule = settings[setting];
    if (rule.range > CandleRange::shadows) {
      return Error{Errc::invalid_argument,
                   fmt::format("candle setting {}: range must be body, high_low or shadows",
                               to_string(setting))};
    }
    if (rule.period < 0 || rule.period > kMaxCandlePeriod) {
      return Error{Errc::invalid_argument,
                   fmt::format("candle setting {}: period is {}, it must be 0 to {} bars",
                               to_string(setting), rule.period, kMaxCandlePeriod)};
    }
    if (!(rule.factor >= 0 && rule.factor <= 1e6)) {
      return Error{Errc::invalid_argument,
                   fmt::format("candle setting {}: factor is {}, it must be 0 to 1000000",
                               to_string(setting), rule.factor)};
    }
  }
  return {};
}

// The bar at which the chain of this use begins.
std::size_t chain_start(const CandleDef& def, std::size_t lookback, std::size_t period,
                        std::size_t offset) {
  if (def.average_bar >= 0) return period + static_cast<std::size_t>(def.average_bar);
  return lookback - offset;
}

class Planner {
 public:
  explicit Planner(Plan& plan) : plan_(plan) {}

  void add_candle(std::size_t number) {
    const CandleDef& def = *Listed::kDefs[number];
    plan_.candles.push_back(number);
    plan_.lookbacks.push_back(lookback(def, plan_.settings));
    plan_.slot_of.emplace_back();
    const Uses& uses = Listed::kUses[number];
    for (std::size_t u = 0; u < uses.count; ++u) {
      const Use& use = uses.items[u];
      Slot slot{.test = static_cast<std::uint16_t>(test_number(use.test))};
      if (uses_average(use.test)) {
        const std::size_t offset = std::size_t{use.lag} + use.test.setting_lag;
        slot.level = level_of(use.test.setting, def, plan_.lookbacks.back(), offset);
      }
      plan_.slot_of.back()[u] = static_cast<std::uint16_t>(place(plan_.slots, slot));
    }
  }

 private:
  std::uint16_t level_of(CandleSetting setting, const CandleDef& def, std::size_t lookback_bars,
                         std::size_t offset) {
    const auto period = static_cast<std::size_t>(plan_.settings[setting].period);
    Level level{.setting = setting};
    if (period > 0) {
      const std::size_t start = chain_start(def, lookback_bars, period, offset);
      level.chain = chain_of(group_of(plan_.settings[setting].range, period), start);
    }
    return static_cast<std::uint16_t>(place(plan_.levels, level));
  }
  std::size_t group_of(CandleRange range, std::size_t period) {
    for (std::size_t g = 0; g < plan_.groups.size(); ++g) {
      if (plan_.groups[g].range == range && plan_.groups[g].period == period) return g;
    }
    plan_.groups.push_back({range, period});
    return plan_.groups.size() - 1;
  }
  std::size_t chain_of(std::size_t group, std::size_t start) {
    for (std::size_t c = 0; c < plan_.chains.size(); ++c) {
      if (plan_.chains[c].group == group && plan_.chains[c].start == start) return c;
    }
    plan_.chains.push_back({group, start});
    return plan_.chains.size() - 1;
  }

  Plan& plan_;
};

// Sorts the chains by group and start, so that a group's are neighbours.
void sort_chains(Plan& plan) {
  std::vector<std::size_t> order(plan.chains.size());
  for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Chain &x = plan.chains[a], &y = plan.chains[b];
    return x.group != y.group ? x.group < y.group : x.start < y.start;
  });
  std::vector<std::size_t> now(order.size());
  std::vector<Chain> sorted;
  for (std::size_t i = 0; i < order.size(); ++i) {
    now[order[i]] = i;
    sorted.push_back(plan.chains[order[i]]);
  }
  plan.chains = std::move(sorted);
  for (Level& level : plan.levels) {
    if (level.chain != kNoChain) level.chain = now[level.chain];
  }
  for (std::size_t c = plan.chains.size(); c-- > 0;) {
    SumGroup& group = plan.groups[plan.chains[c].group];
    group.first_chain = c;
    ++group.chains;
  }
}

// The fused pass compares with one level per setting: any, once all chains of a group are equal.
void choose_first_levels(Plan& plan) {
  plan.first_level.fill(kNoLevel);
  for (std::size_t l = 0; l < plan.levels.size(); ++l) {
    std::uint16_t& first = plan.first_level[static_cast<std::size_t>(plan.levels[l].setting)];
    if (first == kNoLevel) first = static_cast<std::uint16_t>(l);
  }
}

}  // namespace

bool can_divide_by_reciprocal(double d) {
  int exponent = 0;
  const double mantissa = 2 * std::frexp(d, &exponent);  // In [1, 2).
  const double y = 1 / mantissa,
               unit = mantissa > 1 ? 0x1p-53 : 0x1p-52;              // Of the last place of y.
  return 0.5 + std::abs(std::fma(-mantissa, y, 1.0)) / unit <= 1.0;  // Each step is exact.
}

Result<Plan> make_plan(const CandleSettings& settings, std::span<const CandleCall> calls) {
  if (auto checked = check_settings(settings); !checked) return checked.error();
  Plan plan;
  plan.settings = settings;
  Planner planner(plan);
  plan.all = calls.size() == kCandles;
  for (const CandleCall& call : calls) {
    const auto found = std::find(Listed::kDefs.begin(), Listed::kDefs.end(), call.def);
    if (call.def == nullptr || found == Listed::kDefs.end()) {
      return Error{Errc::not_found, "a candle function that is none of the table"};
    }
    const auto number = static_cast<std::size_t>(found - Listed::kDefs.begin());
    if (call.def->params.size() > 0) {
      const std::array<double, 1> given{call.penetration};
      FWQ_TRY_ASSIGN(bound, bind(call.def->name, {call.def->params.begin(), 1}, given));
      // A candle asked for twice has one penetration: two would need two tests.
      const auto before = std::find(plan.candles.begin(), plan.candles.end(), number);
      if (before != plan.candles.end() && plan.penetration[number] != bound.front()) {
        return Error{
            Errc::invalid_argument,
            fmt::format("{} is asked for twice with different penetrations; use two passes",
                        call.def->name)};
      }
      plan.penetration[number] = bound.front();
    }
    plan.all = plan.all && number == plan.candles.size();
    planner.add_candle(number);
  }
  sort_chains(plan);
  choose_first_levels(plan);
  for (SumGroup& group : plan.groups) {
    plan.history = std::max(plan.history, group.period);
    group.by_reciprocal = can_divide_by_reciprocal(static_cast<double>(group.period));
  }
  for (const std::size_t bars : plan.lookbacks)
    plan.settled_from = std::max(plan.settled_from, bars);
  return plan;
}

}  // namespace fwq::analysis::candle
