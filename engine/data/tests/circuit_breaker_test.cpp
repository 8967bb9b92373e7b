// The circuit breaker: its table of transitions, and what holds for any history.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <optional>
#include <string>
#include <vector>

#include "fwq/data/source_health.hpp"

namespace fwq::data {
namespace {

using std::chrono::milliseconds;

SteadyTime at(std::int64_t ms) {
  return SteadyTime(milliseconds(ms));
}

// One letter a step: a fail h good n(o verdict) of a call that is admitted now; + a second passes.
// `expected` has the state after each step: c(losed) o(pen) h(alf open); x: the call was not admitted (state as before).
struct Story {
  const char* steps;
  const char* expected;
  const char* what;
};

std::string told(const Story& story, BreakerOptions options) {
  CircuitBreaker breaker(options);
  std::int64_t now = 0;
  std::string states;
  for (const char* step = story.steps; *step != '\0'; ++step) {
    bool admitted = true;
    if (*step == '+') {
      now += 1000;
    } else if (const auto permit = breaker.admit(at(now)); !permit) {
      admitted = false;
    } else {
      breaker.settle(*permit,
                     *step == 'f'   ? CallOutcome::failed
                     : *step == 'h' ? CallOutcome::hung
                     : *step == 'n' ? CallOutcome::no_verdict
                                    : CallOutcome::answered,
                     at(now));
    }
    const BreakerState state = breaker.state(at(now));
    states += !admitted                          ? 'x'
              : state == BreakerState::closed    ? 'c'
              : state == BreakerState::half_open ? 'h'
                                                 : 'o';
  }
  return states;
}

TEST(CircuitBreaker, GoesThroughItsStatesAsTheTableSays) {
  const Story stories[] = {
      {"gfgffg", "cccccc", "failures that are not in a row do not open it"},
      {"fff", "cco", "the third in a row does"},
      {"fffgh", "ccoxx", "an open one admits nothing"},
      {"fff++g", "ccoohc", "after the cool-down one call is tried, and closes it"},
      {"fff++f", "ccooho", "or opens it again"},
      {"fff++f+g+g", "ccoohooxhc", "for the whole cool-down anew"},
      {"fff++h", "ccooho", "a probe that hangs opens it"},
      {"fff++nng", "ccoohhhc", "a probe without a verdict is tried again"},
      {"h", "o", "one hang opens it"},
      {"ffnf", "ccco", "a call without a verdict neither breaks nor makes a row"},
      {"fff++gffgff", "ccoohcccccc", "closing forgets the row"},
      {"fff++gfff", "ccoohccco", "and it opens as before"},
  };
  for (const Story& story : stories)
    EXPECT_EQ(told(story, {.failures = 3, .cool_down = milliseconds(2000)}), story.expected)
        << story.what;
}

TEST(CircuitBreaker, NeverOpensWhenToldSo) {
  EXPECT_EQ(told({"fffhhfff", "", ""}, {.failures = 0}), "cccccccc");
}

TEST(CircuitBreaker, AdmitsOneProbeAtATime) {
  CircuitBreaker breaker({.failures = 1, .cool_down = milliseconds(10)});
  breaker.settle(*breaker.admit(at(0)), CallOutcome::failed, at(0));
  const auto probe = breaker.admit(at(10));
  ASSERT_TRUE(probe);
  EXPECT_TRUE(probe->probe);
  EXPECT_FALSE(breaker.admit(at(10)));
  EXPECT_FALSE(breaker.admit(at(1000))) << "however long it takes";
  breaker.settle(*probe, CallOutcome::answered, at(1000));
  EXPECT_EQ(breaker.state(at(1000)), BreakerState::closed);
}

TEST(CircuitBreaker, IgnoresWhatBeganBeforeTheStateChanged) {
  CircuitBreaker breaker({.failures = 1, .cool_down = milliseconds(10)});
  const auto slow_good = breaker.admit(at(0));
  const auto slow_bad = breaker.admit(at(0));
  breaker.settle(*breaker.admit(at(0)), CallOutcome::failed, at(0));
  breaker.settle(*slow_good, CallOutcome::answered, at(1));
  EXPECT_EQ(breaker.state(at(1)), BreakerState::open) << "an old success closes nothing";
  breaker.settle(*breaker.admit(at(10)), CallOutcome::answered, at(10));
  breaker.settle(*slow_bad, CallOutcome::failed, at(11));
  EXPECT_EQ(breaker.state(at(11)), BreakerState::closed) << "an old failure opens nothing";
}

TEST(CircuitBreaker, SaysHowLongItRests) {
  CircuitBreaker breaker({.failures = 1, .cool_down = milliseconds(500)});
  EXPECT_EQ(breaker.rest(at(0)).count(), 0);
  breaker.settle(*breaker.admit(at(100)), CallOutcome::failed, at(100));
  EXPECT_EQ(breaker.rest(at(100)).count(), 500);
  EXPECT_EQ(breaker.rest(at(599)).count(), 1);
  EXPECT_EQ(breaker.rest(at(600)).count(), 0);
}

// Random histories of overlapping calls against a second, plain telling of the rules.
TEST(CircuitBreaker, KeepsItsRulesInAnyHistory) {
  rc::check([] {
    const auto limit = *rc::gen::inRange<std::size_t>(1, 5);
    const auto cool = *rc::gen::inRange<std::int64_t>(1, 50);
    CircuitBreaker breaker({.failures = limit, .cool_down = milliseconds(cool)});
    std::vector<CircuitBreaker::Permit> out;
    std::int64_t now = 0;
    std::size_t probes_out = 0;
    BreakerState before = BreakerState::closed;
    const auto steps = *rc::gen::inRange(1, 200);
    for (int i = 0; i < steps; ++i) {
      now += *rc::gen::inRange<std::int64_t>(0, 20);
      const BreakerState state = breaker.state(at(now));
      // Time alone only turns open into half open, and only after the rest.
      RC_ASSERT(state == before ||
                (before == BreakerState::open && state == BreakerState::half_open));
      RC_ASSERT((breaker.rest(at(now)).count() > 0) == (state == BreakerState::open));
      if (*rc::gen::arbitrary<bool>() || out.empty()) {
        const auto permit = breaker.admit(at(now));
        if (state == BreakerState::closed) RC_ASSERT(permit && !permit->probe);
        if (state == BreakerState::open) RC_ASSERT(!permit);
        if (state == BreakerState::half_open) RC_ASSERT(permit.has_value() == (probes_out == 0));
        if (permit) {
          out.push_back(*permit);
          probes_out += permit->probe ? 1 : 0;
        }
        before = breaker.state(at(now));
        RC_ASSERT(before == state);
        continue;
      }
      const auto which = *rc::gen::inRange<std::size_t>(0, out.size());
      const auto permit = out[which];
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(which));
      const auto outcome = *rc::gen::element(CallOutcome::answered, CallOutcome::failed,
                                             CallOutcome::hung, CallOutcome::no_verdict);
      breaker.settle(permit, outcome, at(now));
      const BreakerState then = breaker.state(at(now));
      if (permit.probe) {
        --probes_out;
        RC_ASSERT(then == (outcome == CallOutcome::answered     ? BreakerState::closed
                           : outcome == CallOutcome::no_verdict ? BreakerState::half_open
                                                                : BreakerState::open));
      } else if (state != BreakerState::closed) {
        RC_ASSERT(then == state);  // Late results move nothing.
      } else if (then != state) {
        RC_ASSERT(then == BreakerState::open);
        RC_ASSERT(outcome == CallOutcome::hung || outcome == CallOutcome::failed);
      }
      before = then;
    }
  });
}

}  // namespace
}  // namespace fwq::data
