// Flags, pennants and islands.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

// The rest after a pole, in poles under the tip: its lines at its first and its last bar.
struct Rest {
  double upper_first, upper_last, lower_first, lower_last;
};

// A pole of `units`, a rest of `bars`, and a close beyond the upper line (or a fall through the lower).
Window pole_and_rest(const FacingCanvas& c, double units, const Rest& rest, std::uint32_t bars,
                     bool breaks) {
  c.lead(0, 20);
  const double unit = c.canvas().unit();
  const double from = c.close();
  const auto pole_bars = static_cast<std::uint32_t>(c.between(3, 5));
  const std::uint32_t first = c.size();
  for (std::uint32_t i = 1; i <= pole_bars; ++i) {
    const double open = c.close();
    const double close = from + units * unit * i / pole_bars;
    c.add(open, close + 0.05 * unit, open - 0.05 * unit, close);
  }
  const double tip = c.last_high();
  const double pole = tip - c.low(first);
  for (std::uint32_t i = 0; i < bars; ++i) {
    const double x = static_cast<double>(i) / (bars - 1);
    const double noise = pole * 0.008;
    const double top = tip - pole * (rest.upper_first + x * (rest.upper_last - rest.upper_first)) -
                       noise * c.between(0, 1);
    const double bottom = tip -
                          pole * (rest.lower_first + x * (rest.lower_last - rest.lower_first)) +
                          noise * c.between(0, 1);
    const double a = bottom + (top - bottom) * c.between(0.2, 0.8);
    const double b = bottom + (top - bottom) * c.between(0.2, 0.8);
    c.add(a, top, bottom, b);
  }
  const double open = c.close();
  if (breaks) {
    const double close = tip + pole * c.between(0.05, 0.25);
    c.add(open, close + 0.05 * pole, open - 0.01 * pole, close);
  } else {
    const double close = tip - pole * 1.1;
    c.add(open, open + 0.01 * pole, close - 0.05 * pole, close);
  }
  return {first, c.size() - 1};
}

Window flag(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  double units = c.between(5, 8);
  auto bars = static_cast<std::uint32_t>(c.between(4, 7));
  const double drift = c.between(0.1, 0.2), width = c.between(0.12, 0.2);
  Rest rest{0.04, 0.04 + drift, 0.04 + width, 0.04 + width + drift};
  if (miss == "small pole") units = c.between(1.7, 2);
  if (miss == "deep")
    rest.lower_first += 0.3, rest.lower_last = c.between(0.68, 0.78), rest.upper_last = 0.2;
  if (miss == "deep") rest.lower_first = rest.lower_last - 0.18;
  if (miss == "with the pole") rest = {0.25, 0.13, 0.42, 0.3};
  if (miss == "converging") rest = {0.04, 0.3, 0.3, 0.36};
  if (miss == "short rest") bars = 3;
  return pole_and_rest(c, units, rest, bars, miss != "falls back");
}

Window pennant(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  double units = c.between(5, 8);
  auto bars = static_cast<std::uint32_t>(c.between(4, 7));
  const double width = c.between(0.28, 0.36);
  Rest rest{0.03, 0.03 + 0.36 * width, 0.03 + width, 0.03 + 0.64 * width};
  if (miss == "small pole") units = c.between(1.7, 2);
  if (miss == "deep") rest = {0.03, 0.3, c.between(0.66, 0.75), 0.5};
  if (miss == "parallel")
    rest.upper_last = 0.03 + 0.07 * width, rest.lower_last = 0.03 + 0.93 * width;
  if (miss == "lower line falls") rest = {0.03, 0.33, 0.33, 0.42};
  if (miss == "short rest") bars = 3;
  return pole_and_rest(c, units, rest, bars, miss != "falls back");
}

template <bool top>
Window island(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, top);
  c.lead(miss == "no trend" ? c.between(-0.05, 0.03) : c.between(0.3, 0.6), 20);
  const double unit = canvas.unit();
  const double edge = c.last_high();
  const std::uint32_t first = c.size() - 1;
  double gap = unit * c.between(0.25, 1);
  if (miss == "narrow") gap = unit * c.between(0.03, 0.065);
  auto bars = static_cast<std::uint32_t>(c.between(3, 9));
  if (miss == "two bars") bars = 2;
  const double floor = edge + gap;
  for (std::uint32_t i = 0; i < bars; ++i) {
    const double low = i == 0 ? floor : floor + unit * c.between(0, 0.5);
    const double close = low + unit * c.between(0.2, 0.6);
    c.add(low + unit * c.between(0.1, 0.6), close + unit * c.between(0.1, 0.4), low, close);
  }
  const double high =
      miss == "no second gap" ? floor + 0.2 * unit : edge - unit * c.between(0, 0.3);
  c.add(high - 0.2 * unit, high, high - unit * c.between(0.6, 1), high - unit * 0.5);
  return {first, c.size() - 1};
}

}  // namespace

std::vector<Planting> poles_plantings() {
  const std::vector<NearMiss> islands{
      {"narrow", "min_gap"}, {"no trend", "min_trend"}, {"two bars"}, {"no second gap"}};
  return {{"flag",
           flag,
           {{"small pole", "min_pole"},
            {"deep", "max_retrace"},
            {"with the pole", "max_drift", 0.06},
            {"converging", "max_tilt"},
            {"short rest"},
            {"falls back"}}},
          {"pennant",
           pennant,
           {{"small pole", "min_pole"},
            {"deep", "max_retrace"},
            {"parallel", "max_narrowing"},
            {"lower line falls", "min_other_side", 0.04},
            {"short rest"},
            {"falls back"}}},
          {"island_reversal_top", island<true>, islands},
          {"island_reversal_bottom", island<false>, islands}};
}

}  // namespace fwq::analysis::planted
