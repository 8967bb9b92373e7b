// Ex-rights events of the demo market.
#include "demo/events.hpp"

#include <algorithm>
#include <cmath>

namespace fwq::data::demo {
namespace {

// Cash of `price * yield` per share, as a whole number of fen per ten shares.
double dividend(double price, double yield) noexcept {
  return std::floor(price * yield * 1000 + 0.5) / 1000;
}

}  // namespace

std::optional<ExRightsEvent> EventPlan::on_day(Random& random, double price) noexcept {
  if (--wait_ > 0) return std::nullopt;
  wait_ = 225 + static_cast<int>(random.below(37));
  const double pays = random.uniform();
  const double gives = random.uniform();
  const double how_much = random.uniform();
  const double offers = random.uniform();
  const double discount = random.between(0.6, 0.8);
  ExRightsEvent event;
  if (pays < 0.8) event.cash = dividend(price, yield_ * (0.7 + 0.6 * how_much));
  // Companies split what has become dear.
  if (gives < (price > 60 ? 0.7 : price > 30 ? 0.25 : price > 8 ? 0.10 : 0)) {
    event.bonus = price > 60 ? (how_much < 0.5 ? 1.0 : 0.8) : 0.2 + 0.1 * std::floor(4 * how_much);
    event.bonus = std::round(event.bonus * 10) / 10;
  }
  if (offers < 0.03 && price > 5) {
    event.rights = how_much < 0.4 ? 0.3 : how_much < 0.7 ? 0.2 : 0.1;
    event.rights_price = std::floor(price * discount * 100 + 0.5) / 100;
  }
  if (event.cash <= 0 && event.bonus <= 0 && event.rights <= 0) return std::nullopt;
  return event;
}

}  // namespace fwq::data::demo
