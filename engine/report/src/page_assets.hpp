// The page's style sheet and script, as text; the build makes these functions from page/.
#pragma once

#include <string_view>

namespace fwq::report {

std::string_view style_css() noexcept;
std::string_view chart_js() noexcept;

}  // namespace fwq::report
