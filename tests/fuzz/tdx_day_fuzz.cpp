// Any bytes as a TDX `.day` file of some security.
#include "tdx_bars.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fwq::data;
  fuzz::decode_and_check({data, size}, Period::day);
  return 0;
}
