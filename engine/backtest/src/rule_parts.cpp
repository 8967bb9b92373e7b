// Running an indicator for a rule, and refusing parameters in the wrong order.
#include "rule_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>

namespace fwq::backtest {
namespace {

const analysis::IndicatorDef* indicator(std::string_view id) {
  const auto table = analysis::built_in_indicators();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const auto* def) { return def->id == id; });
  assert(found != table.end());
  return *found;
}

}  // namespace

IndicatorLines::IndicatorLines(std::string_view id, const data::Bars& bars,
                               std::vector<double> params, std::vector<analysis::Field> reads)
    : call_{indicator(id), std::move(params), std::string(id), std::move(reads)},
      size_(bars.size()),
      values_(std::make_unique_for_overwrite<double[]>(size_ * call_.output_count())) {
  std::array<std::span<double>, 8> out;
  for (std::size_t line = 0; line < call_.output_count(); ++line) {
    out.at(line) = {values_.get() + line * size_, size_};
  }
  analysis::run_indicator(call_, bars, std::span(out).first(call_.output_count()));
}

IndicatorLines sample_bands(const data::Bars& bars, double closes, double width) {
  const double deviations = width * std::sqrt(closes / (closes - 1));
  return {"bbands", bars, {closes, deviations, deviations, 0}};
}

Result<void> must_be_below(const StrategyDef& def, analysis::Params params, std::size_t low,
                           std::size_t high) {
  if (params[low] < params[high]) return {};
  return Error{Errc::invalid_argument,
               fmt::format("{}: {} = {} must be below {} = {}", def.id, def.params[low].name,
                           params[low], def.params[high].name, params[high])};
}

}  // namespace fwq::backtest
