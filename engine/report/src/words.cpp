// Numbers of a report, as people read them.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <span>

#include "decimals.hpp"
#include "fwq/core/text.hpp"
#include "fwq/report/words.hpp"

namespace fwq::report {
namespace {

constexpr std::string_view kNoNumber = "–";
}  // namespace

std::optional<std::int64_t> decimal_units(double value, int digits) {
  if (!(std::abs(value) * std::pow(10.0, digits) < 9e15)) return std::nullopt;
  const std::string text = core::shortest(std::abs(value));
  const std::size_t whole = std::min(text.find('.'), text.size());
  std::string number = text.substr(0, whole);
  if (whole < text.size()) number += text.substr(whole + 1);
  number.resize(whole + static_cast<std::size_t>(digits), '0');
  std::int64_t units = 0;
  std::from_chars(number.data(), number.data() + number.size(), units);
  return value < 0 ? -units : units;
}

std::string shown(double value, int digits) {
  return std::isfinite(value) ? core::fixed(value, digits) : std::string(kNoNumber);
}

std::string shown_percent(double value, int digits) {
  if (!std::isfinite(value)) return std::string(kNoNumber);
  const std::string text = shown(value, digits);
  return (text.starts_with('-') ? "" : "+") + text + "%";
}

std::string shown_amount(double value, Language language) {
  if (!std::isfinite(value)) return std::string(kNoNumber);
  struct Unit {
    double size;
    std::string_view name;
  };
  static constexpr Unit kEnglish[] = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "K"}};
  static constexpr Unit kChinese[] = {{1e12, "万亿"}, {1e8, "亿"}, {1e4, "万"}};
  const auto units = language == Language::zh ? std::span<const Unit>(kChinese) : kEnglish;
  for (const auto& unit : units) {
    if (std::abs(value) < unit.size) continue;
    const double part = value / unit.size;
    return shown(part, std::abs(part) >= 1000  ? 0
                       : std::abs(part) >= 100 ? 1
                                               : 2) +
           std::string(unit.name);
  }
  return shown(value, 0);
}

std::string shown_count(std::size_t count) {
  std::string text = std::to_string(count);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

}  // namespace fwq::report
