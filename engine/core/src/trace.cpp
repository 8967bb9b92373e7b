// Trace and request ids live in thread-locals; new ones mix a counter with the process's start.
#include "fwq/core/trace.hpp"

#include <atomic>
#include <chrono>

namespace fwq::core {
namespace {

thread_local std::string trace_id = "-";
thread_local std::string request_id = "-";

std::uint32_t mixed(std::uint64_t x) {
  x ^= x >> 33;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33;
  return static_cast<std::uint32_t>(x);
}

}  // namespace

const std::string& current_trace_id() noexcept {
  return trace_id;
}

const std::string& current_request_id() noexcept {
  return request_id;
}

WorkIds current_ids() {
  return {trace_id, request_id};
}

std::string new_trace_id() {
  static const auto start =
      static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  static std::atomic<std::uint64_t> counter{0};
  static constexpr char kDigits[] = "0123456789abcdef";
  std::uint32_t value = mixed(start + 0x9e3779b97f4a7c15ULL * ++counter);
  std::string id(8, '0');
  for (char& c : id) {
    c = kDigits[value & 15U];
    value >>= 4U;
  }
  return id;
}

TraceScope::TraceScope() : TraceScope(new_trace_id()) {}
TraceScope::TraceScope(std::string id) : previous_(std::move(trace_id)) {
  trace_id = std::move(id);
}
TraceScope::~TraceScope() {
  trace_id = std::move(previous_);
}

RequestScope::RequestScope() : RequestScope(new_trace_id()) {}
RequestScope::RequestScope(std::string id) : previous_(std::move(request_id)) {
  request_id = std::move(id);
}
RequestScope::~RequestScope() {
  request_id = std::move(previous_);
}

}  // namespace fwq::core
