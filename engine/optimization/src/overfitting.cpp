// Halving the blocks in every way, with sums of each block made once.
#include "fwq/optimization/overfitting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace fwq::optimization {
namespace {

struct Moments {
  double count = 0, sum = 0, square = 0;
  void add(const Moments& other) noexcept {
    count += other.count;
    sum += other.sum;
    square += other.square;
  }
  double ratio() const noexcept {
    const double mean = sum / count, variance = square / count - mean * mean;
    return variance > 1e-14 * square / count ? mean / std::sqrt(variance) : 0;
  }
};

Result<void> check(std::span<const std::vector<double>> results, std::size_t blocks) {
  const auto refused = [](std::string en, std::string zh) {
    return Error{Errc::invalid_argument, std::move(en), std::move(zh)};
  };
  if (results.size() < 2) return refused("two tries at least can be compared", "至少需要两次试验");
  if (blocks < 2 || blocks > 20 || blocks % 2 != 0)
    return refused("the blocks must be an even number from 2 to 20", "分块数须为 2 到 20 的偶数");
  const std::size_t periods = results[0].size();
  if (periods < 2 * blocks)
    return refused(fmt::format("{} periods are too few for {} blocks of two", periods, blocks),
                   fmt::format("{} 个周期不足以分成 {} 块（每块至少两个）", periods, blocks));
  for (const auto& one : results) {
    if (one.size() != periods)
      return refused("all tries must have equally many periods", "各次试验的周期数须相同");
    if (!std::all_of(one.begin(), one.end(), [](double x) { return std::isfinite(x); }))
      return refused("a result is no number", "结果中有非数字");
  }
  return {};
}

// From 1 for the lowest; equal ones share the mean of their ranks.
double rank_of(std::span<const double> values, std::size_t which) {
  double below = 0, equal = 0;
  for (const double value : values) {
    below += value < values[which] ? 1 : 0;
    equal += value == values[which] ? 1 : 0;
  }
  return below + (equal + 1) / 2;
}

double slope_of(std::span<const double> x, std::span<const double> y) {
  const auto n = static_cast<double>(x.size());
  double mean_x = 0, mean_y = 0, both = 0, square = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    mean_x += x[i] / n;
    mean_y += y[i] / n;
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    both += (x[i] - mean_x) * (y[i] - mean_y);
    square += (x[i] - mean_x) * (x[i] - mean_x);
  }
  return square > 0 ? both / square : 0;
}

}  // namespace

Result<Overfitting> probability_of_overfitting(std::span<const std::vector<double>> results,
                                               std::size_t blocks) {
  FWQ_TRY(check(results, blocks));
  const std::size_t tries = results.size(), size = results[0].size() / blocks;
  const std::size_t first = results[0].size() - size * blocks;
  std::vector<Moments> sums(tries * blocks);
  for (std::size_t t = 0; t < tries; ++t) {
    for (std::size_t i = 0; i < size * blocks; ++i) {
      const double x = results[t][first + i];
      sums[t * blocks + i / size].add({1, x, x * x});
    }
  }
  Overfitting out;
  std::vector<double> inside(tries), outside(tries), best_inside, best_outside;
  double lower_half = 0, losses = 0;
  for (std::uint32_t taken = 0; taken < std::uint32_t{1} << blocks; ++taken) {
    if (static_cast<std::size_t>(std::popcount(taken)) != blocks / 2) continue;
    for (std::size_t t = 0; t < tries; ++t) {
      Moments in, rest;
      for (std::size_t b = 0; b < blocks; ++b)
        ((taken >> b & 1U) != 0 ? in : rest).add(sums[t * blocks + b]);
      inside[t] = in.ratio();
      outside[t] = rest.ratio();
    }
    const auto best =
        static_cast<std::size_t>(std::max_element(inside.begin(), inside.end()) - inside.begin());
    const double share = rank_of(outside, best) / (static_cast<double>(tries) + 1);
    out.logits.push_back(std::log(share / (1 - share)));
    lower_half += out.logits.back() <= 0 ? 1 : 0;
    losses += outside[best] <= 0 ? 1 : 0;
    best_inside.push_back(inside[best]);
    best_outside.push_back(outside[best]);
  }
  out.combinations = out.logits.size();
  out.probability = lower_half / static_cast<double>(out.combinations);
  out.loss_probability = losses / static_cast<double>(out.combinations);
  out.slope = slope_of(best_inside, best_outside);
  return out;
}

}  // namespace fwq::optimization
