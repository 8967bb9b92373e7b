// Trace and request ids: short names for what a thread is doing and for whom, on every log line of it.
//
// A request is what someone asked for (a command, a click, a call from another machine); a trace is one piece of
// work. A scope object sets an id for the current thread and restores the old one when it ends. Tasks carry both
// ids of the thread that submitted them; carrying_ids() does so for callbacks and plain threads.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace fwq::core {

// The ids of the current thread's work, or "-" when there is none. [any-thread]
const std::string& current_trace_id() noexcept;
const std::string& current_request_id() noexcept;

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

class RequestScope {
 public:
  // Starts a new request, or continues `id` (which may come from another machine).
  RequestScope();
  explicit RequestScope(std::string id);
  ~RequestScope();
  RequestScope(const RequestScope&) = delete;
  RequestScope& operator=(const RequestScope&) = delete;

 private:
  std::string previous_;
};

// Both ids, to be taken to another thread.
struct WorkIds {
  std::string trace_id, request_id;
};
WorkIds current_ids();

// Sets both while it lives.
class WorkIdsScope {
 public:
  explicit WorkIdsScope(const WorkIds& ids) : trace_(ids.trace_id), request_(ids.request_id) {}

 private:
  TraceScope trace_;
  RequestScope request_;
};

// `callable`, which on whatever thread it is called later works under the ids of the thread that is here now.
// E.g. std::thread(carrying_ids([] { … })), or a handler given to something that calls back.
template <class F>
auto carrying_ids(F&& callable) {
  return [ids = current_ids(),
          call = std::forward<F>(callable)](auto&&... arguments) mutable -> decltype(auto) {
    const WorkIdsScope scope(ids);
    return std::invoke(call, std::forward<decltype(arguments)>(arguments)...);
  };
}

}  // namespace fwq::core
