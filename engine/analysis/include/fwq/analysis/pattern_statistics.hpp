// What patterns were worth: what prices did after each hit, beside what they did anyway.
//
// Source:  entry at the open of the bar after known_at, exit at the close h bars after known_at; h = 1, 5, 10, 20:
//            move = close[known_at + h] / open[known_at + 1] - 1
//          Turned round for a bearish hit: a fall is a gain. A neutral hit has no direction: the size of the move counts.
//          base by date    mean move of all other series from the same bar time on, in the hit's direction
//          base by symbol  mean move of the hit's own series over all its bars (it has seen the whole history: a
//                          comparison, nothing that could have been traded on)
//          lift            move - base by date; its 95 % interval takes the hits of one month as one observation
//                          (cluster-robust, R. Liang and S. Zeger, Biometrika 73 (1986); Student's t), since hits of
//                          the same days move together and windows overlap
//          best, worst     furthest that highs and lows went for and against the hit on the way (MFE, MAE)
// Edges:   no move reaches over a cut, over the last bar, or to a price that is missing: such a hit is not counted there.
//          Fees, slippage, and whether a bar locked at its limit could be traded are not considered.
// Threads: outcomes_of is a pure function; PatternStatistics takes the outcomes one at a time. Adding them in one order
//          gives the same numbers, whoever made them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "fwq/analysis/calibration.hpp"
#include "fwq/analysis/pattern.hpp"
#include "fwq/data/bars.hpp"

namespace fwq::analysis {

// Bars after known_at at which the outcome is read.
inline constexpr std::array<std::uint32_t, 4> kHorizons{1, 5, 10, 20};
// That of them by which "the direction was right" is judged: 10 bars.
inline constexpr std::size_t kJudgedHorizon = 2;

template <class T>
using PerHorizon = std::array<T, kHorizons.size()>;

// What came after one hit. Fractions of the entry price; NaN where there is no outcome.
struct HitOutcome {
  const PatternDef* pattern = nullptr;
  Bias bias = Bias::neutral;
  double confidence = 0;
  data::Time known_at = 0;
  data::Time judged_at = 0;  // The bar at which the direction is judged; 0: none.
  PerHorizon<double> move{};
  PerHorizon<double> up{}, down{};         // Highest high and lowest low on the way.
  PerHorizon<double> base{}, base_size{};  // Mean move and mean size of it of the series.
};

// What came after every bar of one series, and after its hits.
struct SeriesOutcomes {
  std::vector<data::Time> times;
  PerHorizon<std::vector<double>> moves;
  std::vector<HitOutcome> hits;
};

// Requires: the hits were found in these bars with these cuts. Cost: O(bars), and 20 bars for each hit.
SeriesOutcomes outcomes_of(const data::Bars& bars, std::span<const PatternHit> hits,
                           std::span<const std::size_t> cuts = {});

// The hits of one pattern and direction after one horizon. Fractions; NaN where nothing was counted.
struct HorizonStatistics {
  std::uint32_t bars = 0;
  std::size_t count = 0;     // Hits with an outcome.
  std::size_t compared = 0;  // Those of them on whose date other series moved too.
  double mean = 0;  // Of the moves in the hit's direction; of their sizes for neutral hits.
  double base_by_date = 0, base_by_symbol = 0;
  double lift = 0;         // Mean over the compared.
  Interval lift_interval;  // 95 %; NaN for fewer than 5 months.
  double lift_by_symbol = 0;
  double win_rate =
      0;  // Share of moves above 0 in the hit's direction; NaN for neutral hits, as are the next two.
  Interval win_interval;     // Wilson's, 95 %: as if hits were independent of one another.
  double base_win_rate = 0;  // The same share of all other series on the same dates.
  double
      best = 0,
      worst =
          0;  // Mean MFE (>= about 0) and MAE (<= about 0); neutral: furthest either way, and NaN.
};

struct PatternStatisticsRow {
  const PatternDef* pattern = nullptr;
  Bias bias = Bias::neutral;
  std::size_t hits = 0;
  PerHorizon<HorizonStatistics> after;
};

// Confidence against "the direction was right after 10 bars": learned from earlier years, tried on later ones.
struct CalibrationReport {
  data::Time split = 0;  // Hits known before it (and judged before it) teach, the others test.
  std::size_t fitted = 0, tested = 0;
  double fitted_frequency = 0, tested_frequency = 0;  // How often the direction was right.
  double brier_stated = 0;      // All on the later years. Of the confidence taken as a probability,
  double brier_calibrated = 0;  // of what the earlier years make of it,
  double brier_constant = 0;    // and of always saying the earlier years' frequency.
  // By how much calibrated confidence beats the constant (> 0), with its 95 % interval, a month being one observation: an
  // interval that holds 0 is what chance makes.
  double gain = 0;
  Interval gain_interval;
  double error_stated = 0, error_calibrated = 0;  // ECE over ten bins.
  std::vector<ReliabilityBin> stated, calibrated;
};

struct PatternStatisticsReport {
  std::size_t series = 0, bars = 0, hits = 0;
  data::Time first = 0, last = 0;
  std::vector<PatternStatisticsRow>
      rows;  // In the table's order; a pattern's bullish, bearish, neutral hits apart.
  std::optional<CalibrationReport> calibration;  // None without hits in two calendar years.
};

class PatternStatistics {
 public:
  // Takes one series after the other. The numbers depend on the order, by rounding alone.
  void add(const SeriesOutcomes& outcomes);
  // Cost: O(hits).
  PatternStatisticsReport report() const;

 private:
  // What all series did from one time on.
  struct Sums {
    double count = 0, move = 0, size = 0, up = 0, down = 0;
  };
  void place(std::span<const data::Time> times);
  const PerHorizon<Sums>& at(data::Time time) const;
  std::vector<data::Time> times_;  // Rising.
  std::vector<PerHorizon<Sums>> sums_;
  std::vector<HitOutcome> hits_;
  std::size_t series_ = 0, bars_ = 0;
  friend class StatisticsReporter;
};

// The quantile of Student's t that 2.5 % lie above. Requires: freedom >= 4. Error below 1e-3.
double student_quantile(double freedom);

}  // namespace fwq::analysis
