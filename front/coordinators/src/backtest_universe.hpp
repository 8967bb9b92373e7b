// The securities that a request names, or all of the store, ready to trade one by one.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "backtest_parts.hpp"
#include "fwq/coordinators/market.hpp"

namespace fwq::coordinators {

class Universe {
 public:
  // Errors: as backtest_market, of opening.
  static Result<Universe> open(const BacktestData& data, const BacktestRequest& request,
                               const KnownSecurities& known);

  std::size_t size() const noexcept { return market_ ? market_->size() : named_.size(); }
  data::Symbol symbol(std::size_t i) const {
    return market_ ? market_->symbol(i) : named_[i].first.symbol;
  }
  const std::string& name(std::size_t i) const {
    return market_ ? market_->name(i) : named_[i].second;
  }
  // [any-thread] Errors: bad_data, unavailable.
  Result<backtest::TradedSeries> series(std::size_t i, const KnownSecurities& known) const;

 private:
  std::optional<Market> market_;
  std::vector<std::pair<backtest::TradedSeries, std::string>> named_;
};

// Which securities, and whether their days under risk warning are known.
void add_universe_settings(std::vector<BacktestSetting>& settings, const BacktestRequest& request,
                           const Universe& universe, const KnownSecurities& known);

}  // namespace fwq::coordinators
