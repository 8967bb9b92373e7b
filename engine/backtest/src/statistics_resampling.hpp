// Random numbers that are the same everywhere, and runs spread over threads. Private.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

#include "fwq/core/tasks.hpp"

namespace fwq::backtest::detail {

// SplitMix64 (Steele, Lea & Flood 2014). std::distributions differ between libraries, so there are none here.
class Random {
 public:
  // Stream `index` of `seed`: streams do not depend on who draws from the others.
  Random(std::uint64_t seed, std::uint64_t index) : state_(mixed(mixed(seed) ^ (index + 1))) {}

  std::uint64_t bits() { return mixed(state_ += kStep); }
  // In [0, 1).
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
  // In [0, count). Requires: 0 < count < 2^32 (bias below 2^-20 then).
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }

 private:
  static constexpr std::uint64_t kStep = 0x9E3779B97F4A7C15;
  static std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
  std::uint64_t state_;
};

// body(i) for i in [0, count), on the pool if there is one.
inline Result<void> for_each_run(std::size_t count, core::TaskSystem* tasks,
                                 const core::TaskContext& context,
                                 const std::function<void(std::size_t)>& body) {
  if (tasks != nullptr) {
    return tasks->parallel_for(count, context, [&](std::size_t i) {
      body(i);
      return Result<void>();
    });
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (context.cancelled()) return core::TaskContext::cancelled_error();
    body(i);
  }
  return {};
}

}  // namespace fwq::backtest::detail
