// Words for pages.
#include "fwq/coordinators/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

struct RoleWord {
  std::string_view role, chinese;
};
constexpr RoleWord kRoles[] = {
    {"before", "形态前收盘"},
    {"bottom", "底"},
    {"breakout", "突破"},
    {"confirmation", "确认"},
    {"cover", "乌云"},
    {"doji", "十字"},
    {"engulfed", "被吞K线"},
    {"engulfing", "吞没K线"},
    {"fall", "阴线"},
    {"fifth_turn", "第五转折"},
    {"fill", "回补"},
    {"first", "第一根"},
    {"first_gap", "首个缺口"},
    {"first_high", "第一高点"},
    {"first_low", "第一低点"},
    {"first_peak", "第一峰"},
    {"first_trough", "第一谷"},
    {"first_turn", "第一转折"},
    {"fourth_turn", "第四转折"},
    {"gap", "缺口"},
    {"hammer", "锤头"},
    {"handle_low", "柄部低点"},
    {"hanging_man", "上吊线"},
    {"head", "头部"},
    {"highest_price", "天价"},
    {"highest_volume", "天量"},
    {"inverted_hammer", "倒锤头"},
    {"island_end", "岛末"},
    {"large", "大实体"},
    {"last", "末根"},
    {"last_high", "末次高点"},
    {"last_low", "末次低点"},
    {"left", "左端"},
    {"left_neckline", "左颈线"},
    {"left_rim", "左杯沿"},
    {"left_shoulder", "左肩"},
    {"lowest_price", "地价"},
    {"lowest_volume", "地量"},
    {"marubozu", "光头光脚"},
    {"neckline", "颈线"},
    {"peak", "峰"},
    {"piercing", "刺透"},
    {"pole_start", "旗杆起点"},
    {"pole_tip", "旗杆顶端"},
    {"rest_extreme", "整理极点"},
    {"right", "右端"},
    {"right_neckline", "右颈线"},
    {"right_rim", "右杯沿"},
    {"right_shoulder", "右肩"},
    {"rise", "阳线"},
    {"second", "第二根"},
    {"second_gap", "第二缺口"},
    {"second_high", "第二高点"},
    {"second_low", "第二低点"},
    {"second_peak", "第二峰"},
    {"second_trough", "第二谷"},
    {"second_turn", "第二转折"},
    {"shooting_star", "流星"},
    {"small", "小实体"},
    {"spinning_top", "纺锤"},
    {"star", "星线"},
    {"third", "第三根"},
    {"third_high", "第三高点"},
    {"third_low", "第三低点"},
    {"third_turn", "第三转折"},
    {"top", "顶"},
    {"trough", "谷"},
    {"turn", "转折"},
};

}  // namespace

std::string time_text(data::Time time, data::Period period) {
  return data::is_intraday(period) ? data::format_minute(time)
                                   : data::format_date(data::date_of(time));
}

std::string_view period_text(data::Period period, bool chinese) noexcept {
  static constexpr std::string_view kChinese[] = {"1分钟", "5分钟", "15分钟", "30分钟", "60分钟",
                                                  "日线",  "周线",  "月线",   "季线",   "年线"};
  return chinese ? kChinese[static_cast<std::size_t>(period) - 1] : to_string(period);
}

std::string_view bars_of_text(data::Period period) noexcept {
  static constexpr std::string_view kEnglish[] = {"1-minute",  "5-minute", "15-minute", "30-minute",
                                                  "60-minute", "daily",    "weekly",    "monthly",
                                                  "quarterly", "yearly"};
  return kEnglish[static_cast<std::size_t>(period) - 1];
}

std::string_view adjust_text(data::Adjust adjust, bool chinese) noexcept {
  switch (adjust) {
    case data::Adjust::none:
      return chinese ? "不复权" : "raw prices";
    case data::Adjust::forward:
      return chinese ? "前复权" : "forward-adjusted";
    case data::Adjust::backward:
      return chinese ? "后复权" : "backward-adjusted";
    case data::Adjust::forward_subtractive:
      return chinese ? "前复权（减法）" : "forward-adjusted (subtractive)";
    case data::Adjust::backward_subtractive:
      return chinese ? "后复权（减法）" : "backward-adjusted (subtractive)";
  }
  return "";
}

std::string_view bias_text(analysis::Bias bias, bool chinese) noexcept {
  switch (bias) {
    case analysis::Bias::bullish:
      return chinese ? "看涨" : "bullish";
    case analysis::Bias::bearish:
      return chinese ? "看跌" : "bearish";
    case analysis::Bias::neutral:
      return chinese ? "中性" : "neutral";
  }
  return "";
}

std::string_view side_text(analysis::Side side, bool chinese) noexcept {
  if (side == analysis::Side::buy) return chinese ? "买入" : "buy";
  return chinese ? "卖出" : "sell";
}

std::string_view direction_text(analysis::Direction direction, bool chinese) noexcept {
  switch (direction) {
    case analysis::Direction::up:
      return chinese ? "上升" : "up";
    case analysis::Direction::down:
      return chinese ? "下降" : "down";
    case analysis::Direction::sideways:
      return chinese ? "横盘" : "sideways";
  }
  return "";
}

std::string role_text(std::string_view role, bool chinese) {
  if (chinese) {
    const auto* word = std::find_if(std::begin(kRoles), std::end(kRoles),
                                    [role](const RoleWord& w) { return w.role == role; });
    return word == std::end(kRoles) ? std::string() : std::string(word->chinese);
  }
  std::string text(role);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string event_text(const data::ExRightsEvent& event, bool chinese) {
  // Files and notices give them per 10 shares; a ten-thousandth of a yuan is their finest step.
  const auto per_ten = [](double value) { return core::shortest(std::round(value * 1e6) / 1e5); };
  std::vector<std::string> parts;
  if (event.cash != 0) {
    parts.push_back(
        fmt::format(fmt::runtime(chinese ? "派现 {} 元" : "{} CNY cash"), per_ten(event.cash)));
  }
  if (event.bonus != 0) {
    parts.push_back(fmt::format(fmt::runtime(chinese ? "送转 {} 股" : "{} bonus shares"),
                                per_ten(event.bonus)));
  }
  if (event.rights != 0) {
    parts.push_back(fmt::format(
        fmt::runtime(chinese ? "配 {} 股（配股价 {} 元）" : "{} rights shares at {} CNY"),
        per_ten(event.rights), core::shortest(event.rights_price)));
  }
  std::string text;
  if (!parts.empty()) {
    text = chinese ? fmt::format("每 10 股{}", fmt::join(parts, "，"))
                   : fmt::format("per 10 shares: {}", fmt::join(parts, ", "));
  }
  if (event.split != 1) {
    const std::string ratio = core::shortest(event.split);
    if (!text.empty()) text += chinese ? "；" : "; ";
    text += chinese ? fmt::format("每 1 份拆为 {} 份", ratio)
                    : fmt::format("one unit becomes {}", ratio);
  }
  return text;
}

namespace {

// Whether each output belongs to one parameter: ma1, ma2 … of MA, exp1, exp2 of EXPMA, the one of RSI.
bool one_parameter_each(const analysis::IndicatorResult& result) {
  const auto& outputs = result.call.def->outputs;
  if (result.call.params.size() != result.outputs.size() || result.outputs.empty()) return false;
  const std::string own = core::to_lower(result.call.def->name);
  if (result.outputs.size() == 1) return outputs[0].name == own;
  for (std::size_t o = 0; o < result.outputs.size(); ++o) {
    const std::string_view name = outputs[o].name;
    const std::string number = std::to_string(o + 1);
    if (!name.ends_with(number) || !own.starts_with(name.substr(0, name.size() - number.size())))
      return false;
  }
  return true;
}

}  // namespace

std::string indicator_text(const analysis::IndicatorResult& result) {
  std::string text(result.call.def->name);
  if (one_parameter_each(result) && result.outputs.size() > 1) return text;
  std::vector<std::string> params;
  for (const double param : result.call.params) params.push_back(core::shortest(param));
  return params.empty() ? text : fmt::format("{}({})", text, fmt::join(params, ","));
}

std::string output_text(const analysis::IndicatorResult& result, std::size_t output) {
  const auto& def = *result.call.def;
  if (!one_parameter_each(result)) return std::string(def.outputs[output].name);
  return fmt::format("{}({})", def.name, core::shortest(result.call.params[output]));
}

int price_digits(const Stock& stock) noexcept {
  return data::tick_size(stock.symbol) < 0.01 ? 3 : 2;
}

}  // namespace fwq::coordinators
