// PatternObjective: what the parameters of a pattern are worth on real bars: in training, in validation, and in a test that no
// search sees.
//
// A hit is worth what the price did after it beyond what all other series did from the same bar time on (the lift of
// pattern_statistics.hpp): entry at the open of the bar after known_at, exit at the close `horizon` bars after it, in the hit's direction.
// Time is cut in three, the same for all series. A hit whose exit lies beyond its part is left out of it (purge), and so are
// the first `embargo` bar times of each later part: nothing that one part has seen reaches into the next.
//
// Source:  M. Lopez de Prado, Advances in Financial Machine Learning (2018), ch. 7 (purge, embargo); clusters by month: K.-Y. Liang,
//          S. Zeger, Biometrika 73 (1986).
// Edges:   no move reaches over a cut, the last bar, or a missing price. Fees and locked bars are not considered.
// Threads: immutable; measure() may be called from any thread at once.
// Memory:  12 bytes a bar, beside the bars themselves.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/optimization/space.hpp"

namespace fwq::optimization {

// Bars as patterns are sought in (adjusted), with the first bars after cuts.
struct ObjectiveSeries {
  data::Bars bars;
  std::vector<std::size_t> cuts;
};

enum class Part : std::uint8_t { train, validation, test };
inline constexpr std::size_t kParts = 3;
std::string_view to_string(Part part) noexcept;

struct ObjectiveOptions {
  std::uint32_t horizon = 10;            // Bars, 1 to 250.
  double train = 0.6, validation = 0.2;  // Shares of all bars, by time; the rest is the test.
  std::uint32_t embargo = 10;            // Bar times.
  std::size_t min_hits = 30;             // Per part; with fewer there is no score worth the name.
  double complexity = 0.0001;            // Taken off for each parameter that is not at its default.
};

// What one set of parameters is worth in one part. Fractions of the entry price.
struct PartScore {
  std::size_t hits = 0;  // With an outcome that other series can be compared with.
  double lift = 0;       // Mean; NaN without hits.
  double error =
      0;  // Its standard error, the hits of one month being one observation; NaN for fewer than 3 months.
  double win_rate = 0;  // Share of hits that beat the others.
  double by_year =
      0;  // Standard deviation of the years' mean lifts over the root of their number; 0 for one year.
  double by_symbol = 0;  // Share of the series with hits whose mean lift is above 0.
  // What is maximised: lift - error - by_year - complexity. With too few hits: -1 - the share that is missing, so that a
  // search is led to more.
  double overall_score = 0;
};

struct Measured {
  std::array<PartScore, kParts> parts;
  std::vector<double>
      months;  // Sum of the lifts of each month of training and validation, 0 where there was no hit.
  const PartScore& operator[](Part part) const noexcept {
    return parts[static_cast<std::size_t>(part)];
  }
};

class PatternObjective {
 public:
  // Keeps what it needs of the bars' owners. Errors: invalid_argument (options out of range; a pattern without parameters; no bars;
  // too few bar times for three parts).
  static Result<PatternObjective> make(const analysis::PatternDef& pattern,
                                       std::vector<ObjectiveSeries> series,
                                       const ObjectiveOptions& options = {});
  PatternObjective(PatternObjective&&) noexcept;
  PatternObjective& operator=(PatternObjective&&) noexcept;
  ~PatternObjective();

  // The pattern's parameters within their described ranges; whole numbers where they are. Real ones in steps of their own.
  const Space& space() const noexcept;
  std::vector<double> defaults() const;

  // Cost: one search of the pattern over all bars. Errors: invalid_argument (parameters out of range), cancelled.
  Result<Measured> measure(std::span<const double> params, core::TaskSystem& tasks,
                           const core::TaskContext& context = {}) const;

  std::size_t bars() const noexcept;
  // First bar time of a part; the end of the last for kParts.
  data::Time begin(std::size_t part) const noexcept;

 private:
  struct State;
  explicit PatternObjective(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace fwq::optimization
