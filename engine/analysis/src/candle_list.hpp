// What the candles of the table ask, known at compile time: every distinct test, and which candle uses which.
//
// A candle's function is run once by the compiler with a view that writes down the questions.
#pragma once

#include <algorithm>
#include <tuple>

#include "candle_entries.hpp"  // Written by the build: the entries, and AllEntries = Entries<Candle...>.
#include "candle_words.hpp"

namespace fwq::analysis::candle {

// A test asked about the bar `lag` bars ago.
struct Use {
  Test test;
  std::uint8_t lag = 0;
  friend constexpr bool operator==(const Use&, const Use&) = default;
};

template <class T, std::size_t N>
struct Fixed {
  std::array<T, N> items{};
  std::size_t count = 0;
  constexpr void add_once(const T& item) {
    for (std::size_t i = 0; i < count; ++i) {
      if (items[i] == item) return;
    }
    items.at(count++) = item;
  }
  constexpr std::size_t index_of(const T& item) const {
    std::size_t i = 0;
    while (!(items.at(i) == item)) ++i;
    return i;
  }
};
using Uses = Fixed<Use, 64>;

// The test as the candle of number `owner` means it: "penetration" is its own.
constexpr Test owned(Test test, std::size_t owner) {
  if (test.share == kPenetration) test.share = static_cast<std::uint16_t>(kOwner + owner);
  return test;
}

struct Recorder : Answers<Recorder> {
  Uses* uses = nullptr;
  std::size_t owner = 0;
  template <Claim C>
  constexpr Word operator()(Is<C>) const {
    uses->add_once({owned(C.test, owner), C.lag});
    return 0;
  }
};

template <class Candle>
constexpr Uses uses_of(std::size_t owner) {
  Uses uses;
  Recorder recorder;
  recorder.uses = &uses;
  recorder.owner = owner;
  Candle::hits(recorder);
  return uses;
}

template <class List>
struct Listing;
template <class... C>
struct Listing<Entries<C...>> {
  using Types = std::tuple<C...>;
  static constexpr std::size_t kCount = sizeof...(C);
  static constexpr std::array<const CandleDef*, kCount> kDefs{&C::def...};
  static constexpr std::array<Uses, kCount> kUses = [] {
    std::size_t owner = 0;
    return std::array<Uses, kCount>{uses_of<C>(owner++)...};
  }();
  static constexpr Fixed<Test, 512> kAllTests = [] {
    Fixed<Test, 512> tests;
    for (const Uses& uses : kUses) {
      for (std::size_t u = 0; u < uses.count; ++u) tests.add_once(uses.items[u].test);
    }
    return tests;
  }();
};
using Listed = Listing<AllEntries>;
template <std::size_t I>
using CandleAt = std::tuple_element_t<I, Listed::Types>;

inline constexpr std::size_t kCandles = Listed::kCount;
inline constexpr std::size_t kTests = Listed::kAllTests.count;

// The candle that alone asks `test`, or kCandles if several do. The fused pass asks such a test only where all else that
// the candle asks holds. Not if the candle confirms: it asks for the opposite of its tests, too.
constexpr std::size_t sole_owner(const Test& test) {
  std::size_t owner = kCandles;
  for (std::size_t c = 0; c < kCandles; ++c) {
    bool asks = false;
    for (std::size_t u = 0; u < Listed::kUses[c].count; ++u)
      asks = asks || Listed::kUses[c].items[u].test == test;
    if (!asks) continue;
    if (owner != kCandles || Listed::kDefs[c]->confirms) return kCandles;
    owner = c;
  }
  return owner;
}

// All tests: first those that are shared, sorted, so that neighbours compare with the same thing; then by owner.
struct OrderedTests {
  std::array<Test, kTests> tests{};
  std::array<std::size_t, kTests> owner{};
  std::size_t shared = 0;
};
inline constexpr OrderedTests kOrdered = [] {
  OrderedTests ordered;
  const auto before = [](std::size_t owner, const Test& test, std::size_t other, const Test& than) {
    const std::size_t rank = owner == kCandles ? 0 : owner + 1;
    const std::size_t other_rank = other == kCandles ? 0 : other + 1;
    return rank != other_rank ? rank < other_rank : test < than;
  };
  for (std::size_t i = 0; i < kTests; ++i) {
    const Test& test = Listed::kAllTests.items[i];
    const std::size_t owner = sole_owner(test);
    ordered.shared += owner == kCandles ? 1 : 0;
    std::size_t place = i;
    for (; place > 0 && before(owner, test, ordered.owner[place - 1], ordered.tests[place - 1]);
         --place) {
      ordered.tests[place] = ordered.tests[place - 1];
      ordered.owner[place] = ordered.owner[place - 1];
    }
    ordered.tests[place] = test;
    ordered.owner[place] = owner;
  }
  return ordered;
}();
inline constexpr const std::array<Test, kTests>& kTestList = kOrdered.tests;
inline constexpr std::size_t kSharedTests = kOrdered.shared;
constexpr std::size_t test_number(const Test& test) {
  std::size_t i = 0;
  while (!(kTestList[i] == test)) ++i;
  return i;
}

inline constexpr bool uses_average(const Test& test) {
  return test.kind == Kind::average || test.kind == Kind::band;
}

// How far back any question reaches: in bars from a test to its candle's last bar, and within a test.
inline constexpr std::size_t kMaxLag = [] {
  std::size_t most = 0;
  for (const Uses& uses : Listed::kUses) {
    for (std::size_t u = 0; u < uses.count; ++u)
      most = std::max<std::size_t>(most, uses.items[u].lag);
  }
  return most;
}();
inline constexpr std::size_t kMaxReach = [] {
  std::size_t most = 0;
  for (const Test& test : kTestList)
    most = std::max<std::size_t>({most, test.right_lag, test.setting_lag});
  return most;
}();
static_assert(kMaxLag <= 7 && kMaxReach <= 7, "the frame keeps eight bars of the past");

}  // namespace fwq::analysis::candle
