// A heat map as a table.
#include "heat_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/report/words.hpp"

namespace fwq::report {
namespace {

constexpr double kFullTint = 46;  // Percent; text on it can still be read in both looks.

std::string with_sign(double value, int digits) {
  const std::string text = shown(value, digits);
  return (text.starts_with('-') || std::stod(text) == 0 ? "" : "+") + text;
}

double largest(const HeatMap& map) {
  double size = 0;
  for (const auto& line : map.lines) {
    for (std::size_t i = 0; i + (map.total ? 1 : 0) < line.values.size(); ++i) {
      if (std::isfinite(line.values[i])) size = std::max(size, std::abs(line.values[i]));
    }
  }
  return size;
}

std::string cell(const HeatMap& map, const HeatMap::Line& line, std::size_t i, double most) {
  const double value = line.values[i];
  const std::string_view apart = map.total && i + 1 == line.values.size() ? " total" : "";
  if (!std::isfinite(value)) return fmt::format("<td class=\"number{}\"></td>", apart);
  const double part = most > 0 ? std::sqrt(std::min(1.0, std::abs(value) / most)) : 0;
  return fmt::format("<td class=\"number {}{}\" style=\"--w:{}%\" title=\"{} {}: {}{}\">{}</td>",
                     value > 0   ? "hot"
                     : value < 0 ? "cold"
                                 : "even",
                     apart, shown(part * kFullTint, 0), escaped(line.name),
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
  const double most = largest(map);
  for (const auto& line : map.lines) {
    out += fmt::format("<tr><th scope=\"row\">{}</th>", escaped(line.name));
    for (std::size_t i = 0; i < line.values.size(); ++i) out += cell(map, line, i, most);
    out += "</tr>";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace fwq::report
