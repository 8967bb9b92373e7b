// The moving averages that other indicators are made of: TA-Lib's nine types behind one face.
//
// Each takes a value at a time (push) or the next block of a column (run; `y` may be `x`), and gives NaN until it has
// enough. The two may be mixed. After EMA, every one of them begins as TA-Lib's does, with its first value at index
// warm_up(type, n) of its input.
//
// Source:   TA-Lib 0.6.4, TA_MA. DEMA, TEMA: P. Mulloy, Stocks & Commodities 12 (1994). T3: T. Tillson, 16 (1998).
//           KAMA: P. Kaufman, Trading Systems and Methods (1995). MAMA: J. F. Ehlers, Rocket Science for Traders (2001).
#pragma once

#include <variant>

#include "batch.hpp"
#include "hilbert.hpp"
#include "recursion.hpp"

namespace fwq::analysis {

enum class AverageType { sma, ema, wma, dema, tema, trima, kama, mama, t3 };

// The value itself: an average of one.
class Itself {
 public:
  double push(double x) noexcept { return x; }
  void run(const double* x, std::size_t count, double* y) noexcept {
    if (y != x) std::copy(x, x + count, y);
  }
};

// Weights 1, 2 ... n, the newest value the heaviest.
//
// TA-Lib's two running sums drift (1.8e-11 of the price within 6000 bars of SH600000). For the first kAsTaLib values
// this keeps its order of operations, so that both show the same; then it sums anew and cannot drift on.
class WeightedMean {
 public:
  static constexpr std::size_t kAsTaLib = 8 * kBlock;
  explicit WeightedMean(std::size_t n)
      : n_(n),
        size_(static_cast<double>(n)),
        divisor_(static_cast<double>(n * (n + 1) / 2)),
        history_(n) {}
  double push(double x);
  void run(const double* x, std::size_t count, double* y);
  // Of a column that stands in memory, with `before` values in front of x. `y` apart from x. Not to be mixed with the others.
  void run_on(const double* x, std::size_t before, std::size_t count, double* y);
  // The same of values that may lack numbers. False: some may, or it is no longer as TA-Lib; then nothing has happened, but
  // that y is written to.
  bool run_on_hopefully(const double* x, std::size_t before, std::size_t count, double* y);

 private:
  double as_talib(double x, double leaves) noexcept;
  // Returns the sum of the sizes of x: no number if one is none.
  double run_as_talib(const double* x, std::size_t count, double* y) noexcept;
  std::size_t begin_as_talib(const double* x, std::size_t before, std::size_t count,
                             double* y) noexcept;
  std::size_t n_;
  double size_, divisor_, plain_ = 0, weighted_ = 0;
  History history_;
};

// A mean of means: weights that rise to the middle and fall again.
class TriangularMean {
 public:
  explicit TriangularMean(std::size_t n) : first_((n + 1) / 2), second_(n / 2 + 1) {}
  double push(double x);
  void run(const double* x, std::size_t count, double* y);
  // Of a column that stands in memory, with `before` values in front of x. Not to be mixed with the others.
  void run_on(const double* x, std::size_t before, std::size_t count, double* y);

 private:
  void run_second(std::size_t count, double* y);
  WindowMean first_, second_;
};

// EMAs of EMAs: Depth of them, each begun with the mean of the first n values of the one before, put together as
// c[0]*e1 + c[1]*e2 + ...
template <std::size_t Depth>
class EmaChain {
 public:
  EmaChain(std::size_t n, const std::array<double, Depth>& weights) : weights_(weights) {
    for (std::size_t k = 0; k < Depth; ++k) stages_.push_back(Smoother::ema(n, n));
  }
  double push(double x) noexcept {
    double sum = 0;
    for (std::size_t k = 0; k < Depth; ++k) {
      x = stages_[k].push(x);
      if (std::isnan(x)) return kNoValue;
      sum += weights_[k] * x;
    }
    return sum;
  }
  void run(const double* x, std::size_t count, double* y);

 private:
  std::vector<Smoother> stages_;
  std::array<double, Depth> weights_;
};
EmaChain<2> double_ema(std::size_t n);
EmaChain<3> triple_ema(std::size_t n);
EmaChain<6> t3(std::size_t n, double volume_factor);

// Follows fast where the price gets somewhere, slowly where it only wobbles.
//
//   er    = |x - x_n| / sum of the last n |x - x_1|;  1 where nothing moved
//   kama += (er * (2/3 - 2/31) + 2/31)^2 * (x - kama), begun with the value before its first
class AdaptiveMean {
 public:
  explicit AdaptiveMean(std::size_t n) : n_(n), history_(n + 1), travelled_(n) {}
  double push(double x);
  void run(const double* x, std::size_t count, double* y);

 private:
  void catch_up();
  void run_exactly(const double* x, std::size_t count, double* y);
  std::size_t n_;
  History history_;
  WindowSum travelled_;
  std::size_t still_ = 0;  // Values in a row without a move.
  bool behind_ = false;    // After a run() what was travelled is not known.
  double value_ = 0;
};

class MovingAverage {
 public:
  MovingAverage(AverageType type, std::size_t n);
  explicit MovingAverage(Smoother smoother) : mean_(std::move(smoother)) {}
  // Of parameters as users give them: a period, and a type 0 .. 8.
  MovingAverage(double type, double n)
      : MovingAverage(static_cast<AverageType>(static_cast<int>(type)), bars_of(n)) {}

  // Values before the first, counted from its first input. A period of 1 is the input itself, whatever the type.
  static std::size_t warm_up(AverageType type, std::size_t n) noexcept;
  static std::size_t warm_up(double type, double n) noexcept {
    return warm_up(static_cast<AverageType>(static_cast<int>(type)), bars_of(n));
  }

  double push(double x) {
    return std::visit([x](auto& mean) { return mean.push(x); }, mean_);
  }
  void run(const double* x, std::size_t count, double* y) {
    std::visit([=](auto& mean) { mean.run(x, count, y); }, mean_);
  }
  // Of a column that stands in memory, with `before` values in front of x; `y` apart from x. Not to be mixed with the others.
  void run_on(const double* x, std::size_t before, std::size_t count, double* y) {
    std::visit(
        [=](auto& mean) {
          if constexpr (requires { mean.run_on(x, before, count, y); }) {
            mean.run_on(x, before, count, y);
          } else {
            mean.run(x, count, y);
          }
        },
        mean_);
  }

 private:
  std::variant<Itself, WindowMean, Smoother, WeightedMean, EmaChain<2>, EmaChain<3>, TriangularMean,
               AdaptiveMean, MesaAverages, EmaChain<6>>
      mean_;
};

// A stage that sleeps through its first `skip` inputs, and through those that are no numbers yet.
template <class Stage>
class Late {
 public:
  Late(Stage stage, std::size_t skip) : stage_(std::move(stage)), skip_(skip) {}
  double push(double x) {
    if (skip_ > 0) {
      --skip_;
      return kNoValue;
    }
    return stage_.push(x);
  }
  void run(const double* x, std::size_t count, double* y) {
    const std::size_t asleep = std::min(skip_, count);
    std::fill_n(y, asleep, kNoValue);
    skip_ -= asleep;
    if (count > asleep) stage_.run(x + asleep, count - asleep, y + asleep);
  }

 private:
  Stage stage_;
  std::size_t skip_;
};
using LateAverage = Late<MovingAverage>;

// The parameter of functions that let the user choose the type.
constexpr ParamDef average_type(std::string_view name, double value = 0) {
  return {
      .name = name,
      .value = value,
      .min = 0,
      .max = 8,
      .unit = "type",
      .help_en =
          "Moving average: 0 SMA, 1 EMA, 2 WMA, 3 DEMA, 4 TEMA, 5 TRIMA, 6 KAMA, 7 MAMA, 8 T3",
      .help_zh = "均线类型：0 SMA，1 EMA，2 WMA，3 DEMA，4 TEMA，5 TRIMA，6 KAMA，7 MAMA，8 T3"};
}

}  // namespace fwq::analysis
