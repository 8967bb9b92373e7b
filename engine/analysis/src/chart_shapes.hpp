// What chart patterns share: prices upright or in a mirror (a top is a bottom upside down), the move before a shape,
// lines through turning points, breaks, bowls, and the rule that a shape is reported once.
//
// Input:    bars with prices (PatternContext) and their swings (swings.hpp).
// Output:   numbers; in a mirror every price has the other sign, so that "lower" always means "further into the shape".
// Edges:    a move before the first bar is not known: a shape at the left end has none.
// Cost:     what is called at every swing looks at swings only; bars are walked for the few shapes that fit so far.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "conditions.hpp"
#include "facing.hpp"
#include "pattern_context.hpp"

namespace fwq::analysis {

// Swings as a chart facing the same way shows them (facing.hpp).
class TurnView {
 public:
  TurnView(std::span<const Swing> swings, Bias bias) noexcept
      : swings_(swings), mirrored_(bias == Bias::bearish) {}

  std::size_t size() const noexcept { return swings_.size(); }
  bool is_low(std::size_t k) const noexcept { return swings_[k].high == mirrored_; }
  std::uint32_t bar(std::size_t k) const noexcept { return swings_[k].bar; }
  std::uint32_t known_at(std::size_t k) const noexcept { return swings_[k].known_at; }
  double price(std::size_t k) const noexcept {
    return mirrored_ ? -swings_[k].price : swings_[k].price;
  }
  // The turn at that bar. Requires: there is one.
  std::size_t at_bar(std::uint32_t bar) const noexcept;

 private:
  std::span<const Swing> swings_;
  bool mirrored_;
};

// The highest high from which the price fell to turn k: over at most `bars` bars before it, and no further back than
// where it stood under `floor`. No turn in reach: the price of turn k itself.
double highest_before(const TurnView& turns, std::size_t k, double floor,
                      std::uint32_t bars) noexcept;
// The same bar by bar, for a shape that begins at a bar that is no turn.
double highest_before(const Facing& view, std::uint32_t bar, double floor,
                      std::uint32_t bars) noexcept;

// A straight line over bar numbers.
struct Line {
  std::uint32_t bar = 0;
  double price = 0, slope = 0;
  double at(std::uint32_t i) const noexcept {
    return price + slope * (static_cast<double>(i) - static_cast<double>(bar));
  }
};
Line line_through(std::uint32_t bar_a, double a, std::uint32_t bar_b, double b) noexcept;

inline constexpr std::uint32_t kNever = 0xffffffffU;

// The first bar from `first` up to `last` that closes more than `margin` heights above the line, unless a low under
// `floor` comes first. kNever: none.
struct BreakSearch {
  std::uint32_t first, last;
  double floor, height, margin;
};
std::uint32_t break_above(const Facing& view, const Line& line, const BreakSearch& search) noexcept;

// The bar of the lowest low from bar `first` up to `last`; of equal ones the first. Requires: first <= last.
std::uint32_t lowest_bar(const Facing& view, std::uint32_t first, std::uint32_t last) noexcept;

// Share of the closes from `first` up to `last` in the lowest third of the way from the lowest close to `rim`.
double low_share(const Facing& view, std::uint32_t first, std::uint32_t last, double rim) noexcept;

// A parabola through the closes from `first` up to `last`, by least squares. Requires: at least three bars.
struct Bowl {
  double fit = 0;  // Share of the closes' variance that it explains; 0 if it is no bowl but a dome.
  double skew = 0;  // How far its lowest point lies from the middle, in parts of its length.
};
Bowl fit_bowl(const Facing& view, std::uint32_t first, std::uint32_t last) noexcept;

// One shape that holds, before it is known whether it is reported.
struct ChartShape {
  std::array<std::uint32_t, 6> points{};
  std::uint32_t point_count = 0;
  std::uint32_t start = 0, end = 0, known_at = 0;
  std::uint32_t turn = 0;  // A next shape begins no earlier than here.
  double confidence = 0;
  double level = data::kNone;  // As quoted.
  Bias bias = Bias::neutral;
};

// Appends shapes as hits of `def`, each once: of those known at the same bar the best one, and after it none that
// begins before its `turn` or ends no later than it. What is known later never changes what was reported.
void report_once(const PatternDef& def, const PatternContext& context,
                 std::vector<ChartShape>& shapes, std::vector<PatternHit>& hits);

// Key points at the given prices (as quoted), target, stop and the reasons of a hit.
struct Told {
  std::span<const double> prices;
  double target = data::kNone, stop = data::kNone;
  std::span<const Condition> conditions;
  std::span<double> measured;
};
Explanation tell(const PatternHit& hit, const PatternContext& context, Params params,
                 const Told& told);

// Short descriptions of parameters.
constexpr ParamDef size_param(std::string_view name, double value, double min, double max,
                              std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = 0.1,
          .unit = "ATR",
          .help_en = en,
          .help_zh = zh};
}
constexpr ParamDef share_param(std::string_view name, double value, double min, double max,
                               std::string_view en, std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = 0.01,
          .unit = "ratio",
          .help_en = en,
          .help_zh = zh};
}
constexpr ParamDef bars_param(std::string_view name, double value, double min, double max,
                              std::string_view en, std::string_view zh) {
  return {.name = name,
          .value = value,
          .min = min,
          .max = max,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}
// The scale of the turning points. Patterns share few defaults, so that the swings of a series are made few times.
constexpr ParamDef swing_param(double value) {
  return size_param("swing_size", value, 0.5, 8,
                    "How far the price must turn for a high or low to count",
                    "价格反转多少才算一个高点或低点");
}

// The two conditions on the bars that a shape spans.
constexpr Condition span_at_least(double bars) {
  return {.id = "span",
          .op = Op::at_least,
          .fixed = bars,
          .unit = "bars",
          .en = "the shape takes {0} bars, at least {1}",
          .zh = "形态共 {0} 根K线，不少于 {1}"};
}
constexpr Condition span_at_most(double bars) {
  return {.id = "span",
          .op = Op::at_most,
          .fixed = bars,
          .unit = "bars",
          .en = "the shape takes {0} bars, at most {1}",
          .zh = "形态共 {0} 根K线，不多于 {1}"};
}

}  // namespace fwq::analysis
