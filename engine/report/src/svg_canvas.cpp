// SVG text, element by element.
#include "svg_canvas.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "fwq/report/words.hpp"
#include "markup.hpp"

namespace fwq::report {

Canvas::Canvas(double width, double height, std::string_view label) {
  out_ = fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", px(width),
                     px(height), escaped(label));
}

void Canvas::line(double x1, double y1, double x2, double y2, std::string_view css) {
  out_ +=
      fmt::format("<path class=\"{}\" d=\"M{} {}L{} {}\"/>", css, px(x1), px(y1), px(x2), px(y2));
}

void Canvas::rect(double x, double y, double width, double height, std::string_view css) {
  out_ += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", css,
                      px(x), px(y), px(width), px(height));
}

void Canvas::path(std::string_view d, std::string_view css) {
  if (!d.empty()) out_ += fmt::format("<path class=\"{}\" d=\"{}\"/>", css, d);
}

void Canvas::text(double x, double y, std::string_view words, std::string_view css, Anchor anchor) {
  static constexpr std::string_view kAnchors[] = {"", " text-anchor=\"middle\"",
                                                  " text-anchor=\"end\""};
  out_ += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\"{}>{}</text>", css, px(x), px(y),
                      kAnchors[static_cast<std::size_t>(anchor)], escaped(words));
}

std::string Canvas::finish() && {
  return std::move(out_) + "</svg>";
}

std::string line_path(std::span<const double> values, std::size_t first, std::size_t end,
                      const BarScale& x, const ValueScale& y) {
  std::string d;
  bool drawing = false;
  for (std::size_t i = first; i < std::min(end, values.size()); ++i) {
    if (!std::isfinite(values[i])) {
      drawing = false;
      continue;
    }
    d += fmt::format("{}{} {}", drawing ? "L" : "M", px(x.x(static_cast<double>(i))),
                     px(y.y(values[i])));
    drawing = true;
  }
  return d;
}

void widen(double& low, double& high, std::span<const double> values, std::size_t first,
           std::size_t end) {
  for (std::size_t i = first; i < std::min(end, values.size()); ++i) {
    if (!std::isfinite(values[i])) continue;
    low = std::min(low, values[i]);
    high = std::max(high, values[i]);
  }
}

bool coincide(std::span<const double> a, std::span<const double> b, std::size_t first,
              std::size_t end) noexcept {
  bool any = false;
  for (std::size_t i = first; i < std::min({end, a.size(), b.size()}); ++i) {
    if (std::isfinite(a[i]) != std::isfinite(b[i])) return false;
    if (!std::isfinite(a[i])) continue;
    if (std::abs(a[i] - b[i]) > 1e-7 * std::max(std::abs(a[i]), std::abs(b[i]))) return false;
    any = true;
  }
  return any;
}

}  // namespace fwq::report
