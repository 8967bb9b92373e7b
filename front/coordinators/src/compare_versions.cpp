// Each series is searched twice, and the hits laid beside each other.
#include "fwq/coordinators/compare_versions.hpp"

#include <algorithm>
#include <atomic>
#include <tuple>

#include "search_pool.hpp"

namespace fwq::coordinators {
namespace {

struct Part {
  std::vector<VersionHit> won, lost;
  std::size_t kept = 0, bars = 0;
  std::string unread;
};

std::tuple<std::uint32_t, analysis::Bias> place(const analysis::PatternHit& hit) {
  return {hit.known_at, hit.bias};
}

Result<void> compare(const Market& market, std::size_t i, SearchPool& before, SearchPool& after,
                     Part& part) {
  const auto stock = market.load(i);
  if (!stock) {
    if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
      return stock.error();
    part.unread = stock.error().message;
    return {};
  }
  const data::Bars& bars = stock->adjusted.bars;
  part.bars = bars.size();
  std::vector<analysis::PatternHit> old_hits, new_hits;
  FWQ_TRY(before.find(bars, old_hits, stock->cuts));
  FWQ_TRY(after.find(bars, new_hits, stock->cuts));
  const auto by_place = [](const auto& a, const auto& b) { return place(a) < place(b); };
  std::stable_sort(old_hits.begin(), old_hits.end(), by_place);
  std::stable_sort(new_hits.begin(), new_hits.end(), by_place);
  const auto told = [&](const analysis::PatternHit& hit) {
    return VersionHit{stock->symbol,
                      hit.bias,
                      bars.time()[hit.start],
                      bars.time()[hit.end],
                      bars.time()[hit.known_at],
                      hit.confidence};
  };
  std::size_t o = 0, n = 0;
  while (o < old_hits.size() || n < new_hits.size()) {
    if (n == new_hits.size() || (o < old_hits.size() && by_place(old_hits[o], new_hits[n]))) {
      part.lost.push_back(told(old_hits[o++]));
    } else if (o == old_hits.size() || by_place(new_hits[n], old_hits[o])) {
      part.won.push_back(told(new_hits[n++]));
    } else {
      ++part.kept;
      ++o;
      ++n;
    }
  }
  return {};
}

void sort_newest_first(std::vector<VersionHit>& hits) {
  std::stable_sort(hits.begin(), hits.end(), [](const VersionHit& a, const VersionHit& b) {
    if (a.known_at != b.known_at) return a.known_at > b.known_at;
    return std::tuple(a.symbol, a.bias) < std::tuple(b.symbol, b.bias);
  });
}

}  // namespace

Result<VersionComparison> compare_versions(const data::Snapshot& snapshot, const data::SystemDb& db,
                                           const MarketRequest& request,
                                           const optimization::PatternVersion& before,
                                           const optimization::PatternVersion& after,
                                           core::TaskSystem& tasks,
                                           const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(market, Market::open(snapshot, db, request));
  const std::vector<std::string> types{std::string(before.pattern->id)};
  SearchPool old_search(optimization::parameters_of(before), types, std::nullopt);
  SearchPool new_search(optimization::parameters_of(after), types, std::nullopt);
  std::vector<Part> parts(market.size());
  std::atomic<std::size_t> done{0};
  const auto searched =
      tasks.parallel_for(parts.size(), context, [&](std::size_t i) -> Result<void> {
        FWQ_TRY(compare(market, i, old_search, new_search, parts[i]));
        context.report(static_cast<double>(++done) / static_cast<double>(parts.size()),
                       market.symbol(i).text());
        return {};
      });
  if (!searched) return searched.error();
  VersionComparison result{.before = before,
                           .after = after,
                           .changes = optimization::VersionManager::compare(before, after),
                           .won = {},
                           .lost = {},
                           .unread = {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Part& part = parts[i];
    if (!part.unread.empty()) {
      result.unread.push_back({market.symbol(i), std::move(part.unread)});
      continue;
    }
    ++result.symbols;
    result.bars += part.bars;
    result.kept += part.kept;
    std::move(part.won.begin(), part.won.end(), std::back_inserter(result.won));
    std::move(part.lost.begin(), part.lost.end(), std::back_inserter(result.lost));
  }
  sort_newest_first(result.won);
  sort_newest_first(result.lost);
  return result;
}

}  // namespace fwq::coordinators
