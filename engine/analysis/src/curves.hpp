// The curves of mathematics over a whole column: sine, logarithm and so on, many bars side by side where the machine can.
//
// Source:   glibc's libmvec (2.35 or newer), whose vector functions are within 4 units in the last place; elsewhere, and
//           in streams, the functions of <cmath>. So the last digits depend on the machine; no more than that.
// Edges:    a bar without a number has no value; outside a curve's domain the value is that of <cmath>.
// Cost:     O(1) a bar.
#pragma once

#include "batch.hpp"

namespace fwq::analysis {

enum class Curve { sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, log, log10 };

// y[i] = curve of x[i], NaN where x[i] is no number. `y` apart from x. A value does not depend on its neighbours.
void curve_values(Curve curve, const double* x, std::size_t count, double* y) noexcept;

// The curve of the first column an indicator reads.
inline void run_curve(const IndicatorRun& run, Curve curve) noexcept {
  curve_values(curve, CloseInput::columns(run.bars)[0], run.bars.size(), run.out[0].data());
}

}  // namespace fwq::analysis
