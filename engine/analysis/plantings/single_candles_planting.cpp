// Single candles: long shadows, dojis, marubozu, spinning top.
#include "pen.hpp"

namespace fwq::analysis::planted {
namespace {

// `below`: the long shadow hangs below, else it stands above. `fall`: after a fall, else a rise.
template <bool below, bool fall>
Window long_shadow(Canvas& canvas, std::string_view miss) {
  const double trend = fall ? -0.45 : 0.45;
  if (miss == "no trend")
    canvas.sideways(trend);
  else
    canvas.lead(miss == "other trend" ? -trend : trend);
  Pen pen(canvas, !below);
  double range = pen.unit() * canvas.between(0.8, 2.5);
  if (miss == "tiny bar") range = pen.unit() * canvas.between(0.2, 0.35);
  double body = canvas.between(0.02, 0.22), tip = canvas.between(0.0, 0.07);
  if (miss == "tip") tip = canvas.between(0.13, 0.18), body = canvas.between(0.02, 0.15);
  // What body and tip leave is the long shadow.
  if (miss == "body") body = canvas.between(0.365, 0.395), tip = 0;
  if (miss == "short shadow") body = canvas.between(0.53, 0.6), tip = canvas.between(0, 0.05);
  const double top = pen.unit() * canvas.between(-0.15, 0.15), bottom = top - body * range;
  const bool rises = canvas.coin();
  pen.bar(rises ? bottom : top, rises ? top : bottom, tip * range, (1 - body - tip) * range);
  return pen.window(1);
}

std::vector<NearMiss> long_shadow_misses(std::string_view tip, std::string_view trend) {
  return {
      {"body", "min_body_ratio"},
      {"tip", tip},
      // Body and tip leave no room for a long shadow: a body this large breaks both of their bounds.
      {"short shadow"},
      {"tiny bar", "min_range"},
      {"no trend", trend},
      {"other trend"}};
}

struct Small {
  double body, lower, range;  // Shares of the range; the range in units.
};

Window draw_small(Canvas& canvas, Pen& pen, const Small& small) {
  const double range = small.range * pen.unit();
  const double bottom = pen.unit() * canvas.between(-0.2, 0.2), top = bottom + small.body * range;
  const bool rises = canvas.coin();
  pen.bar(rises ? bottom : top, rises ? top : bottom, (1 - small.body - small.lower) * range,
          small.lower * range);
  return pen.window(1);
}

Window doji(Canvas& canvas, std::string_view miss) {
  canvas.lead(canvas.between(-0.4, 0.4));
  Pen pen(canvas);
  Small small{canvas.between(0, 0.07), 0, canvas.between(0.7, 2)};
  if (miss == "body") small.body = canvas.between(0.125, 0.25);
  if (miss == "tiny bar") small.range = canvas.between(0.2, 0.38);
  small.lower = canvas.between(0, 1 - small.body);
  return draw_small(canvas, pen, small);
}

Window long_legged_doji(Canvas& canvas, std::string_view miss) {
  canvas.lead(canvas.between(-0.4, 0.4));
  Pen pen(canvas);
  Small small{canvas.between(0, 0.07), canvas.between(0.36, 0.56), canvas.between(1.25, 2.5)};
  if (miss == "body")
    small.body = canvas.between(0.125, 0.2), small.lower = canvas.between(0.36, 0.44);
  if (miss == "one shadow") small.lower = canvas.between(0.03, 0.22);
  if (miss == "narrow bar") small.range = canvas.between(0.4, 0.78);
  return draw_small(canvas, pen, small);
}

template <bool mirrored>
Window one_sided_doji(Canvas& canvas, std::string_view miss) {
  Pen pen(canvas, miss, mirrored);
  double upper = canvas.between(0, 0.07);
  Small small{canvas.between(0, 0.07), 0, canvas.between(0.7, 2)};
  if (miss == "body") small.body = canvas.between(0.125, 0.25);
  if (miss == "second shadow") upper = canvas.between(0.125, 0.25);
  if (miss == "tiny bar") small.range = canvas.between(0.2, 0.38);
  small.lower = 1 - small.body - upper;
  return draw_small(canvas, pen, small);
}

Window spinning_top(Canvas& canvas, std::string_view miss) {
  canvas.lead(canvas.between(-0.4, 0.4));
  Pen pen(canvas);
  Small small{canvas.between(0.14, 0.25), canvas.between(0.26, 0.48), canvas.between(0.7, 2)};
  if (miss == "large body")
    small.body = canvas.between(0.37, 0.48), small.lower = canvas.between(0.24, 0.27);
  if (miss == "doji") small.body = canvas.between(0.01, 0.07);
  if (miss == "one shadow") small.lower = canvas.between(0.02, 0.15);
  if (miss == "tiny bar") small.range = canvas.between(0.2, 0.38);
  return draw_small(canvas, pen, small);
}

template <bool mirrored>
Window marubozu(Canvas& canvas, std::string_view miss) {
  canvas.lead(canvas.between(0.2, 0.5) * (canvas.coin() ? 1 : -1));
  Pen pen(canvas, mirrored);
  double body = canvas.between(0.94, 1), upper = (1 - body) * canvas.between(0.3, 0.7);
  double size = canvas.between(1.3, 3);
  if (miss == "one shadow")
    body = canvas.between(0.92, 0.935), upper = canvas.coin() ? 0 : 1 - body;
  // Short shadows leave a long body: one this short breaks both bounds.
  if (miss == "body")
    body = canvas.between(0.5, 0.72), upper = (1 - body) * canvas.between(0.3, 0.7);
  if (miss == "small body") size = canvas.between(0.4, 0.78);
  const double length = size * pen.body(), range = length / body;
  const double open = pen.unit() * canvas.between(-0.2, 0.2);
  const double sign = miss == "other colour" ? -1 : 1;
  pen.bar(open, open + sign * length, upper * range, (1 - body - upper) * range);
  return pen.window(1);
}

const std::vector<NearMiss> kMarubozuMisses{
    {"one shadow", "max_shadow_ratio"}, {"body"}, {"small body", "min_body"}, {"other colour"}};

std::vector<NearMiss> one_sided_misses(std::string_view shadow, std::string_view trend) {
  return {{"body", "max_body_ratio"},
          {"second shadow", shadow},
          {"tiny bar", "min_range"},
          {"no trend", trend},
          {"other trend"}};
}

}  // namespace

std::vector<Planting> single_candles_plantings() {
  return {
      {"hammer", long_shadow<true, true>, long_shadow_misses("max_upper_ratio", "min_fall")},
      {"hanging_man", long_shadow<true, false>, long_shadow_misses("max_upper_ratio", "min_rise")},
      {"inverted_hammer", long_shadow<false, true>,
       long_shadow_misses("max_lower_ratio", "min_fall")},
      {"shooting_star", long_shadow<false, false>,
       long_shadow_misses("max_lower_ratio", "min_rise")},
      {"doji", doji, {{"body", "max_body_ratio"}, {"tiny bar", "min_range"}}},
      {"long_legged_doji",
       long_legged_doji,
       {{"body", "max_body_ratio"},
        {"one shadow", "min_shadow_ratio"},
        {"narrow bar", "min_range"}}},
      {"dragonfly_doji", one_sided_doji<false>, one_sided_misses("max_upper_ratio", "min_fall")},
      {"gravestone_doji", one_sided_doji<true>, one_sided_misses("max_lower_ratio", "min_rise")},
      {"white_marubozu", marubozu<false>, kMarubozuMisses},
      {"black_marubozu", marubozu<true>, kMarubozuMisses},
      {"spinning_top",
       spinning_top,
       {{"large body", "max_body_ratio"},
        {"doji", "min_body_ratio"},
        {"one shadow", "min_shadow_ratio"},
        {"tiny bar", "min_range"}}}};
}

}  // namespace fwq::analysis::planted
