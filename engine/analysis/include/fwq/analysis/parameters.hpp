// Parameters: typed, described, and checked once, when a user's values are bound to a description.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::analysis {

// A constexpr list of at most N items, for use in descriptions.
template <class T, std::size_t N>
struct UpTo {
  std::array<T, N> items{};
  std::size_t count = 0;
  constexpr UpTo() = default;
  constexpr UpTo(std::initializer_list<T> list) {
    for (const T& item : list) items.at(count++) = item;
  }
  constexpr const T* begin() const { return items.data(); }
  constexpr const T* end() const { return items.data() + count; }
  constexpr std::size_t size() const { return count; }
  constexpr const T& operator[](std::size_t i) const { return items[i]; }
};

enum class ParamKind { integer, real };

struct ParamDef {
  std::string_view name;
  ParamKind kind = ParamKind::integer;
  double value = 0;  // The default.
  double min = 0, max = 0, step = 1;
  std::string_view unit = {};  // "bars", "%", "ratio" …
  std::string_view help_en = {}, help_zh = {};
};

// Checked values, one for each ParamDef, in its order.
using Params = std::span<const double>;

// `given` values for the first parameters, defaults for the rest. Errors: invalid_argument (too many values,
// out of range, a fraction where an integer belongs); the message names `owner`, the parameter and its range.
Result<std::vector<double>> bind(std::string_view owner, std::span<const ParamDef> params, std::span<const double> given);

}  // namespace fwq::analysis
