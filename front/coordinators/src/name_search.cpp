// Pinyin initials and the ranking of matches.
#include "fwq/coordinators/name_search.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "fwq/core/text.hpp"
#include "pinyin_table.hpp"

namespace fwq::coordinators {
namespace {

constexpr std::size_t kMostReadings = 16;

// The next character of UTF-8 text; damaged bytes come one by one as themselves.
std::uint32_t next_character(std::string_view text, std::size_t& at) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const std::size_t length = first < 0x80    ? 1
                             : first >= 0xf0 ? 4
                             : first >= 0xe0 ? 3
                             : first >= 0xc0 ? 2
                                             : 1;
  if (length == 1 || at + length > text.size()) return text.size() > at ? byte(at++) : 0;
  std::uint32_t code = first & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) code = code << 6U | (byte(at + i) & 0x3fU);
  at += length;
  return code;
}

// Wide forms (Ａ, １) and the wide space as plain ASCII.
std::uint32_t plain(std::uint32_t code) noexcept {
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  return code == 0x3000 ? ' ' : code;
}

struct SecondReading {
  char32_t character;
  char initial;
};
// Characters of company names whose other reading begins with another letter.
constexpr std::array kSecondReadings{
    SecondReading{U'行', 'h'}, SecondReading{U'行', 'x'}, SecondReading{U'长', 'c'},
    SecondReading{U'长', 'z'}, SecondReading{U'重', 'c'}, SecondReading{U'重', 'z'},
    SecondReading{U'乐', 'l'}, SecondReading{U'乐', 'y'}, SecondReading{U'调', 'd'},
    SecondReading{U'调', 't'}, SecondReading{U'藏', 'c'}, SecondReading{U'藏', 'z'},
    SecondReading{U'单', 'd'}, SecondReading{U'单', 's'}, SecondReading{U'参', 'c'},
    SecondReading{U'参', 's'}, SecondReading{U'曾', 'c'}, SecondReading{U'曾', 'z'},
    SecondReading{U'盛', 'c'}, SecondReading{U'盛', 's'}, SecondReading{U'厦', 's'},
    SecondReading{U'厦', 'x'}, SecondReading{U'朝', 'c'}, SecondReading{U'朝', 'z'},
    SecondReading{U'解', 'j'}, SecondReading{U'解', 'x'}, SecondReading{U'会', 'h'},
    SecondReading{U'会', 'k'}, SecondReading{U'传', 'c'}, SecondReading{U'传', 'z'},
    SecondReading{U'弹', 'd'}, SecondReading{U'弹', 't'}, SecondReading{U'铅', 'q'},
    SecondReading{U'铅', 'y'}, SecondReading{U'朴', 'p'}, SecondReading{U'朴', 'b'},
    SecondReading{U'乘', 'c'}, SecondReading{U'乘', 's'}, SecondReading{U'系', 'x'},
    SecondReading{U'系', 'j'}, SecondReading{U'奇', 'q'}, SecondReading{U'奇', 'j'},
    SecondReading{U'石', 's'}, SecondReading{U'石', 'd'}, SecondReading{U'降', 'j'},
    SecondReading{U'降', 'x'}, SecondReading{U'校', 'x'}, SecondReading{U'校', 'j'}};

// The letters that `code` may give: none, one, or two.
std::string letters_of(std::uint32_t code) {
  code = plain(code);
  if (code < 0x80) {
    const char letter = static_cast<char>(code);
    if (letter >= 'A' && letter <= 'Z') return {static_cast<char>(letter - 'A' + 'a')};
    const bool kept = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
    return kept ? std::string{letter} : std::string{};
  }
  if (code < kPinyinFirst || code > kPinyinLast) return {};
  const char usual = kPinyinInitials[code - kPinyinFirst];
  if (usual == '?') return {};
  std::string letters{usual};
  for (const auto& reading : kSecondReadings)
    if (reading.character == code && reading.initial != usual) letters += reading.initial;
  return letters;
}

}  // namespace

std::vector<std::string> pinyin_initials(std::string_view name) {
  std::vector<std::string> readings{""};
  for (std::size_t at = 0; at < name.size();) {
    const std::string letters = letters_of(next_character(name, at));
    if (letters.empty()) continue;
    const std::size_t before = readings.size();
    for (std::size_t other = 1; other < letters.size() && readings.size() < kMostReadings; ++other)
      for (std::size_t i = 0; i < before && readings.size() < kMostReadings; ++i)
        readings.push_back(readings[i] + letters[other]);
    for (std::size_t i = 0; i < before; ++i) readings[i] += letters[0];
  }
  return readings;
}

std::string search_query(std::string_view typed) {
  std::string query;
  for (std::size_t at = 0; at < typed.size();) {
    const std::size_t start = at;
    const std::uint32_t code = plain(next_character(typed, at));
    if (code == ' ' || code == '\t') continue;
    if (code < 0x80)
      query += static_cast<char>(code);
    else
      query += typed.substr(start, at - start);
  }
  return core::to_lower(query);
}

SearchKey::SearchKey(data::Symbol symbol, std::string_view name)
    : code_(symbol.code()),
      symbol_(core::to_lower(symbol.text())),
      name_(search_query(name)),
      initials_(pinyin_initials(name)) {}

int SearchKey::rank(std::string_view query) const noexcept {
  int best = 3;
  const auto look = [&](std::string_view text) {
    const auto at = text.find(query);
    if (at == std::string_view::npos) return;
    best = std::min(best, at > 0 ? 2 : text.size() == query.size() ? 0 : 1);
  };
  if (query.empty()) return 2;
  look(code_);
  look(symbol_);
  look(name_);
  for (const auto& reading : initials_) look(reading);
  return best == 3 ? -1 : best;
}

}  // namespace fwq::coordinators
