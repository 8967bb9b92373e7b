// The largest volume and amount that a bar can have. What is beyond is a wrong number, refused at every entrance: imports
// count it as absurd_size, sources' answers are refused, the validator calls it an error.
//
// Source:  exchanges' statistics: all shares of Shanghai and Shenzhen traded about 3e11 shares and 3.5e12 CNY on their
//          busiest days (2024-10 and 2025-08), so under 1e14 shares and 1e15 CNY in a year. No bar, even an index's
//          year, can hold more than that; the bounds leave a factor of ten.
#pragma once

namespace fwq::data {

inline constexpr double kMostVolume = 1e15;  // Shares; also below 2^53: every count is exact.
inline constexpr double kMostAmount = 1e16;  // CNY.

}  // namespace fwq::data
