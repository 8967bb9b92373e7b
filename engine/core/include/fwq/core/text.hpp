// Words and numbers as people and programs read them: shortest numbers, nearest names, lower case.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fwq::core {

// The shortest decimal that reads back as exactly `value`, never with an exponent.
// NaN and infinities give an empty string: the caller decides between `null` and an empty field.
std::string shortest(double value);

// `value` with exactly `digits` (0 or more) after the point, for people: its shortest decimal rounded half away from zero,
// as by hand. 9.0435 is 9.044 with three digits, though its double lies a hair below; -0.5 is -1 with none. No minus
// before zero. "-" when it is NaN or infinite. Every number that a user sees is rounded here, reports' too.
std::string fixed(double value, int digits);

// ASCII lower case; other bytes stay.
std::string to_lower(std::string_view text);

// Without leading and trailing spaces, tabs and line ends.
std::string_view trimmed(std::string_view text) noexcept;

// The pieces of `text` between `separator`s, not trimmed; an empty text has one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

// Edits (insert, delete, replace, swap of neighbours) between two texts, ignoring ASCII case.
std::size_t edit_distance(std::string_view a, std::string_view b);

// Up to `most` of `candidates` that `word` was probably meant to be, nearest first: within a third
// of its length in edits, or beginning with it, or containing it.
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t most = 3);

// "; did you mean a, b or c?" from nearest(), or "" when nothing is near. For ends of messages.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);
// The same in Chinese.
std::string did_you_mean_zh(std::string_view word, const std::vector<std::string>& candidates);

// Columns that `text` takes on a terminal: CJK characters take two.
std::size_t display_width(std::string_view utf8) noexcept;

// `text` padded with spaces to `width` columns; longer text stays whole.
std::string padded(std::string_view utf8, std::size_t width, bool right = false);

}  // namespace fwq::core
