// The rule of the stochastics (KDJ, SKDJ, LWR): the fast line crosses the slow one in the outer fifth.
#pragma once

#include <string_view>

#include "signal_rules.hpp"

namespace fwq::analysis {

// The first output crosses the second while the second is below 20 (upwards: a buy) or above 80 (downwards: a sell); the
// other way round if `inverted`. Strength 0.4, rising to 1 with the slow line at the end of its range. In the middle the
// same cross says nothing.
void stochastic_signals(const SignalRun& run, std::string_view fast, std::string_view slow,
                        bool inverted);

}  // namespace fwq::analysis
