// Sectors of the demo market, and names of companies that do not exist.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "fwq/data/demo_market.hpp"

namespace fwq::data::demo {

struct Sector {
  DemoSector name;
  double beta = 1;                           // On the market factor.
  double volatility = 0;                     // Daily deviation of the sector's own factor.
  double size = 1;                           // How large its companies are beside others.
  std::array<std::string_view, 6> suffixes;  // What its companies' names end in.
};

inline constexpr std::size_t kSectors = 12;
const std::array<Sector, kSectors>& sectors() noexcept;

// The name of the k-th company of a sector: a place that exists only in books (Journey to the West, Flowers in the Mirror,
// Dream of the Red Chamber, Classic of Mountains and Seas …) and what it does. Different for k below kNamesPerSector.
inline constexpr std::size_t kNamesPerSector = 288;
std::string company_name(std::size_t sector, std::size_t k, std::uint64_t seed);

}  // namespace fwq::data::demo
