// Averages of all periods at once.
#include "variable_average.hpp"

#include "block_loops.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::analysis {
namespace {

// y[i] = the mean of periods[i] values up to the i-th, from their totals.
FWQ_VECTORIZED void choose_means(const double* totals, const double* periods, std::size_t count,
                                 double centre, double* y) noexcept {
  for (std::size_t i = 0; i < count; ++i) {
    const double before = *(totals + i - static_cast<int>(periods[i]));
    y[i] = centre + (totals[i] - before) / periods[i];
  }
}

FWQ_VECTORIZED void distances(const double* x, std::size_t count, double centre,
                              double* y) noexcept {
  for (std::size_t i = 0; i < count; ++i) y[i] = x[i] - centre;
}

}  // namespace

VariableAverage::VariableAverage(double type, double least, double most)
    : least_(bars_of(least)),
      warm_up_(MovingAverage::warm_up(type, most)),
      simple_(type == 0),
      history_(bars_of(most)) {
  for (double n = least; !simple_ && n <= most; ++n) {
    averages_.emplace_back(MovingAverage(type, n), warm_up_ - MovingAverage::warm_up(type, n));
  }
}

double VariableAverage::push(double x, std::size_t period) {
  history_.push(x);
  double chosen = kNoValue;
  for (std::size_t k = 0; k < averages_.size(); ++k) {
    const double mean = averages_[k].push(x);
    if (least_ + k == period) chosen = mean;
  }
  if (history_.seen() <= warm_up_) return kNoValue;
  if (!simple_) return chosen;
  ExactSum sum;
  for (std::size_t i = 1; i <= period; ++i) sum.add(*(history_.end() - i));
  return sum.value() / static_cast<double>(period);
}

void VariableAverage::run(const double* x, const double* periods, std::size_t before,
                          std::size_t count, double* y) {
  const std::size_t empty = before >= warm_up_ ? 0 : std::min(count, warm_up_ - before);
  if (simple_) {
    // Totals from the first value that a window can reach, around the block's first: the difference of two is a sum.
    // Begun anew for each block, they have no time to drift.
    const std::size_t back = std::min(warm_up_, before);
    totals_.resize(std::max(totals_.size(), back + count + 1));
    double* const totals = totals_.data();
    const double centre = x[0];
    totals[0] = 0;
    distances(x - back, back + count, centre, totals + 1);
    running_totals(0, totals + 1, back + count, totals + 1);
    choose_means(totals + back + empty + 1, periods + empty, count - empty, centre, y + empty);
  } else {
    Scratch mean;
    for (std::size_t k = 0; k < averages_.size(); ++k) {
      averages_[k].run(x, count, mean.data());
      for (std::size_t i = 0; i < count; ++i) {
        // The period in double: whole numbers compare exactly.
        y[i] = static_cast<double>(least_ + k) == periods[i] ? mean[i] : y[i];
      }
    }
  }
  std::fill_n(y, empty, kNoValue);
}

}  // namespace fwq::analysis
