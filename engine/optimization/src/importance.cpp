// A small random forest, and what shuffling costs it.
#include "fwq/optimization/importance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "random.hpp"

namespace fwq::optimization {
namespace {

constexpr std::size_t kTrees = 60, kLeast = 10, kLeaf = 3;

struct Node {
  std::size_t gene = 0;
  double cut = 0;                   // Up to it: left.
  double value = 0;                 // Of a leaf.
  std::size_t left = 0, right = 0;  // 0: a leaf.
};

class Tree {
 public:
  Tree(std::span<const Point> points, std::span<const double> scores, Random& random)
      : points_(points), scores_(scores), random_(random) {}

  void grow(std::vector<std::size_t> rows) {
    nodes_.clear();
    split(rows.begin(), rows.end());
  }

  // With the values of gene `shuffled` taken from another point.
  double forecast(const Point& point, std::size_t shuffled, double value) const {
    std::size_t at = 0;
    while (nodes_[at].right != 0) {
      const Node& node = nodes_[at];
      const double x = node.gene == shuffled ? value : point[node.gene];
      at = x <= node.cut ? node.left : node.right;
    }
    return nodes_[at].value;
  }
  double forecast(const Point& point) const { return forecast(point, point.size(), 0); }

 private:
  using Iterator = std::vector<std::size_t>::iterator;

  struct Cut {
    double gain = 0, at = 0;
    std::size_t gene = 0;
  };

  // The cut of one gene that leaves the least squares.
  void best_cut(Iterator begin, Iterator end, std::size_t gene, Cut& best) {
    std::sort(begin, end, [&](std::size_t a, std::size_t b) {
      return std::pair(points_[a][gene], a) < std::pair(points_[b][gene], b);
    });
    const auto n = static_cast<double>(end - begin);
    double sum = 0;
    for (auto i = begin; i != end; ++i) sum += scores_[*i];
    double left = 0;
    for (auto i = begin; i + 1 != end; ++i) {
      left += scores_[*i];
      const auto l = static_cast<double>(i + 1 - begin);
      const double here = points_[*i][gene], next = points_[*(i + 1)][gene];
      if (here == next || l < kLeaf || n - l < kLeaf) continue;
      const double right = sum - left;
      const double gain = left * left / l + right * right / (n - l) - sum * sum / n;
      if (gain > best.gain) best = {gain, here + (next - here) / 2, gene};
    }
  }

  std::size_t split(Iterator begin, Iterator end) {
    const std::size_t at = nodes_.size();
    nodes_.emplace_back();
    double sum = 0;
    for (auto i = begin; i != end; ++i) sum += scores_[*i];
    nodes_[at].value = sum / static_cast<double>(end - begin);
    Cut best;
    // Two thirds of the genes, so that trees differ.
    const std::size_t genes = points_[0].size();
    std::vector<std::size_t> order(genes);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t j = genes; j > 1; --j) std::swap(order[j - 1], order[random_.below(j)]);
    for (std::size_t k = 0; k < (2 * genes + 2) / 3; ++k) best_cut(begin, end, order[k], best);
    if (best.gain <= 0) return at;
    const auto middle = std::partition(
        begin, end, [&](std::size_t row) { return points_[row][best.gene] <= best.at; });
    const std::size_t left = split(begin, middle), right = split(middle, end);
    nodes_[at].gene = best.gene;
    nodes_[at].cut = best.at;
    nodes_[at].left = left;
    nodes_[at].right = right;
    return at;
  }

  std::span<const Point> points_;
  std::span<const double> scores_;
  Random& random_;
  std::vector<Node> nodes_;
};

double squared(double x) {
  return x * x;
}

}  // namespace

std::optional<Importance> parameter_importance(std::span<const Point> all_points,
                                               std::span<const double> all_scores,
                                               std::uint64_t seed) {
  std::vector<Point> points;
  std::vector<double> scores;
  for (std::size_t i = 0; i < all_points.size(); ++i) {
    if (!std::isfinite(all_scores[i])) continue;
    points.push_back(all_points[i]);
    scores.push_back(all_scores[i]);
  }
  const std::size_t n = points.size();
  if (n < kLeast || points[0].empty()) return std::nullopt;
  const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(n);
  double variance = 0;
  for (const double s : scores) variance += squared(s - mean) / static_cast<double>(n);
  if (!(variance > 0)) return std::nullopt;

  Random random(seed);
  Tree tree(points, scores, random);
  const std::size_t genes = points[0].size();
  std::vector<double> worse(genes, 0);
  double error = 0;
  std::size_t seen = 0;
  for (std::size_t t = 0; t < kTrees; ++t) {
    std::vector<std::size_t> rows(n);
    std::vector<char> in(n, 0);
    for (std::size_t& row : rows) {
      row = random.below(n);
      in[row] = 1;
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < n; ++i) {
      if (in[i] == 0) out.push_back(i);
    }
    if (out.empty()) continue;
    tree.grow(std::move(rows));
    std::vector<double> errors;
    for (const std::size_t i : out) errors.push_back(squared(tree.forecast(points[i]) - scores[i]));
    error += std::accumulate(errors.begin(), errors.end(), 0.0);
    seen += out.size();
    for (std::size_t j = 0; j < genes; ++j) {
      std::vector<std::size_t> other = out;
      for (std::size_t k = other.size(); k > 1; --k)
        std::swap(other[k - 1], other[random.below(k)]);
      for (std::size_t k = 0; k < out.size(); ++k) {
        const double wrong =
            squared(tree.forecast(points[out[k]], j, points[other[k]][j]) - scores[out[k]]);
        worse[j] += wrong - errors[k];
      }
    }
  }
  if (seen == 0) return std::nullopt;
  Importance result;
  result.explained = 1 - error / static_cast<double>(seen) / variance;
  double sum = 0;
  for (double& w : worse) sum += w = std::max(0.0, w);
  for (const double w : worse) result.shares.push_back(sum > 0 ? w / sum : 0);
  return result;
}

}  // namespace fwq::optimization
