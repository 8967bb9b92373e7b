// What the names in the header of a CSV say: which column holds what, in which unit, and who wrote the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/data/csv_bars.hpp"

namespace fwq::data {

struct CsvHeader {
  std::vector<CsvColumn>
      columns;  // All of them, in their order; at most one of each role but `other`.
  std::optional<VolumeUnit> volume;  // By a name like 成交量(手).
  std::optional<AmountUnit> amount;
  std::string adjusted;  // The column that says so ("Adj Open"), or "".

  bool has(CsvRole role) const noexcept;
  // How many of open, high, low, close and date were found: 5 when the header can be used.
  std::size_t essentials() const noexcept;
};

// `names`: the header's fields in UTF-8, quotes taken off.
CsvHeader read_csv_header(const std::vector<std::string>& names);

// The layout that the names are customary for. `first_name` lines and GBK tell the terminals apart.
struct CsvTraits {
  bool ticker_lines = false;  // yfinance's "Price / Ticker / Date" lines.
  bool title_line = false;    // A line with a code above the header.
  bool gb18030 = false;
};
CsvKind recognise_csv(const CsvHeader& header, const CsvTraits& traits);

// The units that a layout has for stocks.
struct CsvUnits {
  VolumeUnit volume = VolumeUnit::shares;
  AmountUnit amount = AmountUnit::yuan;
};
// nullopt: nothing is known (generic).
std::optional<CsvUnits> units_of_csv_kind(CsvKind kind, bool with_clock) noexcept;

}  // namespace fwq::data
