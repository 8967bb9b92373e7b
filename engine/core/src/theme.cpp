// Colours, the two built-in themes, and finding a theme by name.
#include "fwq/core/theme.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"

namespace fwq::core {
namespace {

constexpr std::size_t kMaxBytes = 1U << 20U;

// 0xRRGGBB as in every style sheet.
constexpr Color rgb(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 16U), static_cast<std::uint8_t>(value >> 8U),
          static_cast<std::uint8_t>(value), 255};
}

constexpr std::array kThemeColors{
    ThemeColor{"background", &Theme::background},
    ThemeColor{"foreground", &Theme::foreground},
    ThemeColor{"accent", &Theme::accent},
    ThemeColor{"k_up", &Theme::k_up},
    ThemeColor{"k_down", &Theme::k_down},
    ThemeColor{"k_limit_up", &Theme::k_limit_up},
    ThemeColor{"k_limit_down", &Theme::k_limit_down},
    ThemeColor{"k_edge", &Theme::k_edge},
    ThemeColor{"chart_background", &Theme::chart_background},
    ThemeColor{"chart_grid", &Theme::chart_grid},
    ThemeColor{"chart_text", &Theme::chart_text},
    ThemeColor{"volume_up", &Theme::volume_up},
    ThemeColor{"volume_down", &Theme::volume_down},
};

constexpr const char* kTextFont = "Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif";
constexpr const char* kCodeFont = "Consolas, DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace";

Theme make_dark() {
  return {.id = "dark",
          .name_en = "Dark",
          .name_zh = "深色主题",
          .background = rgb(0x14171f),
          .foreground = rgb(0xe0e6ed),
          .accent = rgb(0x4da3ff),
          .k_up = rgb(0xff4d4f),
          .k_down = rgb(0x17c27c),
          .k_limit_up = rgb(0xff6ad5),
          .k_limit_down = rgb(0x35c9ff),
          .k_edge = rgb(0x9aa4b2),
          .chart_background = rgb(0x181c24),
          .chart_grid = rgb(0x2c3340),
          .chart_text = rgb(0xaab4c3),
          .volume_up = rgb(0xff4d4f),
          .volume_down = rgb(0x17c27c),
          .alpha = 0.75,
          .indicator_colors = {rgb(0xf5f7fa), rgb(0xffc53d), rgb(0xd48cff), rgb(0x4da3ff),
                               rgb(0xff9c6e), rgb(0x5cdbd3), rgb(0xbae637)},
          .default_font = kTextFont,
          .code_font = kCodeFont};
}

Theme make_light() {
  return {.id = "light",
          .name_en = "Light",
          .name_zh = "浅色主题",
          .background = rgb(0xf7f9fa),
          .foreground = rgb(0x222b45),
          .accent = rgb(0x1668c4),
          .k_up = rgb(0xdf3033),
          .k_down = rgb(0x0f8a55),
          .k_limit_up = rgb(0xb5179e),
          .k_limit_down = rgb(0x0277a8),
          .k_edge = rgb(0x5b6577),
          .chart_background = rgb(0xffffff),
          .chart_grid = rgb(0xe1e6ec),
          .chart_text = rgb(0x4a5468),
          .volume_up = rgb(0xdf3033),
          .volume_down = rgb(0x0f8a55),
          .alpha = 0.75,
          .indicator_colors = {rgb(0x39424e), rgb(0xb26a00), rgb(0x8e3ccb), rgb(0x1668c4),
                               rgb(0xc8501e), rgb(0x0b7f86), rgb(0x5f7f0a)},
          .default_font = kTextFont,
          .code_font = kCodeFont};
}

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

Result<Color> parse_color(std::string_view text) {
  const Error refused{Errc::invalid_argument,
                      fmt::format("'{}' is not a colour: write #rrggbb or #rrggbbaa, e.g. #2b2b2b",
                                  text.substr(0, 40))};
  if ((text.size() != 7 && text.size() != 9) || text.front() != '#') return refused;
  std::array<std::uint8_t, 4> parts{0, 0, 0, 255};
  for (std::size_t i = 1; i < text.size(); i += 2) {
    const int high = hex_digit(text[i]);
    const int low = hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return refused;
    parts[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return Color{parts[0], parts[1], parts[2], parts[3]};
}

std::string to_text(Color color) {
  std::string text = fmt::format("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
  if (color.a != 255) text += fmt::format("{:02x}", color.a);
  return text;
}

double luminance(Color color) noexcept {
  const auto linear = [](std::uint8_t part) {
    const double c = part / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

double contrast(Color a, Color b) noexcept {
  const double one = luminance(a);
  const double other = luminance(b);
  return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

std::span<const ThemeColor> theme_colors() {
  return kThemeColors;
}

std::span<const Theme> built_in_themes() {
  static const std::array themes{make_dark(), make_light()};
  return themes;
}

ThemeBook load_themes(const std::filesystem::path& config_folder) {
  const auto file = config_folder / "theme.json";
  ThemeBook book;
  if (const auto bytes = read_regular_file(file, kMaxBytes); bytes) {
    book = parse_themes(*bytes);
    for (auto& warning : book.warnings) warning = fmt::format("{}: {}", file.string(), warning);
  } else if (bytes.error().code != Errc::not_found) {
    book.warnings.push_back(bytes.error().message);
  }
  const std::size_t own = book.themes.size();
  for (const auto& built_in : built_in_themes()) {
    const auto end = book.themes.begin() + static_cast<std::ptrdiff_t>(own);
    if (std::none_of(book.themes.begin(), end, [&](const Theme& t) { return t.id == built_in.id; }))
      book.themes.push_back(built_in);
  }
  return book;
}

Result<Theme> find_theme(const ThemeBook& book, std::string_view name) {
  const std::string wanted = to_lower(trimmed(name));
  for (const auto& theme : book.themes) {
    if (theme.id == wanted) return theme;
  }
  std::vector<std::string> ids;
  for (const auto& theme : book.themes) {
    if (to_lower(theme.name_en) == wanted || to_lower(theme.name_zh) == wanted) return theme;
    ids.push_back(theme.id);
  }
  std::string message = fmt::format("there is no theme '{}'{}; there are {}", name.substr(0, 100),
                                    did_you_mean(wanted, ids), fmt::join(ids, ", "));
  std::string chinese = fmt::format("没有名为 '{}' 的主题{}；现有 {}", name.substr(0, 100),
                                    did_you_mean_zh(wanted, ids), fmt::join(ids, "、"));
  for (const auto& warning : book.warnings) {
    message += "; " + warning;
    chinese += "；" + warning;
  }
  return Error{Errc::not_found, message, chinese};
}

Theme green_rises(Theme theme) {
  std::swap(theme.k_up, theme.k_down);
  std::swap(theme.k_limit_up, theme.k_limit_down);
  std::swap(theme.volume_up, theme.volume_down);
  return theme;
}

Result<Theme> load_theme(const std::filesystem::path& config_folder, std::string_view name) {
  return find_theme(load_themes(config_folder), name);
}

}  // namespace fwq::core
