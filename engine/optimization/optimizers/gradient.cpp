// Local search from many starts: up the slope of the score in the real parameters, whole numbers and categories step by step.
//
// Where the score is smooth, L-BFGS within bounds on forward differences; where it is not, BOBYQA, which needs no derivatives.
// A start is followed until neither the reals nor a step in any whole number or category gains; then comes the next one.
//
// Source:   D. C. Liu, J. Nocedal, On the Limited Memory BFGS Method (1989), as NLopt's LD_LBFGS; M. J. D. Powell, The BOBYQA
//           Algorithm (2009), as NLopt's LN_BOBYQA.
// Edges:    what is not allowed or could not be evaluated counts as a little less than the worst score so far. One real parameter
//           alone is searched by COBYLA: BOBYQA needs two.
// Cost:     reals + 1 evaluations for a slope.
#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "draws.hpp"
#include "exchange.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "sobol.hpp"

namespace fwq::optimization {
namespace {

constexpr double kStep = 1e-4;  // Of a forward difference, in parts of a parameter's range …
constexpr double kQuanta =
    5;  // … or as many of the smallest steps that a rounded parameter can make.
constexpr int kMostSteps = 60;  // Evaluations of one local search.

class LocalSearch {
 public:
  LocalSearch(const Space& space, const OptimizerSettings& settings, Exchange& exchange)
      : space_(space),
        smooth_(settings.smooth),
        known_(settings.start),
        starts_(space.size(), settings.seed),
        exchange_(exchange) {
    for (std::size_t j = 0; j < space.size(); ++j)
      (space.values(j) > 0 ? steps_ : reals_).push_back(j);
  }

  void run() {
    while (!over_) {
      here_ = space_.to_unit(known_.empty() ? draw_allowed(space_, [&] { return starts_.next(); })
                                            : known_);
      known_.clear();  // Once.
      const auto scores = evaluate({here_});
      if (over_) return;
      score_ = scores[0];
      do {
        climb();
      } while (!over_ && step());
    }
  }

 private:
  // Scores of unit points; of what has none, a little less than the worst.
  std::vector<double> evaluate(const std::vector<UnitPoint>& units) {
    std::vector<Point> points;
    for (const UnitPoint& unit : units) points.push_back(space_.from_unit(unit));
    std::vector<Trial> trials;
    std::vector<double> scores(units.size(), 0);
    over_ = over_ || !exchange_.evaluate(std::move(points), trials);
    if (over_) return scores;
    for (std::size_t i = 0; i < trials.size(); ++i) {
      if (trials[i].good()) worst_ = std::min(worst_.value_or(trials[i].score), trials[i].score);
    }
    const double bad = worst_ ? *worst_ - 0.1 * std::abs(*worst_) - 1e-3 : -1;
    for (std::size_t i = 0; i < trials.size(); ++i)
      scores[i] = trials[i].good() ? trials[i].score : bad;
    return scores;
  }

  double step_of(std::size_t j) const {
    const Gene& gene = space_[j];
    if (gene.digits < 0) return kStep;
    return std::max(kStep, kQuanta * std::pow(10.0, -gene.digits) / (gene.high - gene.low));
  }

  static double objective(unsigned n, const double* x, double* gradient, void* self) {
    return static_cast<LocalSearch*>(self)->value({x, n}, gradient);
  }
  double value(std::span<const double> reals, double* gradient) {
    UnitPoint unit = here_;
    for (std::size_t k = 0; k < reals_.size(); ++k) unit[reals_[k]] = reals[k];
    std::vector<UnitPoint> units{unit};
    std::vector<double> apart;
    for (const std::size_t j : gradient != nullptr ? reals_ : std::vector<std::size_t>()) {
      units.push_back(unit);
      units.back()[j] += unit[j] + step_of(j) <= 1 ? step_of(j) : -step_of(j);
      // How far apart they are when both are rounded.
      apart.push_back(space_.to_unit(space_.from_unit(units.back()))[j] -
                      space_.to_unit(space_.from_unit(unit))[j]);
    }
    const auto scores = evaluate(units);
    if (over_) {
      nlopt_force_stop(search_);
      return score_;
    }
    for (std::size_t k = 0; k < apart.size(); ++k)
      gradient[k] = apart[k] != 0 ? (scores[k + 1] - scores[0]) / apart[k] : 0;
    if (scores[0] > score_) {
      score_ = scores[0];
      best_ = unit;
    }
    return scores[0];
  }

  // In the reals, the others staying.
  void climb() {
    if (reals_.empty()) return;
    best_ = here_;
    const auto n = static_cast<unsigned>(reals_.size());
    search_ = nlopt_create(smooth_ ? NLOPT_LD_LBFGS : n > 1 ? NLOPT_LN_BOBYQA : NLOPT_LN_COBYLA, n);
    nlopt_set_lower_bounds1(search_, 0);
    nlopt_set_upper_bounds1(search_, 1);
    nlopt_set_max_objective(search_, objective, this);
    nlopt_set_xtol_abs1(search_, 1e-5);
    nlopt_set_ftol_rel(search_, 1e-8);
    nlopt_set_initial_step1(search_, 0.1);
    nlopt_set_maxeval(search_, kMostSteps);
    std::vector<double> x;
    for (const std::size_t j : reals_) x.push_back(here_[j]);
    double found = 0;
    nlopt_optimize(search_, x.data(),
                   &found);  // What it found is in best_, also where rounding ended it.
    nlopt_destroy(search_);
    here_ = best_;
  }

  // To the best neighbour in a whole number or category; false: none gains.
  bool step() {
    std::vector<UnitPoint> neighbours;
    for (const std::size_t j : steps_) {
      const std::size_t values = space_.values(j);
      const auto at = static_cast<std::size_t>(
          std::min(here_[j] * static_cast<double>(values), static_cast<double>(values - 1)));
      for (std::size_t v = 0; v < values; ++v) {
        const std::size_t apart = v > at ? v - at : at - v;
        const bool near =
            space_[j].kind == GeneKind::category || apart == 1 ||
            apart == std::max<std::size_t>(2, values / 10);  // One small step, one large.
        if (apart == 0 || !near) continue;
        neighbours.push_back(here_);
        neighbours.back()[j] = (static_cast<double>(v) + 0.5) / static_cast<double>(values);
      }
    }
    if (neighbours.empty()) return false;
    const auto scores = evaluate(neighbours);
    if (over_) return false;
    const auto best = std::max_element(scores.begin(), scores.end());
    if (!(*best > score_ + 1e-12 * std::abs(score_))) return false;
    score_ = *best;
    here_ = neighbours[static_cast<std::size_t>(best - scores.begin())];
    return true;
  }

  const Space& space_;
  bool smooth_;
  Point known_;  // To begin with; then empty.
  Sobol starts_;
  Exchange& exchange_;
  std::vector<std::size_t> reals_, steps_;  // Genes.
  UnitPoint here_, best_;
  double score_ = 0;
  std::optional<double> worst_;
  bool over_ = false;
  nlopt_opt search_ = nullptr;
};

class Gradient final : public Optimizer {
 public:
  Gradient(const Space& space, const OptimizerSettings& settings)
      : exchange_([&space, settings](Exchange& exchange) {
          LocalSearch(space, settings, exchange).run();
        }) {}
  std::vector<Point> ask() override { return exchange_.ask(); }
  void tell(std::span<const Trial> trials) override { exchange_.tell(trials); }

 private:
  Exchange exchange_;
};

}  // namespace

extern const OptimizerDef gradient_def{
    .id = "gradient",
    .title_en = "Local search by gradient, from many starts",
    .title_zh = "梯度局部搜索（多起点）",
    .source = "D. C. Liu, J. Nocedal (1989); M. J. D. Powell (2009); NLopt",
    .make = [](const Space& space, const OptimizerSettings& settings)
        -> std::unique_ptr<Optimizer> { return std::make_unique<Gradient>(space, settings); },
};

}  // namespace fwq::optimization
