// Words and numbers for people and programs.
#include "fwq/core/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace fwq::core {

std::string shortest(double value) {
  if (!std::isfinite(value)) return {};
  if (value == 0.0) return "0";  // Also for -0: a sign there tells nobody anything.
  char buffer[400];  // A double has at most 309 digits before and 324+17 after the point.
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::fixed);
  return {buffer, end.ptr};
}

std::string fixed(double value, int digits) {
  if (!std::isfinite(value)) return "-";
  const std::string text = shortest(std::abs(value));
  const std::size_t after = digits > 0 ? static_cast<std::size_t>(digits) : 0;
  const std::size_t point = std::min(text.find('.'), text.size());
  // The digits without their point; a zero before them takes what is carried.
  std::string number;
  number.reserve(text.size() + after + 3);
  number += '0';
  for (const char c : text) {
    if (c != '.') number += c;
  }
  const std::size_t kept = 1 + point + after;
  const bool up = kept < number.size() && number[kept] >= '5';
  number.resize(kept, '0');
  if (up) {
    std::size_t at = kept - 1;
    for (; number[at] == '9'; --at) number[at] = '0';
    ++number[at];
  }
  std::string out;
  out.reserve(number.size() + 2);
  if (value < 0 && number.find_first_not_of('0') != std::string::npos) out += '-';
  const std::size_t whole = 1 + point;
  for (std::size_t i = number.front() == '0' ? 1 : 0; i < kept; ++i) {
    if (i == whole) out += '.';
    out += number[i];
  }
  return out;
}

std::string to_lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const auto at = text.find(separator);
    pieces.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return pieces;
    text.remove_prefix(at + 1);
  }
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  const std::string x = to_lower(a);
  const std::string y = to_lower(b);
  // Three rows of the optimal-string-alignment table: two back, one back, current.
  std::vector<std::size_t> before(y.size() + 1);
  std::vector<std::size_t> last(y.size() + 1);
  std::vector<std::size_t> now(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::size_t replace = last[j - 1] + (x[i - 1] == y[j - 1] ? 0 : 1);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, replace});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
        now[j] = std::min(now[j], before[j - 2] + 1);
      }
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[y.size()];
}

std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t most) {
  struct Near {
    std::size_t rank;
    std::size_t differs_at;  // Among equals, slips near the end of a word are the likelier ones.
    const std::string* text;
  };
  std::vector<Near> near;
  const std::string key = to_lower(word);
  // One edit for short words, a third of longer ones: "machd" → "macd", but "xyz" → nothing.
  const std::size_t allowed = std::max<std::size_t>(1, key.size() / 3);
  for (const std::string& candidate : candidates) {
    const std::string text = to_lower(candidate);
    const std::size_t edits = edit_distance(key, text);
    const auto differs_at = static_cast<std::size_t>(
        std::mismatch(key.begin(), key.end(), text.begin(), text.end()).first - key.begin());
    if (edits <= allowed) {
      near.push_back({edits, differs_at, &candidate});
    } else if (key.size() >= 2 && text.find(key) != std::string::npos) {
      near.push_back({allowed + (text.starts_with(key) ? 1U : 2U), differs_at, &candidate});
    }
  }
  std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) {
    return a.rank != b.rank ? a.rank < b.rank : a.differs_at > b.differs_at;
  });
  std::vector<std::string> names;
  for (std::size_t i = 0; i < near.size() && i < most; ++i) names.push_back(*near[i].text);
  return names;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto names = nearest(word, candidates);
  if (names.empty()) return {};
  std::string text = "; did you mean ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text + "?";
}

std::string did_you_mean_zh(std::string_view word, const std::vector<std::string>& candidates) {
  const auto names = nearest(word, candidates);
  if (names.empty()) return {};
  std::string text = "；是否想输入 ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " 或 " : "、";
    text += names[i];
  }
  return text + "？";
}

std::size_t display_width(std::string_view utf8) noexcept {
  std::size_t width = 0;
  for (std::size_t i = 0; i < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    const std::size_t length = lead < 0x80U ? 1 : lead < 0xe0U ? 2 : lead < 0xf0U ? 3 : 4;
    // From U+1100 on: CJK, Hangul and full-width forms are three-byte sequences of two columns,
    // but for general punctuation, arrows, box drawing and blocks (U+2000-U+2E7F).
    bool wide = length >= 3;
    if (length == 3 && i + 1 < utf8.size()) {
      const auto code =
          ((lead & 0x0fU) << 12U) | ((static_cast<unsigned char>(utf8[i + 1]) & 0x3fU) << 6U);
      wide = code >= 0x1100U && !(code >= 0x2000U && code < 0x2e80U);
    }
    width += wide ? 2 : 1;
    i += length;
  }
  return width;
}

std::string padded(std::string_view utf8, std::size_t width, bool right) {
  const std::size_t used = display_width(utf8);
  const std::string space(used < width ? width - used : 0, ' ');
  return right ? space + std::string(utf8) : std::string(utf8) + space;
}

}  // namespace fwq::core
