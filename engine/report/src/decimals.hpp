// Decimals: how charts keep numbers, so that the page's script shows the same digits as the program.
#pragma once

#include <cstdint>
#include <optional>

namespace fwq::report {

// The shortest decimal of `value` in whole units of 10^-digits, cut off towards zero. Rounding the result half away from
// zero to fewer digits therefore gives what core::fixed makes of `value` itself. nullopt for no number or one too large.
// Requires: digits >= 0.
std::optional<std::int64_t> decimal_units(double value, int digits);

}  // namespace fwq::report
