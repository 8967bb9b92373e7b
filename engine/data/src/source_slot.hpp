// One source of a DataService: it is asked in time, its answers are checked, its record is kept.
//
// Threads: a call on a source that is not trusted runs on a thread of its own, at most `calls` at once. A call that is
// given up (time-out, or its caller was stopped) is asked to stop and left behind: its thread and what it needs live on
// until it returns, and it keeps its place among the `calls`. So however a source behaves, it never holds more than
// `calls` threads, and once that many hang every further request is turned away at once.
// At destruction all running calls are asked to stop and waited for, kFarewell at most; what then still runs is left to end with
// the process: it owns the source, and touches nothing else.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "fwq/core/result.hpp"
#include "fwq/data/data_source.hpp"
#include "fwq/data/source_health.hpp"

namespace fwq::data {

struct SlotOptions {
  std::string place;
  bool trusted = false;  // Called in the caller's thread, without time-out, breaker or checks.
  std::chrono::milliseconds time_out{10'000};
  std::size_t calls = 4;
  BreakerOptions breaker;
  SteadyClock clock;
  std::function<Time()> now;  // Wall clock in Shanghai, for bars of the future.
};

class SourceSlot {
 public:
  static constexpr std::chrono::milliseconds kFarewell{500};

  SourceSlot(std::shared_ptr<DataSource> source, SlotOptions options);
  ~SourceSlot();
  SourceSlot(const SourceSlot&) = delete;
  SourceSlot& operator=(const SourceSlot&) = delete;

  bool trusted() const noexcept { return options_.trusted; }
  // Of a trusted source; 0 for any other.
  std::uint64_t version() const noexcept { return options_.trusted ? source_->version() : 0; }
  std::optional<Time> newest(Period period);

  // The source's answer. Bars of a source that is not trusted are a copy of our own: it may go on writing into its.
  // Errors: the source's own; bad_data (it cannot be true), unavailable (the source rests, hangs, or is busy),
  // cancelled (only on request of `stop`, and then within 100 ms whatever the source does). [any-thread]
  Result<Bars> bars(const BarRequest& request, const std::stop_token& stop);
  Result<std::vector<Symbol>> symbols(const std::stop_token& stop);

  SourceHealth health() const;

 private:
  struct Crew;
  template <class T>
  struct Call;
  template <class T>
  struct Asked {
    Result<T> answer;
    CallOutcome outcome;
    bool came_back = true;  // In time.
    bool made = true;       // The source was called at all.
    bool lied = false;
  };

  template <class T, class F, class C>
  Result<T> ask(const std::stop_token& stop, F work, C check);
  template <class T, class F>
  Asked<T> call_in_time(const std::stop_token& stop, F work);
  template <class T>
  void record(CircuitBreaker::Permit permit, const Asked<T>& asked, SteadyTime began);
  Error turned_away(SteadyTime now);  // Requires: mutex_ held.

  std::shared_ptr<DataSource> source_;
  const SlotOptions options_;
  std::shared_ptr<Crew> crew_;
  mutable std::mutex mutex_;
  CircuitBreaker breaker_;
  SourceHealth health_;
  std::uint64_t timed_ = 0;
  std::chrono::nanoseconds total_latency_{0};
};

}  // namespace fwq::data
