// The page's style sheet and script, as text; the build makes these functions from page/.
#pragma once

#include <string_view>

namespace fwq::report {

std::string_view style_css() noexcept;
// In the order in which the page runs them: each uses those before it.
std::string_view hands_js() noexcept;
std::string_view trades_js() noexcept;
std::string_view chart_js() noexcept;
std::string_view curves_js() noexcept;

}  // namespace fwq::report
