// Asking a source: permit, call, time-out, check, record.
#include "source_slot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <thread>

#include "answer_check.hpp"
#include "fwq/core/log.hpp"
#include "fwq/core/tasks.hpp"
#include "fwq/core/trace.hpp"

namespace fwq::data {

// What the slot and the threads of its calls share.
struct SourceSlot::Crew {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::size_t active = 0;             // Calls that have not returned.
  std::size_t abandoned = 0;          // Of these, the ones nobody waits for any more.
  std::list<std::stop_source> stops;  // One for each active call.
};

template <class T>
struct SourceSlot::Call {
  std::optional<Result<T>> answer;
  bool given_up = false;
};

namespace {

bool is_answer(Errc code) {
  return code == Errc::not_found || code == Errc::unsupported || code == Errc::invalid_argument;
}

std::string seconds(std::chrono::milliseconds time) {
  return fmt::format("{:.3g} s", static_cast<double>(time.count()) / 1000);
}

}  // namespace

SourceSlot::SourceSlot(std::shared_ptr<DataSource> source, SlotOptions options)
    : source_(std::move(source)),
      options_(std::move(options)),
      crew_(std::make_shared<Crew>()),
      breaker_(options_.trusted ? BreakerOptions{.failures = 0} : options_.breaker) {
  health_.id = source_->id();
  health_.place = options_.place;
}

SourceSlot::~SourceSlot() {
  std::vector<std::stop_source> stops;
  {
    const std::scoped_lock lock(crew_->mutex);
    stops.assign(crew_->stops.begin(), crew_->stops.end());
  }
  // Outside the lock: a stop may run code of the source.
  for (auto& stop : stops) stop.request_stop();
  std::unique_lock lock(crew_->mutex);
  crew_->changed.wait_for(lock, kFarewell, [&] { return crew_->active == 0; });
}

std::optional<Time> SourceSlot::newest(Period period) {
  return options_.trusted ? source_->newest(period) : std::nullopt;
}

template <class T, class F>
SourceSlot::Asked<T> SourceSlot::call_in_time(const std::stop_token& stop, F work) {
  const auto none = [](Error error, CallOutcome outcome, bool made) {
    return Asked<T>{std::move(error), outcome, false, made};
  };
  const auto deadline = std::chrono::steady_clock::now() + options_.time_out;
  std::unique_lock lock(crew_->mutex);
  const auto has_place = [&] { return crew_->active < options_.calls; };
  const bool all_hang = crew_->abandoned >= options_.calls;
  if (all_hang || !crew_->changed.wait_until(lock, stop, deadline, has_place)) {
    if (stop.stop_requested())
      return none(core::TaskContext::cancelled_error(), CallOutcome::no_verdict, false);
    const std::string why =
        all_hang
            ? fmt::format("all {} calls that it may have at once hang", options_.calls)
            : fmt::format("it is busy: no call came back within {}", seconds(options_.time_out));
    return none({Errc::unavailable, why}, CallOutcome::no_verdict, false);
  }
  const auto call = std::make_shared<Call<T>>();
  const auto place = crew_->stops.emplace(crew_->stops.end());
  std::stop_source call_stop = *place;
  ++crew_->active;
  try {
    std::thread([crew = crew_, source = source_, call, place, token = call_stop.get_token(),
                 trace = core::current_trace_id(), work = std::move(work)]() mutable {
      {
        const core::TraceScope scope(trace);
        auto answer =
            core::detail::run_guarded<T>(source->id(), [&] { return work(*source, token); });
        source.reset();  // Before the crew is told: the slot's end may wait for it.
        const std::scoped_lock done(crew->mutex);
        call->answer.emplace(std::move(answer));
        crew->stops.erase(place);
        --crew->active;
        if (call->given_up) --crew->abandoned;
      }
      crew->changed.notify_all();
    }).detach();
  } catch (const std::system_error& error) {
    crew_->stops.erase(place);
    --crew_->active;
    return none({Errc::unavailable, fmt::format("the system gives no thread: {}", error.what())},
                CallOutcome::no_verdict, false);
  }
  if (crew_->changed.wait_until(lock, stop, deadline, [&] { return call->answer.has_value(); })) {
    Result<T> answer = std::move(*call->answer);
    lock.unlock();
    const bool good = answer.has_value() || is_answer(answer.error().code);
    return {std::move(answer), good ? CallOutcome::answered : CallOutcome::failed};
  }
  call->given_up = true;
  ++crew_->abandoned;
  lock.unlock();
  call_stop.request_stop();
  if (stop.stop_requested())
    return none(core::TaskContext::cancelled_error(), CallOutcome::no_verdict, true);
  return none({Errc::unavailable, fmt::format("it did not answer within {} and was given up",
                                              seconds(options_.time_out))},
              CallOutcome::hung, true);
}

Error SourceSlot::turned_away(SteadyTime now) {
  ++health_.turned_away;
  const auto rest = breaker_.rest(now);
  return {Errc::unavailable,
          rest.count() > 0 ? fmt::format("it is given a rest of another {} after: {}",
                                         seconds(rest), health_.last_error)
                           : fmt::format("it is being tried again after: {}", health_.last_error)};
}

template <class T>
void SourceSlot::record(CircuitBreaker::Permit permit, const Asked<T>& asked, SteadyTime began) {
  const SteadyTime ended = options_.clock();
  const std::scoped_lock lock(mutex_);
  const BreakerState before = breaker_.state(ended);
  breaker_.settle(permit, asked.outcome, ended);
  ++(asked.made ? health_.requests : health_.turned_away);
  if (asked.came_back) {
    health_.last_latency = ended - began;
    total_latency_ += ended - began;
    health_.mean_latency = total_latency_ / static_cast<std::int64_t>(++timed_);
  }
  if (asked.outcome == CallOutcome::answered) {
    ++(asked.answer ? health_.answers : health_.missing);
  } else if (asked.outcome != CallOutcome::no_verdict) {
    ++health_.failures;
    if (asked.outcome == CallOutcome::hung) ++health_.hangs;
    if (asked.lied) ++health_.lies;
    health_.last_error = asked.answer.error().message;
    core::log_info(fmt::format("source {} failed: {}", health_.id, health_.last_error));
  }
  const BreakerState after = breaker_.state(ended);
  if (after == BreakerState::open && before != after) {
    core::log_warning(fmt::format("data source {} is left alone for {}: {}", health_.id,
                                  seconds(options_.breaker.cool_down), health_.last_error));
  } else if (after == BreakerState::closed && before != after) {
    core::log_info(fmt::format("data source {} answers again", health_.id));
  }
}

template <class T, class F, class C>
Result<T> SourceSlot::ask(const std::stop_token& stop, F work, C check) {
  if (stop.stop_requested()) return core::TaskContext::cancelled_error();
  const SteadyTime began = options_.clock();
  CircuitBreaker::Permit permit;
  {
    const std::scoped_lock lock(mutex_);
    const auto admitted = breaker_.admit(began);
    if (!admitted) return turned_away(began);
    permit = *admitted;
  }
  Asked<T> asked{Error{}, CallOutcome::failed};
  if (options_.trusted) {
    asked.answer =
        core::detail::run_guarded<T>(source_->id(), [&] { return work(*source_, stop); });
    const bool good = asked.answer.has_value() || is_answer(asked.answer.error().code);
    asked.outcome = good ? CallOutcome::answered : CallOutcome::failed;
  } else {
    asked = call_in_time<T>(stop, std::move(work));
    if (asked.answer.has_value()) {
      if (const Result<void> truth = check(*asked.answer); !truth) {
        asked.answer = truth.error();
        asked.outcome = CallOutcome::failed;
        asked.lied = true;
      }
    }
  }
  // A source that was stopped may say so in many ways.
  if (stop.stop_requested() && !asked.answer) {
    asked.answer = core::TaskContext::cancelled_error();
    asked.outcome = CallOutcome::no_verdict;
  } else if (!asked.answer && asked.answer.error().code == Errc::cancelled) {
    asked.answer = Error{Errc::unavailable, "it gave up unasked"};
  }
  record(permit, asked, began);
  return std::move(asked.answer);
}

Result<Bars> SourceSlot::bars(const BarRequest& request, const std::stop_token& stop) {
  const bool copies = !options_.trusted || source_->version() == 0;
  return ask<Bars>(
      stop,
      [request, copies](DataSource& source, const std::stop_token& token) -> Result<Bars> {
        auto bars = source.bars(request, token);
        if (bars && copies) return BarSeries::copy_of(*bars).view();
        return bars;
      },
      [&](const Bars& bars) { return check_answer(request, bars, options_.now()); });
}

Result<std::vector<Symbol>> SourceSlot::symbols(const std::stop_token& stop) {
  return ask<std::vector<Symbol>>(
      stop, [](DataSource& source, const std::stop_token& token) { return source.symbols(token); },
      [](const std::vector<Symbol>&) { return Result<void>(); });
}

SourceHealth SourceSlot::health() const {
  SourceHealth health;
  {
    const std::scoped_lock lock(mutex_);
    health = health_;
    health.state = breaker_.state(options_.clock());
  }
  const std::scoped_lock lock(crew_->mutex);
  health.abandoned = crew_->abandoned;
  return health;
}

}  // namespace fwq::data
