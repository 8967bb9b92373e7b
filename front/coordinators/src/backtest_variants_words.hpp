// What a search over parameters found, in words.
#pragma once

#include "fwq/coordinators/backtest_variants.hpp"

namespace fwq::coordinators {

// Fills findings and remarks. Requires: everything else of `test` is there.
void add_words(VariantsBacktest& test, const backtest::TradedSeries& series);

}  // namespace fwq::coordinators
