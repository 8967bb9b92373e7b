// What file names and title lines say of a CSV of bars.
#include <algorithm>
#include <array>
#include <string>

#include "csv_shape.hpp"
#include "fwq/core/text.hpp"

namespace fwq::data {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// 202401 is a month before it is a security.
bool is_month(std::string_view code) {
  const int year = std::stoi(std::string(code.substr(0, 4)));
  const int month = std::stoi(std::string(code.substr(4)));
  return year >= 1990 && year <= 2099 && month >= 1 && month <= 12 && !code.starts_with("200");
}

// The letters that end at (or begin at) a place, at most `most`.
std::string_view letters_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  return text.substr(begin, end - begin);
}
std::string_view letters_from(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && is_letter(text[end])) ++end;
  return text.substr(begin, end - begin);
}
bool is_joint(char c) {
  return c == '.' || c == '#' || c == '_' || c == '-';
}

// The security that the six digits at `at` name, with a market beside them if there is one.
Symbol symbol_at(std::string_view text, std::size_t at) {
  const std::string code(text.substr(at, 6));
  std::size_t before = at;
  if (before > 0 && is_joint(text[before - 1])) --before;
  const std::string left(letters_before(text, before));
  if (const auto parsed = Symbol::parse(left + "." + code); !left.empty() && parsed) return *parsed;
  std::size_t after = at + 6;
  if (after < text.size() && is_joint(text[after])) ++after;
  const std::string right(letters_from(text, after));
  if (const auto parsed = Symbol::parse(code + "." + right); !right.empty() && parsed)
    return *parsed;
  if (is_month(code)) return {};
  const auto parsed = Symbol::parse(code);
  return parsed ? *parsed : Symbol();
}

Symbol symbol_in(std::string_view text) {
  Symbol found;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at == 6) {
      const Symbol one = symbol_at(text, at);
      if (!one.empty() && !found.empty() && one != found) return {};  // Which of the two?
      if (found.empty()) found = one;
    }
    at = std::max(end, at + 1);
  }
  return found;
}

}  // namespace

Symbol symbol_of_file_name(const std::filesystem::path& name) {
  return symbol_in(name.filename().replace_extension().string());
}

std::string adjusted_by_file_name(const std::filesystem::path& name) {
  const std::string stem = core::to_lower(name.filename().string());
  for (const char* word : {"qfq", "hfq", "前复权", "后复权"}) {
    if (stem.find(word) != std::string::npos) return word;
  }
  return {};
}

CsvTitle read_csv_title(std::string_view utf8) {
  CsvTitle title;
  const std::string_view text = core::trimmed(utf8);
  // The code stands first, with or without its market.
  const std::string_view word = text.substr(0, text.find_first_of(" \t,"));
  title.symbol = symbol_in(word);
  const auto has = [&](std::string_view what) { return text.find(what) != std::string_view::npos; };
  for (const char* adjusted : {"前复权", "后复权", "等比复权", "定点复权"}) {
    if (has(adjusted)) title.adjusted = adjusted;
  }
  struct Word {
    std::string_view text;
    Period period;
  };
  // 15分钟 before 5分钟, which it holds.
  static constexpr std::array<Word, 10> kPeriods{{{"15分钟", Period::min15},
                                                  {"30分钟", Period::min30},
                                                  {"60分钟", Period::min60},
                                                  {"5分钟", Period::min5},
                                                  {"1分钟", Period::min1},
                                                  {"日线", Period::day},
                                                  {"周线", Period::week},
                                                  {"月线", Period::month},
                                                  {"季线", Period::quarter},
                                                  {"年线", Period::year}}};
  for (const Word& one : kPeriods) {
    if (has("多日线") || !has(one.text)) continue;
    title.period = one.period;
    break;
  }
  return title;
}

}  // namespace fwq::data
