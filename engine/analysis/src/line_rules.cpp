// The two shared rules at work.
#include "line_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/core/text.hpp"

namespace fwq::analysis {
namespace {

constexpr int kMostDigits = 12;

// 1 or -1 for the side of `b` that `a` is on, 0 within rounding of it. `unit`: the size of what both were made of.
int side_of(double a, double b, double unit) noexcept {
  const double noise = 1e-9 * std::max({std::abs(a), std::abs(b), unit});
  return a - b > noise ? 1 : b - a > noise ? -1 : 0;
}

// "MACD: MACD 1 crosses" says a name twice: what `emit` puts in front is enough.
std::string lead(const SignalRun& run, std::string_view name) {
  return name == run.source.substr(0, run.source.find('(')) ? "" : std::string(name) + ' ';
}

}  // namespace

std::pair<std::string, std::string> told_apart(double a, double b, int digits) {
  std::pair<std::string, std::string> texts{core::fixed(a, digits), core::fixed(b, digits)};
  while (texts.first == texts.second && a != b && digits < kMostDigits) {
    ++digits;
    texts = {core::fixed(a, digits), core::fixed(b, digits)};
  }
  return texts;
}

void cross_signals(const SignalRun& run, const CrossRule& rule) {
  int side = 0;
  for (std::size_t i = 0; i < rule.a.size(); ++i) {
    const double a = rule.a[i];
    const double b = rule.b.empty() ? rule.level : rule.b[i];
    const double unit = rule.scale.empty() ? 1.0 : std::abs(rule.scale[i]);
    if (std::isnan(a) || std::isnan(b) || std::isnan(unit)) {
      side = 0;  // After a missing value the side is unknown, and the first that shows is no cross.
      continue;
    }
    const int now = side_of(a, b, unit);
    if (now == 0) continue;  // Touching is not crossing.
    if (side != 0 && now != side) {
      const bool up = now > 0;
      const auto [x, y] = told_apart(a, b, rule.digits);
      const bool level = rule.b.empty();
      emit(run, i, up != rule.inverted ? Side::buy : Side::sell,
           strength_from(0.3, std::abs(a - b) / (unit * rule.full)),
           fmt::format("{}{} crosses {} {}{}", lead(run, rule.a_name), x, up ? "above" : "below",
                       rule.b_en, level ? "" : " " + y),
           fmt::format("{}{} {} {}{}", lead(run, rule.a_name), x, up ? "上穿" : "下穿", rule.b_zh,
                       level ? "" : " " + y));
    }
    side = now;
  }
}

void zone_signals(const SignalRun& run, const ZoneRule& rule) {
  double depth = 0;  // How far beyond a border it had been; negative below `low`.
  for (std::size_t i = 0; i < rule.value.size(); ++i) {
    const double value = rule.value[i];
    const double beyond = value < rule.low    ? value - rule.low
                          : value > rule.high ? value - rule.high
                                              : 0.0;
    const bool out = depth != 0 && !std::isnan(value) && beyond * depth <= 0;
    if (out) {
      const bool below = depth < 0;
      const double border = below ? rule.low : rule.high;
      const double furthest = border + depth;
      const double room = below ? rule.low - rule.floor : rule.ceiling - rule.high;
      const bool oversold = below != rule.inverted;
      const std::string shown = told_apart(value, border, rule.digits).first;
      const std::string end = core::fixed(furthest, rule.digits);
      emit(run, i, oversold ? Side::buy : Side::sell, strength_from(0.4, std::abs(depth) / room),
           fmt::format("{}{} leaves the {} zone {} {} ({} {})", lead(run, rule.name), shown,
                       oversold ? "oversold" : "overbought", below ? "below" : "above",
                       core::shortest(border), below ? "lowest" : "highest", end),
           fmt::format("{}{} 离开 {} {}的{}区（{} {}）", lead(run, rule.name), shown,
                       core::shortest(border), below ? "以下" : "以上", oversold ? "超卖" : "超买",
                       below ? "最低" : "最高", end));
    }
    if (std::isnan(value)) {
      depth = 0;
    } else if (beyond == 0 || out) {
      depth = beyond;
    } else if (std::abs(beyond) > std::abs(depth)) {
      depth = beyond;
    }
  }
}

}  // namespace fwq::analysis
