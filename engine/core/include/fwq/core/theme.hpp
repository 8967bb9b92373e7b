// Themes: the colours and fonts of charts, reports and windows; `dark`, `light`, and what users write.
//
// Up is red and down is green, as on every Chinese screen. The user's themes stand in config/theme.json: one object
// or a list of objects, in the product document's format. A theme has a name and at least one colour; everything else may be left out:
//
//   {"id": "sea", "name": {"en": "Sea", "zh": "大海"},        or "name": "Sea"
//    "colors": {"background": "#002b36", "foreground": "#eee8d5", "accent": "#268bd2",
//               "k_up": "#dc322f", …,                          all of theme_colors()
//               "alpha": 0.5, "indicator_colors": ["#ffffff", …]},
//    "fonts": {"default": "Microsoft YaHei", "code": "Consolas"}}
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::core {

// sRGB with straight (not premultiplied) opacity; a = 255 is opaque.
struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  friend bool operator==(const Color&, const Color&) = default;
};

// Reads "#rrggbb" or "#rrggbbaa" (either case). Errors: invalid_argument.
Result<Color> parse_color(std::string_view text);
// "#rrggbb", or "#rrggbbaa" when not opaque: CSS and SVG read it as it is.
std::string to_text(Color color);

// WCAG 2.1: relative luminance in [0,1] and contrast ratio in [1,21]. Opacity is ignored.
double luminance(Color color) noexcept;
double contrast(Color a, Color b) noexcept;

struct Theme {
  std::string id;  // "dark"; what the setting ui.theme holds. Lower case, never translated.
  std::string name_en, name_zh;  // For people; a user's theme has one name for both.
  Color background, foreground, accent;
  // Candles: rising, falling, closed at the limit, outline of the body.
  Color k_up, k_down, k_limit_up, k_limit_down, k_edge;
  Color chart_background, chart_grid, chart_text;
  Color volume_up, volume_down;
  double alpha = 1.0;  // Opacity of volume bars and filled areas, in [0,1].
  std::array<Color, 7>
      indicator_colors{};  // Of the first, second … line; then again from the first.
  // Lists of font families, separated by commas, safe inside a CSS declaration or an attribute
  // (no quotes, angle brackets, braces, semicolons or control characters).
  std::string default_font, code_font;

  friend bool operator==(const Theme&, const Theme&) = default;
};

// One colour of a theme by its key in theme.json, e.g. {"k_up", &Theme::k_up}; for style sheets and editors.
struct ThemeColor {
  std::string_view key;
  Color Theme::*member;
};
std::span<const ThemeColor> theme_colors();

// `dark` and `light`, in this order.
std::span<const Theme> built_in_themes();

// Themes and what was wrong with those that are not among them.
struct ThemeBook {
  std::vector<Theme> themes;
  std::vector<std::string> warnings;  // One line each, naming the theme and the key.
};

// The themes in the bytes of a theme.json. A broken theme is skipped with a warning for each of its faults: not
// JSON, nested beyond 16 levels, over 1 MiB, more than 64 themes, an unknown key (with the nearest one), a bad
// colour, font or number, an id or name that an earlier one has. Colours that a theme does not name come from `dark` or
// `light`, whichever is nearer in the brightness of its background. Never fails on any input.
ThemeBook parse_themes(std::string_view json);

// The user's themes from `config_folder`/theme.json, followed by the built-in ones; a user's theme with the id of a
// built-in one replaces it. A missing file is no fault; one that cannot be read is a warning.
ThemeBook load_themes(const std::filesystem::path& config_folder);

// The theme whose id or name (in either language) is `name`, ASCII case ignored; ids are tried first.
// Errors: not_found, naming all, the nearest, and the warnings (the theme asked for may be a broken one).
Result<Theme> find_theme(const ThemeBook& book, std::string_view name);

// The same theme for people who read green as rising: what rises and what falls change colours (candles, limits, volume).
Theme green_rises(Theme theme);

// find_theme() in load_themes(): for callers that need one theme and no list.
Result<Theme> load_theme(const std::filesystem::path& config_folder, std::string_view name);

}  // namespace fwq::core
