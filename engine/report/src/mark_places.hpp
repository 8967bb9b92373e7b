// Where the marks of findings stand in a chart: near their bar, and never on each other or on another label.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace fwq::report {

// Pixels, growing to the right and downwards. Boxes that only touch do not overlap.
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;
  bool overlaps(const Box& other) const noexcept;
};

bool is_free(const Box& box, std::span<const Box> taken) noexcept;

// The width of `text` on the page with letters of `size` pixels; at least what it takes.
double text_width(std::string_view text, double size) noexcept;

// A mark to be placed: a triangle or circle with its label beyond it, or a small one without.
struct MarkSpace {
  double x = 0;  // Its middle.
  double edge =
      0;  // What it keeps clear of: the lowest price over its width when below, else the highest.
  bool below = false;  // It grows downwards from the edge.
  double label = 0;    // Width of its label; 0: small, without one.
};

// Half the width that a mark takes.
double half_width(const MarkSpace& mark) noexcept;

// What it covers with its tip at y `tip`.
Box box_of(const MarkSpace& mark, double tip) noexcept;

struct MarkPlaces {
  // By mark: y of the tip towards the bar. None for a small mark that found no place near its bar; the data box and the table still
  // have it.
  std::vector<std::optional<double>> tips;
  bool crowded =
      false;  // A labelled mark had to stand on the wrong side of its edge: more room would help.
};

// Places labelled marks first, then small ones, each in the order given and outwards from its edge, between `top` and `bottom`.
// None of them overlaps another or one of `taken`. The same as placeMarks in page/chart.js. Cost: marks times boxes.
MarkPlaces place_marks(std::span<const MarkSpace> marks, std::vector<Box> taken, double top,
                       double bottom);

}  // namespace fwq::report
