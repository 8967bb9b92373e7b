// Bayesian optimization: a Gaussian process says what each point may be worth; the one from which most improvement can be expected
// is tried next.
//
//   next = argmax log E[max(0, f(x) - best)]        after a start along Sobol's sequence
//
// Source:   D. R. Jones, M. Schonlau, W. J. Welch, Efficient Global Optimization of Expensive Black-Box Functions (1998);
//           S. Ament et al. (2023) for the logarithm; E. C. Garrido-Merchan, D. Hernandez-Lobato (2020): whole numbers and
//           categories are rounded before the kernel sees them.
// Edges:    scores are standardised, and those below the median drawn together by a logarithm: how bad a bad point is matters little.
//           "Best" is the highest mean at a tried point, so that a lucky draw of a noisy score is not chased. Points that could not
//           be evaluated count as the worst. Points that are not allowed are never proposed where an allowed one is found.
// Cost:     O(n^3) a point for n tried ones; beyond kMostPoints the better and the newer half of them are kept.
#include <algorithm>
#include <cmath>

#include <nlopt.h>

#include "draws.hpp"
#include "expected_improvement.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "gaussian_process.hpp"
#include "sobol.hpp"

namespace fwq::optimization {
namespace {

constexpr std::size_t kMostPoints = 600, kCandidates = 400, kNear = 120, kClimbs = 4;

Eigen::VectorXd vector_of(std::span<const double> x) {
  return Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
}

// Standardised about the median, the lower half drawn together.
std::vector<double> warped(std::span<const double> scores) {
  std::vector<double> sorted(scores.begin(), scores.end());
  std::sort(sorted.begin(), sorted.end());
  const double median = sorted[sorted.size() / 2];
  const double upper = sorted[sorted.size() * 9 / 10] - median,
               lower = median - sorted[sorted.size() / 4];
  const double scale = upper > 0 ? upper : lower > 0 ? lower : 1;
  std::vector<double> out;
  for (const double score : scores) {
    const double z = (score - median) / scale;
    out.push_back(z < 0 ? -std::log1p(-z) : z);
  }
  double mean = 0, square = 0;
  for (const double z : out) mean += z / static_cast<double>(out.size());
  for (const double z : out) square += (z - mean) * (z - mean) / static_cast<double>(out.size());
  const double deviation = square > 0 ? std::sqrt(square) : 1;
  for (double& z : out) z = (z - mean) / deviation;
  return out;
}

class Bayesian final : public Optimizer {
 public:
  Bayesian(const Space& space, const OptimizerSettings& settings)
      : space_(space),
        random_(settings.seed),
        start_(space.size(), settings.seed),
        known_(settings.start),
        process_(categories(space)),
        first_(std::clamp<std::size_t>(2 * space.size() + 2, 5,
                                       std::max<std::size_t>(5, settings.max_evaluations / 4))) {}

  std::vector<Point> ask() override {
    if (trials_.size() < first_) {
      std::vector<Point> batch;
      if (!known_.empty()) batch.push_back(known_);
      while (batch.size() < first_)
        batch.push_back(draw_allowed(space_, [&] { return start_.next(); }));
      return batch;
    }
    fit();
    return {propose()};
  }

  void tell(std::span<const Trial> trials) override {
    for (const Trial& trial : trials) {
      if (!(trial.violation > 0)) trials_.push_back(trial);
    }
    // A start of which some were not allowed is not drawn once more, if there is something to learn from.
    if (trials_.size() >= 2) first_ = std::min(first_, trials_.size());
  }

 private:
  static std::vector<bool> categories(const Space& space) {
    std::vector<bool> out;
    for (const Gene& gene : space.genes()) out.push_back(gene.kind == GeneKind::category);
    return out;
  }

  // What the process learns from: all, or the better and the newer half.
  std::vector<std::size_t> chosen() const {
    std::vector<std::size_t> order(trials_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (order.size() <= kMostPoints) return order;
    const auto score = [&](std::size_t i) {
      return trials_[i].good() ? trials_[i].score : -INFINITY;
    };
    const std::size_t newer = order.size() - kMostPoints / 2;
    std::stable_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(newer),
                     [&](std::size_t a, std::size_t b) { return score(a) > score(b); });
    order.erase(order.begin() + kMostPoints / 2,
                order.begin() + static_cast<std::ptrdiff_t>(newer));
    return order;
  }

  void fit() {
    const std::vector<std::size_t> order = chosen();
    double worst = INFINITY;
    for (const std::size_t i : order) {
      if (trials_[i].good()) worst = std::min(worst, trials_[i].score);
    }
    std::vector<double> scores;
    Eigen::MatrixXd x(static_cast<Eigen::Index>(order.size()),
                      static_cast<Eigen::Index>(space_.size()));
    tried_.clear();
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Trial& trial = trials_[order[i]];
      scores.push_back(trial.good() ? trial.score : std::isfinite(worst) ? worst : 0);
      tried_.push_back(space_.to_unit(trial.point));
      x.row(static_cast<Eigen::Index>(i)) = vector_of(tried_.back()).transpose();
    }
    const std::vector<double> y = warped(scores);
    process_.fit(x, vector_of(y), fits_ % 10 == 0 ? 3 : fits_ % 2 == 0 ? 1 : 0, random_);
    ++fits_;
    best_ = -INFINITY;
    for (std::size_t i = 0; i < tried_.size(); ++i) {
      const double mean = process_.at(vector_of(tried_[i])).mean;
      if (mean > best_) {
        best_ = mean;
        best_at_ = i;
      }
    }
  }

  // Whole numbers and categories in the middle of their part, as the process knows them.
  UnitPoint snapped(const UnitPoint& unit) const { return space_.to_unit(space_.from_unit(unit)); }

  double worth(const UnitPoint& unit) const {
    const auto guess = process_.at(vector_of(unit));
    return std::log(guess.deviation) + log_improvement((guess.mean - best_) / guess.deviation);
  }

  struct Candidate {
    UnitPoint unit;
    double worth;
  };

  Point propose() {
    std::vector<Candidate> candidates;
    const auto consider = [&](UnitPoint unit) {
      unit = snapped(unit);
      if (!space_.allows(space_.from_unit(unit))) return;
      const double value = worth(unit);
      candidates.push_back({std::move(unit), value});
    };
    for (std::size_t i = 0; i < kCandidates; ++i) consider(start_.next());
    for (std::size_t i = 0; i < kNear; ++i) {
      UnitPoint near = tried_[best_at_];
      const double step = std::pow(10.0, -1 - 2.5 * random_.unit());
      for (std::size_t j = 0; j < near.size(); ++j) {
        if (random_.unit() < 0.7) vary(j, step, near[j]);
      }
      consider(std::move(near));
    }
    if (candidates.empty()) return draw_allowed(space_, [&] { return start_.next(); });
    const auto by_worth = [](const Candidate& a, const Candidate& b) { return a.worth > b.worth; };
    std::stable_sort(candidates.begin(), candidates.end(), by_worth);
    const std::size_t climbs = std::min(kClimbs, candidates.size());
    for (std::size_t i = 0; i < climbs; ++i) climb(candidates[i]);
    std::stable_sort(candidates.begin(), candidates.end(), by_worth);
    for (const Candidate& candidate : candidates) {
      if (std::find(tried_.begin(), tried_.end(), candidate.unit) == tried_.end())
        return space_.from_unit(candidate.unit);
    }
    return space_.from_unit(candidates.front().unit);  // All values have been tried.
  }

  void vary(std::size_t j, double step, double& u) {
    if (space_[j].kind == GeneKind::category) {
      if (random_.unit() < 0.3) u = random_.unit();
      return;
    }
    const std::size_t values = space_.values(j);
    const double least = values > 0 ? 1.0 / static_cast<double>(values) : 0;
    u = std::clamp(u + random_.normal() * std::max(step, least), 0.0, 1.0);
  }

  // Up the slope in the reals, then to the best neighbour in each whole number and category, while that gains.
  void climb(Candidate& candidate) {
    for (int round = 0; round < 3; ++round) {
      const double before = candidate.worth;
      climb_reals(candidate);
      for (std::size_t j = 0; j < space_.size(); ++j) {
        if (const std::size_t values = space_.values(j); values > 1)
          try_neighbours(candidate, j, values);
      }
      if (!(candidate.worth > before + 1e-9)) return;
    }
  }

  void try_neighbours(Candidate& candidate, std::size_t j, std::size_t values) const {
    const double part = 1.0 / static_cast<double>(values);
    const bool category = space_[j].kind == GeneKind::category;
    const auto here = static_cast<std::size_t>(candidate.unit[j] * static_cast<double>(values));
    for (std::size_t v = category ? 0 : here - std::min<std::size_t>(here, 1);
         v < (category ? values : std::min(values, here + 2)); ++v) {
      UnitPoint moved = candidate.unit;
      moved[j] = (static_cast<double>(v) + 0.5) * part;
      replace_if_better(candidate, std::move(moved));
    }
  }

  void replace_if_better(Candidate& candidate, UnitPoint moved) const {
    moved = snapped(moved);
    if (!space_.allows(space_.from_unit(moved))) return;
    const double value = worth(moved);
    if (value > candidate.worth) candidate = {std::move(moved), value};
  }

  struct Climb {
    const Bayesian* self;
    Eigen::VectorXd unit;
    std::vector<Eigen::Index> reals;
  };
  static double climbed(unsigned n, const double* reals, double* gradient, void* data) {
    auto& climb = *static_cast<Climb*>(data);
    for (unsigned k = 0; k < n; ++k) climb.unit[climb.reals[k]] = reals[k];
    const auto guess = climb.self->process_.at(climb.unit, gradient != nullptr);
    const double z = (guess.mean - climb.self->best_) / guess.deviation;
    if (gradient != nullptr) {
      const double slope = log_improvement_slope(z);
      for (unsigned k = 0; k < n; ++k) {
        const auto j = climb.reals[k];
        const double dz =
            (guess.mean_gradient[j] - z * guess.deviation_gradient[j]) / guess.deviation;
        gradient[k] = guess.deviation_gradient[j] / guess.deviation + slope * dz;
      }
    }
    return std::log(guess.deviation) + log_improvement(z);
  }

  void climb_reals(Candidate& candidate) {
    Climb climb{this, vector_of(candidate.unit), {}};
    std::vector<double> reals;
    for (std::size_t j = 0; j < space_.size(); ++j) {
      if (space_.values(j) > 0) continue;
      climb.reals.push_back(static_cast<Eigen::Index>(j));
      reals.push_back(candidate.unit[j]);
    }
    if (reals.empty()) return;
    nlopt_opt search = nlopt_create(NLOPT_LD_LBFGS, static_cast<unsigned>(reals.size()));
    nlopt_set_lower_bounds1(search, 0);
    nlopt_set_upper_bounds1(search, 1);
    nlopt_set_max_objective(search, climbed, &climb);
    nlopt_set_xtol_rel(search, 1e-6);
    nlopt_set_maxeval(search, 40);
    double value = 0;
    nlopt_optimize(search, reals.data(), &value);
    nlopt_destroy(search);
    UnitPoint moved = candidate.unit;
    for (std::size_t k = 0; k < reals.size(); ++k)
      moved[static_cast<std::size_t>(climb.reals[k])] = reals[k];
    replace_if_better(candidate, std::move(moved));
  }

  const Space& space_;
  Random random_;
  Sobol start_;
  Point known_;
  GaussianProcess process_;
  std::size_t first_;  // Points of the start.
  std::size_t fits_ = 0;
  std::vector<Trial> trials_;
  std::vector<UnitPoint> tried_;  // Those that the process knows.
  double best_ = 0;               // Highest mean at one of them,
  std::size_t best_at_ = 0;       // and where.
};

}  // namespace

extern const OptimizerDef bayesian_def{
    .id = "bayesian",
    .title_en = "Bayesian optimization (Gaussian process)",
    .title_zh = "贝叶斯优化（高斯过程）",
    .source = "D. R. Jones, M. Schonlau, W. J. Welch (1998); S. Ament et al. (2023)",
    .make = [](const Space& space, const OptimizerSettings& settings)
        -> std::unique_ptr<Optimizer> { return std::make_unique<Bayesian>(space, settings); },
};

}  // namespace fwq::optimization
