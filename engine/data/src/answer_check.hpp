// Whether what a data source answered can be true.
#pragma once

#include "fwq/core/result.hpp"
#include "fwq/data/data_source.hpp"

namespace fwq::data {

// Looks at the answer to `request`: times rise strictly, lie in the range asked for and do not lie beyond the period
// that runs at `now`; prices and volumes are finite and not negative, a price of a share, fund or index is above 0; no
// bar's high is below, and no low above, another of its prices; and for shares and funds amount / volume, the average
// price, lies between low and high. A bar whose average is off by more than a factor of 2 beyond that is wrong in its
// units: more than one in ten of those that have both numbers refuses the whole.
// Errors: bad_data, naming the first bar that is wrong. Cost: one pass.
Result<void> check_answer(const BarRequest& request, const Bars& bars, Time now);

}  // namespace fwq::data
