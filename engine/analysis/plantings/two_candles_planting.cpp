// Two candles: engulfing, piercing and dark cloud, harami and harami cross.
#include "pen.hpp"

namespace fwq::analysis::planted {
namespace {

template <bool mirrored>
Window engulfing(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, mirrored);
  double one = pen.body() * canvas.between(0.5, 1.2);
  if (miss == "small first body") one = pen.body() * canvas.between(0.1, 0.22);
  const double two = one * canvas.between(1.3, 3);
  double open = -one - (two - one) * canvas.between(0.1, 0.9), close = open + two;
  if (miss == "starts inside") open = -one * canvas.between(0.4, 0.8);
  if (miss == "ends inside") close = -one * canvas.between(0.2, 0.6);
  if (miss == "same colour") std::swap(open, close);
  pen.bar(0, -one);
  pen.bar(open, close);
  return pen.window(2);
}

template <bool mirrored>
Window penetration(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, mirrored);
  double one = pen.body() * canvas.between(1.1, 2.5);
  if (miss == "small first body") one = pen.body() * canvas.between(0.3, 0.6);
  double into = canvas.between(0.58, 0.92), gap = canvas.between(0.06, 0.5);
  if (miss == "shallow") into = canvas.between(0.15, 0.38);
  if (miss == "engulfs") into = canvas.between(1.1, 1.5);
  if (miss == "opens inside") gap = -canvas.between(0.1, 0.4);
  pen.bar(0, -one);
  pen.bar(-one * (1 + gap), -one * (1 - into));
  return pen.window(2);
}

// The two bars of a harami in `pen`; `small` and `range` of the second against the first body.
void draw_harami(Canvas& canvas, Pen& pen, std::string_view miss, double one, double small,
                 double range) {
  // The second body's lower end over the end of the first body.
  double above = (1 - small) * canvas.between(0.15, 0.85);
  if (miss == "sticks out") above = -canvas.between(0.1, 0.3);
  const double bottom = one * (-1 + above), top = bottom + one * small;
  const double shadows = one * std::max(0.02, range - small),
               upper = shadows * canvas.between(0.2, 0.8);
  const bool rises = canvas.coin();
  pen.bar(0, -one);
  pen.bar(rises ? bottom : top, rises ? top : bottom, upper, shadows - upper);
}

Window harami(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, canvas.coin());
  double one = pen.body() * canvas.between(1.45, 2.8), small = canvas.between(0.1, 0.4);
  if (miss == "small first body") one = pen.body() * canvas.between(0.5, 0.93);
  if (miss == "large second body") small = canvas.between(0.62, 0.75);
  draw_harami(canvas, pen, miss, one, small, small + canvas.between(0.1, 0.5));
  return pen.window(2);
}

Window harami_cross(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, canvas.coin());
  double one = pen.body() * canvas.between(1.45, 2.8), share = canvas.between(0, 0.07);
  if (miss == "small first body") one = pen.body() * canvas.between(0.5, 0.93);
  if (miss == "no doji") share = canvas.between(0.13, 0.3);
  const double range = canvas.between(0.2, 0.6);
  draw_harami(canvas, pen, miss, one, share * range, range);
  return pen.window(2);
}

std::vector<NearMiss> engulfing_misses(std::string_view trend) {
  return {{"small first body", "min_first_body"},
          {"starts inside"},
          {"ends inside"},
          {"same colour"},
          {"no trend", trend},
          {"other trend"}};
}
std::vector<NearMiss> penetration_misses(std::string_view depth, std::string_view trend) {
  return {{"small first body", "min_first_body"},
          {"shallow", depth},
          {"engulfs"},
          {"opens inside"},
          {"no trend", trend},
          {"other trend"}};
}

}  // namespace

std::vector<Planting> two_candles_plantings() {
  return {
      {"bullish_engulfing", engulfing<false>, engulfing_misses("min_fall")},
      {"bearish_engulfing", engulfing<true>, engulfing_misses("min_rise")},
      {"piercing_pattern", penetration<false>, penetration_misses("min_pierce_ratio", "min_fall")},
      {"dark_cloud_cover", penetration<true>, penetration_misses("min_cover_ratio", "min_rise")},
      {"harami",
       harami,
       {{"small first body", "min_first_body"},
        {"large second body", "max_second_to_first"},
        {"sticks out"},
        {"no trend", "min_trend"},
        {"other trend"}}},
      {"harami_cross",
       harami_cross,
       {{"small first body", "min_first_body"},
        {"no doji", "max_body_ratio"},
        {"sticks out"},
        {"no trend", "min_trend"},
        {"other trend"}}}};
}

}  // namespace fwq::analysis::planted
