// Rounding tops and bottoms, saucers, cups with a handle.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

// How a bowl is drawn: from the last close down by `depth` in `left` bars and up again in `right` ones. The way from
// the bottom grows as distance^power: 1 is a sharp turn, 2 a round one, 12 a box.
struct Arc {
  double depth;
  std::uint32_t left, right;
  double power = 2, noise = 0.1, shadow_low = 0.05, shadow_high = 0.3;
  double back = 1;  // How much of the way up is drawn.
};

std::uint32_t bars_between(const FacingCanvas& c, double low, double high) {
  return static_cast<std::uint32_t>(c.between(low, high));
}

void draw(const FacingCanvas& c, double unit, const Arc& a) {
  const double rim = c.close();
  for (std::uint32_t i = 1; i <= a.left + a.right; ++i) {
    const double way = i < a.left ? static_cast<double>(a.left - i) / a.left
                                  : static_cast<double>(i - a.left) / a.right;
    const double open = c.close();
    const double up = i < a.left ? 1 : a.back;
    const double close =
        rim - a.depth * (1 - up * std::pow(way, a.power)) + a.noise * unit * c.between(-1, 1);
    c.add(open, std::max(open, close) + unit * c.between(a.shadow_low, a.shadow_high),
          std::min(open, close) - unit * c.between(a.shadow_low, a.shadow_high), close);
  }
}

void walk(const FacingCanvas& c, double unit, double move, double per_bar) {
  const auto bars = static_cast<std::uint32_t>(std::max(2.0, std::abs(move) / (per_bar * unit)));
  c.leg(c.close() + move, bars, 0.15);
}

template <bool up>
Window rounding(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, up);
  const double unit = canvas.unit();
  const std::uint32_t half = bars_between(c, 17, 24);
  Arc arc{.depth = unit * c.between(6, 8), .left = half, .right = half};
  if (miss == "shallow") arc = {unit * c.between(2.2, 2.4), 16, 16, 2, 0.05, 0.45, 0.55};
  if (miss == "sharp") arc.power = 0.8;
  if (miss == "box") arc.power = 16, arc.left = arc.right = 18;
  if (miss == "lopsided") arc.left = 4, arc.right = 46;
  if (miss == "short") arc.left = arc.right = bars_between(c, 9, 12);
  if (miss == "no trend") {
    arc.left = arc.right = 16;
    walk(c, unit, -0.5 * arc.depth, 0.5);
    walk(c, unit, 2.5 * arc.depth, 0.5);
    walk(c, unit, -arc.depth * c.between(0.1, 0.2), 0.5);
  } else {
    walk(c, unit, arc.depth, 0.6);
    walk(c, unit, -arc.depth * c.between(1.3, 1.8), 0.6);
  }
  const std::uint32_t first = c.size() - 1;
  draw(c, unit, arc);
  // What comes after a near-miss makes nothing else of it.
  walk(c, unit, (miss.empty() ? 0.3 : -0.9) * arc.depth, 0.6);
  return {first, first + arc.left + arc.right};
}

Window saucer(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, true);
  const double unit = canvas.unit();
  const std::uint32_t half = bars_between(c, 26, 45);
  Arc arc{unit * c.between(3.8, 4.8), half, half, 2, 0.1, 0.3, 0.5};
  if (miss == "steep") arc.depth = unit * c.between(13, 15), arc.left = arc.right = 24;
  if (miss == "sharp") arc.power = 0.8;
  if (miss == "lopsided") arc.left = 7, arc.right = 55;
  if (miss == "short") arc.left = arc.right = bars_between(c, 12, 15);
  if (miss == "no rise") {
    walk(c, unit, -2 * arc.depth, 0.5);
    walk(c, unit, arc.depth * c.between(0.4, 0.55), 0.5);
  } else {
    walk(c, unit, arc.depth * c.between(1.5, 2.5), 0.5);
  }
  // The rim is a high of its own.
  const double open = c.close();
  c.add(open, open + 0.9 * unit, open - 0.3 * unit, open + 0.4 * unit);
  const std::uint32_t first = c.size() - 1;
  draw(c, unit, arc);
  walk(c, unit, miss == "no break" ? -0.8 * arc.depth : 1.5 * unit, 0.5);
  return {first, c.size() - 1};
}

Window cup(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, true);
  const double unit = canvas.unit();
  const std::uint32_t half = bars_between(c, 16, 25);
  Arc arc{.depth = unit * c.between(6, 8), .left = half, .right = half};
  if (miss == "sharp") arc.power = 0.75;
  if (miss == "no rise") {
    walk(c, unit, 1.2 * arc.depth, 0.5);
    walk(c, unit, -2 * arc.depth, 0.5);
    walk(c, unit, arc.depth * c.between(0.5, 0.7), 0.5);
  } else {
    walk(c, unit, arc.depth * c.between(1.4, 2), 0.5);
  }
  const std::uint32_t first = c.size() - 1;
  double depth = arc.depth;
  if (miss == "uneven rims") {
    // The way up stops early.
    arc.back = 0.68;
    arc.noise = 0.05;
    depth = arc.back * arc.depth;
    draw(c, unit, arc);
  } else {
    draw(c, unit, arc);
  }
  double back = c.between(0.25, 0.35);
  std::uint32_t down = bars_between(c, 3, 6), again = bars_between(c, 4, 7);
  if (miss == "deep handle") back = c.between(0.68, 0.8), down = 6, again = 8;
  if (miss == "short handle") down = 1, again = 2;
  const double right = c.close();
  c.leg(right - back * depth, down, 0.1);
  if (miss == "no break") {
    c.leg(right - 0.1 * depth, again, 0.1);
    c.leg(right - 0.9 * depth, 8, 0.1);
  } else {
    c.leg(right + 0.15 * depth, again, 0.05);
  }
  const std::uint32_t last = c.size() - 1;
  if (!miss.empty()) walk(c, unit, -0.9 * depth, 0.5);  // Nothing else is to come of it.
  return {first, last};
}

std::vector<NearMiss> rounding_misses(bool top) {
  return {{"shallow", "min_depth"},
          {"sharp", top ? "min_high_share" : "min_low_share"},
          {"box", "min_fit"},
          {"lopsided", "max_skew"},
          {"no trend", top ? "min_prior_rise" : "min_prior_fall"},
          {"short"}};
}

}  // namespace

std::vector<Planting> bowls_plantings() {
  return {{"rounding_bottom", rounding<true>, rounding_misses(false)},
          {"rounding_top", rounding<false>, rounding_misses(true)},
          {"saucer",
           saucer,
           {{"steep", "max_steepness"},
            {"sharp", "min_low_share"},
            {"lopsided", "max_skew"},
            {"no rise", "min_prior_rise"},
            {"short"},
            {"no break"}}},
          {"cup_and_handle",
           cup,
           {{"sharp", "min_low_share"},
            {"no rise", "min_prior_rise"},
            {"uneven rims", "max_rim_difference"},
            {"deep handle", "max_handle_depth"},
            {"short handle", "min_handle_bars"},
            {"no break"}}}};
}

}  // namespace fwq::analysis::planted
