// Double and triple turns, heads and shoulders: bottoms, and the same drawings upside down.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

// A pen that goes from turn to turn at about `speed` units a bar. Sizes are in units of what was before the shape.
struct Pen {
  FacingCanvas c;
  double unit, speed, noise = 0.15;

  Pen(Canvas& canvas, bool up, double units_per_bar)
      : c(canvas, up), unit(canvas.unit()), speed(units_per_bar) {}

  void to(double target) const {
    const double bars = std::abs(target - c.close()) / (speed * unit);
    c.leg(target, static_cast<std::uint32_t>(std::max(2.0, std::round(bars))), noise);
  }
  // The trend that a shape of height `h` turns, and the turn itself: a fall of `heights` times h. A weak one follows a
  // rise from under the shape.
  std::uint32_t arrive(double h, double heights, bool weak) const {
    // Room for a deep fall below.
    to(c.close() + (weak ? 2.5 : 1.2) * h);
    to(c.close() - heights * h);
    return c.size() - 1;
  }
};

double fall_of(const FacingCanvas& c, std::string_view miss) {
  return miss == "no trend" ? c.between(0.5, 0.7) : c.between(1.4, 2);
}

template <bool up>
Window double_turn(Canvas& canvas, std::string_view miss) {
  const Pen pen(canvas, up, 0.5);
  const FacingCanvas& c = pen.c;
  const double h = pen.unit * c.between(4, 5);
  const std::uint32_t first = pen.arrive(h, fall_of(c, miss), miss == "no trend");
  const double low = c.close(), neck = low + h;
  if (miss == "near") {  // Wide bars make a turn of it in six.
    c.leg(neck, 3, 0.1);
    c.leg(low + 0.1 * h, 3, 0.1);
  } else {
    pen.to(neck);
    pen.to(low + h * (miss == "uneven" ? c.between(0.37, 0.45) : c.between(-0.1, 0.12)));
  }
  if (miss == "undercut") {
    pen.to(c.close() + 0.4 * h);
    pen.to(low - 0.6 * h);
  }
  if (miss == "no break") {
    pen.to(low + 0.7 * h);
    pen.to(low - 0.8 * h);
  } else {
    pen.to(neck + 0.25 * h);
  }
  return {first, c.size() - 1};
}

Window potential_double_bottom(Canvas& canvas, std::string_view miss) {
  const Pen pen(canvas, true, 0.6);
  const FacingCanvas& c = pen.c;
  const double h = pen.unit * c.between(4.2, 5);
  const std::uint32_t first = pen.arrive(h, fall_of(c, miss), miss == "no trend");
  const double low = c.close();
  pen.to(low + h);
  pen.to(low + h * (miss == "uneven" ? c.between(0.37, 0.42) : c.between(-0.1, 0.12)));
  if (miss == "no turn") {
    pen.to(low - 0.8 * h);
    return {first, c.size() - 1};
  }
  if (miss == "broken") {  // The first bars of the turn are past the neckline.
    c.leg(low + h * c.between(1.1, 1.3), 1, 0);
  } else {
    pen.to(c.close() + h * c.between(0.5, 0.55));
  }
  const std::uint32_t end = c.size() - 1;
  pen.to(c.close() + 0.1 * h);
  return {first, end};
}

template <bool up>
Window triple_turn(Canvas& canvas, std::string_view miss) {
  const Pen pen(canvas, up, 0.65);
  const FacingCanvas& c = pen.c;
  const bool dent = miss == "small first turn";
  const double h = pen.unit * (dent ? 8 : c.between(4.2, 5));
  const std::uint32_t first = pen.arrive(h, fall_of(c, miss), miss == "no trend");
  const double low = c.close();
  pen.to(low + h * (dent ? c.between(0.3, 0.33) : c.between(0.8, 1)));
  pen.to(low + h * c.between(0, 0.1));
  pen.to(low + h * c.between(0.95, 1.05));
  if (miss == "two only") {
    pen.to(low + h * c.between(0.5, 0.6));
  } else {
    pen.to(low + h * (miss == "uneven" ? c.between(0.38, 0.45) : c.between(0, 0.1)));
  }
  if (miss == "undercut") {
    pen.to(c.close() + 0.4 * h);
    pen.to(low - 0.6 * h);
  }
  if (miss == "no break") {
    pen.to(low + 0.6 * h);
    pen.to(low - 0.8 * h);
  } else {
    pen.to(low + 1.3 * h);
  }
  return {first, c.size() - 1};
}

template <bool up>
Window head_shoulders(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, up, 0.65);
  const FacingCanvas& c = pen.c;
  const bool uneven = miss == "uneven shoulders", steep = miss == "steep neckline";
  const double h = pen.unit * (uneven ? 9 : c.between(6, 7.5));
  // Depths under the neckline, in heights.
  double left = c.between(0.45, 0.55), right = left + c.between(-0.08, 0.08);
  if (miss == "shallow head") left = right = c.between(0.88, 0.9), pen.noise = 0.05;
  if (uneven) left = 0.3, right = 0.75;
  if (steep) left = 0.65, right = 0.45;
  const double tilt = steep ? 0.25 : c.between(-0.06, 0.06);
  const std::uint32_t first = pen.arrive(h, fall_of(c, miss), miss == "no trend");
  const double neck = c.close() + left * h;
  const bool lopsided = miss == "lopsided";
  if (lopsided) pen.speed = 0.27;
  pen.to(neck - tilt * h);
  if (lopsided) pen.speed = 0.38;
  pen.to(neck - h);
  if (lopsided) {
    c.leg(neck, 4, 0.1);
    c.leg(neck - right * h, 3, 0.1);
  } else {
    pen.to(neck + tilt * h);
    pen.to(neck - right * h);
  }
  pen.speed = 0.65;
  if (miss == "undercut") {
    pen.to(c.close() + 0.2 * h);
    pen.to(neck - 1.3 * h);
  }
  if (miss == "no break") {
    pen.to(neck - 0.15 * h);
    pen.to(neck - 1.3 * h);
  } else {
    pen.to(neck + (steep ? 0.8 : 0.3) * h);
  }
  return {first, c.size() - 1};
}

std::vector<NearMiss> pair_misses(bool top) {
  return {{"uneven", top ? "max_high_difference" : "max_low_difference"},
          {"no trend", top ? "min_prior_rise" : "min_prior_fall"},
          {"near"},
          {"undercut"},
          {"no break"}};
}
std::vector<NearMiss> triple_misses(bool top) {
  return {{"uneven", top ? "max_high_difference" : "max_low_difference"},
          {"no trend", top ? "min_prior_rise" : "min_prior_fall"},
          {"small first turn", top ? "min_trough" : "min_peak"},
          {"two only"},
          {"undercut"},
          {"no break"}};
}
std::vector<NearMiss> head_misses(bool top) {
  return {{"shallow head", "min_head"},
          {"uneven shoulders", "max_shoulder_difference"},
          {"steep neckline", "max_neckline_slope"},
          {"lopsided", "min_balance"},
          {"no trend", top ? "min_prior_rise" : "min_prior_fall"},
          {"undercut"},
          {"no break"}};
}

}  // namespace

std::vector<Planting> turns_plantings() {
  return {
      {"double_bottom", double_turn<true>, pair_misses(false)},
      {"double_top", double_turn<false>, pair_misses(true)},
      {"potential_double_bottom",
       potential_double_bottom,
       {{"uneven", "max_low_difference"}, {"no trend", "min_prior_fall"}, {"broken"}, {"no turn"}}},
      {"triple_bottom", triple_turn<true>, triple_misses(false)},
      {"triple_top", triple_turn<false>, triple_misses(true)},
      {"head_shoulders_bottom", head_shoulders<true>, head_misses(false)},
      {"head_shoulders_top", head_shoulders<false>, head_misses(true)}};
}

}  // namespace fwq::analysis::planted
