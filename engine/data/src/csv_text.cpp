// Fields, numbers and dates of CSV files.
#include "csv_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "fwq/core/text.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::data {
namespace {

bool is_blank(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}
bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string_view field_between(const char* begin, const char* end) noexcept {
  while (begin != end && is_blank(end[-1])) --end;
  return {begin, static_cast<std::size_t>(end - begin)};
}

void split_at_blanks(std::string_view record, std::vector<std::string_view>& fields) {
  const char* at = record.data();
  const char* const end = at + record.size();
  for (;;) {
    while (at != end && is_blank(*at)) ++at;
    if (at == end) return;
    const char* const start = at;
    while (at != end && !is_blank(*at)) ++at;
    fields.push_back(field_between(start, at));
  }
}

// The closing quote of a field whose text begins at `at`; null when there is none.
const char* closing_quote(const char* at, const char* end) noexcept {
  for (;;) {
    at = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
    if (at == nullptr || at + 1 == end || at[1] != '"') return at;
    at += 2;
  }
}

constexpr std::array<double, 23> kPowers{1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                         1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                         1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

// Digits and a point, up to 15 digits in all: both parts are exact doubles, so their quotient is rounded once.
std::optional<double> plain_number(std::string_view field) noexcept {
  std::uint64_t digits = 0;
  std::size_t point = field.size();
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (is_digit(field[i])) {
      digits = digits * 10 + static_cast<std::uint64_t>(field[i] - '0');
    } else if (field[i] == '.' && point == field.size()) {
      point = i;
    } else {
      return std::nullopt;
    }
  }
  const std::size_t decimals = point == field.size() ? 0 : field.size() - point - 1;
  return static_cast<double>(digits) / kPowers[decimals];
}

std::optional<double> full_number(std::string_view text) noexcept {
  if (text.starts_with("+-")) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool says_nothing(std::string_view field) noexcept {
  if (field.empty()) return true;
  if (field.size() > 4) return false;
  static constexpr std::array<std::string_view, 9> kWords{
      "--", "-", "nan", "null", "none", "n/a", "---", "na", "\xe2\x80\x94"};
  std::array<char, 4> lower{};
  std::transform(field.begin(), field.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const std::string_view word(lower.data(), field.size());
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

// Takes 万 or 亿 off the end; the power of ten that it means.
int take_unit(std::string_view& field) noexcept {
  struct Unit {
    std::string_view text;
    int power;
  };
  static constexpr std::array<Unit, 6> kUnits{{{"\xe4\xb8\x87\xe4\xba\xbf", 12},  // 万亿
                                               {"\xcd\xf2\xd2\xda", 12},
                                               {"\xe4\xb8\x87", 4},  // 万
                                               {"\xcd\xf2", 4},
                                               {"\xe4\xba\xbf", 8},  // 亿
                                               {"\xd2\xda", 8}}};
  for (const Unit& unit : kUnits) {
    if (!field.ends_with(unit.text)) continue;
    field.remove_suffix(unit.text.size());
    return unit.power;
  }
  return 0;
}

constexpr std::size_t kLongestNumber = 64;

// 1,234,567.8: groups of three before the point. Writes the digits without commas.
bool without_thousands(std::string_view field, std::array<char, kLongestNumber>& out,
                       std::size_t& size) noexcept {
  const std::size_t point = std::min(field.find('.'), field.size());
  std::size_t group = 0;
  bool any_comma = false;
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    if (c == ',') {
      const bool good = i < point && group > 0 && group <= 3 && (!any_comma || group == 3);
      if (!good) return false;
      any_comma = true;
      group = 0;
      continue;
    }
    if (i < point && is_digit(c)) ++group;
    if (i == point && any_comma && group != 3) return false;
    out[size++] = c;
  }
  return point < field.size() || !any_comma || group == 3;
}

}  // namespace

CsvSplit split_csv_fields(std::string_view record, char delimiter,
                          std::vector<std::string_view>& fields) {
  fields.clear();
  if (delimiter == ' ') {
    split_at_blanks(record, fields);
    return CsvSplit::ok;
  }
  const char* at = record.data();
  const char* const end = at + record.size();
  for (;;) {
    while (at != end && is_blank(*at) && *at != delimiter) ++at;
    if (at != end && *at == '"') {
      const char* const start = at + 1;
      const char* const quote = closing_quote(start, end);
      if (quote == nullptr) return CsvSplit::unclosed;
      fields.push_back(field_between(start, quote));
      at = quote + 1;
      while (at != end && is_blank(*at) && *at != delimiter) ++at;
      if (at != end && *at != delimiter) return CsvSplit::bad;
    } else {
      const char* const start = at;
      while (at != end && *at != delimiter) ++at;
      fields.push_back(field_between(start, at));
    }
    if (at == end) return CsvSplit::ok;
    ++at;
  }
}

std::string unquoted(std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    text += field[i];
    if (field[i] == '"' && i + 1 < field.size() && field[i + 1] == '"') ++i;
  }
  return text;
}

std::optional<double> parse_csv_number(std::string_view field) noexcept {
  if (!field.empty() && field.size() <= 16 && (is_digit(field.front()) || field.size() > 1)) {
    // Sixteen characters with a point are fifteen digits.
    const bool fits = field.size() <= 15 || field.find('.') != std::string_view::npos;
    if (fits && (is_digit(field.front()) || is_digit(field.back()))) {
      if (const auto value = plain_number(field)) return value;
    }
  }
  if (says_nothing(field)) return kNone;
  const int power = take_unit(field);
  if (field.empty() || field.size() > kLongestNumber - 4) return std::nullopt;
  if (power == 0 && field.find(',') == std::string_view::npos) return full_number(field);
  std::array<char, kLongestNumber> digits{};
  std::size_t size = 0;
  if (is_blank(field.back()) || !without_thousands(field, digits, size)) return std::nullopt;
  // The unit as an exponent: the decimal is rounded once.
  if (power > 0) {
    if (field.find_first_of("eE") != std::string_view::npos) return std::nullopt;
    digits[size++] = 'e';
    const auto end = std::to_chars(digits.data() + size, digits.data() + digits.size(), power).ptr;
    size = static_cast<std::size_t>(end - digits.data());
  }
  return full_number({digits.data(), size});
}

namespace {

// Reads digits from the front of a text.
class Digits {
 public:
  explicit Digits(std::string_view text) noexcept : text_(text) {}
  // A number of `fewest` to `most` digits.
  bool number(std::size_t fewest, std::size_t most, int& out) noexcept {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < text_.size() && is_digit(text_[count])) {
      value = value * 10 + (text_[count] - '0');
      ++count;
    }
    if (count < fewest) return false;
    text_.remove_prefix(count);
    out = value;
    return true;
  }
  bool take(char c) noexcept {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  char peek() const noexcept { return text_.empty() ? '\0' : text_.front(); }
  std::string_view rest() const noexcept { return text_; }
  void skip_blanks() noexcept {
    while (!text_.empty() && text_.front() == ' ') text_.remove_prefix(1);
  }
  std::size_t leading() const noexcept {
    std::size_t count = 0;
    while (count < text_.size() && is_digit(text_[count])) ++count;
    return count;
  }

 private:
  std::string_view text_;
};

std::optional<Time> seconds_from(int hour, int minute, int second) noexcept {
  if (hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return Time{hour} * 3600 + Time{minute} * 60 + second;
}

// 20240102[0935[00[000]]].
std::optional<CsvStamp> packed_stamp(Digits& in, std::size_t count) noexcept {
  int number = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int rest = 0;
  in.number(8, 8, number);
  const auto date = date_from_yyyymmdd(number);
  if (!date) return std::nullopt;
  if (count == 8) return CsvStamp{time_from(*date), false};
  in.number(2, 2, hour);
  in.number(2, 2, minute);
  if (count >= 14) in.number(2, 2, second);
  if (count == 17) in.number(3, 3, rest);
  const auto seconds = seconds_from(hour, minute, second);
  if (!seconds || (count != 12 && count != 14 && count != 17)) return std::nullopt;
  return CsvStamp{time_from(*date, *seconds), true};
}

std::optional<Date> separated_date(Digits& in, bool month_first) noexcept {
  Date date;
  const bool year_leads = in.leading() == 4;
  if (!year_leads && !month_first) return std::nullopt;
  int& first = year_leads ? date.year : date.month;
  int& second = year_leads ? date.month : date.day;
  int& third = year_leads ? date.day : date.year;
  if (!in.number(1, 4, first)) return std::nullopt;
  const char mark = in.peek();
  if ((mark != '-' && mark != '/' && mark != '.') || !in.take(mark)) return std::nullopt;
  if (!in.number(1, 2, second) || !in.take(mark)) return std::nullopt;
  if (!in.number(year_leads ? 1 : 4, year_leads ? 2 : 4, third)) return std::nullopt;
  return is_valid(date) ? std::optional(date) : std::nullopt;
}

// 09:35[:00[.000]] and a zone. The seconds to add to midnight; below zero or above a day when the zone says so.
std::optional<Time> clock_with_zone(Digits& in) noexcept {
  int hour = 0;
  int minute = 0;
  int second = 0;
  int part = 0;
  if (!in.number(1, 2, hour) || !in.take(':') || !in.number(2, 2, minute)) return std::nullopt;
  if (in.take(':') && !in.number(2, 2, second)) return std::nullopt;
  if (in.take('.') && !in.number(1, 9, part)) return std::nullopt;
  const auto seconds = seconds_from(hour, minute, second);
  if (!seconds) return std::nullopt;
  in.skip_blanks();
  if (in.rest().empty()) return seconds;
  constexpr Time kShanghai = 8 * 3600;
  if (in.take('Z')) return in.rest().empty() ? std::optional(*seconds + kShanghai) : std::nullopt;
  const bool west = in.peek() == '-';
  int zone_hour = 0;
  int zone_minute = 0;
  if (!in.take(west ? '-' : '+') || !in.number(2, 2, zone_hour)) return std::nullopt;
  in.take(':');
  if (!in.number(2, 2, zone_minute) || !in.rest().empty()) return std::nullopt;
  const auto zone = seconds_from(zone_hour, zone_minute, 0);
  if (!zone || zone_hour > 14) return std::nullopt;
  return *seconds + kShanghai - (west ? -*zone : *zone);
}

// The weekday that 同花顺 writes behind a date: a short word without digits.
bool is_weekday_word(std::string_view text) noexcept {
  return text.size() <= 9 && std::none_of(text.begin(), text.end(), is_digit);
}

}  // namespace

std::optional<CsvStamp> parse_csv_stamp(std::string_view field, bool month_first) noexcept {
  Digits in(field);
  const std::size_t count = in.leading();
  CsvStamp stamp;
  if (count >= 8) {
    const auto packed = packed_stamp(in, count);
    if (!packed || in.rest().empty()) return packed;
    if (in.rest() == ".0") return packed;  // An integer that pandas made a float.
    stamp = *packed;
    if (stamp.has_clock) return std::nullopt;
  } else {
    const auto date = separated_date(in, month_first);
    if (!date) return std::nullopt;
    stamp.time = time_from(*date);
  }
  if (in.rest().empty()) return stamp;
  if (in.take(',')) return is_weekday_word(in.rest()) ? std::optional(stamp) : std::nullopt;
  if (!in.take(' ') && !in.take('T')) return std::nullopt;
  in.skip_blanks();
  if (in.leading() == 0) return is_weekday_word(in.rest()) ? std::optional(stamp) : std::nullopt;
  const auto seconds = clock_with_zone(in);
  if (!seconds) return std::nullopt;
  return CsvStamp{stamp.time + *seconds, true};
}

std::optional<Time> parse_csv_clock(std::string_view field) noexcept {
  Digits in(field);
  const std::size_t count = in.leading();
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (count == field.size()) {
    if (count < 3 || count > 6) return std::nullopt;
    const std::size_t tail = count <= 4 ? 2 : 4;
    if (!in.number(count - tail, count - tail, hour) || !in.number(2, 2, minute))
      return std::nullopt;
    if (tail == 4) in.number(2, 2, second);
  } else {
    if (!in.number(1, 2, hour) || !in.take(':') || !in.number(2, 2, minute)) return std::nullopt;
    if (in.take(':') && !in.number(2, 2, second)) return std::nullopt;
    if (in.take('.')) {
      int part = 0;
      if (!in.number(1, 9, part)) return std::nullopt;
    }
    if (!in.rest().empty()) return std::nullopt;
  }
  return seconds_from(hour, minute, second);
}

}  // namespace fwq::data
