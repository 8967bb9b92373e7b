// Towers: bottoms, and the same drawings upside down.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

void candle(const FacingCanvas& c, double open, double close, double shadow) {
  c.add(open, std::max(open, close) + shadow * c.between(0, 1),
        std::min(open, close) - shadow * c.between(0, 1), close);
}

template <bool up>
Window tower(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, up);
  double per_bar = -0.5;
  if (miss == "no trend") per_bar = -c.between(0.06, 0.09);
  if (miss == "other trend") per_bar = 0.5;
  c.lead(per_bar, 14);
  const double unit = canvas.unit(), mean = canvas.mean_body();
  const double body = mean * (miss == "low towers" ? c.between(1.05, 1.15) : c.between(2.4, 3.5));
  const std::uint32_t first = c.size();
  candle(c, c.close(), c.close() - body, 0.2 * unit);
  const double base = c.close();
  const double shadow = 0.3 * std::min(unit, body);
  std::vector<double> pause;
  const auto count = miss == "short pause" ? 2 : static_cast<int>(c.between(3, 8));
  for (int i = 0; i < count; ++i) pause.push_back(c.between(-0.1, 0.1));
  if (miss == "busy pause") pause = {0.33, -0.36, 0, 0.05};
  if (miss == "wandering pause") pause = {-0.2, -0.4, -0.6, -0.75, -0.75};
  if (miss == "weak return") pause = {-0.1, -0.25, -0.35, -0.4};
  if (miss == "long") pause.assign(15, 0.05);
  for (const double at : pause) candle(c, c.close(), base + at * body, shadow);
  const double back = miss == "weak return" ? c.between(0.4, 0.5) : c.between(0.9, 1.1);
  candle(c, c.close(), base + back * body, 0.2 * unit);
  return {first, c.size() - 1};
}

std::vector<NearMiss> misses(std::string_view trend) {
  return {{"low towers", "min_tower"},
          {"busy pause", "max_pause_body"},
          {"wandering pause", "max_pause_drift"},
          {"weak return", "min_return"},
          {"no trend", trend},
          {"other trend"},
          {"short pause"},
          {"long"}};
}

}  // namespace

std::vector<Planting> tower_plantings() {
  return {{"tower_bottom", tower<true>, misses("min_fall")},
          {"tower_top", tower<false>, misses("min_rise")}};
}

}  // namespace fwq::analysis::planted
