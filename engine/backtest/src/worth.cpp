// What a position is worth at each bar, and the deepest fall of it, in loops that a compiler turns into vector code.
#include "worth.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include "fwq/backtest/money.hpp"
#include "fwq/core/vectorized.hpp"

namespace fwq::backtest {
namespace {

struct Range {
  double lowest, highest;
};
constexpr std::size_t kRangeBlock = 64;

// Of kRangeBlock values.
FWQ_VECTORIZED Range range_of(const double* values) noexcept {
  constexpr std::size_t kLanes = 8;
  std::array<double, kLanes> most{}, least{};
  for (std::size_t k = 0; k < kLanes; ++k) most[k] = least[k] = values[k];
  for (std::size_t j = kLanes; j < kRangeBlock; j += kLanes) {
    for (std::size_t k = 0; k < kLanes; ++k) {
      const double v = values[j + k];
      most[k] = v > most[k] ? v : most[k];
      least[k] = v < least[k] ? v : least[k];
    }
  }
  for (std::size_t half = kLanes / 2; half > 0; half /= 2) {
    for (std::size_t k = 0; k < half; ++k) {
      most[k] = most[k + half] > most[k] ? most[k + half] : most[k];
      least[k] = least[k + half] < least[k] ? least[k + half] : least[k];
    }
  }
  return {least[0], most[0]};
}

}  // namespace

FWQ_VECTORIZED bool write_worth(const double* close, std::size_t steps, double cash, double count,
                                double* out) noexcept {
  constexpr double kWhole = 4503599627370496.0;  // 2^52: a sum with it has no fraction.
  std::int64_t missing = 0;
  for (std::size_t i = 0; i < steps * kStep; ++i) {
    const double scaled = close[i] * static_cast<double>(kYuan) + 0.5;
    const double nearest = (scaled + kWhole) - kWhole;
    const double price = nearest - (nearest > scaled ? 1.0 : 0.0);
    missing += close[i] > 0 ? 0 : 1;
    out[i] = (cash + count * price) / static_cast<double>(kYuan);
  }
  return missing == 0;
}

// A block's highest and lowest tell, unless there is a new highest in it and, perhaps after that, a new lowest.
double deepest_fall(std::span<const double> values) noexcept {
  double peak = 0, worst = 1;
  const auto look = [&](double v) {
    if (v < worst * peak) worst = v / peak;
  };
  const auto look_at_all = [&](std::span<const double> some) {
    for (const double v : some) {
      peak = std::max(peak, v);
      look(v);
    }
  };
  std::size_t i = 0;
  for (; i + kRangeBlock <= values.size(); i += kRangeBlock) {
    const Range range = range_of(&values[i]);
    if (range.highest <= peak) {
      look(range.lowest);
    } else if (range.lowest < worst * range.highest) {
      look_at_all(values.subspan(i, kRangeBlock));
    } else {
      peak = range.highest;
    }
  }
  look_at_all(values.subspan(i));
  return worst;
}

}  // namespace fwq::backtest
