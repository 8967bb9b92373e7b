// Fuzz target: the settings file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/settings.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> problems;
  const auto values = fwq::core::parse_settings({reinterpret_cast<const char*>(data), size}, problems);
  fwq::core::Settings settings;
  for (const auto& [key, value] : values) {
    if (!settings.set(key, value)) std::abort();  // What was read must be allowed.
  }
  return 0;
}
