// Three candles: stars, three inside, abandoned baby.
#include "pen.hpp"

namespace fwq::analysis::planted {
namespace {

template <bool mirrored, bool with_doji>
Window star(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, mirrored);
  double one = pen.body() * canvas.between(1.25, 2.5);
  if (miss == "small first body") one = pen.body() * canvas.between(0.4, 0.78);
  double share = with_doji ? canvas.between(0, 0.07) : canvas.between(0.02, 0.22);
  if (miss == "star body")
    share = with_doji ? canvas.between(0.13, 0.25) : canvas.between(0.38, 0.5);
  double range = one * canvas.between(0.3, 0.8), gap = canvas.between(0.06, 0.4);
  if (miss == "large star") {
    share = with_doji ? canvas.between(0.06, 0.08) : canvas.between(0.18, 0.25);
    range = one * canvas.between(0.62, 0.8) / share;
  }
  if (miss == "star overlaps") gap = -canvas.between(0.12, 0.3);
  double into = canvas.between(0.6, 1.2);
  if (miss == "shallow") into = canvas.between(0.15, 0.38);
  const double body = share * range, top = -one * (1 + gap),
               upper = (range - body) * canvas.between(0.2, 0.8);
  double open = top, close = -one * (1 - into);
  open = std::min(open, close - 0.1 * one);
  if (miss == "third falls") open = close + one * canvas.between(0.2, 0.5);
  const bool rises = canvas.coin();
  pen.bar(0, -one);
  pen.bar(rises ? top - body : top, rises ? top : top - body, upper, range - body - upper);
  pen.bar(open, close);
  return pen.window(3);
}

template <bool mirrored>
Window three_inside(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, mirrored);
  double one = pen.body() * canvas.between(1.05, 2.5), small = canvas.between(0.1, 0.4);
  if (miss == "small first body") one = pen.body() * canvas.between(0.3, 0.62);
  if (miss == "large second body") small = canvas.between(0.62, 0.75);
  double above = (1 - small) * canvas.between(0.15, 0.85);
  if (miss == "sticks out") above = -canvas.between(0.1, 0.3);
  double beyond = canvas.between(1.1, 1.7);
  if (miss == "no confirmation") beyond = canvas.between(0.5, 0.78);
  const double bottom = one * (-1 + above), top = bottom + one * small;
  const bool rises = canvas.coin();
  double open = std::min(top, one * (beyond - 1.15));
  const double close = one * (beyond - 1);
  if (miss == "third falls") open = close + one * canvas.between(0.2, 0.5);
  pen.bar(0, -one);
  pen.bar(rises ? bottom : top, rises ? top : bottom);
  pen.bar(open, close);
  return pen.window(3);
}

Window abandoned_baby(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, canvas.coin());
  const double unit = pen.unit();
  double one = pen.body() * canvas.between(1.05, 2.2), share = canvas.between(0, 0.07);
  if (miss == "small first body") one = pen.body() * canvas.between(0.3, 0.62);
  if (miss == "no doji") share = canvas.between(0.13, 0.3);
  const double shadow = 0.04 * unit, gap = unit * canvas.between(0.12, 0.4);
  const double first_low = -one - shadow;
  double star_high = first_low - gap, third_low = star_high + unit * canvas.between(0.06, 0.11);
  if (miss == "left shadows meet") star_high = first_low + unit * canvas.between(0.05, 0.15);
  if (miss == "left shadows meet") third_low = star_high + unit * canvas.between(0.04, 0.06);
  if (miss == "right shadows meet") third_low = star_high - unit * canvas.between(0.03, 0.1);
  double into = canvas.between(0.5, 1.0);
  if (miss == "shallow") into = canvas.between(0.02, 0.22);
  const double range = unit * canvas.between(0.2, 0.5), body = share * range;
  const double upper = (range - body) * canvas.between(0.2, 0.8), top = star_high - upper;
  const bool rises = canvas.coin();
  pen.bar(0, -one, shadow, shadow);
  pen.bar(rises ? top - body : top, rises ? top : top - body, upper, range - body - upper);
  const double open = third_low + 0.02 * unit, close = -one * (1 - into);
  if (miss == "third falls")
    pen.bar(close + one * 0.3, close, shadow, close - third_low);
  else
    pen.bar(open, close, shadow, 0.02 * unit);
  return pen.window(3);
}

std::vector<NearMiss> star_misses(std::string_view trend) {
  return {{"star body", "max_star_body_ratio"},
          {"shallow", "min_penetration"},
          {"small first body", "min_first_body"},
          {"large star", "max_star_to_first"},
          {"star overlaps", "min_star_gap", 0.1},
          {"third falls"},
          {"no trend", trend},
          {"other trend"}};
}
std::vector<NearMiss> inside_misses(std::string_view trend) {
  return {{"small first body", "min_first_body"},
          {"large second body", "max_second_to_first"},
          {"sticks out"},
          {"no confirmation", "min_confirmation"},
          {"third falls"},
          {"no trend", trend},
          {"other trend"}};
}

}  // namespace

std::vector<Planting> three_candles_plantings() {
  return {{"morning_star", star<false, false>, star_misses("min_fall")},
          {"evening_star", star<true, false>, star_misses("min_rise")},
          {"morning_doji_star", star<false, true>, star_misses("min_fall")},
          {"evening_doji_star", star<true, true>, star_misses("min_rise")},
          {"three_inside_up", three_inside<false>, inside_misses("min_fall")},
          {"three_inside_down", three_inside<true>, inside_misses("min_rise")},
          {"abandoned_baby",
           abandoned_baby,
           {{"no doji", "max_star_body_ratio"},
            {"left shadows meet"},
            {"right shadows meet"},
            {"shallow", "min_penetration"},
            {"small first body", "min_first_body"},
            {"third falls"},
            {"no trend", "min_trend"},
            {"other trend"}}}};
}

}  // namespace fwq::analysis::planted
