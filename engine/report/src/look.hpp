// A theme as custom properties of a style sheet.
#pragma once

#include <string>

#include "fwq/core/theme.hpp"

namespace fwq::report {

// "--background:#f7f9fa;--k_up:…": the theme's own colours, and those made of them: up_text, down_text, c0_text …
// are moved towards the foreground until they can be read as text (contrast 4.5) on page and chart.
std::string css_properties(const core::Theme& theme);

}  // namespace fwq::report
