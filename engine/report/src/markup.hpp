// Pieces of markup that drawings and pages share.
#pragma once

#include <string>
#include <string_view>

namespace fwq::report {

// `text` as a JSON string, quotes included, that may stand inside a <script> element: no '<', '>' or '&' in it.
std::string json_string(std::string_view text);

// A pixel position with at most one digit after the point: "12.5", "12".
std::string px(double value);

}  // namespace fwq::report
