// The words of CSV imports: layouts, columns, units, reasons. Stable: used in options and JSON.
#include <fmt/format.h>

#include <algorithm>

#include "fwq/core/text.hpp"
#include "fwq/data/csv_bars.hpp"

namespace fwq::data {
namespace {

constexpr std::array<std::string_view, kCsvKinds> kKinds{
    "yfinance", "tushare", "joinquant", "rqdata",    "baostock",
    "akshare",  "tdx",     "ths",       "eastmoney", "generic"};
constexpr std::array<std::string_view, kCsvRoles> kRoles{
    "date",   "time",        "symbol", "open",           "high",
    "low",    "close",       "volume", "amount",         "adjust_flag",
    "factor", "tradestatus", "paused", "adjusted_close", "other"};
constexpr std::array<std::string_view, kCsvReasons> kReasons{
    "missing_field",  "extra_field", "bad_quotes",     "too_long",         "bad_symbol",
    "other_symbol",   "bad_date",    "out_of_session", "bad_number",       "zero_price",
    "absurd_price",   "absurd_size", "ohlc_order",     "duplicate",        "adjusted",
    "suspended",      "clipped",     "volume_in_lots", "volume_times_100", "price_mismatch",
    "amount_mismatch"};
constexpr std::array<std::string_view, 8> kBases{"option", "column", "title",  "file_name",
                                                 "header", "data",   "layout", "assumed"};

template <std::size_t N, class E>
std::string_view word(const std::array<std::string_view, N>& words, E value) noexcept {
  const auto i = static_cast<std::size_t>(value);
  return i < N ? words[i] : "unknown";
}

}  // namespace

std::string_view to_string(CsvKind kind) noexcept {
  return word(kKinds, kind);
}
std::string_view to_string(CsvRole role) noexcept {
  return word(kRoles, role);
}
std::string_view to_string(CsvReason reason) noexcept {
  return word(kReasons, reason);
}
std::string_view to_string(CsvBasis basis) noexcept {
  return word(kBases, basis);
}
std::string_view to_string(VolumeUnit unit) noexcept {
  return unit == VolumeUnit::lots ? "lots" : "shares";
}
std::string_view to_string(AmountUnit unit) noexcept {
  return unit == AmountUnit::yuan            ? "yuan"
         : unit == AmountUnit::thousand_yuan ? "thousand_yuan"
                                             : "ten_thousand_yuan";
}

Result<CsvKind> parse_csv_kind(std::string_view text) {
  const std::string name = core::to_lower(text);
  const auto found = std::find(kKinds.begin(), kKinds.end(), name);
  if (found != kKinds.end()) return static_cast<CsvKind>(found - kKinds.begin());
  return Error{Errc::invalid_argument,
               fmt::format("'{}' is not a layout: use {}{}", text, fmt::join(kKinds, ", "),
                           core::did_you_mean(name, {kKinds.begin(), kKinds.end()})),
               fmt::format("'{}' 不是已知格式：可用 {}{}", text, fmt::join(kKinds, "、"),
                           core::did_you_mean_zh(name, {kKinds.begin(), kKinds.end()}))};
}

const CsvColumn* CsvLayout::find(CsvRole role) const noexcept {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const CsvColumn& column) { return column.role == role; });
  return found == columns.end() ? nullptr : &*found;
}

std::size_t CsvOutcome::rejected() const noexcept {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kCsvReasons; ++i) {
    if (is_rejection(static_cast<CsvReason>(i))) sum += counts[i];
  }
  return sum;
}

}  // namespace fwq::data
