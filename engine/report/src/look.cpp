// Colours of a page from a theme.
#include "look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/core/text.hpp"

namespace fwq::report {
namespace {

using core::Color;

constexpr double kReadable = 4.5;  // WCAG 2.1 AA for text.

Color mixed(Color from, Color to, double part) {
  const auto channel = [part](std::uint8_t a, std::uint8_t b) {
    return static_cast<std::uint8_t>(std::lround(a + (b - a) * part));
  };
  return {channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b), 255};
}

double least_contrast(Color color, const core::Theme& theme) {
  return std::min(core::contrast(color, theme.background),
                  core::contrast(color, theme.chart_background));
}

// `color`, or the first step towards black or white that can be read on the theme's backgrounds.
Color readable(Color color, const core::Theme& theme) {
  color.a = 255;
  const bool dark = core::luminance(theme.background) < 0.18;
  const Color end = dark ? Color{255, 255, 255, 255} : Color{0, 0, 0, 255};
  for (int step = 0; step <= 20; ++step) {
    const Color tried = mixed(color, end, step / 20.0);
    if (least_contrast(tried, theme) >= kReadable) return tried;
  }
  return end;
}

}  // namespace

std::string css_properties(const core::Theme& theme) {
  std::string css;
  const auto set = [&](std::string_view name, Color color) {
    css += fmt::format("--{}:{};", name, core::to_text(color));
  };
  for (const auto& color : core::theme_colors()) set(color.key, theme.*color.member);
  set("text", readable(theme.foreground, theme));
  set("muted", readable(mixed(theme.foreground, theme.background, 0.35), theme));
  set("axis_text", readable(theme.chart_text, theme));
  set("accent_text", readable(theme.accent, theme));
  set("on_accent",
      core::luminance(theme.accent) > 0.18 ? Color{0, 0, 0, 255} : Color{255, 255, 255, 255});
  set("up_text", readable(theme.k_up, theme));
  set("down_text", readable(theme.k_down, theme));
  set("border", mixed(theme.background, theme.foreground, 0.16));
  set("panel", theme.chart_background);
  for (std::size_t i = 0; i < theme.indicator_colors.size(); ++i) {
    set(fmt::format("c{}", i), theme.indicator_colors[i]);
    set(fmt::format("c{}_text", i), readable(theme.indicator_colors[i], theme));
  }
  css += fmt::format("--alpha:{};--font:{};--mono:{};", core::shortest(theme.alpha),
                     theme.default_font, theme.code_font);
  css +=
      fmt::format("color-scheme:{};", core::luminance(theme.background) < 0.18 ? "dark" : "light");
  return css;
}

}  // namespace fwq::report
