// The trace id: a short name for the piece of work a thread is doing, on every log line of it.
//
// A TraceScope sets it for the current thread and restores the old one when it ends. Tasks carry
// the id of the thread that submitted them to the thread that runs them.
#pragma once

#include <string>
#include <string_view>

namespace fwq::core {

// The id of the current thread's work, or "-" when there is none. [any-thread]
const std::string& current_trace_id() noexcept;

// A new id: eight hexadecimal digits, unique within the process and unlikely to repeat across. [any-thread]
std::string new_trace_id();

class TraceScope {
 public:
  // Starts a new trace, or continues `id`.
  TraceScope();
  explicit TraceScope(std::string id);
  ~TraceScope();
  TraceScope(const TraceScope&) = delete;
  TraceScope& operator=(const TraceScope&) = delete;

 private:
  std::string previous_;
};

}  // namespace fwq::core
