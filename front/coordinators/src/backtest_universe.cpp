// Opening what a request names.
#include "backtest_universe.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fwq::coordinators {

Result<Universe> Universe::open(const BacktestData& data, const BacktestRequest& request,
                                const KnownSecurities& known) {
  Universe out;
  if (request.all) {
    FWQ_TRY_ASSIGN(market, Market::open(data.snapshot, data.db,
                                        {.period = request.period,
                                         .adjust = data::Adjust::none,
                                         .market = request.market,
                                         .tradable = true}));
    out.market_.emplace(std::move(market));
    return out;
  }
  std::vector<data::Symbol> symbols;
  for (const auto& text : request.symbols) {
    FWQ_TRY_ASSIGN(symbol, data.loader.resolve(text));
    symbols.push_back(symbol);
  }
  std::sort(symbols.begin(), symbols.end());
  symbols.erase(std::unique(symbols.begin(), symbols.end()), symbols.end());
  for (const auto& symbol : symbols) {
    FWQ_TRY_ASSIGN(stock, data.loader.load({.symbol = symbol,
                                            .period = request.period,
                                            .adjust = data::Adjust::none,
                                            .range = request.engine.range}));
    out.named_.push_back({series_of(stock, known), stock.name});
  }
  return out;
}

Result<backtest::TradedSeries> Universe::series(std::size_t i, const KnownSecurities& known) const {
  if (!market_) return named_[i].first;
  FWQ_TRY_ASSIGN(stock, market_->load(i));
  return series_of(stock, known);
}

void add_universe_settings(std::vector<BacktestSetting>& settings, const BacktestRequest& request,
                           const Universe& universe, const KnownSecurities& known) {
  if (request.all) {
    const std::string market =
        request.market ? std::string(to_string(*request.market)) : std::string("all");
    settings.push_back(
        {"symbols", "Securities", "证券范围", "\"" + market + "\"",
         market == "all" ? "every stock, B share and fund stored"
                         : "every stock, B share and fund of " + market,
         market == "all" ? "库中全部股票、B股与基金" : market + " 的全部股票、B股与基金"});
  } else {
    std::string json, text;
    for (std::size_t i = 0; i < universe.size(); ++i) {
      json += fmt::format("{}\"{}\"", i == 0 ? "[" : ",", universe.symbol(i).text());
      text += fmt::format("{}{}", i == 0 ? "" : " ", universe.symbol(i).text());
    }
    settings.push_back({"symbols", "Securities", "证券范围", json + "]", text, text});
  }
  if (known.knows_warnings()) {
    settings.push_back(
        {"st_days", "ST days", "ST 期间", "\"by_security\"", "as imported", "按已导入数据"});
  } else {
    settings.push_back({"st_days", "ST days", "ST 期间", "null",
                        "not known: ordinary limits on all days", "未知：全部按普通涨跌停"});
  }
}

}  // namespace fwq::coordinators
