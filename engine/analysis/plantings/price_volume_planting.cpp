// Price with volume: runs of three bars, and extremes of both.
#include "facing_canvas.hpp"

namespace fwq::analysis::planted {
namespace {

// Volumes in means, of the bar before the run and of its three bars.
struct Volumes {
  double before, one, two, three;
};
Volumes volumes_of(const FacingCanvas& c, std::string_view miss, bool grow) {
  Volumes v = grow ? Volumes{0.8, c.between(1, 1.2), c.between(1.4, 1.7), c.between(2, 3)}
                   : Volumes{1.1, c.between(0.9, 1), c.between(0.7, 0.8), c.between(0.35, 0.55)};
  if (miss == "usual volume")
    v = grow ? Volumes{0.5, 0.58, 0.68, c.between(0.75, 0.85)}
             : Volumes{1.7, 1.5, 1.35, c.between(1.1, 1.2)};
  if (miss == "volume turns") v.two = grow ? 0.9 * v.one : 1.1 * v.one;
  return v;
}

template <bool up, bool grow>
Window run(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, up);
  const double unit = canvas.unit();
  const double mean = canvas.mean_volume();
  const bool small = miss == "small move";
  const auto bar = [&](double step, double volume) {
    const double open = c.close();
    const double close = open + step;
    c.add(open, std::max(open, close) + unit * c.between(0.1, 0.3),
          std::min(open, close) - unit * c.between(0.1, 0.3), close,
          volume * mean / canvas.mean_volume());
  };
  const auto step = [&] { return unit * (small ? c.between(0.08, 0.22) : c.between(0.5, 0.9)); };
  const Volumes v = volumes_of(c, miss, grow);
  bar(-0.3 * unit, v.before);  // Against it: the run begins after this bar.
  bar(step(), v.one);
  bar(miss == "price turns" ? -0.3 * step() : step(), v.two);
  bar(step(), v.three);
  return {c.size() - 3, c.size() - 1};
}

template <bool top>
Window extreme(Canvas& canvas, std::string_view miss) {
  const FacingCanvas c(canvas, !top);  // Drawn as a low.
  const double unit = canvas.unit();
  const double mean = canvas.mean_volume();
  const double per_bar = miss == "small move" ? 0 : -c.between(0.15, 0.3);
  const auto bar = [&](double close, double high, double low, double volume) {
    c.add(c.close(), high, low, close, volume * mean / canvas.mean_volume());
  };
  const double start = c.close();
  for (int i = 1; i <= 72; ++i) {
    const double straight = start + unit * per_bar * i;
    const double close = straight + unit * 0.3 * c.between(-1, 1);
    bar(close, std::max(c.close(), close) + unit * c.between(0.1, 0.4),
        std::min(c.close(), close) - unit * c.between(0.1, 0.4), c.between(0.85, 1.2));
  }
  double volume = top ? c.between(3.5, 6) : c.between(0.15, 0.35);
  if (miss == "usual volume") volume = top ? c.between(1.4, 1.85) : c.between(0.65, 0.75);
  const double a = canvas.unit();
  double floor = c.low(c.size() - 1);
  for (std::uint32_t i = c.size() - 20; i < c.size(); ++i) floor = std::min(floor, c.low(i));
  floor -= a * c.between(0.1, 0.4);
  const std::uint32_t first = c.size();
  bar(floor + 0.15 * a, std::max(c.close(), floor + 0.2 * a), floor, volume);
  if (miss == "no turn") {
    for (int i = 0; i < 9; ++i) {
      const double close = floor + a * c.between(0.1, 0.25);
      bar(close, std::max(c.close(), close) + 0.1 * a, floor + 0.05 * a, c.between(0.9, 1.1));
    }
    return {first, first + 2};
  }
  const double pause = floor + 0.2 * a;
  bar(pause, pause + 0.3 * a, floor + 0.05 * a, c.between(0.9, 1.1));
  const double close = floor + a * c.between(0.9, 1.8);
  bar(close, close + 0.2 * a, pause - 0.05 * a, c.between(0.9, 1.1));
  return {first, c.size() - 1};
}

}  // namespace

std::vector<Planting> price_volume_plantings() {
  const auto misses = [](std::string_view volume) {
    return std::vector<NearMiss>{
        {"small move", "min_move"}, {"usual volume", volume}, {"price turns"}, {"volume turns"}};
  };
  const auto extremes = [](std::string_view volume) {
    return std::vector<NearMiss>{
        {"usual volume", volume}, {"small move", "min_move"}, {"no turn", "min_turn"}};
  };
  return {{"price_up_volume_up", run<true, true>, misses("min_volume")},
          {"price_down_volume_up", run<false, true>, misses("min_volume")},
          {"price_up_volume_down", run<true, false>, misses("max_volume")},
          {"price_down_volume_down", run<false, false>, misses("max_volume")},
          {"low_volume_low_price", extreme<false>, extremes("max_volume")},
          {"high_volume_high_price", extreme<true>, extremes("min_volume")}};
}

}  // namespace fwq::analysis::planted
