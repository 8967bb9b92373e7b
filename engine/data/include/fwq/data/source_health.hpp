// How a data source fares: what it was asked and answered, how fast, and the circuit breaker that gives a failing
// source a rest.
//
// The breaker:  closed ──N failures in a row, or a hang──▶ open ──cool-down over──▶ half_open (one probe at a time)
//                  ▲                                        ▲                          │      │
//                  └────────────── the probe is answered ───┼──────────────────────────┘      │
//                                                           └──────── the probe fails ────────┘
// A source that answers "I do not have that" works. Results of calls that began before the last change of state are
// late and change nothing: what was admitted under other conditions says nothing of the present ones.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace fwq::data {

using SteadyTime = std::chrono::steady_clock::time_point;
// What time it is, for rests and latencies. Injected, so that tests need not wait. [any-thread]
using SteadyClock = std::function<SteadyTime()>;

enum class BreakerState : std::uint8_t { closed, open, half_open };
// "closed", "open", "half_open": stable, used in JSON.
std::string_view to_string(BreakerState state) noexcept;

struct BreakerOptions {
  std::size_t failures = 5;  // So many in a row open it, and one hang does; 0: it never opens.
  std::chrono::milliseconds cool_down{30'000};  // From opening to the probe.
};

// What came of a call.
enum class CallOutcome : std::uint8_t {
  answered,   // With bars, or with "not here".
  failed,     // An error, an exception, or an answer that cannot be true.
  hung,       // No answer in time.
  no_verdict  // The caller gave up: the call says nothing of the source.
};

// The state machine. A value without a lock: the owner guards it. Cost: O(1).
class CircuitBreaker {
 public:
  // Goes with an admitted call, and back in with its outcome.
  struct Permit {
    std::uint64_t turn = 0;
    bool probe = false;
  };

  explicit CircuitBreaker(BreakerOptions options = {}) : options_(options) {}

  // Whether a call may be made now; nullopt: the source rests, or a probe is under way.
  std::optional<Permit> admit(SteadyTime now);
  // Each permit once.
  void settle(Permit permit, CallOutcome outcome, SteadyTime now);

  // An open breaker whose cool-down is over is half_open.
  BreakerState state(SteadyTime now) const;
  // How long the source still rests; zero unless open.
  std::chrono::milliseconds rest(SteadyTime now) const;

 private:
  void open(SteadyTime now);

  BreakerOptions options_;
  BreakerState state_ = BreakerState::closed;
  std::uint64_t turn_ = 0;  // Rises with every change of state.
  std::size_t failures_ = 0;
  bool probing_ = false;
  SteadyTime opened_{};
};

// A source's record since it was made.
struct SourceHealth {
  std::string id;
  std::string place;  // What the source was made from: a folder, an address.
  BreakerState state = BreakerState::closed;
  std::uint64_t requests =
      0;  // Calls made: answers, missing, failures, and those whose caller gave up.
  std::uint64_t answers = 0;   // With bars (or a list).
  std::uint64_t missing = 0;   // "Not here": not_found, unsupported, invalid_argument.
  std::uint64_t failures = 0;  // Everything else; `lies` and `hangs` are among them.
  std::uint64_t lies = 0;      // Answers refused because they cannot be true.
  std::uint64_t hangs = 0;     // Calls abandoned after the time-out.
  std::uint64_t turned_away =
      0;                      // Requests not made because the breaker was open or every call hangs.
  std::size_t abandoned = 0;  // Calls given up that are still running, each on its thread.
  std::chrono::nanoseconds mean_latency{0}, last_latency{0};  // Of calls that came back.
  std::string last_error;                                     // "" when there was none.
};

}  // namespace fwq::data
