// Genetic algorithm: a population of points; the better ones have children that mix and vary their genes.
//
//   a child = two winners of tournaments, crossed (simulated binary crossover) and mutated (polynomial mutation)
//   the best tenth, at least one, lives on unchanged
//   when the best has not improved for a while, all begin anew elsewhere (what was found is known already)
//
// Source:   K. Deb, R. B. Agrawal, Simulated Binary Crossover for Continuous Search Space (1995); K. Deb, M. Goyal, GeneAS (1996);
//           tournaments under constraints: K. Deb, An Efficient Constraint Handling Method for Genetic Algorithms (2000).
// Settings: population_size, crossover_rate (of a pair), mutation_rate (of a gene).
// Edges:    whole numbers are crossed as reals and rounded; categories are taken from either parent, or drawn anew.
//           A point that could not be evaluated loses to any that could; of two that are not allowed the less violated one wins.
// Cost:     O(population x genes) a generation.
#include <algorithm>
#include <cmath>

#include "draws.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "random.hpp"
#include "sobol.hpp"

namespace fwq::optimization {
namespace {

constexpr double kCrossoverIndex = 15,
                 kMutationIndex = 20;  // The larger, the nearer to the parents.
constexpr std::size_t kTournament = 3;
constexpr int kPatience = 20;          // Generations without an improvement …
constexpr double kImprovement = 1e-3;  // … of this part of the score, before all begin anew.

// By constraint dominance: allowed before not allowed, then the higher score, then the smaller violation.
bool better(const Trial& a, const Trial& b) noexcept {
  const bool a_allowed = !(a.violation > 0), b_allowed = !(b.violation > 0);
  if (a_allowed != b_allowed) return a_allowed;
  if (!a_allowed) return a.violation < b.violation;
  if (std::isnan(a.score) || std::isnan(b.score))
    return !std::isnan(a.score) && std::isnan(b.score);
  return a.score > b.score;
}

class Genetic final : public Optimizer {
 public:
  Genetic(const Space& space, const OptimizerSettings& settings)
      : space_(space),
        settings_(settings),
        random_(settings.seed),
        start_(space.size(), settings.seed) {
    settings_.population_size = std::max<std::size_t>(settings_.population_size, 2);
    elite_ = std::max<std::size_t>(1, settings_.population_size / 10);
  }

  std::vector<Point> ask() override {
    std::vector<Point> batch;
    if (population_.empty()) {
      if (!settings_.start.empty()) batch.push_back(settings_.start);
      while (batch.size() < settings_.population_size)
        batch.push_back(draw_allowed(space_, [&] { return start_.next(); }));
      return batch;
    }
    while (batch.size() < settings_.population_size - elite_) {
      auto [first, second] = children();
      batch.push_back(std::move(first));
      if (batch.size() < settings_.population_size - elite_) batch.push_back(std::move(second));
    }
    return batch;
  }

  void tell(std::span<const Trial> trials) override {
    if (population_.size() > elite_) population_.resize(elite_);
    population_.insert(population_.end(), trials.begin(), trials.end());
    std::stable_sort(population_.begin(), population_.end(), better);
    const Trial& best = population_.front();
    const bool improved =
        best.good() && !(best.score - reached_ <= kImprovement * std::abs(best.score));
    if (improved) reached_ = best.score;
    stale_ = improved ? 0 : stale_ + 1;
    if (stale_ < kPatience) return;
    population_.clear();
    reached_ = -INFINITY;
    stale_ = 0;
  }

 private:
  const Point& winner() {
    std::size_t best = random_.below(population_.size());
    // The population is sorted: the lower index is the better one.
    for (std::size_t i = 1; i < kTournament; ++i)
      best = std::min(best, random_.below(population_.size()));
    return population_[best].point;
  }

  std::pair<Point, Point> children() {
    const Point& mother = winner();
    const Point& father = winner();
    const bool cross = random_.unit() < settings_.crossover_rate;
    for (int tries = 0;; ++tries) {
      Point first = mother, second = father;
      for (std::size_t i = 0; i < space_.size(); ++i) {
        if (cross) this->cross(i, first[i], second[i]);
        mutate(i, first[i]);
        mutate(i, second[i]);
      }
      // Children that are not allowed are tried again: to evaluate them is to waste time.
      if ((space_.allows(first) && space_.allows(second)) || tries >= 20)
        return {std::move(first), std::move(second)};
    }
  }

  void cross(std::size_t i, double& a, double& b) {
    if (random_.unit() < 0.5) return;  // Each gene of a pair with one half.
    const Gene& gene = space_[i];
    if (gene.kind == GeneKind::category) {
      std::swap(a, b);
      return;
    }
    const double low = std::min(a, b), high = std::max(a, b);
    if (!(high - low > 1e-14 * std::max(1.0, std::abs(high)))) return;
    const double u = random_.unit();
    // The spread is cut so that no child leaves the bounds.
    const auto spread = [&](double room) {
      const double beta = 1 + 2 * room / (high - low);
      const double alpha = 2 - std::pow(beta, -(kCrossoverIndex + 1));
      return u <= 1 / alpha ? std::pow(u * alpha, 1 / (kCrossoverIndex + 1))
                            : std::pow(1 / (2 - u * alpha), 1 / (kCrossoverIndex + 1));
    };
    const double below = 0.5 * (low + high - spread(low - gene.low) * (high - low));
    const double above = 0.5 * (low + high + spread(gene.high - high) * (high - low));
    a = placed(gene, below);
    b = placed(gene, above);
    if (random_.unit() < 0.5) std::swap(a, b);
  }

  void mutate(std::size_t i, double& x) {
    if (random_.unit() >= settings_.mutation_rate) return;
    const Gene& gene = space_[i];
    const double width = gene.high - gene.low;
    if (!(width > 0)) return;
    if (gene.kind == GeneKind::category) {
      x = static_cast<double>(random_.below(space_.values(i)));
      return;
    }
    const double u = random_.unit(), power = kMutationIndex + 1;
    double step = 0;
    if (u < 0.5) {
      const double rest = 1 - (x - gene.low) / width;
      step = std::pow(2 * u + (1 - 2 * u) * std::pow(rest, power), 1 / power) - 1;
    } else {
      const double rest = 1 - (gene.high - x) / width;
      step = 1 - std::pow(2 * (1 - u) + (2 * u - 1) * std::pow(rest, power), 1 / power);
    }
    double moved = x + step * width;
    // A whole number that was drawn to change does.
    if (gene.kind == GeneKind::integer && std::round(moved) == x) moved = x + (u < 0.5 ? -1 : 1);
    x = placed(gene, moved);
  }

  static double placed(const Gene& gene, double x) noexcept {
    if (gene.kind == GeneKind::integer) x = std::round(x);
    return std::clamp(x, gene.low, gene.high);
  }

  const Space& space_;
  OptimizerSettings settings_;
  Random random_;
  Sobol start_;
  std::size_t elite_ = 1;
  double reached_ = -INFINITY;     // Score at the last improvement.
  int stale_ = 0;                  // Generations since.
  std::vector<Trial> population_;  // Best first.
};

}  // namespace

extern const OptimizerDef genetic_def{
    .id = "genetic",
    .title_en = "Genetic algorithm",
    .title_zh = "遗传算法",
    .source = "K. Deb, R. B. Agrawal (1995); K. Deb, M. Goyal (1996); K. Deb (2000)",
    .make = [](const Space& space, const OptimizerSettings& settings)
        -> std::unique_ptr<Optimizer> { return std::make_unique<Genetic>(space, settings); },
};

}  // namespace fwq::optimization
