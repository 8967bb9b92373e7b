// Ex-rights events: dividends, bonus shares, rights issues, fund splits.
#pragma once

#include <string>
#include <vector>

#include "fwq/data/symbol.hpp"
#include "fwq/data/time.hpp"

namespace fwq::data {

// One event of one security, per share (files give them per 10).
struct ExRightsEvent {
  Date date;                 // Ex-date. It acts on the first bar on or after it.
  double cash = 0;           // D: CNY per share, before tax.
  double bonus = 0;          // B: bonus and transferred shares per share.
  double rights = 0;         // R: rights shares per share …
  double rights_price = 0;   // K: … at this price, CNY.
  double split = 1;          // Funds: one old unit becomes so many.

  // How many shares one share becomes: (1 + B + R) * split. Above 0 for sane events.
  double share_ratio() const noexcept { return (1.0 + bonus + rights) * split; }
  friend bool operator==(const ExRightsEvent&, const ExRightsEvent&) = default;
};

// The price after the event that corresponds to `price` before it, unrounded:
// (P - D + K*R) / (1 + B + R) / split.
inline double ex_price(const ExRightsEvent& event, double price) noexcept {
  return (price - event.cash + event.rights_price * event.rights) / (1.0 + event.bonus + event.rights) / event.split;
}

}  // namespace fwq::data
