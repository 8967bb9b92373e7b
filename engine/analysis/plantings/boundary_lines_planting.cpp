// Pairs of boundary lines: triangles, wedges, rectangle, channels; and the megaphone.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

// Two lines at their first and last turning points, in heights above the lower line's first point.
struct Frame {
  double upper_first = 1, upper_last = 1, lower_first = 0, lower_last = 0;
  std::uint32_t turns = 4;
  bool high_first = true;
  double units = 6;        // Height.
  double speed = 1;        // Units a bar.
  double late_volume = 1;  // Of the later half, in volumes of the earlier.
  double off = 0;          // The third turning point, in heights inside its line.
  double second_leg = 1;   // Time that it takes, in times of the others.
};

class Drawing {
 public:
  Drawing(Canvas& canvas, bool up, const Frame& frame)
      : c_(canvas, up), frame_(frame), unit_(canvas.unit()), volume_(canvas.mean_volume()) {
    const double entry = frame.high_first ? frame.upper_first : frame.lower_first;
    // The price comes from afar, slowly: what was before is out of reach of any shape.
    const double way = frame.high_first ? 1.2 : -1.2;
    bottom_ = c_.close() + (way - entry) * frame.units * unit_;
    leg(bottom_ + entry * frame.units * unit_, 40);
    drawn_ = 0;
    first_ = c_.size() - 1;
    for (std::uint32_t k = 1; k < frame.turns; ++k)
      go_to(place(k), distance(k) * (k == 2 ? frame.second_leg : 1));
  }

  // A leg to `share` of the way across the lines at their end, from the line that the last turning point is on.
  void cross(double share) {
    const double from = place(frame_.turns - 1);
    const double other = is_high(frame_.turns - 1) ? frame_.lower_last : frame_.upper_last;
    go_to(from + share * (other - from), std::abs(share * (other - from)));
  }
  // A leg to a place in heights.
  void go_to(double place, double distance) {
    const double target = bottom_ + place * frame_.units * unit_;
    const auto bars = std::max(3.0, std::round(distance * frame_.units / frame_.speed));
    leg(target, static_cast<std::uint32_t>(bars));
  }
  Window window() const { return {first_, c_.size() - 1}; }
  // A leg like cross, then out through the line, so that no later turn belongs to these lines. The window ends before.
  Window cross_and_leave(double share) {
    cross(share);
    const Window drawn = window();
    const bool down = is_high(frame_.turns - 1);
    go_to(down ? frame_.lower_last - 1.2 : frame_.upper_last + 1.2, 1.3);
    return drawn;
  }

 private:
  bool is_high(std::uint32_t k) const { return (k % 2 == 0) == frame_.high_first; }
  double place(std::uint32_t k) const {
    const double x = static_cast<double>(k) / (frame_.turns - 1);
    const double off = k == 2 ? (is_high(k) ? -frame_.off : frame_.off) : 0;
    return off + (is_high(k) ? frame_.upper_first + x * (frame_.upper_last - frame_.upper_first)
                             : frame_.lower_first + x * (frame_.lower_last - frame_.lower_first));
  }
  // Legs of one length in time, so that lines that are straight in turning points are straight in bars.
  double distance(std::uint32_t) const {
    return (std::abs(place(1) - place(0)) +
            std::abs(place(frame_.turns - 1) - place(frame_.turns - 2))) /
           2;
  }
  void leg(double target, std::uint32_t bars) {
    const double from = c_.close();
    for (std::uint32_t i = 1; i <= bars; ++i) {
      const double open = c_.close();
      const double noise = i == bars ? 0 : 0.06 * unit_ * c_.between(-1, 1);
      const double close = from + (target - from) * i / bars + noise;
      ++drawn_;
      const bool late = drawn_ > static_cast<std::uint32_t>(frame_.turns * 5U) * 6U / 10U;
      const double volume = volume_ * (late ? frame_.late_volume : 1) * c_.between(0.92, 1.08);
      // The bar after a turning point does not reach beyond it.
      const bool falls = target < from;
      const double above = i == 1 && falls ? 0 : c_.between(0.03, 0.15);
      const double below = i == 1 && !falls ? 0 : c_.between(0.03, 0.15);
      c_.add(open, std::max(open, close) + unit_ * above, std::min(open, close) - unit_ * below,
             close, volume / c_.canvas().mean_volume());
    }
  }

  FacingCanvas c_;
  Frame frame_;
  double unit_, volume_, bottom_ = 0;
  std::uint32_t first_ = 0, drawn_ = 0;
};

Frame frame(Canvas& canvas) {
  Frame f;
  f.units = canvas.between(6, 7.5);
  f.speed = canvas.between(0.95, 1.15);
  return f;
}
// After the last low: onwards beyond the upper line, or down through the lower.
void decide(Drawing& drawing, const Frame& f, bool breaks) {
  if (breaks) {
    const double slope = (f.upper_last - f.upper_first) / 2;
    drawing.go_to(f.upper_last + std::min(0.0, slope * 0.4) + 0.35,
                  f.upper_last - f.lower_last + 0.35);
  } else {
    drawing.cross(0.8);
    drawing.go_to(f.lower_last - 1.2, 1);
  }
}

template <bool up>
Window flat_triangle(Canvas& canvas, std::string_view miss) {
  Frame f = frame(canvas);
  f.lower_last = canvas.between(0.4, 0.5);
  if (miss == "flat slope") f.lower_last = canvas.between(0.06, 0.2);
  if (miss == "sloping flat line")
    f.upper_last = 1 - canvas.between(0.24, 0.32), f.lower_last = 0.36;
  if (miss == "off the line")
    f.turns = 6, f.off = canvas.between(0.2, 0.28), f.units = 6.5, f.lower_last = 0.4;
  Drawing drawing(canvas, up, f);
  decide(drawing, f, miss != "no break");
  return drawing.window();
}

Window symmetrical(Canvas& canvas, std::string_view miss) {
  Frame f = frame(canvas);
  f.units = canvas.between(7, 8.5);
  f.high_first = canvas.coin();
  f.lower_last = canvas.between(0.23, 0.27);
  f.upper_last = 1 - canvas.between(0.23, 0.27);
  if (miss == "flat top")
    f.upper_last = 1 - canvas.between(0.06, 0.11), f.lower_last = canvas.between(0.25, 0.33);
  if (miss == "flat bottom")
    f.lower_last = canvas.between(0.06, 0.11), f.upper_last = 1 - canvas.between(0.25, 0.33);
  if (miss == "rising top") f.upper_last = 1.15, f.lower_last = 0.4;
  if (miss == "near the apex") f.units = 18, f.speed = 1, f.upper_last = 0.59, f.lower_last = 0.41;
  if (miss == "empty space") f.speed = 1.3, f.second_leg = 5;
  Drawing drawing(canvas, true, f);
  return drawing.cross_and_leave(miss == "near the apex" ? 0.6 : 0.8);
}

Window expanding(Canvas& canvas, std::string_view miss) {
  Frame f = frame(canvas);
  f.units = canvas.between(8, 10);
  f.high_first = canvas.coin();
  f.turns = 5;
  const double open = canvas.between(0.2, 0.25);
  f.upper_first = 1 - open;
  f.lower_first = open;
  f.lower_last = 0;
  f.speed = 1.2;
  if (miss == "flat top") f.upper_first = 1 - canvas.between(0.05, 0.1), f.lower_first = 0.35;
  if (miss == "flat bottom") f.lower_first = canvas.between(0.05, 0.1), f.upper_first = 0.65;
  if (miss == "hardly wider")
    f.upper_first = 1 - canvas.between(0.08, 0.11), f.lower_first = canvas.between(0.08, 0.11);
  if (miss == "four touches") f.turns = 4;
  if (miss == "one-sided") {
    const bool up = canvas.coin();
    const double much = canvas.between(0.5, 0.53), little = canvas.between(0.18, 0.19);
    f.units = 13;
    f.upper_first = 1 - (up ? much : little);
    f.lower_first = up ? little : much;
  }
  Drawing drawing(canvas, true, f);
  return drawing.cross_and_leave(0.6);
}

Window rectangle(Canvas& canvas, std::string_view miss) {
  Frame f = frame(canvas);
  f.units = canvas.between(5, 6);
  f.high_first = canvas.coin();
  f.upper_last = 1 + canvas.between(-0.05, 0.05);
  f.lower_last = canvas.between(-0.05, 0.05);
  const double drift = canvas.between(0.26, 0.4);
  if (miss == "rises") f.upper_last = 1 + drift, f.lower_last = drift;
  if (miss == "falls") f.upper_last = 1 - drift, f.lower_last = -drift;
  if (miss == "one line rises") f.lower_last = drift;
  Drawing drawing(canvas, true, f);
  return drawing.cross_and_leave(0.8);
}

template <bool up>
Window wedge(Canvas& canvas, std::string_view miss) {
  // Drawn falling, with a break upwards.
  Frame f = frame(canvas);
  f.units = canvas.between(6.5, 7.5);
  f.lower_last = -canvas.between(0.22, 0.3);
  f.upper_last = 1 - canvas.between(0.68, 0.74);
  f.late_volume = canvas.between(0.5, 0.8);
  if (miss == "full volume") f.late_volume = canvas.between(1.5, 1.9);
  if (miss == "parallel") f.upper_last = 1 - canvas.between(0.58, 0.6), f.lower_last = -0.54;
  if (miss == "level low line") f.lower_last = -canvas.between(0.03, 0.09), f.upper_last = 0.45;
  Drawing drawing(canvas, !up, f);
  decide(drawing, f, miss != "no break");
  return drawing.window();
}

template <bool up>
Window channel(Canvas& canvas, std::string_view miss) {
  Frame f = frame(canvas);
  f.units = canvas.between(6, 7.5);
  f.high_first = canvas.coin();
  double drift = canvas.between(0.7, 0.9);
  if (miss == "flat") drift = canvas.between(0.03, 0.12);
  f.upper_last = 1 + drift;
  f.lower_last = drift;
  const double tilt = canvas.between(0.26, 0.32);
  if (miss == "converging") f.lower_last += tilt;
  if (miss == "diverging") f.upper_last += tilt;
  Drawing drawing(canvas, up, f);
  return drawing.cross_and_leave(0.75);
}

Window megaphone(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  const double unit = canvas.unit();
  const double start = c.close();
  // Turning points in units, as seen: up, down, up, down, and a last way up that makes the fifth known.
  double first = canvas.between(3.5, 4.5), growth = canvas.between(1.35, 1.7);
  double back = 1;
  if (miss == "steady") growth = canvas.between(0.93, 0.97), first = 5;
  if (miss == "trend") back = 0.62, first = 5.5, growth = 1.4;
  const double legs[] = {first, first * back * (growth > 1.1 ? 1.15 : 1), first * growth, 0};
  const double fall = legs[1] * growth;
  double place = 0;
  c.leg(start - 6 * unit, 40, 0.1);  // Comes from above, so that the first point is a low.
  const double origin = c.close();
  const std::uint32_t at = c.size() - 1;
  const auto go = [&](double by) {
    place += by;
    c.leg(origin + place * unit,
          static_cast<std::uint32_t>(std::max(3.0, std::round(std::abs(by)))), 0.1);
  };
  go(legs[0]);
  go(-legs[1]);
  go(legs[2]);
  go(-fall);
  go(0.75 * fall);
  return {at, c.size() - 1};
}

}  // namespace

std::vector<Planting> boundary_lines_plantings() {
  const std::vector<NearMiss> flat{{"flat slope", "min_slope_drift"},
                                   {"sloping flat line", "max_flat_drift"},
                                   {"off the line", "max_distance"},
                                   {"no break"}};
  const std::vector<NearMiss> wedges{{"full volume", "max_fade"},
                                     {"parallel", "max_narrowing"},
                                     {"level low line", "min_slow_drift"},
                                     {"no break"}};
  const std::vector<NearMiss> channels{
      {"flat", "min_slope"}, {"converging", "max_tilt"}, {"diverging", "max_tilt"}};
  return {
      {"ascending_triangle", flat_triangle<true>, flat},
      {"descending_triangle", flat_triangle<false>, flat},
      {"symmetrical_triangle",
       symmetrical,
       {{"flat top", "min_slope_drift"},
        {"flat bottom", "min_slope_drift"},
        {"rising top"},
        {"near the apex", "max_apex", 0.08},
        {"empty space", "max_idle"}}},
      {"expanding_triangle",
       expanding,
       {{"hardly wider", "min_slope_drift"},
        {"flat top"},
        {"flat bottom"},
        {"four touches"},
        {"one-sided", "min_balance"}}},
      {"rectangle",
       rectangle,
       {{"rises", "max_flat_drift"},
        {"falls", "max_flat_drift"},
        {"one line rises", "max_flat_drift"}}},
      {"rising_wedge", wedge<true>, wedges},
      {"falling_wedge", wedge<false>, wedges},
      {"rising_channel", channel<true>, channels},
      {"falling_channel", channel<false>, channels},
      {"megaphone", megaphone, {{"steady", "min_growth", 0.16}, {"trend", "max_inward", 0.06}}}};
}

}  // namespace fwq::analysis::planted
