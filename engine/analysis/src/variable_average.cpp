// Averages of all periods at once.
#include "variable_average.hpp"

namespace fwq::analysis {

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

void VariableAverage::run(const double* x, const std::size_t* periods, std::size_t count,
                          double* y) {
  const std::size_t seen = history_.seen();
  const std::size_t empty = seen >= warm_up_ ? 0 : std::min(count, warm_up_ - seen);
  const double* const now = history_.append(x, count);
  if (simple_) {
    // Totals from the first value that a window can reach, around the block's first: the difference of two is a sum.
    // Begun anew for each block, they have no time to drift.
    const std::size_t back = std::min(warm_up_, seen);
    std::vector<double> totals(back + count + 1);
    const double centre = now[0];
    const double* const from = now - back;
    for (std::size_t i = 0; i < back + count; ++i) totals[i + 1] = totals[i] + (from[i] - centre);
    for (std::size_t i = empty; i < count; ++i) {
      const std::size_t end = back + i + 1;
      y[i] = centre + (totals[end] - totals[end - periods[i]]) / static_cast<double>(periods[i]);
    }
  } else {
    Scratch mean;
    for (std::size_t k = 0; k < averages_.size(); ++k) {
      averages_[k].run(x, count, mean.data());
      for (std::size_t i = 0; i < count; ++i) y[i] = least_ + k == periods[i] ? mean[i] : y[i];
    }
  }
  std::fill_n(y, empty, kNoValue);
}

}  // namespace fwq::analysis
