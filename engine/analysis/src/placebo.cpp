// The placebo: bars of a series drawn at random.
//
// Source:  bootstrap of single bars (B. Efron, Annals of Statistics 7 (1979)), centred so that each expected gain is 0.
// Input:   open, high, low, close, volume.
// Output:  prices that start at the first close there is; amount = volume * close.
// Edges:   a volume that is unknown stays unknown.
// Cost:    O(bars).
#include "fwq/analysis/placebo.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace fwq::analysis {
namespace {

// A bar as fractions of the close before it.
struct Shape {
  double open, high, low, close, volume;
};

std::vector<Shape> shapes_of(const data::Bars& bars, std::span<const std::size_t> cuts) {
  std::vector<Shape> shapes;
  for (std::size_t i = 1; i < bars.size(); ++i) {
    const double last = bars.close()[i - 1];
    const auto bar = bars[i];
    // A number above 0; NaN is not.
    if (!(last > 0 && bar.open > 0 && bar.high > 0 && bar.low > 0 && bar.close > 0)) continue;
    if (std::find(cuts.begin(), cuts.end(), i) != cuts.end()) continue;
    shapes.push_back(
        {bar.open / last, bar.high / last, bar.low / last, bar.close / last, bar.volume});
  }
  return shapes;
}

void centre(std::vector<Shape>& shapes) {
  double close = 0;
  double open_to_close = 0;
  for (const Shape& shape : shapes) {
    close += shape.close;
    open_to_close += shape.close / shape.open;
  }
  const auto count = static_cast<double>(shapes.size());
  close /= count;
  open_to_close /= count;
  for (Shape& shape : shapes) {
    shape.close /= close;
    shape.open *= open_to_close / close;
    shape.high = std::max({shape.high / close, shape.open, shape.close});
    shape.low = std::min({shape.low / close, shape.open, shape.close});
  }
}

}  // namespace

data::BarSeries placebo_bars(const data::Bars& bars, std::span<const std::size_t> cuts,
                             std::uint64_t seed) {
  auto shapes = shapes_of(bars, cuts);
  if (shapes.empty()) return {};
  centre(shapes);
  data::BarSeries made(bars.size());
  std::mt19937_64 random(seed);
  double last = *std::find_if(bars.close().begin(), bars.close().end(),
                              [](double close) { return close > 0; });
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const Shape& shape = shapes[random() % shapes.size()];
    const double close = last * shape.close;
    made.push_back({.time = bars.time()[i],
                    .open = last * shape.open,
                    .high = last * shape.high,
                    .low = last * shape.low,
                    .close = close,
                    .volume = shape.volume,
                    .amount = shape.volume * close});
    last = close;
  }
  return made;
}

}  // namespace fwq::analysis
