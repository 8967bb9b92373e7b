// Ticks: the cheapest clock of the machine. The processor's time-stamp counter where it runs at one rate on all cores
// and through sleep, else std::chrono::steady_clock.
#pragma once

#include <chrono>
#include <cstdint>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

namespace fwq::core {

// Whether ticks are those of the processor's counter (cpuid's "invariant TSC", and the system does not distrust it).
bool detect_invariant_counter() noexcept;
inline const bool kTicksAreCounter = detect_invariant_counter();

// Counts up; how long one lasts is found by TickScale. Different threads may differ by some dozen nanoseconds. [any-thread]
inline std::uint64_t ticks_now() noexcept {
#if defined(__x86_64__)
  if (kTicksAreCounter) return __rdtsc();
#endif
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

// From `start` to `end`, 0 if another core's counter is a little behind.
inline std::uint64_t ticks_between(std::uint64_t start, std::uint64_t end) noexcept {
  return end > start ? end - start : 0;
}

// Seconds of a tick, measured against steady_clock from the making of this object to the question: the longer that is, the
// better (to 0.01 % after a millisecond).
class TickScale {
 public:
  TickScale() noexcept;
  // Waits until a millisecond has gone by since the making.
  double seconds_per_tick() const noexcept;

 private:
  std::chrono::steady_clock::time_point time_;
  std::uint64_t ticks_;
};

}  // namespace fwq::core
