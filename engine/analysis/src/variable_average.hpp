// A moving average whose period may change from bar to bar.
#pragma once

#include <vector>

#include "averages.hpp"

namespace fwq::analysis {

// One average for each period from the least to the most, all starting at the same bar; for SMA sums over one column.
class VariableAverage {
 public:
  VariableAverage(double type, double least, double most);
  double push(double x, std::size_t period);
  // `periods` are whole numbers within the bounds.
  // `before` values stand in front of x.
  void run(const double* x, const double* periods, std::size_t before, std::size_t count,
           double* y);

 private:
  std::size_t least_, warm_up_;
  bool simple_;
  History history_;
  std::vector<LateAverage> averages_;
  std::vector<double> totals_;
};

}  // namespace fwq::analysis
