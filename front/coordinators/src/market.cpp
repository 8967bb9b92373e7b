// A whole market: names, events and calendar are read once, series when asked for.
#include "fwq/coordinators/market.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/data/resample.hpp"
#include "stored_base.hpp"

namespace fwq::coordinators {

using data::Period;

namespace {

bool is_tradable(data::Symbol symbol) {
  const data::Kind kind = symbol.kind();
  return kind == data::Kind::stock || kind == data::Kind::b_share || kind == data::Kind::fund;
}

}  // namespace

Result<Market> Market::open(const data::Snapshot& snapshot, const data::SystemDb& db,
                            const MarketRequest& request) {
  Market market(snapshot, request);
  const auto all = snapshot.series();  // By symbol, then period.
  for (std::size_t first = 0, end = 0; first < all.size(); first = end) {
    const data::Symbol symbol = all[first].symbol;
    while (end < all.size() && all[end].symbol == symbol) ++end;
    if (request.market && symbol.market() != *request.market) continue;
    if (request.tradable && !is_tradable(symbol)) continue;
    const auto base = stored_base(request.period, [&](Period period) {
      return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(first),
                         all.begin() + static_cast<std::ptrdiff_t>(end),
                         [period](const auto& one) { return one.period == period; });
    });
    if (base) market.series_.push_back({symbol, *base, {}, {}});
  }
  for (const auto& one : all) {
    data::Time& newest = market.newest_[one.period];
    newest = std::max(newest, one.last);
  }
  if (market.series_.empty()) {
    return Error{
        Errc::not_found,
        fmt::format("there are no bars of {}{}: bring some in with `fwq import tdx DIR`, or try "
                    "the simulated market of `fwq demo`",
                    to_string(request.period),
                    request.market ? fmt::format(" of market {}", to_string(*request.market))
                                   : std::string()),
        fmt::format(
            "{}没有 {} K线：请用 `fwq import tdx DIR` 导入，或用 `fwq demo` 试用模拟行情",
            request.market ? fmt::format("市场 {} ", to_string(*request.market)) : std::string(),
            to_string(request.period))};
  }
  FWQ_TRY(market.know(db));
  return market;
}

Result<void> Market::know(const data::SystemDb& db) {
  const auto find = [this](data::Symbol symbol) -> Series* {
    const auto at =
        std::lower_bound(series_.begin(), series_.end(), symbol,
                         [](const Series& one, data::Symbol key) { return one.symbol < key; });
    return at != series_.end() && at->symbol == symbol ? &*at : nullptr;
  };
  FWQ_TRY_ASSIGN(securities, db.securities());
  for (const auto& security : securities) {
    if (Series* one = find(security.symbol)) one->name = security.name;
  }
  FWQ_TRY_ASSIGN(events, db.all_events());
  for (const auto& event : events) {
    if (Series* one = find(event.symbol)) one->events.push_back(event.event);
  }
  FWQ_TRY_ASSIGN(calendar, db.calendar());
  calendar_ = std::move(calendar);
  return {};
}

Result<Stock> Market::load(std::size_t i) const {
  const Series& one = series_[i];
  FWQ_TRY(snapshot_->check(one.symbol, one.base));
  FWQ_TRY_ASSIGN(raw, snapshot_->bars(one.symbol, one.base));
  Stock stock;
  stock.symbol = one.symbol;
  stock.name = one.name;
  stock.period = request_.period;
  stock.adjusted = data::adjusted(raw, one.symbol, one.events, request_.adjust);
  if (one.base != request_.period) {
    FWQ_TRY(data::resample_between_cuts(stock.adjusted, one.base, request_.period, calendar_,
                                        newest_.at(one.base)));
  }
  if (stock.adjusted.bars.empty()) {
    return Error{
        Errc::unavailable,
        fmt::format("{} has no complete bar of {} yet", one.symbol.text(),
                    to_string(request_.period)),
        fmt::format("{} 还没有完整的 {} K线", one.symbol.text(), to_string(request_.period))};
  }
  stock.last = stock.adjusted.bars.size();
  for (const auto& cut : stock.adjusted.cuts) stock.cuts.push_back(cut.bar);
  return stock;
}

}  // namespace fwq::coordinators
