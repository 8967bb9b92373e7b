// Diamonds that break upwards or downwards.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

Window diamond(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, canvas.coin());
  const double unit = canvas.unit();
  const bool off_centre = miss == "off centre", lopsided = miss == "lopsided";
  const double h = unit * (off_centre ? 9 : c.between(7, 8.5));
  const double middle = c.close();
  double speed = 0.7 * unit, noise = lopsided ? 0.03 : 0.1;
  const auto to = [&](double place) {  // In heights from the middle.
    const double target = middle + place * h;
    const auto bars =
        static_cast<std::uint32_t>(std::max(2.0, std::round(std::abs(target - c.close()) / speed)));
    c.leg(target, bars, noise);
  };
  const auto end = [&] { return c.between(0.17, 0.25); };
  to(-0.35);  // So that the first high is one.
  to(off_centre ? 0.3 : end());
  const std::uint32_t first = c.size() - 1;
  if (lopsided) speed = unit * 1.7;
  to(off_centre ? 0.13 : -end());
  to(0.5);
  to(-0.5);
  if (lopsided) speed = unit * 0.36;
  double high = end(), low = -end();
  if (miss == "no step") high = 0.43;
  if (miss == "widens") high = c.between(0.6, 0.7), low = -c.between(0.6, 0.7);
  to(high);
  to(low);
  speed = 0.7 * unit;
  if (miss == "no break") {
    for (int i = 0; i < 30; ++i) {
      const double close = middle + 0.05 * unit * (i % 2 == 0 ? 1 : -1);
      c.add(c.close(), std::max(c.close(), close) + 0.1 * unit,
            std::min(c.close(), close) - 0.1 * unit, close);
    }
  } else {
    to(0.55);
  }
  return {first, c.size() - 1};
}

}  // namespace

std::vector<Planting> diamond_plantings() {
  return {{"diamond",
           diamond,
           {{"no step", "min_step"},
            {"off centre", "max_off_centre"},
            {"lopsided", "min_balance"},
            {"widens"}}}};
}

}  // namespace fwq::analysis::planted
