// Planted patterns: drawn shapes whose truth is known, which recall and precision are counted on.
//
// A scene is a short series of daily bars: a random background, what leads to the shape, the shape or a near-miss of it,
// and some bars after it. Price, size of moves, noise and drift are drawn anew for each seed; prices lie on a grid that is fine
// enough that rounding decides nothing. A near-miss breaks one condition of the pattern's defaults by a fifth of its bound at least and
// keeps all others: at the defaults every shape should be found and no near-miss.
//
// Source:  this project's definitions of the patterns (docs and patterns/*.cpp); no market data.
// Edges:   the background is a random walk: what is found outside the window is neither right nor wrong.
// Threads: all [any-thread]; the same seed gives the same bars on every machine.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis::planted {

// Bars of a drawn shape, first to last.
struct Window {
  std::uint32_t first = 0, last = 0;
};

// A way not to be the pattern.
struct NearMiss {
  std::string_view id;  // What `draw` is told: "no trend".
  // The parameter whose bound it breaks: at that parameter's other end the shape must be found, which shows that
  // nothing else was broken. Empty: the condition has no parameter (colours, order), and this is not checked.
  std::string_view param = {};
  // How far the bound must be moved at least; by default a fifth of its value.
  double by = std::numeric_limits<double>::quiet_NaN();
};

class Canvas;

struct Planting {
  std::string_view pattern;  // Its id.
  // Draws what leads to the shape and the shape itself; `miss` is empty, or the id of the near-miss to draw instead.
  Window (*draw)(Canvas& canvas, std::string_view miss) = nullptr;
  std::vector<NearMiss> misses = {};
};

// One for each pattern of the table.
std::span<const Planting> all_plantings();
// Null: this pattern has none.
const Planting* find_planting(std::string_view pattern);

struct Scene {
  data::BarSeries series;
  Window window;
};

// A background of 30 to 60 bars, the shape (`miss` empty) or one of the planting's near-misses, and 20 bars.
Scene draw(const Planting& planting, std::string_view miss, std::uint64_t seed);

// Whether one of the hits is the shape in the window: what they have in common is more than half of what the two cover.
bool is_found(std::span<const PatternHit> hits, const Window& window) noexcept;

}  // namespace fwq::analysis::planted
