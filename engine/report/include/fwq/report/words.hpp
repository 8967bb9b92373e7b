// Words and numbers of a report, in the language of its page.
#pragma once

#include <string>
#include <string_view>

namespace fwq::report {

enum class Language { en, zh };

inline std::string_view text(Language language, std::string_view en, std::string_view zh) noexcept {
  return language == Language::zh ? zh : en;
}

// `value` with `digits` after the point, rounded as core::fixed does, which the script of the charts does too; "–" when
// it is no number.
std::string shown(double value, int digits);
// With a sign always, and "%": "+1.25%".
std::string shown_percent(double value, int digits = 2);
// A large number in three to four figures with its unit: "1.23M" in English, "123.4万" in Chinese; "–" for none.
std::string shown_amount(double value, Language language);
// "12,345".
std::string shown_count(std::size_t count);

// Text inside an element or an attribute: & < > " ' become entities; bytes that are not UTF-8, and control characters
// that a page may not hold, become U+FFFD.
std::string escaped(std::string_view text);

}  // namespace fwq::report
