// How reports that the desktop saves look and what they say of themselves.
#pragma once

#include "fwq/coordinators/report.hpp"

namespace fwq::desktop {

class AppContext;

// In the desktop's language and theme. [gui-thread]
coordinators::ReportOptions report_options(AppContext& app);

}  // namespace fwq::desktop
