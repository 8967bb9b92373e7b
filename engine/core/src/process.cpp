// The process's use of memory and processor, from getrusage.
#include "fwq/core/process.hpp"

#include <sys/resource.h>

#include <algorithm>

#include "fwq/core/files.hpp"

namespace fwq::core {

ProcessUsage process_usage() noexcept {
  ProcessUsage usage;
  usage.resident = resident_memory();
  rusage used{};
  if (::getrusage(RUSAGE_SELF, &used) != 0) return usage;
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  usage.cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
  // Linux counts kilobytes, and in steps: what is seen now can be more.
  usage.resident_peak =
      std::max<std::uint64_t>(static_cast<std::uint64_t>(used.ru_maxrss) * 1024, usage.resident);
  return usage;
}

}  // namespace fwq::core
