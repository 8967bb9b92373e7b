// How the worth of patterns is shown: as JSON, and as a page that says what is compared with what.
#pragma once

#include <string>

#include "command.hpp"
#include "fwq/coordinators/pattern_worth.hpp"

namespace fwq::cli {

Json worth_json(const coordinators::PatternWorth& worth, const coordinators::WorthRequest& request);
std::string worth_page(const coordinators::PatternWorth& worth,
                       const coordinators::WorthRequest& request, const Session& session);

}  // namespace fwq::cli
