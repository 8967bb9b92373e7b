// The scan: each series on its own, then one list in a stated order.
#include "fwq/coordinators/scan.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <tuple>

#include "fwq/optimization/version_manager.hpp"
#include "search_pool.hpp"

namespace fwq::coordinators {
namespace {

// What one series gave. Its place is that of the series, so the whole does not depend on who did it when.
struct Part {
  std::vector<ScanHit> hits;
  std::size_t bars = 0, cuts = 0;
  data::Time newest = 0;
  std::string unread;
};

bool damaged(const Error& error) {
  return error.code == Errc::bad_data || error.code == Errc::unavailable;
}

Result<void> search(const Market& market, std::size_t i, std::size_t last, SearchPool& searches,
                    Part& part) {
  const auto stock = market.load(i);
  if (!stock) {
    if (!damaged(stock.error())) return stock.error();
    part.unread = stock.error().message;
    return {};
  }
  const data::Bars& bars = stock->adjusted.bars;
  part.bars = bars.size();
  part.cuts = stock->cuts.size();
  part.newest = bars.time().back();
  std::vector<analysis::PatternHit> hits;
  FWQ_TRY(searches.find(bars, hits, stock->cuts));
  const std::size_t first = bars.size() - std::min(bars.size(), last);
  std::erase_if(hits, [first](const analysis::PatternHit& hit) { return hit.known_at < first; });
  auto explanations = searches.recognizer().explain(bars, hits, stock->cuts);
  part.hits.reserve(hits.size());
  for (std::size_t h = 0; h < hits.size(); ++h) {
    part.hits.push_back({.symbol = stock->symbol,
                         .name = stock->name,
                         .found = {hits[h], std::move(explanations[h])},
                         .start = bars.time()[hits[h].start],
                         .end = bars.time()[hits[h].end],
                         .known_at = bars.time()[hits[h].known_at]});
  }
  return {};
}

bool comes_before(const ScanHit& a, const ScanHit& b) {
  if (a.known_at != b.known_at) return a.known_at > b.known_at;
  const auto& x = a.found.hit;
  const auto& y = b.found.hit;
  if (x.confidence != y.confidence) return x.confidence > y.confidence;
  return std::tuple(a.symbol, x.pattern->id) < std::tuple(b.symbol, y.pattern->id);
}

}  // namespace

Result<ScanResult> scan(const data::Snapshot& snapshot, const data::SystemDb& db,
                        const ScanRequest& request, core::TaskSystem& tasks,
                        const core::TaskContext& context, const ScanSink& sink) {
  FWQ_TRY_ASSIGN(market, core::measure_with(request.monitor, "open the market", [&] {
                   return Market::open(snapshot, db, request.market);
                 }));
  std::vector<Part> parts(market.size());
  FWQ_TRY_ASSIGN(parameters, optimization::active_parameters(db));
  SearchPool searches(std::move(parameters), request.types, request.min_confidence);
  std::mutex telling;
  std::atomic<std::size_t> done{0};
  const auto searched = core::measure_with(request.monitor, "search", [&] {
    return tasks.parallel_for(parts.size(), context, [&](std::size_t i) -> Result<void> {
      FWQ_TRY(search(market, i, request.last, searches, parts[i]));
      if (sink && !parts[i].hits.empty()) {
        const std::scoped_lock lock(telling);
        sink(parts[i].hits);
      }
      context.report(static_cast<double>(++done) / static_cast<double>(parts.size()),
                     market.symbol(i).text());
      return {};
    });
  });
  if (!searched) return searched.error();
  ScanResult result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Part& part = parts[i];
    if (!part.unread.empty()) {
      result.unread.push_back({market.symbol(i), std::move(part.unread)});
      continue;
    }
    ++result.symbols;
    result.bars += part.bars;
    result.cuts += part.cuts;
    result.newest = std::max(result.newest, part.newest);
    std::move(part.hits.begin(), part.hits.end(), std::back_inserter(result.hits));
  }
  std::stable_sort(result.hits.begin(), result.hits.end(), comes_before);
  return result;
}

}  // namespace fwq::coordinators
