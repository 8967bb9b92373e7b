// Which clock to trust, and how fast it runs.
#include "fwq/core/ticks.hpp"

#include <cstdio>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace fwq::core {

#if defined(__x86_64__)
namespace {

// Linux watches the counter and names another clock source when it is not steady. No file (or a virtual machine's own
// clock, which is built on the counter) speaks not against it.
bool system_distrusts_counter() noexcept {
  std::FILE* file =
      std::fopen("/sys/devices/system/clocksource/clocksource0/current_clocksource", "re");
  if (file == nullptr) return false;
  char name[32] = {};
  const bool read = std::fgets(name, sizeof name, file) != nullptr;
  std::fclose(file);
  return read && (std::strncmp(name, "hpet", 4) == 0 || std::strncmp(name, "acpi_pm", 7) == 0 ||
                  std::strncmp(name, "jiffies", 7) == 0);
}

}  // namespace

bool detect_invariant_counter() noexcept {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  if (__get_cpuid(0x80000007U, &a, &b, &c, &d) == 0) return false;
  return (d & (1U << 8U)) != 0 && !system_distrusts_counter();
}
#else
bool detect_invariant_counter() noexcept {
  return false;
}
#endif

TickScale::TickScale() noexcept : time_(std::chrono::steady_clock::now()), ticks_(ticks_now()) {}

double TickScale::seconds_per_tick() const noexcept {
  if (!kTicksAreCounter)
    return std::chrono::duration<double>(std::chrono::steady_clock::duration(1)).count();
  for (;;) {
    const auto time = std::chrono::steady_clock::now();
    const auto ticks = ticks_now();
    if (time - time_ < std::chrono::milliseconds(1)) continue;
    return std::chrono::duration<double>(time - time_).count() /
           static_cast<double>(ticks - ticks_);
  }
}

}  // namespace fwq::core
