// Reading theme.json: from JSON to themes, with a line for each fault.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "fwq/core/text.hpp"
#include "fwq/core/theme.hpp"
#include "json_depth.hpp"

namespace fwq::core {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxBytes = 1U << 20U;
constexpr std::size_t kMaxDepth = 16;
constexpr std::size_t kMaxThemes = 64;
constexpr std::size_t kMaxText = 200;  // Bytes of a name or a font list.

// Of a value in a message: never longer than a line.
std::string excerpt(const json& value) {
  std::string text = value.is_string() ? value.get<std::string>()
                                       : value.dump(-1, ' ', false, json::error_handler_t::replace);
  if (text.size() > 40) {
    std::size_t cut = 40;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) --cut;
    text = text.substr(0, cut) + "…";
  }
  return text;
}

// Reads one theme and keeps account of what is wrong with it.
class Reader {
 public:
  explicit Reader(std::string where) : where_(std::move(where)) {}

  void fault(std::string_view key, std::string_view what) {
    faults_.push_back(fmt::format("{}: {}: {}; the theme is skipped", where_, key, what));
  }
  void unknown(const std::string& key, const std::vector<std::string>& known) {
    const auto dot = key.rfind('.');
    const std::string last = dot == std::string::npos ? key : key.substr(dot + 1);
    fault(key.substr(0, 60), "there is no such key" + did_you_mean(last.substr(0, 60), known));
  }

  std::optional<std::string> text(const std::string& key, const json& value,
                                  std::string_view forbidden = "") {
    if (!value.is_string()) {
      fault(key, fmt::format("{} is not a text", excerpt(value)));
      return std::nullopt;
    }
    std::string out(trimmed(value.get_ref<const std::string&>()));
    const bool odd = std::any_of(out.begin(), out.end(), [&](char c) {
      return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ||
             forbidden.find(c) != std::string_view::npos;
    });
    if (out.empty() || out.size() > kMaxText || odd) {
      fault(key, fmt::format("'{}' cannot be used: give 1 to {} bytes without control characters{}",
                             excerpt(value), kMaxText,
                             forbidden.empty() ? "" : fmt::format(" and none of {}", forbidden)));
      return std::nullopt;
    }
    return out;
  }

  std::optional<Color> color(const std::string& key, const json& value) {
    if (value.is_string()) {
      if (const auto read = parse_color(value.get_ref<const std::string&>())) return *read;
    }
    fault(key, fmt::format("'{}' is not a colour: write #rrggbb or #rrggbbaa", excerpt(value)));
    return std::nullopt;
  }

  bool object(const std::string& key, const json& value) {
    if (value.is_object()) return true;
    fault(key, fmt::format("{} is not an object", excerpt(value)));
    return false;
  }

  const std::vector<std::string>& faults() const { return faults_; }

 private:
  std::string where_;
  std::vector<std::string> faults_;
};

void read_name(Reader& reader, const json& value, Theme& theme) {
  if (!value.is_object()) {
    if (const auto name = reader.text("name", value)) theme.name_en = theme.name_zh = *name;
    return;
  }
  for (const auto& [key, child] : value.items()) {
    if (key != "en" && key != "zh") {
      reader.unknown("name." + key, {"en", "zh"});
    } else if (const auto name = reader.text("name." + key, child)) {
      (key == "en" ? theme.name_en : theme.name_zh) = *name;
    }
  }
  if (theme.name_en.empty()) theme.name_en = theme.name_zh;
  if (theme.name_zh.empty()) theme.name_zh = theme.name_en;
}

void read_indicator_colors(Reader& reader, const json& value, Theme& theme) {
  const std::string key = "colors.indicator_colors";
  if (!value.is_array() || value.empty() || value.size() > theme.indicator_colors.size()) {
    reader.fault(key, fmt::format("give a list of 1 to {} colours", theme.indicator_colors.size()));
    return;
  }
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (const auto color = reader.color(fmt::format("{}[{}]", key, i), value[i]))
      theme.indicator_colors[i] = *color;
  }
}

void read_colors(Reader& reader, const json& colors, Theme& theme) {
  std::vector<std::string> known{"indicator_colors", "alpha"};
  for (const auto& color : theme_colors()) known.emplace_back(color.key);
  for (const auto& [key, child] : colors.items()) {
    const auto table = theme_colors();
    const auto at =
        std::find_if(table.begin(), table.end(), [&](const auto& c) { return c.key == key; });
    if (at != table.end()) {
      if (const auto color = reader.color("colors." + key, child)) theme.*(at->member) = *color;
    } else if (key == "indicator_colors") {
      read_indicator_colors(reader, child, theme);
    } else if (key == "alpha") {
      const double alpha = child.is_number() ? child.get<double>() : std::nan("");
      if (alpha >= 0 && alpha <= 1) {
        theme.alpha = alpha;
      } else {
        reader.fault("colors.alpha", fmt::format("{} is not a number from 0 to 1", excerpt(child)));
      }
    } else {
      reader.unknown("colors." + key, known);
    }
  }
}

void read_fonts(Reader& reader, const json& fonts, Theme& theme) {
  for (const auto& [key, child] : fonts.items()) {
    if (key != "default" && key != "code") {
      reader.unknown("fonts." + key, {"default", "code"});
    } else if (const auto font = reader.text("fonts." + key, child, "\"'<>{};&\\")) {
      (key == "default" ? theme.default_font : theme.code_font) = *font;
    }
  }
}

// The built-in theme whose background is nearer in brightness: the source of colours not named.
Theme base_for(const json& colors) {
  const auto built_in = built_in_themes();
  const auto at = colors.is_object() ? colors.find("background") : colors.end();
  if (!colors.is_object() || at == colors.end() || !at->is_string()) return built_in[0];
  const auto background = parse_color(at->get_ref<const std::string&>());
  if (!background) return built_in[0];
  // Lightness as the eye sees it: about the cube root of luminance.
  const auto lightness = [](Color color) { return std::cbrt(luminance(color)); };
  const auto distance = [&](const Theme& theme) {
    return std::abs(lightness(theme.background) - lightness(*background));
  };
  return distance(built_in[1]) < distance(built_in[0]) ? built_in[1] : built_in[0];
}

std::string id_of(std::string_view name) {
  std::string id = to_lower(name);
  std::replace(id.begin(), id.end(), ' ', '_');
  return id;
}

std::optional<Theme> read_theme(const json& node, std::size_t number,
                                std::vector<std::string>& warnings) {
  const auto name = node.is_object() ? node.find("name") : node.end();
  const bool named = node.is_object() && name != node.end() && name->is_string();
  Reader reader(named ? fmt::format("theme '{}'", excerpt(*name))
                      : fmt::format("theme {}", number));
  Theme theme;
  if (reader.object("theme", node)) {
    const auto colors = node.find("colors");
    theme = base_for(colors == node.end() ? json() : *colors);
    theme.id.clear();
    theme.name_en.clear();
    theme.name_zh.clear();
    for (const auto& [key, child] : node.items()) {
      if (key == "name") {
        read_name(reader, child, theme);
      } else if (key == "id") {
        if (const auto id = reader.text("id", child)) theme.id = id_of(*id);
      } else if (key == "colors") {
        if (reader.object(key, child)) read_colors(reader, child, theme);
      } else if (key == "fonts") {
        if (reader.object(key, child)) read_fonts(reader, child, theme);
      } else {
        reader.unknown(key, {"id", "name", "colors", "fonts"});
      }
    }
    if (theme.name_en.empty() && reader.faults().empty()) reader.fault("name", "it is missing");
    if (reader.faults().empty() && (colors == node.end() || colors->empty()))
      reader.fault("colors", "it names none, so it would look like a built-in theme");
    if (theme.id.empty()) theme.id = id_of(theme.name_en);
  }
  warnings.insert(warnings.end(), reader.faults().begin(), reader.faults().end());
  if (!reader.faults().empty()) return std::nullopt;
  return theme;
}

}  // namespace

ThemeBook parse_themes(std::string_view text) {
  ThemeBook book;
  const auto refuse = [&](std::string why) {
    book.warnings.push_back(std::move(why));
    return book;
  };
  if (text.size() > kMaxBytes)
    return refuse(fmt::format("it is larger than {} bytes; no theme is read from it", kMaxBytes));
  if (json_depth(text) > kMaxDepth)
    return refuse(
        fmt::format("it is nested more than {} levels deep; no theme is read from it", kMaxDepth));
  const auto root = json::parse(text, nullptr, false, true);
  if (root.is_discarded() || !(root.is_object() || root.is_array()))
    return refuse("it is not a JSON object or list (cut off or damaged); no theme is read from it");
  const json themes = root.is_array() ? root : json::array({root});
  for (std::size_t i = 0; i < themes.size(); ++i) {
    if (i == kMaxThemes) {
      book.warnings.push_back(fmt::format("only the first {} themes are read", kMaxThemes));
      break;
    }
    auto theme = read_theme(themes[i], i + 1, book.warnings);
    if (!theme) continue;
    const bool taken = std::any_of(book.themes.begin(), book.themes.end(),
                                   [&](const Theme& t) { return t.id == theme->id; });
    if (taken) {
      book.warnings.push_back(
          fmt::format("theme '{}': id: an earlier theme has it; the theme is skipped", theme->id));
    } else {
      book.themes.push_back(std::move(*theme));
    }
  }
  return book;
}

}  // namespace fwq::core
