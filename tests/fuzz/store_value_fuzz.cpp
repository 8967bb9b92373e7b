// Any bytes as a stored value: decoding it never reads outside them, and what it accepts can be walked.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "store_value.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fwq::data;
  const std::span<const std::byte> bytes = std::as_bytes(std::span(data, size));
  (void)stored::parse_key(bytes.first(std::min<std::size_t>(size, 11)));
  (void)stored::decode_stamp(bytes);
  const auto view = stored::decode_value(bytes);
  if (!view) return 0;
  const bool whole = stored::checksum_matches(*view);
  const std::string problem = stored::column_problem(*view);
  const Bars bars = stored::bars_of(*view, nullptr, 64);
  if (bars.size() != view->count) std::abort();
  double sum = 0;
  for (std::size_t i = 0; i < bars.size(); ++i) sum += bars[i].amount;
  volatile double used = sum;
  (void)used;
  // What is whole and in order is written again as the same bytes.
  std::array<std::byte, 11> raw_key{};
  std::memcpy(raw_key.data(), view->symbol.data(), view->symbol.size());
  raw_key[8] = static_cast<std::byte>(view->period);
  const auto key = stored::parse_key(raw_key);
  if (whole && problem.empty() && key) {
    std::vector<std::byte> again(bytes.size());
    stored::encode_value(again, key->symbol, key->period, std::array{bars});
    if (std::memcmp(again.data(), bytes.data(), bytes.size()) != 0) std::abort();
  }
  return 0;
}
