// The circuit breaker's transitions.
#include "fwq/data/source_health.hpp"

#include <algorithm>

namespace fwq::data {

std::string_view to_string(BreakerState state) noexcept {
  switch (state) {
    case BreakerState::closed:
      return "closed";
    case BreakerState::open:
      return "open";
    case BreakerState::half_open:
      return "half_open";
  }
  return "closed";
}

std::optional<CircuitBreaker::Permit> CircuitBreaker::admit(SteadyTime now) {
  if (state_ == BreakerState::closed) return Permit{turn_, false};
  if (state_ == BreakerState::open) {
    if (now - opened_ < options_.cool_down) return std::nullopt;
    state_ = BreakerState::half_open;
    ++turn_;
  }
  if (probing_) return std::nullopt;
  probing_ = true;
  return Permit{turn_, true};
}

void CircuitBreaker::settle(Permit permit, CallOutcome outcome, SteadyTime now) {
  if (permit.turn != turn_) return;
  if (permit.probe) probing_ = false;
  switch (outcome) {
    case CallOutcome::no_verdict:
      return;
    case CallOutcome::answered:
      failures_ = 0;
      if (state_ == BreakerState::half_open) {
        state_ = BreakerState::closed;
        ++turn_;
      }
      return;
    case CallOutcome::failed:
      ++failures_;
      break;
    case CallOutcome::hung:
      failures_ = std::max(failures_ + 1, options_.failures);
      break;
  }
  const bool enough = options_.failures > 0 && failures_ >= options_.failures;
  if (enough || permit.probe) open(now);
}

void CircuitBreaker::open(SteadyTime now) {
  state_ = BreakerState::open;
  opened_ = now;
  failures_ = 0;
  ++turn_;
}

BreakerState CircuitBreaker::state(SteadyTime now) const {
  const bool rested = state_ == BreakerState::open && now - opened_ >= options_.cool_down;
  return rested ? BreakerState::half_open : state_;
}

std::chrono::milliseconds CircuitBreaker::rest(SteadyTime now) const {
  if (state(now) != BreakerState::open) return std::chrono::milliseconds(0);
  return std::chrono::ceil<std::chrono::milliseconds>(options_.cool_down - (now - opened_));
}

}  // namespace fwq::data
