// CSV files of bars as users have them: which layout a file has, and its bars, streamed.
//
// Known are the files of yfinance, Tushare, JoinQuant, RQData, BaoStock, akshare, the EastMoney, TDX (通达信) and 同花顺
// terminals, and any other table with date, open, high, low and close in its header, in any order and either language.
// UTF-8 or GB18030 (GBK, GB2312), with or without a mark; lines end in LF, CRLF or CR; fields are separated by comma,
// tab, semicolon, bar or spaces; quoted fields may hold line ends. Text files only: an .xls is one when it is the
// tab-separated text that 同花顺 writes.
//
// Output:   prices CNY, volume in shares, amount CNY (NaN where the file has no such column), time = end of the bar.
// Units:    by (first that applies) option, the data (median of amount / (volume * close) over the first rows, which tells
//           all customary units apart), the column's name ("成交量(手)"), the layout, else shares and CNY. Then bars of
//           a stock or fund are checked by the same ratio and the bars around, as TDX files are.
// Adjusted: the store keeps raw prices. A file that says of itself that it is adjusted (前复权 in the title, qfq in the
//           name, yfinance without Adj Close, Adj Open) is refused; rows with BaoStock's adjustflag 1 or 2, or with a
//           factor that is not 1, make their security refused; so does volume that says that prices were changed (see
//           CsvReason::adjusted). CsvOptions::accept_adjusted takes all of these as they are.
// Rows:     bad ones are refused one by one, counted by reason and located by line; the rest is kept.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

enum class CsvKind : std::uint8_t {
  yfinance,
  tushare,
  joinquant,
  rqdata,
  baostock,
  akshare,
  tdx,
  ths,
  eastmoney,
  generic
};
inline constexpr std::size_t kCsvKinds = 10;
// The enumerator's name: stable, used in options and JSON.
std::string_view to_string(CsvKind kind) noexcept;
// Errors: invalid_argument (names all).
Result<CsvKind> parse_csv_kind(std::string_view text);

// What a column holds. `other` is not read.
enum class CsvRole : std::uint8_t {
  date,
  clock,
  symbol,
  open,
  high,
  low,
  close,
  volume,
  amount,
  adjust_flag,  // BaoStock: 1 backward, 2 forward, 3 none.
  factor,       // Adjusted price / raw price.
  trading,      // BaoStock's tradestatus: 0 when suspended.
  paused,       // JoinQuant: 1 when suspended.
  adjusted_close,
  other
};
inline constexpr std::size_t kCsvRoles = 15;
std::string_view to_string(CsvRole role) noexcept;

enum class VolumeUnit : std::uint8_t { shares, lots };
enum class AmountUnit : std::uint8_t { yuan, thousand_yuan, ten_thousand_yuan };
std::string_view to_string(VolumeUnit unit) noexcept;
std::string_view to_string(AmountUnit unit) noexcept;

// What something about a file was concluded from.
enum class CsvBasis : std::uint8_t {
  option,
  column,
  title,
  file_name,
  header,
  data,
  layout,
  assumed
};
std::string_view to_string(CsvBasis basis) noexcept;

struct CsvColumn {
  CsvRole role = CsvRole::other;
  std::string name;       // As the header has it, in UTF-8; "" for an unnamed one.
  std::size_t index = 0;  // From 0.
};

// What was found out about a file from its first rows.
struct CsvLayout {
  CsvKind kind = CsvKind::generic;
  std::string encoding;         // "utf-8", "utf-8 with BOM" or "gb18030".
  char delimiter = ',';         // ' ' stands for runs of spaces.
  std::size_t header_line = 0;  // From 1; 0: the file has no header.
  std::vector<CsvColumn> columns;
  VolumeUnit volume = VolumeUnit::shares;
  AmountUnit amount = AmountUnit::yuan;
  CsvBasis units_from = CsvBasis::assumed;
  double units_ratio =
      kNone;  // The median of amount / (volume * close), when units_from is `data`.
  Period period = Period::day;
  CsvBasis period_from = CsvBasis::assumed;
  Symbol symbol;  // Empty when each row names its own.
  CsvBasis symbol_from = CsvBasis::column;
  std::string adjusted;  // What the file says of being adjusted; "" when nothing.

  // The column with a role, or null.
  const CsvColumn* find(CsvRole role) const noexcept;
};

struct CsvOptions {
  Symbol symbol = {};                     // Whose bars these are; a column of symbols must agree.
  std::optional<Period> period = {};      // Otherwise from the distances of the rows.
  std::optional<CsvKind> kind = {};       // Otherwise from the header.
  std::optional<VolumeUnit> volume = {};  // Otherwise as said above.
  bool accept_adjusted = false;
};

// Why a row was refused, and what is worth knowing of others.
enum class CsvReason : std::uint8_t {
  // Refused.
  missing_field,   // The row ends before the last column that is needed.
  extra_field,     // The row has more fields than the header (a thousands comma without quotes?).
  bad_quotes,      // A quote that is not closed within 64 KB, or has something behind it.
  too_long,        // A line of more than 1 MB.
  bad_symbol,      // The symbol column holds none.
  other_symbol,    // It holds another than CsvOptions::symbol.
  bad_date,        // No date from 1990-12-01 to 2099-12-31, or no time.
  out_of_session,  // A minute bar that ends outside 9:30-11:30 and 13:00-15:00.
  bad_number,  // Not a number, infinite, volume or amount below zero, or only some prices are there.
  zero_price,    // A price of zero or less, the others being above.
  absurd_price,  // A price above 1,000,000.
  absurd_size,  // A volume beyond kMostVolume shares or an amount beyond kMostAmount CNY (limits.hpp).
  ohlc_order,  // High below low, or open or close outside them.
  duplicate,   // A later row has the same time: the last one counts.
  adjusted,  // The security's rows are adjusted: by adjustflag or factor, or because the average price amount / volume
  // lies outside low to high by over 0.5 % in over 5 % of 20 or more bars since 1996 (stocks and funds).
  // Not refused.
  suspended,  // No trade: prices all zero or missing, tradestatus 0, or paused 1. Not a bar, not counted as bad.
  clipped,  // Open or close outside high and low by a rounding error; moved to the nearer one.
  volume_in_lots,    // As TdxReason.
  volume_times_100,  // As TdxReason.
  price_mismatch,    // As TdxReason.
  amount_mismatch,   // As TdxReason.
};
inline constexpr std::size_t kCsvReasons = 21;
std::string_view to_string(CsvReason reason) noexcept;
constexpr bool is_rejection(CsvReason reason) noexcept {
  return reason < CsvReason::suspended;
}

struct CsvProblem {
  std::size_t line = 0;  // From 1; the first one of a row of several.
  CsvReason reason = CsvReason::bad_date;
  friend bool operator==(const CsvProblem&, const CsvProblem&) = default;
};

// What became of a file: bars + rejected() + count(suspended) == rows.
struct CsvOutcome {
  CsvLayout layout;
  std::size_t rows = 0;  // Without title, header, blank and footer lines.
  std::size_t bars = 0;
  std::array<std::size_t, kCsvReasons> counts{};
  std::vector<CsvProblem> problems;  // By line; the first three of each reason.

  std::size_t count(CsvReason reason) const noexcept {
    return counts[static_cast<std::size_t>(reason)];
  }
  std::size_t rejected() const noexcept;
};

// Takes one security's bars; an error ends the reading.
using CsvSink = std::function<Result<void>(Symbol symbol, Period period, const BarSeries& bars)>;

// How much memory reading may take, in the open so that tests can reach what large files reach.
struct CsvTuning {
  std::size_t rows_in_memory =
      2U << 20U;  // 128 MB. More wait in a file without a name, in spill_folder.
  std::filesystem::path spill_folder;  // "": the system's temporary folder.
};

// Reads a file whole and hands each security's bars, sorted, to `sink`: in the order in which they first appear.
// `name` is the file's, for its symbol and for messages. Memory: rows_in_memory and the longest security.
// Errors:   bad_data (no text, no header that can be used: the message says which column is missing), unsupported (adjusted, see above),
//           invalid_argument (no symbol, or a period that cannot be told: the message names the option), io, cancelled, and
//           those of `sink`.
// Blocking: notices a stop request within a megabyte. Progress counts bytes by `context.report` when `total_bytes` > 0.
Result<CsvOutcome> read_csv(std::istream& in, const std::filesystem::path& name,
                            const CsvOptions& options, const CsvSink& sink,
                            const core::TaskContext& context = {}, const CsvTuning& tuning = {},
                            std::uintmax_t total_bytes = 0);
// The same from the file itself. Errors: also not_found.
Result<CsvOutcome> read_csv(const std::filesystem::path& file, const CsvOptions& options,
                            const CsvSink& sink, const core::TaskContext& context = {},
                            const CsvTuning& tuning = {});

// The layout alone, and the bars that the first rows give (up to `rows`, unsorted checks left out). Reads 256 KB. Errors: as read_csv.
struct CsvGlance {
  CsvLayout layout;
  struct Row {
    Symbol symbol;
    Bar bar;
  };
  std::vector<Row> rows;
};
Result<CsvGlance> glance_at_csv(const std::filesystem::path& file, const CsvOptions& options,
                                std::size_t rows = 5);

// The files that `path` means: itself, or, for a folder, the files below it that end in .csv, .tsv, .txt or .xls, by
// name. Errors: not_found, invalid_argument (a folder without such a file), io, cancelled.
Result<std::vector<std::filesystem::path>> csv_files(const std::filesystem::path& path,
                                                     const std::stop_token& stop = {});

}  // namespace fwq::data
