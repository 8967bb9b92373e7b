// How HTML pages look: the light and dark looks of the settings and themes.
#pragma once

#include <string_view>

#include "fwq/coordinators/report.hpp"
#include "session.hpp"

namespace fwq::cli {

// Sets what a page's options say of look, language, version, time and simulated bars. `theme` "": the setting. A page has a
// light and a dark look; a theme of the user's takes the place of the one it resembles.
// Errors: not_found (no such theme, no home).
Result<coordinators::ReportOptions> page_options(std::string_view theme, const Session& session);

}  // namespace fwq::cli
