// What is decided about a demo market before any price: days, factors, and who is listed when.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "demo/sectors.hpp"

namespace fwq::data::demo {

// Returns of a factor, day by day.
using Factor = std::vector<double>;

struct Listing {
  Symbol symbol;
  std::string name;
  std::size_t sector = 0;
  std::int64_t listed = 0;             // Day number; may lie before the first day.
  std::size_t first_day = 0;           // Index of its first bar among the days.
  std::optional<std::size_t> st_from;  // Index of the first day under special treatment.
  bool blue_chip = false;              // Large, quiet, never suspended.
  bool new_listing() const noexcept { return first_day > 0; }
};

// Which indices a market of so many symbols has; they are among its symbols.
struct IndexChoice {
  bool shanghai = false, shenzhen = false, sectors = false;
  std::size_t count() const noexcept {
    return (shanghai ? 1U : 0U) + (shenzhen ? 1U : 0U) + (sectors ? kSectors : 0U);
  }
};
constexpr IndexChoice indices_of(std::size_t symbols) noexcept {
  return {symbols >= 2, symbols >= 30, symbols >= 100};
}

struct Plan {
  DemoOptions options;
  std::vector<std::int64_t> days;
  Factor market;
  std::array<Factor, kSectors> sector;
  std::vector<double> activity;  // How busy the whole market is, 1 on average.
  std::vector<Listing> listings;
};

// Requires: options in range, at least one day.
Plan make_plan(const DemoOptions& options, std::vector<std::int64_t> days);

// The bars, events and shares of one listing.
DemoSecurity simulate(const Plan& plan, std::size_t listing);

}  // namespace fwq::data::demo
namespace fwq::data {
struct DemoMarket::State {
  demo::Plan plan;
};
}  // namespace fwq::data
