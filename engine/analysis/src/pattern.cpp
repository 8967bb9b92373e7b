// Words for the enums of patterns.
#include "fwq/analysis/pattern.hpp"

namespace fwq::analysis {

std::string_view to_string(Bias bias) noexcept {
  switch (bias) {
    case Bias::bullish:
      return "bullish";
    case Bias::bearish:
      return "bearish";
    case Bias::neutral:
      return "neutral";
  }
  return "";
}

std::string_view to_string(Category category) noexcept {
  switch (category) {
    case Category::reversal:
      return "reversal";
    case Category::consolidation:
      return "consolidation";
    case Category::single_candle:
      return "single_candle";
    case Category::two_candles:
      return "two_candles";
    case Category::three_candles:
      return "three_candles";
    case Category::multi_bar:
      return "multi_bar";
    case Category::gaps:
      return "gaps";
    case Category::price_volume:
      return "price_volume";
  }
  return "";
}

std::string_view title_zh(Category category) noexcept {
  switch (category) {
    case Category::reversal:
      return "反转形态";
    case Category::consolidation:
      return "整理形态";
    case Category::single_candle:
      return "单根K线";
    case Category::two_candles:
      return "双根K线";
    case Category::three_candles:
      return "三根K线";
    case Category::multi_bar:
      return "多根K线";
    case Category::gaps:
      return "缺口形态";
    case Category::price_volume:
      return "量价形态";
  }
  return "";
}

}  // namespace fwq::analysis
