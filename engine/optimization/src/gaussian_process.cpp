// Fitting by the marginal likelihood, and guesses with their gradients.
#include "gaussian_process.hpp"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fwq::optimization {
namespace {

constexpr double kRoot5 = 2.23606797749979;
constexpr double kLeastLength = -4.6,
                 kMostLength = 4.6;  // Logarithms: 0.01 to 100 sides of the cube.
constexpr double kLeastScale = -4.6, kMostScale = 6.9;
constexpr double kLeastNoise = -18.4, kMostNoise = 0;
constexpr double kNoiseCentre = -9, kNoiseSpread = 3;  // Of the prior.

// The kernel for a squared distance, over s2.
double matern(double square) noexcept {
  const double r = kRoot5 * std::sqrt(square);
  return (1 + r + r * r / 3) * std::exp(-r);
}
// Its derivative by the squared distance, over s2.
double matern_slope(double square) noexcept {
  const double r = kRoot5 * std::sqrt(square);
  return -5.0 / 6 * (1 + r) * std::exp(-r);
}

double length_centre(std::size_t dimensions) noexcept {
  return std::numbers::sqrt2 + 0.5 * std::log(static_cast<double>(dimensions)) - 1;
}
constexpr double kLengthSpread = 1.5;

double scaled_loss(unsigned, const double* theta, double* gradient, void* process) {
  const auto* gp = static_cast<const GaussianProcess*>(process);
  return gp->loss({theta, gp->log_parameters().size()}, gradient);
}

}  // namespace

GaussianProcess::GaussianProcess(std::vector<bool> category)
    : category_(std::move(category)), theta_(category_.size() + 2, std::log(0.5)) {
  theta_[category_.size()] = 0;
  theta_[category_.size() + 1] = kNoiseCentre;
}

double GaussianProcess::square_distance(const Eigen::VectorXd& a, Eigen::Index row,
                                        std::span<const double> theta) const noexcept {
  double sum = 0;
  for (std::size_t j = 0; j < category_.size(); ++j) {
    const auto k = static_cast<Eigen::Index>(j);
    const double apart = category_[j] ? (a[k] != x_(row, k) ? 1.0 : 0.0) : a[k] - x_(row, k);
    const double part = apart * std::exp(-theta[j]);
    sum += part * part;
  }
  return sum;
}

double GaussianProcess::loss(std::span<const double> theta, double* gradient) const {
  const Eigen::Index n = y_.size();
  const std::size_t d = category_.size();
  const double scale = std::exp(theta[d]), noise = std::exp(theta[d + 1]);
  Eigen::MatrixXd square = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t j = 0; j < d; ++j) square += squares_[j] * std::exp(-2 * theta[j]);
  Eigen::MatrixXd kernel = square.unaryExpr([&](double s) { return scale * matern(s); });
  Eigen::MatrixXd with_noise = kernel;
  with_noise.diagonal().array() += noise;
  const Eigen::LLT<Eigen::MatrixXd> factor(with_noise);
  if (factor.info() != Eigen::Success) {
    if (gradient != nullptr) std::fill_n(gradient, d + 2, 0.0);
    return 1e10;
  }
  const Eigen::MatrixXd inverse = factor.solve(Eigen::MatrixXd::Identity(n, n));
  const Eigen::VectorXd ones = Eigen::VectorXd::Ones(n), pulled = inverse * ones;
  const double mean = pulled.dot(y_) / pulled.sum();
  const Eigen::VectorXd rest = y_.array() - mean, weights = inverse * rest;
  const Eigen::MatrixXd lower = factor.matrixL();
  double value = 0.5 * rest.dot(weights) + lower.diagonal().array().log().sum();
  const double centre = length_centre(d);
  for (std::size_t j = 0; j < d; ++j) {
    const double off = (theta[j] - centre) / kLengthSpread;
    value += 0.5 * off * off;
  }
  const double noise_off = (theta[d + 1] - kNoiseCentre) / kNoiseSpread;
  value += 0.5 * noise_off * noise_off;
  if (gradient == nullptr) return value;
  // -1/2 trace((w w' - K^-1) dK/dtheta); the mean is where its own derivative vanishes.
  const Eigen::MatrixXd outer = weights * weights.transpose() - inverse;
  const Eigen::MatrixXd slope = square.unaryExpr([&](double s) { return scale * matern_slope(s); });
  const Eigen::MatrixXd both = outer.cwiseProduct(slope);
  for (std::size_t j = 0; j < d; ++j) {
    const double turned = -2 * std::exp(-2 * theta[j]) * both.cwiseProduct(squares_[j]).sum();
    gradient[j] = -0.5 * turned + (theta[j] - centre) / (kLengthSpread * kLengthSpread);
  }
  gradient[d] = -0.5 * outer.cwiseProduct(kernel).sum();
  gradient[d + 1] = -0.5 * noise * outer.trace() + noise_off / kNoiseSpread;
  return value;
}

bool GaussianProcess::prepare(std::span<const double> theta) {
  const Eigen::Index n = y_.size();
  const std::size_t d = category_.size();
  const double scale = std::exp(theta[d]), noise = std::exp(theta[d + 1]);
  Eigen::MatrixXd square = Eigen::MatrixXd::Zero(n, n);
  for (std::size_t j = 0; j < d; ++j) square += squares_[j] * std::exp(-2 * theta[j]);
  Eigen::MatrixXd kernel = square.unaryExpr([&](double s) { return scale * matern(s); });
  kernel.diagonal().array() += noise;
  factor_.compute(kernel);
  if (factor_.info() != Eigen::Success) return false;
  const Eigen::VectorXd pulled = factor_.solve(Eigen::VectorXd::Ones(n));
  mean_ = pulled.dot(y_) / pulled.sum();
  weights_ = factor_.solve((y_.array() - mean_).matrix());
  return true;
}

void GaussianProcess::fit(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, int starts,
                          Random& random) {
  x_ = x;
  y_ = y;
  const std::size_t d = category_.size();
  squares_.assign(d, Eigen::MatrixXd(y.size(), y.size()));
  for (std::size_t j = 0; j < d; ++j) {
    const auto column = x.col(static_cast<Eigen::Index>(j));
    for (Eigen::Index a = 0; a < y.size(); ++a) {
      for (Eigen::Index b = 0; b < y.size(); ++b) {
        const double apart =
            category_[j] ? (column[a] != column[b] ? 1.0 : 0.0) : column[a] - column[b];
        squares_[j](a, b) = apart * apart;
      }
    }
  }
  std::vector<double> low(d + 2, kLeastLength), high(d + 2, kMostLength);
  low[d] = kLeastScale, high[d] = kMostScale;
  low[d + 1] = kLeastNoise, high[d + 1] = kMostNoise;
  nlopt_opt search = nlopt_create(NLOPT_LD_LBFGS, static_cast<unsigned>(d + 2));
  nlopt_set_lower_bounds(search, low.data());
  nlopt_set_upper_bounds(search, high.data());
  nlopt_set_min_objective(search, scaled_loss, this);
  nlopt_set_ftol_rel(search, 1e-5);
  nlopt_set_maxeval(search, 60);
  std::vector<double> best = theta_;
  double least = loss(best, nullptr);
  for (int s = 0; s <= starts; ++s) {
    std::vector<double> theta = theta_;
    if (s > 0) {
      for (std::size_t j = 0; j < d; ++j) theta[j] = std::log(0.1) + random.unit() * std::log(30.0);
      theta[d] = random.normal() * 0.5;
      theta[d + 1] = kNoiseCentre + random.normal() * kNoiseSpread / 2;
    }
    for (std::size_t k = 0; k < d + 2; ++k) theta[k] = std::clamp(theta[k], low[k], high[k]);
    double value = 0;
    nlopt_optimize(search, theta.data(),
                   &value);  // It may end without success where rounding stops it.
    value = loss(theta, nullptr);
    if (value < least) {
      least = value;
      best = theta;
    }
  }
  nlopt_destroy(search);
  theta_ = best;
  while (!prepare(theta_)) theta_[d + 1] += 1;  // More noise until it can be solved.
}

void GaussianProcess::add(const Eigen::VectorXd& x, double y) {
  const Eigen::Index n = y_.size();
  for (std::size_t j = 0; j < category_.size(); ++j) {
    const auto k = static_cast<Eigen::Index>(j);
    squares_[j].conservativeResize(n + 1, n + 1);
    for (Eigen::Index a = 0; a < n; ++a) {
      const double apart = category_[j] ? (x[k] != x_(a, k) ? 1.0 : 0.0) : x[k] - x_(a, k);
      squares_[j](a, n) = squares_[j](n, a) = apart * apart;
    }
    squares_[j](n, n) = 0;
  }
  x_.conservativeResize(n + 1, Eigen::NoChange);
  x_.row(n) = x.transpose();
  y_.conservativeResize(n + 1);
  y_[n] = y;
  while (!prepare(theta_)) theta_[category_.size() + 1] += 1;
}

GaussianProcess::Guess GaussianProcess::at(const Eigen::VectorXd& x, bool gradients) const {
  const Eigen::Index n = y_.size();
  const std::size_t d = category_.size();
  const double scale = std::exp(theta_[d]);
  Eigen::VectorXd squares(n), kernel(n);
  for (Eigen::Index a = 0; a < n; ++a) {
    squares[a] = square_distance(x, a, theta_);
    kernel[a] = scale * matern(squares[a]);
  }
  const Eigen::VectorXd solved = factor_.solve(kernel);
  Guess guess;
  guess.mean = mean_ + kernel.dot(weights_);
  guess.deviation = std::sqrt(std::max(scale - kernel.dot(solved), 1e-12 * scale));
  if (!gradients) return guess;
  guess.mean_gradient = Eigen::VectorXd::Zero(x.size());
  guess.deviation_gradient = Eigen::VectorXd::Zero(x.size());
  for (std::size_t j = 0; j < d; ++j) {
    if (category_[j]) continue;
    const auto k = static_cast<Eigen::Index>(j);
    const double shrink = 2 * std::exp(-2 * theta_[j]);
    double mean = 0, variance = 0;
    for (Eigen::Index a = 0; a < n; ++a) {
      const double slope = scale * matern_slope(squares[a]) * shrink * (x[k] - x_(a, k));
      mean += slope * weights_[a];
      variance -= 2 * slope * solved[a];
    }
    guess.mean_gradient[k] = mean;
    guess.deviation_gradient[k] = variance / (2 * guess.deviation);
  }
  return guess;
}

}  // namespace fwq::optimization
