// Volatility that comes in clusters: GARCH(1,1).
#pragma once

#include <cmath>

namespace fwq::data::demo {

// Source: Bollerslev, "Generalized autoregressive conditional heteroskedasticity" (1986):
//         h(t+1) = omega + alpha * e(t)^2 + beta * h(t), with omega such that the mean of h is the variance asked for.
class Garch {
 public:
  explicit Garch(double deviation) noexcept { settle(deviation), variance_ = mean_; }
  // The deviation to return to in the long run.
  void settle(double deviation) noexcept { mean_ = deviation * deviation; }
  // The deviation of the next day.
  double deviation() const noexcept { return std::sqrt(variance_); }
  // The next day's move, from a draw of mean 0 and variance 1.
  double next(double draw) noexcept {
    const double move = deviation() * draw;
    constexpr double kAlpha = 0.08;
    constexpr double kBeta = 0.89;
    variance_ = (1 - kAlpha - kBeta) * mean_ + kAlpha * move * move + kBeta * variance_;
    // One wild day must not make a wild year.
    constexpr double kWildest = 9;
    if (variance_ > kWildest * mean_) variance_ = kWildest * mean_;
    return move;
  }

 private:
  double mean_ = 0, variance_ = 0;
};

}  // namespace fwq::data::demo
