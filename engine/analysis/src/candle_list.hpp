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
inline constexpr std::array<Test, kTests> kTestList = [] {
  std::array<Test, kTests> list{};
  for (std::size_t i = 0; i < kTests; ++i) {  // Sorted: each in its place among those before.
    std::size_t place = i;
    for (; place > 0 && Listed::kAllTests.items[i] < list[place - 1]; --place)
      list[place] = list[place - 1];
    list[place] = Listed::kAllTests.items[i];
  }
  return list;
}();
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
