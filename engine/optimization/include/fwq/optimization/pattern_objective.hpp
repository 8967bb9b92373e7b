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
// Edges:   no move reaches over a cut, the last bar, or a missing price. Where the entry's bar is locked (one price, more than 4 % from
//          the close before), buyers do not get in above it, nor sellers below: such a hit is left out, and so are such bars of the
//          others it is compared with. Where the exit's bar is locked, its close is what the position is worth: to leave those out,
//          which nobody can know at the entry, would leave out losses. Fees are not considered.
// Threads: immutable; measure() may be called from any thread at once.
// Memory:  12 bytes a bar, beside the bars themselves.
#pragma once

#include <memory>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/optimization/objective.hpp"

namespace fwq::optimization {

// Bars as patterns are sought in (adjusted), with the first bars after cuts.
struct ObjectiveSeries {
  data::Bars bars;
  std::vector<std::size_t> cuts;
};

struct ObjectiveOptions {
  std::uint32_t horizon = 10;            // Bars, 1 to 250.
  double train = 0.6, validation = 0.2;  // Shares of all bars, by time; the rest is the test.
  std::uint32_t embargo = 10;            // Bar times.
  std::size_t min_hits = 30;             // Per part; with fewer there is no score worth the name.
  double complexity = 0.0001;            // Taken off for each parameter that is not at its default.
};

class PatternObjective final : public Objective {
 public:
  // Keeps what it needs of the bars' owners. Errors: invalid_argument (options out of range; a pattern without parameters; no bars;
  // too few bar times for three parts).
  static Result<PatternObjective> make(const analysis::PatternDef& pattern,
                                       std::vector<ObjectiveSeries> series,
                                       const ObjectiveOptions& options = {});

  const Space& space() const noexcept override;
  std::vector<double> defaults() const override;
  std::span<const std::string_view> metrics() const noexcept override;
  // Cost: one search of the pattern over all bars.
  Result<Measured> measure(std::span<const double> params, core::TaskSystem& tasks,
                           const core::TaskContext& context = {}) const override;
  bool has_smooth_form() const noexcept override;
  // Cost: every bar is measured; some ten searches.
  Result<double> smooth_score(std::span<const double> params, std::string_view metric,
                              core::TaskSystem& tasks,
                              const core::TaskContext& context = {}) const override;
  // Blocks by their share of the bars before the test; purge and embargo at each cut, before and after the validation.
  Result<std::unique_ptr<Objective>> fold(std::size_t index, std::size_t of) const override;

  std::size_t bars() const noexcept;
  // First bar time of a part; the end of the last for kParts. Of a fold: the training begins again after the validation.
  data::Time begin(std::size_t part) const noexcept;

 private:
  struct Data;
  // Bar times [first, end) that belong to a part.
  struct Stretch {
    std::uint32_t first = 0, end = 0;
    Part part = Part::train;
  };
  PatternObjective(std::shared_ptr<const Data> data, std::vector<Stretch> stretches);
  std::optional<Part> part_of(std::uint32_t known, std::uint32_t exit) const noexcept;
  Result<void> check_lengths() const;

  std::shared_ptr<const Data> data_;
  std::vector<Stretch> stretches_;  // Rising, without gaps.
};

}  // namespace fwq::optimization
