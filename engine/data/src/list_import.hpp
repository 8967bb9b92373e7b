// What the rows of users' lists mean, apart from files and the database.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/import.hpp"

namespace fwq::data {

// Each takes a list as UTF-8 and adds to `report` what it accepted and refused. A row that a later one of the same
// symbol (and date, and category) replaces is refused as "repeated". Errors: bad_data (no usable header or row).
Result<std::vector<Security>> parse_names(std::string_view text, const std::string& file,
                                          ImportReport& report);
Result<std::vector<SystemDb::SymbolEvent>> parse_exrights(std::string_view text,
                                                          const std::string& file,
                                                          ImportReport& report);
Result<std::vector<std::int64_t>> parse_calendar(std::string_view text, const std::string& file,
                                                 ImportReport& report);

Result<std::vector<RiskWarning>> parse_risk_warnings(std::string_view text, const std::string& file,
                                                     ImportReport& report);

// A vendor's name without its padding: "万  科Ａ" and "万　科Ａ" are 万科Ａ, "TCL 集团" stays. Full-width letters stay.
std::string without_padding(std::string_view name);

// U+202A to U+202E or U+2066 to U+2069: they would turn round what is written after a name.
bool has_bidi_control(std::string_view text);

}  // namespace fwq::data
