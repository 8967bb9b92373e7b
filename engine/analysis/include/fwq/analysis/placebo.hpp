// Placebo: a market made of a real one's bars in which, by construction, nothing can be foretold.
#pragma once

#include <cstdint>
#include <span>

#include "fwq/data/bars.hpp"

namespace fwq::analysis {

// As many bars as `bars`, with its times: each one is drawn at random from the series's own (with replacement, so that
// a rise which was drawn makes no later fall likelier) and set on the close before it. Gaps, shadows and volumes stay as
// wild as they were; order, trend and every expected gain are gone: closes are rescaled so that the mean of
// close / last close over the bars drawn from is 1, and opens so that the mean of close / open is.
// Bars that follow a cut or lack a number are not drawn. Empty when there is no bar to draw.
// The same for the same seed on every machine. Cost: O(bars).
data::BarSeries placebo_bars(const data::Bars& bars, std::span<const std::size_t> cuts,
                             std::uint64_t seed);

}  // namespace fwq::analysis
