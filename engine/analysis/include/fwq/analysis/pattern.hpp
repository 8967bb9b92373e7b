// What a pattern is: a description with parameters, a search over bars, and an explanation of a hit.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/parameters.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

enum class Bias { bullish, bearish, neutral };
std::string_view to_string(Bias bias) noexcept;

enum class Category {
  reversal, consolidation, single_candle, two_candles, three_candles, multi_bar, gaps, price_volume
};
std::string_view to_string(Category category) noexcept;  // "single_candle" …
std::string_view title_zh(Category category) noexcept;   // "单根K线" …

struct PatternDef;

// One find, as plain numbers. Bars are indices into the searched bars.
struct PatternHit {
  const PatternDef* pattern = nullptr;
  Bias bias = Bias::neutral;      // The hit's own direction.
  double confidence = 0;          // In [0,1]; grows with how well the shape fits.
  std::uint32_t start = 0, end = 0;   // First and last bar of the shape.
  std::uint32_t known_at = 0;     // The bar at which it could first be known: cutting later data changes nothing.
  double price = 0;               // Close at known_at.
  double level = data::kNone;     // Breakout level (neckline …), if the shape has one.
  std::array<std::uint32_t, 6> points{};  // Bars of the key points, in the order of PatternDef::roles.
  std::uint32_t point_count = 0;
};

// One condition of a hit with what was measured.
struct Reason {
  std::string_view id;            // "lower_shadow_ratio"
  double measured = 0;
  std::string_view op;            // "<=", ">=", "<", ">"
  double bound = 0;
  std::string_view unit;          // "ratio", "CNY", "bars", "%"
  std::string text_en, text_zh;   // A sentence with the numbers in it.
};

struct KeyPoint {
  data::Time time = 0;
  std::uint32_t bar = 0;
  double price = 0;
  std::string_view role;          // "first_low", "neckline" …: stable.
};

struct Explanation {
  std::vector<KeyPoint> points;
  double target = data::kNone, stop = data::kNone;  // NaN where the literature gives none.
  std::vector<Reason> why;
};

// Bars that are more or less a pattern, its bounds being soft.
struct SoftHit {
  Bias bias = Bias::neutral;
  std::uint32_t known_at = 0;
  double weight = 0;  // Above 0, at most 1: near 1 well within all bounds, a half at one of them, near 0 well outside.
};

// What every search shares, computed once per series (trend before each bar, average bodies, swings …).
class PatternContext;

struct PatternDef {
  std::string_view id;            // Never renamed: "double_bottom".
  std::string_view name_zh, name_en;
  Category category = Category::reversal;
  Bias bias = Bias::neutral;      // The default direction.
  std::uint32_t min_bars = 1, max_bars = 1;
  double threshold = 0.5;         // Hits below this confidence are not shown unless asked for.
  UpTo<ParamDef, 12> params = {};      // Each one changes what is found.
  std::string_view source;
  std::string_view shape_en, shape_zh;  // One line.
  UpTo<std::string_view, 6> roles = {};      // Of the key points, in the order of PatternHit::points.
  std::string_view group = {};          // Short name that this row shares with others: "engulfing". Empty: none.

  // Appends every hit in order of known_at. Requires: checked params.
  void (*find)(const PatternContext& context, Params params, std::vector<PatternHit>& hits) = nullptr;
  // Why this is a hit. Requires: the same context and params that found it.
  Explanation (*explain)(const PatternContext& context, Params params, const PatternHit& hit) = nullptr;
  // A hit depends on no more than this many bars up to and with known_at, so that a long series can be searched in
  // pieces that fit the processor's cache. Null: it may depend on all bars before.
  std::uint32_t (*reach)(Params params) = nullptr;
  // The smooth form of find(), for searches that follow slopes: each bound that is a real parameter is a soft one, the logistic function
  // of how far a measure is within it over `softness` times the parameter's range, and a bar's weight is their product. What has no real
  // parameter (colours, order, the trend's length) stays as it is. Appends, by known_at, what has a weight worth counting.
  // The higher the weight the surer: as softness goes to 0, the weights become 1 for hits and 0 for all others.
  // Null: its parameters are more than bounds (they also say what is measured), and it has no smooth form.
  void (*find_soft)(const PatternContext& context, Params params, double softness, std::vector<SoftHit>& hits) = nullptr;
};

// The built-in table, by file name.
std::span<const PatternDef* const> built_in_patterns();

}  // namespace fwq::analysis
