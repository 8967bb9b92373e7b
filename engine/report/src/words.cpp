// Numbers of a report, as people read them.
#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <span>

#include "decimals.hpp"
#include "fwq/report/words.hpp"

namespace fwq::report {
namespace {

constexpr std::string_view kNoNumber = "–";
}  // namespace

std::optional<std::int64_t> decimal_units(double value, int digits) {
  const double scaled = value * std::pow(10.0, digits);
  if (!(std::abs(scaled) < 9e15)) return std::nullopt;
  const double whole = std::round(scaled);
  const bool exact = std::abs(scaled - whole) <= 1e-9 * std::max(1.0, std::abs(scaled));
  return static_cast<std::int64_t>(exact ? whole : std::floor(scaled));
}

std::string shown(double value, int digits) {
  const auto fine = decimal_units(value, digits + 1);
  if (!fine)
    return std::isfinite(value) ? fmt::format("{:.{}f}", value, digits) : std::string(kNoNumber);
  const std::int64_t up = *fine + 5;
  const std::int64_t units = up >= 0 ? up / 10 : -((-up + 9) / 10);  // Rounds down.
  std::string text = std::to_string(units < 0 ? -units : units);
  const auto after = static_cast<std::size_t>(digits);
  if (text.size() <= after) text.insert(0, after + 1 - text.size(), '0');
  if (digits > 0) text.insert(text.size() - after, ".");
  return units < 0 ? "-" + text : text;
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
