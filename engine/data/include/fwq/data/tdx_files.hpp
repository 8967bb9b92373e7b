// The bar files of the TDX (通达信) terminal, decoded: `.day`, `.lc1` (1 minute) and `.lc5` (5 minutes).
//
// Pure functions from bytes to bars; nothing here opens a file. Bad rows are refused one by one, counted by
// reason and located by record number; the rest of the file is kept. bars + rejected() == records + tail.
//
//   .day    u32 date yyyymmdd | i32 open | i32 high | i32 low | i32 close | f32 amount | u32 volume | u32 reserved
//   .lc1/5  u16 date word     | u16 minute of the day (bar end) | f32 open, high, low, close | f32 amount | u32 volume
//           | u32 reserved;   date word = (year - 2004) * 2048 + month * 100 + day
//
// Both are 32 bytes a record, little-endian, without a header.
//
// Source:   data notes of the project (checked on 1,542 real series); index volumes against a series in shares.
// Output:   prices CNY (B shares: the currency they trade in), volume in shares, amount CNY, time = end of the bar,
//           strictly rising.
// Cost:     O(records), O(records * log) when the file is not sorted.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data {

inline constexpr std::size_t kTdxRecordBytes = 32;
// Larger files are refused before they are read: 8 million bars are 140 years of minutes.
inline constexpr std::size_t kTdxMaxFileBytes = 256U << 20U;

// Why a record was refused, and what was repaired in a kept one.
enum class TdxReason : std::uint8_t {
  // Refused.
  bad_date,  // No date from 1990-12-01 to 2099-12-31, or out of the file's own time (see decode_tdx).
  out_of_session,  // .lc: the minute lies outside 9:30-11:30 and 13:00-15:00.
  bad_number,      // A float that is NaN, infinite, or an amount below zero.
  zero_price,      // A price of zero or less (after rounding to the tick).
  absurd_price,    // A price above 1,000,000 by the divisor of the kind.
  ohlc_order,      // High below low, or open or close outside them.
  duplicate,       // A later record has the same time: the last one counts.
  truncated,       // The file ends within a record.
  absurd_size,     // An amount beyond kMostAmount (limits.hpp).
  // Kept.
  clipped,  // .lc: the close lay up to 0.01 outside high and low, and was moved to the nearer one.
  price_scale,  // The whole file was written with a price divisor ten times off; corrected.
  // amount / (volume * close) outside 0.5 to 2. The bars around tell which number is wrong; an unclear case is a mismatch.
  volume_in_lots,  // Near 100 (bonds: 10), price and amount as around: volume was in lots; multiplied.
  volume_times_100,  // Near 0.01 (bonds: 0.1), likewise: volume was a lot size too large; divided.
  price_mismatch,    // The price is off by that factor against the bars around: kept as it is.
  amount_mismatch,   // Anything else: kept as it is.
};
inline constexpr std::size_t kTdxReasons = 15;
// The enumerator's name: stable, used in JSON.
std::string_view to_string(TdxReason reason) noexcept;
constexpr bool is_rejection(TdxReason reason) noexcept {
  return reason < TdxReason::clipped;
}

struct TdxProblem {
  std::size_t record = 0;  // From 1.
  TdxReason reason = TdxReason::bad_date;
  friend bool operator==(const TdxProblem&, const TdxProblem&) = default;
};

struct TdxDecoded {
  BarSeries bars;
  std::size_t records = 0;  // Whole records in the file.
  std::array<std::size_t, kTdxReasons> counts{};
  std::vector<TdxProblem> problems;  // By record; the first three of each reason.

  std::size_t count(TdxReason reason) const noexcept {
    return counts[static_cast<std::size_t>(reason)];
  }
  std::size_t rejected() const noexcept;
  bool clean() const noexcept { return counts == decltype(counts){}; }
};

// How a kind of security is written in TDX files, and what can be checked of it.
struct TdxUnits {
  double price_divisor = 100.0;  // .day: price = integer / price_divisor.
  double volume_factor = 1.0;    // shares = volume * volume_factor.
  double lot = 0.0;  // Shares in a lot when each bar's volume can be checked; 0: it cannot.
};
// Stocks, indices, BJ 100; funds and Shanghai's B shares 1000; bonds, convertibles, repo 10000. Index volumes are lots
// of 100. Indices have no check: their points are not a price per share. Nor has repo: its price is a rate.
TdxUnits tdx_units(Symbol symbol) noexcept;

// Decodes the bytes of one file: a `.day` file for Period::day, a `.lc1` for min1, a `.lc5` for min5.
//
// Dates need no clock. Refused as bad_date are, besides what is no date: (a) when more than ten years lie between
// two neighbouring dates, all records but those of the largest group between such gaps (the longest suspension
// of a share was under eight years); (b) up to three records more than a year after all others, when an older
// record follows them in the file. A share that comes back after years of suspension has its new bars at the end.
//
// Price scale: when five or more bars can be checked and the median of amount / (volume * close) is near 10 or
// 0.1, the divisor is ten times off. Bonds and convertibles, whose volume unit varies too, are scaled so that the
// median close lies between 50 and 5000 (their face is 100).
//
// Requires: period is day, min1 or min5; bytes.size() <= kTdxMaxFileBytes.
TdxDecoded decode_tdx(Symbol symbol, Period period, std::span<const std::byte> bytes);
// The same into `out`, whose memory is used again.
void decode_tdx(Symbol symbol, Period period, std::span<const std::byte> bytes, TdxDecoded& out);

}  // namespace fwq::data
