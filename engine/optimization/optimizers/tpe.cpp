// Tree-structured Parzen estimator: where good points lie close together and bad ones do not is where the next one goes.
//
//   next = argmax of l(x) / g(x) over points drawn from l;   l, g: densities of the good and of the other points tried so far
//
// Source:   J. Bergstra, R. Bardenet, Y. Bengio, B. Kegl, Algorithms for Hyper-Parameter Optimization (2011); over all genes at once:
//           S. Falkner, A. Klein, F. Hutter, BOHB (2018); S. Watanabe, Tree-Structured Parzen Estimator (2023).
// Edges:    a point that could not be evaluated, or is not allowed, is among the others. Until kStart points are known they come
//           from Sobol's sequence.
// Cost:     O(candidates x points x genes) a point: cheap beside a Gaussian process, less sure of itself.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "draws.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "sobol.hpp"

namespace fwq::optimization {
namespace {

constexpr std::size_t kStart = 10, kCandidates = 24, kMostGood = 25;

double normal_below(double x) noexcept {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

// A density over the unit cube: one bump around each point, and a flat one for what nobody has seen.
class Parzen {
 public:
  Parzen(const Space& space, std::vector<UnitPoint> centres)
      : space_(space), centres_(std::move(centres)) {
    const auto count = static_cast<double>(centres_.size()) + 1;
    // A bump is as wide as the way to its farther neighbour: narrow where points are dense, never vanishing.
    const double least = 1 / std::min(100.0, count + 1);
    widths_.assign(centres_.size(), UnitPoint(space.size(), 1));
    std::vector<std::size_t> order(centres_.size());
    for (std::size_t j = 0; j < space.size(); ++j) {
      for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return centres_[a][j] != centres_[b][j] ? centres_[a][j] < centres_[b][j] : a < b;
      });
      for (std::size_t k = 0; k < order.size(); ++k) {
        const double here = centres_[order[k]][j];
        const double left = here - (k > 0 ? centres_[order[k - 1]][j] : 0);
        const double right = (k + 1 < order.size() ? centres_[order[k + 1]][j] : 1) - here;
        // At the edge of all the way to the bound says nothing.
        const double apart = order.size() == 1       ? std::max(left, right)
                             : k == 0                ? right
                             : k + 1 == order.size() ? left
                                                     : std::max(left, right);
        widths_[order[k]][j] = std::clamp(apart, least, 1.0);
      }
      const auto values = static_cast<double>(std::max<std::size_t>(space.values(j), 1));
      sure_.push_back(count / (count + values));  // That a category is that of the bump.
    }
  }

  UnitPoint draw(Random& random) const {
    const std::size_t k = random.below(centres_.size() + 1);
    UnitPoint out = drawn(space_.size(), random);
    if (k == centres_.size()) return out;
    for (std::size_t j = 0; j < out.size(); ++j) {
      const double centre = centres_[k][j];
      if (space_[j].kind == GeneKind::category) {
        if (random.unit() < sure_[j]) out[j] = centre;
        continue;
      }
      for (int tries = 0; tries < 50; ++tries) {  // From a normal cut at the bounds.
        const double u = centre + widths_[k][j] * random.normal();
        if (u < 0 || u > 1) continue;
        out[j] = u;
        break;
      }
    }
    return out;
  }

  double log_density(const UnitPoint& x) const {
    std::vector<double> logs{0};  // The flat bump.
    for (std::size_t k = 0; k < centres_.size(); ++k) {
      double sum = 0;
      for (std::size_t j = 0; j < x.size(); ++j)
        sum += log_bump(j, centres_[k][j], widths_[k][j], x[j]);
      logs.push_back(sum);
    }
    const double highest = *std::max_element(logs.begin(), logs.end());
    double sum = 0;
    for (const double value : logs) sum += std::exp(value - highest);
    return highest + std::log(sum / static_cast<double>(logs.size()));
  }

 private:
  // Density over that of the flat bump, of which each value of a gene has an equal part.
  double log_bump(std::size_t j, double centre, double width, double x) const {
    const std::size_t values = space_.values(j);
    const auto n = static_cast<double>(values);
    if (space_[j].kind == GeneKind::category) {
      const double rest = (1 - sure_[j]) / n;
      return std::log(n * (std::floor(x * n) == std::floor(centre * n) ? sure_[j] + rest : rest));
    }
    const double inside = normal_below((1 - centre) / width) - normal_below(-centre / width);
    if (values > 0) {
      const double low = std::floor(x * n) / n, high = low + 1 / n;
      const double part =
          normal_below((high - centre) / width) - normal_below((low - centre) / width);
      return std::log(std::max(part * n / inside, 1e-300));
    }
    const double z = (x - centre) / width;
    return -0.5 * z * z - std::log(width * std::sqrt(2 * std::numbers::pi) * inside);
  }

  const Space& space_;
  std::vector<UnitPoint> centres_;
  std::vector<UnitPoint> widths_;  // Of each bump and gene.
  std::vector<double> sure_;
};

class Tpe final : public Optimizer {
 public:
  Tpe(const Space& space, const OptimizerSettings& settings)
      : space_(space),
        random_(settings.seed),
        start_(space.size(), settings.seed),
        known_(settings.start) {}

  std::vector<Point> ask() override {
    if (trials_.size() < kStart) {
      std::vector<Point> batch;
      if (!known_.empty()) batch.push_back(known_);
      while (batch.size() < kStart)
        batch.push_back(draw_allowed(space_, [&] { return start_.next(); }));
      return batch;
    }
    return {propose()};
  }

  void tell(std::span<const Trial> trials) override {
    trials_.insert(trials_.end(), trials.begin(), trials.end());
    std::stable_sort(trials_.begin(), trials_.end(), [](const Trial& a, const Trial& b) {
      if (a.good() != b.good()) return a.good();
      return a.good() && a.score > b.score;
    });
  }

 private:
  Point propose() {
    const auto good = std::min<std::size_t>(
        {kMostGood, static_cast<std::size_t>(std::ceil(0.1 * static_cast<double>(trials_.size()))),
         trials_.size() / 2});
    std::vector<UnitPoint> better, others;
    for (std::size_t i = 0; i < trials_.size(); ++i)
      (i < good && trials_[i].good() ? better : others).push_back(space_.to_unit(trials_[i].point));
    const Parzen l(space_, std::move(better)), g(space_, std::move(others));
    Point best;
    double most = -INFINITY;
    for (std::size_t i = 0; i < kCandidates; ++i) {
      const UnitPoint unit = l.draw(random_);
      Point point = space_.from_unit(unit);
      if (!space_.allows(point)) continue;
      const double worth = l.log_density(unit) - g.log_density(unit);
      if (worth > most) {
        most = worth;
        best = std::move(point);
      }
    }
    return best.empty() ? draw_allowed(space_, [&] { return start_.next(); }) : best;
  }

  const Space& space_;
  Random random_;
  Sobol start_;
  Point known_;
  std::vector<Trial> trials_;  // Best first.
};

}  // namespace

extern const OptimizerDef tpe_def{
    .id = "tpe",
    .title_en = "Tree-structured Parzen estimator",
    .title_zh = "树形 Parzen 估计（TPE）",
    .source = "J. Bergstra, R. Bardenet, Y. Bengio, B. Kegl (2011)",
    .make = [](const Space& space, const OptimizerSettings& settings)
        -> std::unique_ptr<Optimizer> { return std::make_unique<Tpe>(space, settings); },
};

}  // namespace fwq::optimization
