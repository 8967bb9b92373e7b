// When a company of the demo market pays dividends, gives bonus shares or offers rights.
#pragma once

#include <optional>

#include "demo/random.hpp"
#include "fwq/data/exrights.hpp"

namespace fwq::data::demo {

// About one event a year. Amounts are as companies announce them: per ten shares, in fen and whole shares.
class EventPlan {
 public:
  EventPlan() = default;
  // The first event comes some time in the first year.
  explicit EventPlan(Random& random) noexcept
      : wait_(1 + static_cast<int>(random.below(243))), yield_(random.between(0.003, 0.035)) {}

  // The event of a trading day before which the stock closed at `price`, without its date. Counts the days.
  std::optional<ExRightsEvent> on_day(Random& random, double price) noexcept;

 private:
  int wait_ = 0;
  double yield_ = 0;  // Dividend by price.
};

}  // namespace fwq::data::demo
