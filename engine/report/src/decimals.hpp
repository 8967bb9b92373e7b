// Decimals: how charts keep numbers, so that the page's script shows the same digits as the program.
#pragma once

#include <cstdint>
#include <optional>

namespace fwq::report {

// `value` in whole units of 10^-digits, rounded down; a value within 1e-9 of a unit (relative) is that unit. Rounding the
// result half up to fewer digits gives what rounding `value` itself does. nullopt for no number or one too large.
std::optional<std::int64_t> decimal_units(double value, int digits);

}  // namespace fwq::report
