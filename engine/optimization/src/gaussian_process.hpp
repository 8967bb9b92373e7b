// Gaussian process over the unit cube: what a function may be between the points where it is known, and how sure that is.
#pragma once

#include <Eigen/Dense>
#include <span>
#include <vector>

#include "random.hpp"

namespace fwq::optimization {

// Kernel Matérn 5/2 with a length for each coordinate, a constant mean and noise:
//
//   k(x,x') = s2 (1 + sqrt(5) r + 5/3 r^2) exp(-sqrt(5) r),   r^2 = sum of ((x_j - x'_j) / length_j)^2
//
// Coordinates that are categories differ by 1 or by nothing. Lengths, s2 and noise are the most probable ones after the
// values (marginal likelihood, with a weak prior), found by L-BFGS from several starts.
// Source:   C. E. Rasmussen, C. K. I. Williams, Gaussian Processes for Machine Learning (2006), ch. 2, 4.2, 5.4;
//           prior of lengths: C. Hvarfner, E. O. Hellsten, L. Nardi (2024).
// Cost:     O(n^3) a step of the fit, O(n^2) a guess.
class GaussianProcess {
 public:
  explicit GaussianProcess(std::vector<bool> category);

  // `x`: a row for each value. `starts`: random ones beside where the last fit ended. Requires: at least two values.
  void fit(const Eigen::MatrixXd& x, const Eigen::VectorXd& y, int starts, Random& random);
  // As if `y` had been seen at x too; lengths and noise stay.
  void add(const Eigen::VectorXd& x, double y);

  struct Guess {
    double mean = 0, deviation = 0;                     // Of the function, without noise.
    Eigen::VectorXd mean_gradient, deviation_gradient;  // Of categories: 0. Only if asked for.
  };
  Guess at(const Eigen::VectorXd& x, bool gradients = false) const;

  std::span<const double> log_parameters() const noexcept { return theta_; }  // Lengths, s2, noise.
  // -log of the probability of the values and the parameters, and its gradient (where not null).
  double loss(std::span<const double> theta, double* gradient) const;

 private:
  bool prepare(std::span<const double> theta);  // False: the matrix is not positive definite.
  Eigen::VectorXd against(const Eigen::VectorXd& x) const;  // Kernel of x with each known point.
  double square_distance(const Eigen::VectorXd& a, Eigen::Index row,
                         std::span<const double> theta) const noexcept;

  std::vector<bool> category_;
  std::vector<double> theta_;
  Eigen::MatrixXd x_;
  Eigen::VectorXd y_;
  std::vector<Eigen::MatrixXd> squares_;  // Squared differences of each coordinate.
  Eigen::LLT<Eigen::MatrixXd> factor_;
  Eigen::VectorXd weights_;  // K^-1 (y - mean).
  double mean_ = 0;
};

}  // namespace fwq::optimization
