// The screen: each series on its own, then one list by symbol.
#include "fwq/coordinators/screen.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "fwq/optimization/version_manager.hpp"
#include "judge_pool.hpp"

namespace fwq::coordinators {
namespace {

// What one series gave. Its place is that of the series, so the whole does not depend on who did it when.
struct Part {
  std::optional<ScreenMatch> match;
  std::size_t bars = 0;
  data::Time newest = 0;
  std::string unread;
};

ScreenMatch match_of(const Stock& stock, std::vector<Verdict> verdicts) {
  const data::Bars& bars = stock.adjusted.bars;
  const std::size_t i = bars.size() - 1;
  ScreenMatch match{.symbol = stock.symbol,
                    .name = stock.name,
                    .last = bars.time()[i],
                    .close = bars.close()[i],
                    .volume = bars.volume()[i],
                    .amount = bars.amount()[i],
                    .verdicts = std::move(verdicts)};
  if (i > 0 && !std::binary_search(stock.cuts.begin(), stock.cuts.end(), i))
    match.change = bars.close()[i] / bars.close()[i - 1] - 1;
  return match;
}

Result<void> judge(const Market& market, std::size_t i, JudgePool& judges, bool any, Part& part) {
  const auto stock = market.load(i);
  if (!stock) {
    if (stock.error().code != Errc::bad_data && stock.error().code != Errc::unavailable)
      return stock.error();
    part.unread = stock.error().message;
    return {};
  }
  part.bars = stock->adjusted.bars.size();
  part.newest = stock->adjusted.bars.time().back();
  FWQ_TRY_ASSIGN(verdicts, judges.judge(*stock));
  if (fulfilled(verdicts, any)) part.match = match_of(*stock, std::move(verdicts));
  return {};
}

// The places in the market of the series that are asked for.
std::vector<std::size_t> chosen(const Market& market, std::vector<data::Symbol> symbols) {
  std::sort(symbols.begin(), symbols.end());
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < market.size(); ++i)
    if (symbols.empty() || std::binary_search(symbols.begin(), symbols.end(), market.symbol(i)))
      places.push_back(i);
  return places;
}

}  // namespace

Result<ScreenResult> screen(const data::Snapshot& snapshot, const data::SystemDb& db,
                            const ScreenRequest& request, core::TaskSystem& tasks,
                            const core::TaskContext& context, const ScreenSink& sink) {
  if (request.conditions.empty())
    return Error{Errc::invalid_argument, "a search needs a condition: \"close > MA(20)\"",
                 "请至少给出一个条件，如 close > MA(20)"};
  FWQ_TRY_ASSIGN(market, Market::open(snapshot, db, request.market));
  FWQ_TRY_ASSIGN(parameters, optimization::active_parameters(db));
  const analysis::PatternRecognizer recognizer(std::move(parameters));
  const auto places = chosen(market, request.symbols);
  std::vector<Part> parts(places.size());
  JudgePool judges(request.conditions, recognizer);
  std::mutex telling;
  std::atomic<std::size_t> done{0};
  const auto searched =
      tasks.parallel_for(parts.size(), context, [&](std::size_t i) -> Result<void> {
        FWQ_TRY(judge(market, places[i], judges, request.any, parts[i]));
        if (sink && parts[i].match) {
          const std::scoped_lock lock(telling);
          sink(*parts[i].match);
        }
        context.report(static_cast<double>(++done) / static_cast<double>(parts.size()),
                       market.symbol(places[i]).text());
        return {};
      });
  if (!searched) return searched.error();
  ScreenResult result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    Part& part = parts[i];
    if (!part.unread.empty()) {
      result.unread.push_back({market.symbol(places[i]), std::move(part.unread)});
      continue;
    }
    ++result.symbols;
    result.bars += part.bars;
    result.newest = std::max(result.newest, part.newest);
    if (part.match) result.matches.push_back(std::move(*part.match));
  }
  return result;
}

}  // namespace fwq::coordinators
