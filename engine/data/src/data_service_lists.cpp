// Quotes, and the list of stocks.
#include <map>

#include "data_service_state.hpp"

namespace fwq::data {
namespace {

bool is_share(Symbol symbol) {
  return symbol.kind() == Kind::stock || symbol.kind() == Kind::b_share;
}

}  // namespace

Result<Quote> DataService::State::quote(std::string_view code, const std::stop_token& stop) {
  FWQ_TRY_ASSIGN(symbol, Symbol::parse(code));
  FWQ_TRY_ASSIGN(days, get({.symbol = symbol, .count = 2}, stop));
  Quote quote{.symbol = symbol, .source = days.source};
  const std::size_t count = days.bars.size();
  if (count > 0) quote.bar = days.bars[count - 1];
  if (count > 1) quote.previous_close = days.bars[count - 2].close;
  // Minutes of a day whose own bar is not there yet. Only where asking costs nothing.
  const double last_close = count > 0 ? quote.bar.close : kNone;
  const TimeRange after{count > 0 ? quote.bar.time + 1 : TimeRange().from, TimeRange().to};
  for (const auto& slot : slots) {
    if (!slot->trusted()) continue;
    for (const Period period : {Period::min1, Period::min5}) {
      const auto minutes = slot->bars({symbol, period, after}, stop);
      if (!minutes || minutes->empty() || (*minutes)[minutes->size() - 1].time <= quote.bar.time)
        continue;
      quote.bar = (*minutes)[minutes->size() - 1];
      quote.period = period;
      quote.previous_close = last_close;
      quote.source = slot->health().id;
    }
  }
  if (quote.bar.time == 0)
    return Error{Errc::not_found, "there is no bar of " + std::string(symbol.text()) + " yet"};
  return quote;
}

Result<std::vector<StockListEntry>> DataService::State::stock_list(std::optional<Market> market,
                                                                   const std::stop_token& stop) {
  const auto wanted = [&](Symbol symbol) {
    return is_share(symbol) && (!market || symbol.market() == *market);
  };
  FWQ_TRY_ASSIGN(securities, reference->securities());
  std::map<Symbol, StockListEntry> stocks;
  for (Security& security : securities) {
    const Symbol symbol = security.symbol;
    if (wanted(symbol)) stocks[symbol].security = std::move(security);
  }
  for (const auto& slot : slots) {
    const auto symbols = slot->symbols(stop);
    if (stop.stop_requested()) return core::TaskContext::cancelled_error();
    if (!symbols) continue;
    for (const Symbol symbol : *symbols) {
      if (!wanted(symbol)) continue;
      StockListEntry& entry = stocks[symbol];
      entry.security.symbol = symbol;
      entry.has_bars = true;
    }
  }
  std::vector<StockListEntry> list;
  list.reserve(stocks.size());
  for (auto& [symbol, entry] : stocks) list.push_back(std::move(entry));
  return list;
}

}  // namespace fwq::data
