// The rows of one security, from many lines of a file to a series: sorted, in canonical units, checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "csv_rows.hpp"
#include "fwq/data/csv_bars.hpp"

namespace fwq::data {

// A row as it waits for its series, also in a spill file.
struct CsvRawRow {
  Time time = 0;
  double open = 0, high = 0, low = 0, close = 0, volume = 0, amount = 0;
  std::uint64_t line = 0;
};
static_assert(sizeof(CsvRawRow) == 64);

// Counts `reason` at a line, and keeps the three first lines of each reason.
void note_csv_problem(CsvOutcome& outcome, CsvReason reason, std::size_t line,
                      std::size_t rows = 1);

// Learns from the distances of neighbouring rows of one security how much time a bar covers.
class PeriodGuess {
 public:
  void add(Time before, Time now);
  // How many distances speak.
  std::size_t size() const noexcept { return within_.size() + between_.size(); }
  // nullopt: none, or none of the known periods.
  std::optional<Period> period();

 private:
  std::vector<Time> within_;   // Seconds between rows of one day.
  std::vector<Time> between_;  // Days between rows of different days.
};

// Which units make amount / (volume * close) one: the ratio that each pair of units gives, apart by ten or more.
std::optional<std::pair<VolumeUnit, AmountUnit>> units_of_ratio(double ratio) noexcept;

// Sorts rows by time and keeps the last line of each.
void sort_csv_rows(std::vector<CsvRawRow>& rows, CsvOutcome& outcome);

// Turns all rows of one security into its bars, counting in `outcome` what it refuses and corrects. `flagged`: how many of the rows
// say that they are adjusted. Leaves `bars` empty when nothing is left.
Period finish_csv_series(const CsvShape& shape, const CsvOptions& options, Symbol symbol,
                         std::size_t flagged, std::vector<CsvRawRow>& rows, BarSeries& bars,
                         CsvOutcome& outcome);

}  // namespace fwq::data
