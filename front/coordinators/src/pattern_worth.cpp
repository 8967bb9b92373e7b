// What patterns were worth: series are searched side by side, and counted in the order of their symbols.
#include "fwq/coordinators/pattern_worth.hpp"

#include <algorithm>
#include <atomic>

#include "fwq/analysis/placebo.hpp"
#include "fwq/optimization/version_manager.hpp"
#include "search_pool.hpp"

namespace fwq::coordinators {
namespace {

// So many are held before they are counted: enough to keep all threads at work, few enough for the memory.
constexpr std::size_t kBatch = 256;

struct Part {
  std::optional<analysis::SeriesOutcomes> outcomes;
  std::size_t cuts = 0;
  std::string unread;
};

// Its own chance for each symbol, whichever others are there: FNV-1a of its name, mixed with the seed.
std::uint64_t seed_of(data::Symbol symbol, std::uint64_t seed) {
  std::uint64_t hash = 14'695'981'039'346'656'037U ^ seed;
  for (const char c : symbol.text()) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1'099'511'628'211U;
  }
  return hash;
}

Result<void> search(const Market& market, std::size_t i, const WorthRequest& request,
                    SearchPool& searches, Part& part) {
  const auto stock = market.load(i);
  if (!stock) {
    if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
      return stock.error();
    part.unread = stock.error().message;
    return {};
  }
  part.cuts = stock->cuts.size();
  data::Bars bars = stock->adjusted.bars;
  std::vector<std::size_t> cuts = stock->cuts;
  if (request.placebo) {
    bars = analysis::placebo_bars(bars, cuts, seed_of(stock->symbol, request.seed)).view();
    cuts.clear();
  }
  std::vector<analysis::PatternHit> hits;
  FWQ_TRY(searches.find(bars, hits, cuts));
  part.outcomes = analysis::outcomes_of(bars, hits, cuts);
  return {};
}

}  // namespace

Result<PatternWorth> pattern_worth(const data::Snapshot& snapshot, const data::SystemDb& db,
                                   const WorthRequest& request, core::TaskSystem& tasks,
                                   const core::TaskContext& context) {
  MarketRequest wanted = request.market;
  wanted.tradable = true;
  FWQ_TRY_ASSIGN(market, core::measure_with(request.monitor, "open the market",
                                            [&] { return Market::open(snapshot, db, wanted); }));
  PatternWorth worth;
  analysis::PatternStatistics statistics;
  FWQ_TRY_ASSIGN(parameters, optimization::active_parameters(db));
  SearchPool searches(std::move(parameters), request.types, request.min_confidence);
  std::atomic<std::size_t> done{0};
  for (std::size_t first = 0; first < market.size(); first += kBatch) {
    std::vector<Part> parts(std::min(kBatch, market.size() - first));
    const auto searched = core::measure_with(request.monitor, "search", [&] {
      return tasks.parallel_for(parts.size(), context, [&](std::size_t i) -> Result<void> {
        FWQ_TRY(search(market, first + i, request, searches, parts[i]));
        context.report(static_cast<double>(++done) / static_cast<double>(market.size()),
                       market.symbol(first + i).text());
        return {};
      });
    });
    if (!searched) return searched.error();
    core::measure_with(request.monitor, "count", [&] {
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!parts[i].unread.empty())
          worth.unread.push_back({market.symbol(first + i), std::move(parts[i].unread)});
        if (!parts[i].outcomes) continue;
        statistics.add(*parts[i].outcomes);
        worth.cuts += parts[i].cuts;
      }
    });
  }
  worth.report = core::measure_with(request.monitor, "count", [&] { return statistics.report(); });
  return worth;
}

}  // namespace fwq::coordinators
