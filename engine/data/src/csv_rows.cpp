// From fields to a bar's numbers.
#include "csv_rows.hpp"

#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

constexpr double kMaxPrice = 1'000'000.0;
// Prices that went through floats may cross by so much of themselves.
constexpr double kRoundingError = 1e-6;

// "#数据来源:通达信" and the like, in UTF-8 or GBK.
bool is_footer(std::string_view record) noexcept {
  constexpr std::string_view kUtf8 = "\xe6\x9d\xa5\xe6\xba\x90";  // 来源
  constexpr std::string_view kGbk = "\xc0\xb4\xd4\xb4";
  return record.starts_with('#') || record.find(kUtf8) != std::string_view::npos ||
         record.find(kGbk) != std::string_view::npos;
}

// The decimal that was stored as a float and printed as a double: 10.199999809265137 was 10.2.
double without_float_noise(double price) noexcept {
  const double tick = std::nearbyint(price * 1000.0) / 1000.0;
  return static_cast<float>(tick) == static_cast<float>(price) ? tick : price;
}

bool clip(double& price, double low, double high, bool& clipped) noexcept {
  if (price >= low && price <= high) return true;
  const double nearest = std::clamp(price, low, high);
  if (std::abs(price - nearest) > kRoundingError * nearest) return false;
  price = nearest;
  clipped = true;
  return true;
}

}  // namespace

bool CsvRowReader::number(CsvRole role, double& out) const noexcept {
  const auto value = parse_csv_number(field(role));
  if (value) out = *value;
  return value.has_value();
}

bool CsvRowReader::split(CsvLines& lines) {
  for (;;) {
    const CsvSplit split = split_csv_fields(lines.text(), shape_.layout.delimiter, fields_);
    if (split == CsvSplit::ok) return true;
    if (split == CsvSplit::unclosed && lines.extend()) continue;
    lines.cut_back();  // The lines behind are rows of their own.
    return false;
  }
}

// Brings a row with more fields than the header to its width, where one is meant: empty ones at the end, or a date
// that its delimiter has cut in two (2024-01-02,二 and 2024-01-02 09:35).
bool CsvRowReader::fit_width() {
  while (fields_.size() > shape_.width && fields_.back().empty()) fields_.pop_back();
  if (fields_.size() <= shape_.width) return true;
  const std::size_t at = shape_.column(CsvRole::date);
  if (fields_.size() != shape_.width + 1 || at + 1 >= fields_.size()) return false;
  joined_ = fields_[at];
  joined_ += shape_.layout.delimiter;
  joined_ += fields_[at + 1];
  if (parse_csv_number(fields_[at + 1]) || !parse_csv_stamp(joined_, shape_.month_first))
    return false;
  fields_[at] = joined_;
  fields_.erase(fields_.begin() + static_cast<std::ptrdiff_t>(at) + 1);
  return true;
}

bool CsvRowReader::stamp(CsvRow& row) const noexcept {
  const auto date = parse_csv_stamp(field(CsvRole::date), shape_.month_first);
  if (!date) return false;
  row.stamp = *date;
  if (shape_.has(CsvRole::clock)) {
    const std::string_view text = field(CsvRole::clock);
    if (const auto clock = parse_csv_clock(text)) {
      row.stamp = {day_number(date->time) * kSecondsPerDay + *clock, true};
    } else if (const auto whole = parse_csv_stamp(text, false); whole && whole->has_clock) {
      row.stamp = *whole;  // BaoStock writes the date again: 20240102093500000.
    } else {
      return false;
    }
  }
  static const Time first = time_from({1990, 12, 1});
  static const Time end = time_from({2100, 1, 1});
  return row.stamp.time >= first && row.stamp.time < end;
}

CsvVerdict CsvRowReader::order(CsvRow& row) noexcept {
  double lowest = row.open;
  double highest = row.open;
  for (const double price : {row.high, row.low, row.close}) {
    lowest = std::min(lowest, price);
    highest = std::max(highest, price);
  }
  if (lowest == 0 && highest == 0) return refuse(CsvReason::suspended);
  if (lowest <= 0) return refuse(CsvReason::zero_price);
  if (highest > kMaxPrice) return refuse(CsvReason::absurd_price);
  row.clipped = false;
  if (row.high < row.low || !clip(row.open, row.low, row.high, row.clipped) ||
      !clip(row.close, row.low, row.high, row.clipped)) {
    return refuse(CsvReason::ohlc_order);
  }
  return CsvVerdict::bar;
}

CsvVerdict CsvRowReader::numbers(CsvRow& row) noexcept {
  if (!number(CsvRole::open, row.open) || !number(CsvRole::high, row.high) ||
      !number(CsvRole::low, row.low) || !number(CsvRole::close, row.close)) {
    return refuse(CsvReason::bad_number);
  }
  row.volume = row.amount = kNone;
  if ((shape_.has(CsvRole::volume) && !number(CsvRole::volume, row.volume)) ||
      (shape_.has(CsvRole::amount) && !number(CsvRole::amount, row.amount)) || row.volume < 0 ||
      row.amount < 0) {
    return refuse(CsvReason::bad_number);
  }
  const int missing =
      std::isnan(row.open) + std::isnan(row.high) + std::isnan(row.low) + std::isnan(row.close);
  if (missing == 4) return refuse(CsvReason::suspended);
  if (missing > 0) return refuse(CsvReason::bad_number);
  if (shape_.layout.kind == CsvKind::yfinance) {
    for (double* price : {&row.open, &row.high, &row.low, &row.close}) {
      *price = without_float_noise(*price);
    }
  }
  return order(row);
}

CsvVerdict CsvRowReader::read(CsvLines& lines, CsvRow& row) {
  if (lines.too_long()) return refuse(CsvReason::too_long);
  if (!split(lines)) return refuse(CsvReason::bad_quotes);
  if (fields_.size() < shape_.needed) {
    return is_footer(lines.text()) ? CsvVerdict::passed_over : refuse(CsvReason::missing_field);
  }
  if (fields_.size() > shape_.width && !fit_width()) return refuse(CsvReason::extra_field);
  if (!stamp(row)) {
    const bool again =
        !shape_.header_text.empty() && core::trimmed(lines.text()) == shape_.header_text;
    return again || is_footer(lines.text()) ? CsvVerdict::passed_over : refuse(CsvReason::bad_date);
  }
  row.symbol = field(CsvRole::symbol);
  const std::string_view flag = field(CsvRole::adjust_flag);
  row.adjusted = flag == "1" || flag == "2";
  if (shape_.has(CsvRole::factor)) {
    double factor = kNone;
    if (!number(CsvRole::factor, factor)) return refuse(CsvReason::bad_number);
    row.adjusted = row.adjusted || (!std::isnan(factor) && factor != 1);
  }
  double state = 1;
  if (shape_.has(CsvRole::trading) && number(CsvRole::trading, state) && state == 0) {
    return refuse(CsvReason::suspended);
  }
  state = 0;
  if (shape_.has(CsvRole::paused) && number(CsvRole::paused, state) && state == 1) {
    return refuse(CsvReason::suspended);
  }
  return numbers(row);
}

Symbol symbol_of_field(std::string_view field, Symbol hint) {
  if (field.starts_with('=')) field.remove_prefix(1);
  while (!field.empty() && (field.front() == '"' || field.front() == '\'')) field.remove_prefix(1);
  while (!field.empty() && field.back() == '"') field.remove_suffix(1);
  if (field.empty() || field.size() > 16) return {};
  const bool bare =
      std::all_of(field.begin(), field.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (bare && field.size() <= 6) {
    const std::string code = std::string(6 - field.size(), '0') + std::string(field);
    if (!hint.empty() && hint.code() == code) return hint;
    const auto parsed = Symbol::parse(code);
    // Only Shenzhen's stocks begin with zeros.
    const bool padded = field.size() < 6;
    if (!parsed || (padded && (parsed->market() != Market::sz || parsed->kind() != Kind::stock)))
      return {};
    return *parsed;
  }
  const auto parsed = Symbol::parse(field);
  return parsed ? *parsed : Symbol();
}

}  // namespace fwq::data
