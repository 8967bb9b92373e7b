// Fees and position sizes.
#include "trade_costs.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>

#include "fwq/backtest/broker.hpp"
#include "fwq/data/symbol.hpp"
#include "fwq/data/time.hpp"

namespace fwq::desktop {
namespace {

using backtest::Money;

struct Rules {
  backtest::Schedule schedule;
  backtest::DayRules today;
};

Result<Rules> rules_of(std::string_view text, const backtest::CostSettings& costs) {
  FWQ_TRY_ASSIGN(symbol, data::Symbol::parse(text));
  FWQ_TRY_ASSIGN(book, backtest::Rulebook::a_share(costs));
  const auto schedule = book.schedule(symbol);
  const std::int64_t day =
      (static_cast<std::int64_t>(std::time(nullptr)) + std::int64_t{8} * 3600) /
      data::kSecondsPerDay;
  return Rules{schedule, schedule.on(day)};
}

Error not_above_zero() {
  return {Errc::invalid_argument, "prices, shares and capital must be above 0",
          "价格、股数和资金必须大于 0"};
}

// What selling brings, fees off.
Money proceeds(const Rules& rules, Money price, std::int64_t shares) {
  const Money amount = price * shares;
  return amount - rules.schedule.fees(rules.today, backtest::Side::sell, amount, shares).total();
}

Money paid(const Rules& rules, Money price, std::int64_t shares) {
  const Money amount = price * shares;
  return amount + rules.schedule.fees(rules.today, backtest::Side::buy, amount, shares).total();
}

}  // namespace

Result<RoundTrip> round_trip(std::string_view symbol, std::int64_t shares, double bought,
                             double sold, const backtest::CostSettings& costs) {
  if (shares <= 0 || !(bought > 0) || !(sold > 0)) return not_above_zero();
  FWQ_TRY_ASSIGN(rules, rules_of(symbol, costs));
  const Money in = backtest::money_of(bought), out = backtest::money_of(sold);
  const Money cost = paid(rules, in, shares);
  RoundTrip trip;
  trip.fees_in = backtest::yuan_of(cost - in * shares);
  trip.fees_out = backtest::yuan_of(out * shares - proceeds(rules, out, shares));
  trip.gain = backtest::yuan_of(proceeds(rules, out, shares) - cost);
  // Proceeds rise with the price: halve the way between a price that loses and one that does not.
  const Money tick = rules.schedule.tick();
  Money low = 0, high = in / tick + 1;
  while (proceeds(rules, high * tick, shares) < cost) high *= 2;
  while (high - low > 1) {
    const Money middle = low + (high - low) / 2;
    (proceeds(rules, middle * tick, shares) < cost ? low : high) = middle;
  }
  trip.even = backtest::yuan_of(high * tick);
  return trip;
}

Result<PositionSize> position_size(std::string_view symbol, double capital, double risk,
                                   double price, double stop) {
  if (!(capital > 0) || !(price > 0) || !(stop > 0)) return not_above_zero();
  if (!(risk > 0) || risk > 1 || !(stop < price))
    return Error{Errc::invalid_argument,
                 "the stop must lie below the price, and the risk above 0 and up to 100 %",
                 "止损价须低于买入价，风险须大于 0 且不超过 100%"};
  FWQ_TRY_ASSIGN(rules, rules_of(symbol, {}));
  const Money in = backtest::money_of(price), out = backtest::money_of(stop),
              most = backtest::money_of(capital * risk);
  const auto loss = [&](std::int64_t shares) {
    return paid(rules, in, shares) - proceeds(rules, out, shares);
  };
  // What the capital buys; then fewer lots until the loss is small enough.
  std::int64_t shares =
      backtest::buyable(rules.schedule, rules.today, in, backtest::money_of(capital));
  const std::int64_t first = rules.today.first_lot, step = rules.today.lot_step;
  if (shares > 0 && loss(shares) > most) {
    std::int64_t low = -1, high = (shares - first) /
                                  step;  // In steps above the first lot; `high` loses too much.
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (loss(first + middle * step) > most ? high : low) = middle;
    }
    shares = low < 0 ? 0 : first + low * step;
  }
  if (shares == 0) return PositionSize{};
  return PositionSize{shares, backtest::yuan_of(paid(rules, in, shares)),
                      backtest::yuan_of(loss(shares))};
}

}  // namespace fwq::desktop
