// What this process uses of the machine.
#pragma once

#include <cstdint>

namespace fwq::core {

struct ProcessUsage {
  std::uint64_t resident = 0;       // Bytes of memory now (0 where the system does not tell).
  std::uint64_t resident_peak = 0;  // The most so far.
  double cpu_seconds = 0;           // User and system time of all threads.
};
// [any-thread] Cost: some 20 µs.
ProcessUsage process_usage() noexcept;

}  // namespace fwq::core
