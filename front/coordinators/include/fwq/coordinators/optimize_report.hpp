// The report of an optimization: what it found, how the search went, and what mattered.
#pragma once

#include <string>

#include "fwq/coordinators/optimize.hpp"
#include "fwq/coordinators/report.hpp"
#include "fwq/report/document.hpp"

namespace fwq::coordinators {

// Sections: summary, parts, parameters, search (best so far), importance, slices, ways (parallel coordinates), trials (the best by
// training; of the test nothing is told but of what was proposed), settings, reading. Sections without data are left out.
// Requires: at least one trial. [any-thread]
report::Document optimization_report(const PatternOptimization& done, const ReportOptions& options);

// That report as one self-contained HTML page.
std::string optimization_page(const PatternOptimization& done, const ReportOptions& options);

}  // namespace fwq::coordinators
