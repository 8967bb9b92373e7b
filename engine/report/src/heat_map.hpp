// A heat map as a table of the page.
#pragma once

#include <string>

#include "fwq/report/curves.hpp"

namespace fwq::report {

// Cells are tinted by the root of their size, the largest (but for those of a total) in full; the sign is written, so that the table
// can be read without colours.
std::string heat_map_html(const HeatMap& map);

}  // namespace fwq::report
