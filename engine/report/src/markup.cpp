// Escapes: what a page may hold, whatever a name says.
#include "markup.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/report/words.hpp"

namespace fwq::report {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The length of the valid UTF-8 sequence at the start of `text`; 0 if there is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool outside = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
  return overlong || outside ? 0 : length;
}

// Gives each character of `text` to `append`; what is no character of a page comes as U+FFFD.
template <class Append>
void for_each_character(std::string_view text, const Append& append) {
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const auto byte = static_cast<unsigned char>(text.front());
    const bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
    append(length == 0 || control ? kReplacement : text.substr(0, length));
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for_each_character(text, [&](std::string_view piece) {
    switch (piece.front()) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += piece;
    }
  });
  return out;
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for_each_character(text, [&](std::string_view piece) {
    constexpr std::string_view kSpecial = "\"\\<>&\n\t";
    if (kSpecial.find(piece.front()) != std::string_view::npos) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(piece.front()));
    } else if (piece == "\xE2\x80\xA8" || piece == "\xE2\x80\xA9") {
      out += ' ';  // Line ends to a script, though not to JSON.
    } else {
      out += piece;
    }
  });
  return out + '"';
}

std::string px(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text == "-0" ? "0" : text;
}

}  // namespace fwq::report
