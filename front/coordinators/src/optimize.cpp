// Loading the market once, and what a search that was broken off was asked for.
#include "fwq/coordinators/optimize.hpp"

#include <atomic>
#include <nlohmann/json.hpp>

#include "backtest_parts.hpp"
#include "optimize_json.hpp"

namespace fwq::coordinators {

using optimization::OptimizationConfig;

Result<OptimizationMarket> load_for_optimization(const data::Snapshot& snapshot,
                                                 const data::SystemDb& db,
                                                 const MarketRequest& request,
                                                 core::TaskSystem& tasks,
                                                 const core::TaskContext& context) {
  MarketRequest wanted = request;
  wanted.tradable = true;
  FWQ_TRY_ASSIGN(market, Market::open(snapshot, db, wanted));
  std::vector<optimization::ObjectiveSeries> series(market.size());
  std::vector<std::string> unread(market.size());
  std::vector<std::uint64_t> digests(market.size());
  std::atomic<std::size_t> done{0};
  FWQ_TRY(tasks.parallel_for(market.size(), context, [&](std::size_t i) -> Result<void> {
    auto stock = market.load(i);
    if (!stock) {
      if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
        return stock.error();
      unread[i] = stock.error().message;
      return {};
    }
    Digest digest;
    digest.add(stock->symbol.text());
    digest.add(stock->adjusted.bars);
    for (const std::size_t cut : stock->cuts) digest.add(static_cast<std::uint64_t>(cut));
    digests[i] = digest.value();
    series[i] = {std::move(stock->adjusted.bars), std::move(stock->cuts)};
    context.report(static_cast<double>(++done) / static_cast<double>(market.size()),
                   market.symbol(i).text());
    return {};
  }));
  OptimizationMarket out;
  Digest digest;
  for (std::size_t i = 0; i < market.size(); ++i) {
    if (!unread[i].empty()) {
      out.unread.push_back({market.symbol(i), std::move(unread[i])});
      continue;
    }
    digest.add(digests[i]);
    out.bars += series[i].bars.size();
    out.series.push_back(std::move(series[i]));
  }
  out.data_hash = digest.hex();
  return out;
}

Result<std::optional<OptimizationConfig>> unfinished_config(const data::SystemDb& db,
                                                            const analysis::PatternDef& pattern) {
  FWQ_TRY_ASSIGN(records, db.optimizations(pattern.id, 1));
  if (records.empty() || (records[0].state != "running" && records[0].state != "cancelled"))
    return std::optional<OptimizationConfig>();
  OptimizationConfig config = config_in(Json::parse(records[0].config, nullptr, false));
  // Of an older or newer program: the search begins anew.
  if (!optimization::check(config)) return std::optional<OptimizationConfig>();
  return std::optional(std::move(config));
}

}  // namespace fwq::coordinators
