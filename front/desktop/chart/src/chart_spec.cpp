// Specs of charts.
#include "fwq/chart/chart_spec.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "fwq/analysis/indicator.hpp"

namespace fwq::chart {

ChartSpec default_spec() {
  ChartSpec spec;
  spec.overlays = {{.id = "tdx_ma", .params = {5, 10, 20, 60}}};
  spec.panes = {{.indicators = {{.id = "vol"}}}, {.indicators = {{.id = "tdx_macd"}}}};
  return spec;
}

Result<void> check(const ChartSpec& spec) {
  const auto check_all = [](const std::vector<IndicatorSpec>& indicators) -> Result<void> {
    for (const IndicatorSpec& indicator : indicators) {
      auto call = analysis::parse_indicator(call_text(indicator), analysis::Flavour::tdx);
      if (!call) return std::move(call).error();
    }
    return {};
  };
  const auto weighs = [](double weight) { return std::isfinite(weight) && weight > 0; };
  bool heights = weighs(spec.price_weight);
  FWQ_TRY(check_all(spec.overlays));
  for (const PaneSpec& pane : spec.panes) {
    FWQ_TRY(check_all(pane.indicators));
    heights = heights && weighs(pane.weight);
  }
  if (!heights)
    return Error{Errc::invalid_argument, "the weight of a chart's pane is not a number above 0",
                 "图表窗格的高度权重必须是大于 0 的数"};
  return {};
}

std::string call_text(const IndicatorSpec& indicator) {
  std::string text = indicator.id;
  char separator = '(';
  for (const double value : indicator.params) {
    text += separator;
    separator = ',';
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    text.append(digits.data(), end);
  }
  if (separator == ',') text += ')';
  return text;
}

}  // namespace fwq::chart
