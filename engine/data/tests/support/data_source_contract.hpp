// How a data source's own test sets it up for the contract suite: it registers a fixture, and edits no list.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/data/bars.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::data::source_test {

// The data that every source must serve in the suite: kHeld, kDays days from 2024-01-02 on, as expected_bar() says.
inline constexpr int kDays = 30;
inline const Symbol kHeld(Market::sh, "600000");
inline const Symbol kUnknown(Market::sh, "600001");
inline Bar expected_bar(int i) {
  const double close = (1000 + i) / 100.0;
  return {day_bar_time({2024, 1, 2}) + i * kSecondsPerDay,
          close,
          close,
          close,
          close,
          1000,
          static_cast<float>(close * 1000)};
}

// Makes that data in an empty folder and returns the argument for the source's `make`.
using SetUp = std::string (*)(const std::filesystem::path& folder);

struct Fixture {
  std::string_view id;
  SetUp set_up;
};
inline std::vector<Fixture>& fixtures() {
  static std::vector<Fixture> all;
  return all;
}
// Define one, static, in the source's test: `const Registration kContract("my_source", set_up);`.
struct Registration {
  Registration(std::string_view id, SetUp set_up) { fixtures().push_back({id, set_up}); }
};

}  // namespace fwq::data::source_test
