// Pieces of descriptions that many entries share.
#pragma once

#include "fwq/analysis/indicator.hpp"

namespace fwq::analysis {

// A parameter that counts bars, up to TA-Lib's 100000.
constexpr ParamDef bars_param(double value, double min, std::string_view en, std::string_view zh,
                              std::string_view name = "period") {
  return {.name = name,
          .value = value,
          .min = min,
          .max = 100'000,
          .unit = "bars",
          .help_en = en,
          .help_zh = zh};
}

constexpr ParamDef real_param(std::string_view name, double value, double min, double max,
                              double step, std::string_view unit, std::string_view en,
                              std::string_view zh) {
  return {.name = name,
          .kind = ParamKind::real,
          .value = value,
          .min = min,
          .max = max,
          .step = step,
          .unit = unit,
          .help_en = en,
          .help_zh = zh};
}

// A line from 0 to 100 percent.
constexpr OutputDef percent_output(std::string_view name, double low = 0, double high = 100) {
  return {.name = name, .unit = Unit::percent, .low = low, .high = high};
}

}  // namespace fwq::analysis
