// What a chart is made of besides its data: the kind of bars, the axis, indicators and their panes. A plain value that can
// be kept and given back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "fwq/core/result.hpp"

namespace fwq::chart {

enum class ChartType {
  candles,
  bars,         // OHLC: a stick with the open at its left and the close at its right.
  line,         // Closes.
  heikin_ashi,  // Averaged candles; their prices are not those of the market.
  intraday  // 分时: closes, and since each day's first bar the average price paid (amount / volume).
};
enum class AxisKind {
  linear,
  log,     // Equal ratios are equal distances; where a price is not above 0 the axis is linear.
  percent  // Change from the close of the first bar in view.
};

// A row of the analysis tables with parameters, as parse_indicator() takes them.
struct IndicatorSpec {
  std::string id;  // "tdx_macd", or any name that parse_indicator() knows in 通达信's flavour.
  std::vector<double> params = {};  // Fewer than the indicator has: defaults for the rest.
  bool visible = true;
  friend bool operator==(const IndicatorSpec&, const IndicatorSpec&) = default;
};

struct PaneSpec {
  std::vector<IndicatorSpec> indicators = {};
  double weight = 1;  // Share of the height beside the other panes' weights. > 0.
  friend bool operator==(const PaneSpec&, const PaneSpec&) = default;
};

struct ChartSpec {
  ChartType type = ChartType::candles;
  AxisKind axis = AxisKind::linear;
  std::vector<IndicatorSpec> overlays;  // Over the price.
  std::vector<PaneSpec> panes;          // Below it, from the top.
  double price_weight = 4;
  bool show_patterns = true, show_signals = true, show_trades = true;
  bool show_data_box = true;    // Numbers of the bar under the crosshair.
  bool show_last_price = true;  // A line and a label at the newest close.
  double min_confidence = 0;    // Pattern hits below it are not shown. In [0, 1].
  friend bool operator==(const ChartSpec&, const ChartSpec&) = default;
};

// Candles with MA(5,10,20,60), volume and MACD.
ChartSpec default_spec();

// Errors: those of parse_indicator(), for the first indicator that is wrong; invalid_argument for a weight.
Result<void> check(const ChartSpec& spec);

// For templates and layouts that are kept: {"type":"candles","axis":"linear","overlays":[{"id":"tdx_ma","params":[5,10]}],
// "panes":[{"weight":1,"indicators":[…]}],"price_weight":4,"show_patterns":true,…}. Names never change.
std::string chart_spec_to_json(const ChartSpec& spec);
// What is missing keeps its default; what is unknown is passed over. Errors: bad_data (not JSON, not an object, a value of
// the wrong kind), and those of check().
Result<ChartSpec> parse_chart_spec(std::string_view json);

// "MACD(6,13,5)": what the analysis tables call it.
std::string call_text(const IndicatorSpec& indicator);

}  // namespace fwq::chart
