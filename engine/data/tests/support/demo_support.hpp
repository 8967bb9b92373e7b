// What the tests of the demo market share: markets held in memory.
#pragma once

#include <vector>

#include "fwq/data/demo_market.hpp"

namespace fwq::data::demo_test {

// The default market, made once: stocks, then indices.
struct Made {
  std::vector<DemoSecurity> stocks, indices;
  std::vector<std::int64_t> days;
};
inline Made make(const DemoOptions& options) {
  Made made;
  const DemoMarket market = DemoMarket::plan(options).value();
  made.days.assign(market.days().begin(), market.days().end());
  DemoIndices indices(market);
  for (std::size_t i = 0; i < market.size(); ++i) {
    made.stocks.push_back(market.stock(i));
    indices.add(made.stocks.back());
  }
  made.indices = indices.finish();
  return made;
}
inline const Made& market() {
  static const Made made = make({});
  return made;
}

inline bool same(const Bars& a, const Bars& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (!(a[i] == b[i])) return false;
  }
  return true;
}

}  // namespace fwq::data::demo_test
