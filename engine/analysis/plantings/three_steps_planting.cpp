// Three steps: white soldiers, black crows, advancing soldiers.
#include "pen.hpp"

namespace fwq::analysis::planted {
namespace {

// What a bar of a march is like.
struct Step {
  double body;         // In mean bodies.
  double opens = 0.7;  // Its open, as a share of the body before above that one's open.
  double share = 0.7;  // Body and upper shadow as shares of the range.
  double upper = 0.1;
};

// `steps` upward from the last close; the second falls if `broken`.
Window march(Canvas& canvas, Pen& pen, const Step (&steps)[3], bool broken) {
  double open = pen.unit() * canvas.between(-0.1, 0.1), before = 0;
  for (int k = 0; k < 3; ++k) {
    const Step& step = steps[k];
    const double body = step.body * pen.body(), range = body / step.share;
    if (k > 0) open += step.opens * before;
    const double close = open + body;
    const bool falls = broken && k == 1;
    pen.bar(falls ? close : open, falls ? open : close, step.upper * range,
            (1 - step.share - step.upper) * range);
    before = body;
  }
  return pen.window(3);
}

// A march that begins after a fall or sideways; near-miss "late": after a rise as large as a trend.
Pen begin(Canvas& canvas, std::string_view miss, bool mirrored) {
  const double down = mirrored ? 0.45 : -0.45;
  if (miss == "late")
    canvas.lead(-down);
  else if (canvas.coin())
    canvas.sideways(down);
  else
    canvas.lead(down);
  return Pen(canvas, mirrored);
}

template <bool mirrored>
Window long_steps(Canvas& canvas, std::string_view miss) {
  Pen pen = begin(canvas, miss, mirrored);
  Step steps[3];
  for (Step& step : steps) {
    step = {.body = canvas.between(1.25, 1.7),
            .opens = canvas.between(0.55, 0.9),
            .share = canvas.between(0.5, 0.85)};
    step.upper = (1 - step.share) * canvas.between(0.1, 0.6);
    if (miss == "small bodies") step.body = canvas.between(0.35, 0.6);
  }
  if (miss == "body in its range")
    steps[2].share = canvas.between(0.15, 0.23), steps[2].upper = 0.3;
  if (miss == "long shadow") steps[2].share = 0.38, steps[2].upper = canvas.between(0.49, 0.6);
  if (miss == "opens back") steps[2].opens = -canvas.between(0.1, 0.3), steps[2].body *= 1.8;
  if (miss == "opens far on") steps[2].opens = canvas.between(1.4, 1.8);
  if (miss == "closes level") {
    steps[1].body = 2;
    steps[2].opens = 0.3;
    steps[2].body = 2 * (0.7 + canvas.between(0.01, 0.06));
  }
  return march(canvas, pen, steps, miss == "other colour");
}

Window advancing(Canvas& canvas, std::string_view miss) {
  Pen pen = begin(canvas, miss, false);
  Step steps[3];
  const double size = canvas.between(0.35, 0.5);
  for (Step& step : steps) {
    step = {.body = size * canvas.between(0.9, 1.1),
            .opens = canvas.between(0.5, 0.9),
            .share = canvas.between(0.3, 0.8)};
    step.upper = (1 - step.share) * canvas.between(0.1, 0.9);
    if (miss == "long bodies") step.body = canvas.between(1.02, 1.2);
    if (miss == "tiny bodies") step.body = canvas.between(0.09, 0.105);
  }
  if (miss == "uneven") {
    steps[0].body = steps[1].body = 0.67;
    steps[2].body = canvas.between(0.22, 0.26);
    steps[2].opens = 0.85;
  }
  if (miss == "opens back") steps[2].opens = -canvas.between(0.1, 0.2), steps[2].body *= 1.6;
  if (miss == "closes level") {
    steps[1].body = 1.1 * size;
    steps[2].opens = 0.35;
    steps[2].body = 1.1 * size * (0.65 + canvas.between(0.01, 0.06));
  }
  return march(canvas, pen, steps, miss == "other colour");
}

std::vector<NearMiss> long_misses(std::string_view shadow, std::string_view late) {
  return {{"small bodies", "min_body_size"},
          {"body in its range", "min_body_ratio"},
          {"long shadow", shadow},
          {"opens back"},
          {"opens far on", "max_open_gap"},
          {"closes level", "min_close_step"},
          {"other colour"},
          {"late", late}};
}

}  // namespace

std::vector<Planting> three_steps_plantings() {
  return {
      {"three_white_soldiers", long_steps<false>, long_misses("max_upper_ratio", "max_prior_rise")},
      {"three_black_crows", long_steps<true>, long_misses("max_lower_ratio", "max_prior_fall")},
      {"three_advancing_soldiers",
       advancing,
       {{"long bodies", "max_body_size"},
        {"tiny bodies", "min_body_size"},
        {"uneven", "min_evenness"},
        {"opens back"},
        {"closes level", "min_close_step"},
        {"other colour"},
        {"late", "max_prior_rise"}}}};
}

}  // namespace fwq::analysis::planted
