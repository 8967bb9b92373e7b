// A canvas: SVG text that grows, with the elements that charts need.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "fwq/report/scale.hpp"

namespace fwq::report {

class Canvas {
 public:
  enum class Anchor { start, middle, end };

  Canvas(double width, double height, std::string_view label);
  void line(double x1, double y1, double x2, double y2, std::string_view css);
  void rect(double x, double y, double width, double height, std::string_view css);
  // `d` as SVG wants it; an empty one draws nothing.
  void path(std::string_view d, std::string_view css);
  void text(double x, double y, std::string_view words, std::string_view css,
            Anchor anchor = Anchor::start);
  void raw(std::string_view markup) { out_ += markup; }
  std::string finish() &&;

 private:
  std::string out_;
};

// "M x y L x y …" through values [first, end), broken where one is missing.
std::string line_path(std::span<const double> values, std::size_t first, std::size_t end,
                      const BarScale& x, const ValueScale& y);

// The smallest and largest number among values [first, end), beside what `low` and `high` hold.
void widen(double& low, double& high, std::span<const double> values, std::size_t first,
           std::size_t end);

// Whether two lines look like one among values [first, end): present at the same bars, nowhere apart by a ten-millionth.
bool coincide(std::span<const double> a, std::span<const double> b, std::size_t first,
              std::size_t end) noexcept;

}  // namespace fwq::report
