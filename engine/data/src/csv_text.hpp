// The smallest parts of a CSV of bars: fields of a line, numbers, dates and times as vendors write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/data/time.hpp"

namespace fwq::data {

enum class CsvSplit : std::uint8_t {
  ok,
  unclosed,  // A quoted field goes on after the end of `line`.
  bad,       // Something stands behind a closing quote.
};

// The trimmed fields of a record. Quotes are taken off; doubled ones inside stay doubled (see unquoted).
// ' ' as delimiter stands for runs of spaces and tabs.
CsvSplit split_csv_fields(std::string_view record, char delimiter,
                          std::vector<std::string_view>& fields);
// The text of a field that was quoted: doubled quotes become one.
std::string unquoted(std::string_view field);

// A number as vendors write it: 1234.5, 1,234.5, 1.23亿, 4.5万 (UTF-8 or GBK), 1.2e+08. NaN for those ways to say that
// there is none: an empty field, --, -, nan, null, none, n/a. nullopt for everything else, infinities too.
std::optional<double> parse_csv_number(std::string_view field) noexcept;

// A date, and the time of the day if one is written.
struct CsvStamp {
  Time time = 0;  // Wall clock in Shanghai.
  bool has_clock = false;
};
// 2024-01-02, 2024/1/2, 2024.01.02, 20240102, 202401020935, 20240102093500, 20240102093500000, or month first (01/02/2024) if
// `month_first`; then, after a space or T, 09:35, 09:35:00 or 09:35:00.000 and a zone (+08:00, +0800, Z), which is converted to
// Shanghai's; or a comma and the weekday (2024-01-02,二). nullopt: none of these.
std::optional<CsvStamp> parse_csv_stamp(std::string_view field, bool month_first) noexcept;
// Seconds of the day of a column of times: 09:35, 09:35:00, 0935, 935, 93500.
std::optional<Time> parse_csv_clock(std::string_view field) noexcept;

}  // namespace fwq::data
