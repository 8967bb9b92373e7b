// Styles from themes.
#include "fwq/chart/chart_style.hpp"

#include "color.hpp"

namespace fwq::chart {
namespace {

QColor color_of(core::Color c) {
  return {c.r, c.g, c.b, c.a};
}

}  // namespace

QColor mixed(const QColor& over, const QColor& under, double part) {
  const auto mix = [part](int a, int b) {
    return static_cast<int>(std::lround(a * part + b * (1 - part)));
  };
  return {mix(over.red(), under.red()), mix(over.green(), under.green()),
          mix(over.blue(), under.blue())};
}

ChartStyle chart_style(const core::Theme& theme) {
  ChartStyle style;
  style.background = color_of(theme.chart_background);
  style.grid = mixed(color_of(theme.chart_grid), style.background, 0.6);
  style.border = color_of(theme.chart_grid);
  style.text = color_of(theme.chart_text);
  style.strong_text = color_of(theme.foreground);
  style.crosshair = mixed(style.text, style.background, 0.75);
  style.accent = color_of(theme.accent);
  style.card = mixed(style.strong_text, style.background, 0.10);
  style.card_text = style.strong_text;
  style.red = color_of(theme.k_up);
  style.green = color_of(theme.k_down);
  style.limit_up = color_of(theme.k_limit_up);
  style.limit_down = color_of(theme.k_limit_down);
  style.volume_red = mixed(color_of(theme.volume_up), style.background, theme.alpha);
  style.volume_green = mixed(color_of(theme.volume_down), style.background, theme.alpha);
  for (std::size_t i = 0; i < style.lines.size(); ++i)
    style.lines[i] = color_of(theme.indicator_colors[i]);
  style.neutral = style.lines[1];
  style.font_family = QString::fromStdString(theme.default_font);
  return style;
}

ChartStyle dark_style() {
  return chart_style(core::built_in_themes()[0]);
}

ChartStyle light_style() {
  return chart_style(core::built_in_themes()[1]);
}

}  // namespace fwq::chart
