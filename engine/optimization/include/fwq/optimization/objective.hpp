// Objective: what parameters of a pattern are worth, in training, in validation and in a test: the one thing a search must know.
//
// Three kinds: PatternObjective scores what prices did after hits on real bars; PlantedObjective counts which drawn shapes are found and
// which near-misses are taken for shapes; StrategyObjective trades in the back-tester.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/core/tasks.hpp"
#include "fwq/optimization/space.hpp"

namespace fwq::optimization {

enum class Part : std::uint8_t { train, validation, test };
inline constexpr std::size_t kParts = 3;
std::string_view to_string(Part part) noexcept;

// Drawn windows by what they are and what they were taken for.
struct Classification {
  std::uint32_t true_positives = 0, false_negatives = 0;  // Shapes that were found, and not.
  std::uint32_t false_positives = 0,
                true_negatives = 0;   // Near-misses that were taken for one, and not.
  double recall() const noexcept;     // Share of the shapes that are found; NaN without shapes.
  double precision() const noexcept;  // Share of what is found that are shapes; NaN if nothing is.
  double f1_score() const noexcept;   // Their harmonic mean; 0 if no shape is found.
  double accuracy() const noexcept;   // Share of all windows that are told rightly.
};

// What a strategy made in a part, as the mean of accounts that each trade one security.
struct TradedScore {
  std::size_t months = 0;
  double monthly_return = 0,
         monthly_hold = 0;             // Mean; of the strategy, and of the securities held.
  double sharpe = 0, hold_sharpe = 0;  // Yearly, of the months; NaN where nothing moves.
};

// What one set of parameters is worth in one part. Fractions of the entry price; of a strategy, fractions a month.
struct PartScore {
  std::size_t hits = 0;  // With an outcome that other series can be compared with. Planted: all.
  double lift = 0;       // Mean; NaN without hits.
  double error =
      0;  // Its standard error, the hits of one month being one observation; NaN for fewer than 3 months.
  double win_rate = 0;  // Share of hits that beat the others.
  double by_year =
      0;  // Standard deviation of the years' mean lifts over the root of their number; 0 for one year.
  double by_symbol = 0;  // Share of the series with hits whose mean lift is above 0.
  // What is maximised: lift - error - by_year - complexity (planted: F1 - complexity). With too few hits: -1 - the share that is
  // missing, so that a search is led to more.
  double overall_score = 0;
  // Planted windows only, and then lift, error, win_rate, by_year and by_symbol are NaN.
  std::optional<Classification> planted = {};
  // Strategies only: then hits are closed trades, lift is what a month made beyond the same securities held, and error is that of the
  // months.
  std::optional<TradedScore> traded = {};
};

struct Measured {
  std::array<PartScore, kParts> parts;
  // Sum of the lifts of each month of training and validation, 0 where there was no hit. Planted: none. Strategies: the months' lifts.
  std::vector<double> months;
  const PartScore& operator[](Part part) const noexcept {
    return parts[static_cast<std::size_t>(part)];
  }
};

// Immutable. measure() may be called from any thread at once.
class Objective {
 public:
  virtual ~Objective() = default;

  // The pattern's parameters within their described ranges; whole numbers where they are.
  virtual const Space& space() const noexcept = 0;
  virtual std::vector<double> defaults() const = 0;
  // The target_metric names that it can be maximised by, sorted.
  virtual std::span<const std::string_view> metrics() const noexcept = 0;
  // Errors: invalid_argument (parameters out of range), cancelled.
  virtual Result<Measured> measure(std::span<const double> params, core::TaskSystem& tasks,
                                   const core::TaskContext& context = {}) const = 0;
  // Whether there is a smooth_score().
  virtual bool has_smooth_form() const noexcept { return false; }
  // A target in training, made with soft bounds in place of steps (PatternDef::find_soft) so that it has slopes to follow; it leads to
  // about the best point, and measure() says what that is worth. The penalty for complexity, a step, is not in it.
  // Errors: those of measure(), invalid_argument (there is no smooth form).
  virtual Result<double> smooth_score(std::span<const double> params, std::string_view metric,
                                      core::TaskSystem& tasks,
                                      const core::TaskContext& context = {}) const;
  // The same with what lies before the test cut into `of` blocks, of which number `index` is the validation and the others are the
  // training. It shares the bars. Errors: invalid_argument (nothing that could be cut; blocks too short). Requires: index < of.
  virtual Result<std::unique_ptr<Objective>> fold(std::size_t index, std::size_t of) const = 0;

 protected:
  Objective() = default;
  Objective(const Objective&) = default;
  Objective& operator=(const Objective&) = default;
};

}  // namespace fwq::optimization
