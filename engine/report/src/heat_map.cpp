// A heat map as a table.
#include "heat_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "fwq/report/words.hpp"

namespace fwq::report {
namespace {

constexpr double kFullTint = 46;  // Percent; text on it can still be read in both looks.

std::string with_sign(double value, int digits) {
  const std::string text = shown(value, digits);
  return (text.starts_with('-') || std::stod(text) == 0 ? "" : "+") + text;
}

// The sizes that have no tint and the full one.
struct Scale {
  double least = 0, most = 0;
  double part(double value) const {
    if (!(most > least)) return most > 0 ? 1 : 0;
    return std::sqrt(std::clamp((std::abs(value) - least) / (most - least), 0.0, 1.0));
  }
};

Scale scale_of(const HeatMap& map) {
  double least = std::numeric_limits<double>::infinity(), most = 0;
  bool above = false, below = false;
  for (const auto& line : map.lines) {
    for (std::size_t i = 0; i + (map.total ? 1 : 0) < line.values.size(); ++i) {
      if (!std::isfinite(line.values[i])) continue;
      most = std::max(most, std::abs(line.values[i]));
      least = std::min(least, std::abs(line.values[i]));
      above = above || line.values[i] > 0;
      below = below || line.values[i] < 0;
    }
  }
  return {map.from_least && above != below ? least : 0, most};
}

std::string cell(const HeatMap& map, std::size_t l, std::size_t i, const Scale& scale) {
  const HeatMap::Line& line = map.lines[l];
  const double value = line.values[i];
  const std::string_view apart = map.total && i + 1 == line.values.size() ? " total" : "";
  if (!std::isfinite(value)) return fmt::format("<td class=\"number{}\"></td>", apart);
  return fmt::format("<td class=\"number {}{}{}\" style=\"--w:{}%\" title=\"{} {}: {}{}\">{}</td>",
                     value > 0   ? "hot"
                     : value < 0 ? "cold"
                                 : "even",
                     apart, map.marked_line == l && map.marked_column == i ? " marked" : "",
                     shown(scale.part(value) * kFullTint, 0), escaped(line.name),
                     i < map.columns.size() ? escaped(map.columns[i]) : "",
                     with_sign(value, map.digits + 1), escaped(map.unit),
                     with_sign(value, map.digits));
}

}  // namespace

std::string heat_map_html(const HeatMap& map) {
  std::string out = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table "
      "class=\"heat\"><caption>{0}</caption><thead><tr><th scope=\"col\">{1}</th>",
      escaped(map.caption), escaped(map.corner));
  for (std::size_t i = 0; i < map.columns.size(); ++i)
    out += fmt::format("<th scope=\"col\" class=\"number{}\">{}</th>",
                       map.total && i + 1 == map.columns.size() ? " total" : "",
                       escaped(map.columns[i]));
  out += "</tr></thead><tbody>";
  const Scale scale = scale_of(map);
  for (std::size_t l = 0; l < map.lines.size(); ++l) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escaped(map.lines[l].name));
    for (std::size_t i = 0; i < map.lines[l].values.size(); ++i) out += cell(map, l, i, scale);
    out += "</tr>";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace fwq::report
