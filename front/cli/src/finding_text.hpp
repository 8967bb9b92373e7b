// How findings (pattern hits, signals) are shown: as JSON and as lines for people.
#pragma once

#include <string>
#include <vector>

#include "command.hpp"
#include "fwq/coordinators/analyse.hpp"

namespace fwq::cli {

Json hit_json(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
              const Session& session);
Json signal_json(const coordinators::Stock& stock, const analysis::Signal& signal,
                 const Session& session);

// "bullish" in the session's language, for people.
std::string shown_bias(analysis::Bias bias, const Session& session);
std::string shown_side(analysis::Side side, const Session& session);

// One hit as a heading and its reasons, indented.
std::string hit_text(const coordinators::Stock& stock, const coordinators::FoundPattern& found,
                     const Session& session);

}  // namespace fwq::cli
