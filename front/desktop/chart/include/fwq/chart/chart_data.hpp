// What a chart shows of one security: bars, and what was found and done on them. Plain values, loaded by others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fwq/analysis/pattern.hpp"
#include "fwq/analysis/pattern_recognizer.hpp"
#include "fwq/analysis/signal.hpp"
#include "fwq/data/adjust.hpp"
#include "fwq/data/bars.hpp"
#include "fwq/data/period.hpp"
#include "fwq/data/symbol.hpp"

namespace fwq::chart {

// Shares that changed hands at a bar: an arrow at the price, B or S.
struct Trade {
  std::size_t bar = 0;
  analysis::Side side = analysis::Side::buy;
  double price = data::kNone;  // CNY, on the scale of the bars shown.
  double shares = 0;
  std::string text_en, text_zh = {};  // Why; may be empty.
};

// Another security, drawn as a line in per cent of its close at the first bar in view.
struct CompareSeries {
  data::Symbol symbol;
  std::string name;
  data::Bars
      bars;  // Of the chart's period. A bar of the chart takes the last close at or before its time.
};

// Where a bar closed within what its day allowed.
enum class LimitClose : std::uint8_t { none, up, down };

// Indices count from the first of `bars`. Hits, signals and trades may come in any order; those beyond the bars are
// not shown. A bar whose high or low is NaN is a gap.
struct ChartData {
  data::Symbol symbol;
  std::string name;  // "浦发银行"; may be empty.
  data::Period period = data::Period::day;
  data::Adjust adjust = data::Adjust::none;  // Of the bars; a word in the title.
  data::Bars bars;
  int price_decimals = 2;  // In [0, 6]: 2 for stocks, 3 for funds.
  std::vector<std::size_t>
      cuts;  // First bars after a jump: indicators begin anew there, a dashed line tells so.
  std::vector<analysis::PatternHit> patterns;
  // Who found them, and explains them when their card opens. Null: the table's default parameters.
  std::shared_ptr<const analysis::PatternRecognizer> recognizer;
  // What a key point is called, e.g. "left shoulder"; null: its role with spaces. Of the program's language.
  std::string (*role_text)(std::string_view role, bool chinese) = nullptr;
  std::vector<analysis::Signal> signals;
  std::vector<Trade> trades;
  std::vector<LimitClose> limits;       // By bar; empty: not known.
  bool last_is_forming = false;         // The time of the last bar has not ended yet.
  std::vector<CompareSeries> compares;  // With any, the axis is in per cent.

  LimitClose limit(std::size_t bar) const {
    return bar < limits.size() ? limits[bar] : LimitClose::none;
  }
  bool forming(std::size_t bar) const { return last_is_forming && bar + 1 == bars.size(); }
};

// Shared between the loader's thread and any number of charts; nobody changes it any more.
using ChartDataPtr = std::shared_ptr<const ChartData>;

}  // namespace fwq::chart
