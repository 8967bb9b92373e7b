// What the same trades could have done in another order, or drawn again.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "fwq/backtest/statistics.hpp"
#include "metrics_moments.hpp"
#include "statistics_resampling.hpp"

namespace fwq::backtest {

namespace {

struct Path {
  double drawdown = 0, growth = 1;
  void add(double r) {
    growth *= 1 + r;
    peak = std::max(peak, growth);
    drawdown = std::min(drawdown, growth / peak - 1);
  }
  double peak = 1;
};

struct Outcome {
  double shuffled_drawdown, resampled_drawdown, resampled_growth;
};

Outcome one_run(std::vector<double> returns, detail::Random random) {
  Path resampled;
  for (std::size_t i = 0; i < returns.size(); ++i)
    resampled.add(returns[random.below(returns.size())]);
  Path shuffled;
  for (std::size_t left = returns.size(); left > 0; --left) {  // Fisher & Yates.
    std::swap(returns[left - 1], returns[random.below(left)]);
    shuffled.add(returns[left - 1]);
  }
  return {shuffled.drawdown, resampled.drawdown, resampled.growth};
}

Percentiles percentiles_of(std::span<const Outcome> outcomes, double Outcome::*figure,
                           double scale) {
  std::vector<double> values;
  for (const Outcome& outcome : outcomes) values.push_back(outcome.*figure * scale);
  std::sort(values.begin(), values.end());
  const auto at = [&](double fraction) { return detail::percentile(values, fraction); };
  return {at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)};
}

Error wrong(const std::string& why) {
  return {Errc::invalid_argument, "order of trades: " + why};
}

// Each result as a fraction of the equity it was made with.
Result<std::vector<double>> returns_on_equity(std::span<const TradeResult> trades, double start) {
  std::vector<double> returns;
  double equity = start;
  for (const TradeResult& trade : trades) {
    if (!std::isfinite(trade.pnl)) return wrong("a trade has no result");
    if (equity <= 0 || trade.pnl < -equity)
      return wrong(fmt::format("trade {} loses {} of an equity of {}: nothing is left to compound",
                               returns.size() + 1, -trade.pnl, equity));
    returns.push_back(trade.pnl / equity);
    equity += trade.pnl;
  }
  return returns;
}

}  // namespace

Result<TradeOrderResult> trade_order_simulation(std::span<const TradeResult> trades, double start,
                                                const TradeOrderOptions& options,
                                                core::TaskSystem* tasks,
                                                const core::TaskContext& context) {
  if (options.runs < 1 || options.runs > 1'000'000)
    return wrong(fmt::format("{} runs: take 1 to 1000000", options.runs));
  if (!(start > 0) || !std::isfinite(start))
    return wrong(fmt::format("a start of {}: it must be above 0", start));
  if (trades.empty()) return wrong("there is no closed trade");
  FWQ_TRY_ASSIGN(returns, returns_on_equity(trades, start));
  std::vector<Outcome> outcomes(options.runs);
  FWQ_TRY(detail::for_each_run(outcomes.size(), tasks, context, [&](std::size_t i) {
    outcomes[i] = one_run(returns, detail::Random(options.seed, i));
  }));
  Path own;
  for (const double r : returns) own.add(r);
  TradeOrderResult result;
  result.drawdown = own.drawdown;
  result.final_equity = start * own.growth;
  result.shuffled_drawdown = percentiles_of(outcomes, &Outcome::shuffled_drawdown, 1);
  result.resampled_drawdown = percentiles_of(outcomes, &Outcome::resampled_drawdown, 1);
  result.resampled_final_equity = percentiles_of(outcomes, &Outcome::resampled_growth, start);
  const auto losses = std::count_if(outcomes.begin(), outcomes.end(),
                                    [](const Outcome& o) { return o.resampled_growth < 1; });
  result.chance_of_loss = static_cast<double>(losses) / static_cast<double>(outcomes.size());
  result.options = options;
  return result;
}

}  // namespace fwq::backtest
