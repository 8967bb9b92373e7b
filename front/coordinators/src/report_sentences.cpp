// What a report says in words.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "fwq/analysis/signal_list.hpp"
#include "fwq/coordinators/wording.hpp"
#include "report_parts.hpp"

namespace fwq::coordinators {
namespace {

using analysis::IndicatorResult;
using analysis::LevelKind;
using report::shown;
using report::shown_percent;

std::string close_sentence(const ReportContext& context) {
  const data::Time time = context.bars.time().back();
  std::string text = context.chinese() ? fmt::format("{} 收盘 {}", context.time(time),
                                                     context.price(context.bars.close().back()))
                                       : fmt::format("The close of {} is {}", context.time(time),
                                                     context.price(context.bars.close().back()));
  std::vector<std::string> changes;
  for (const std::size_t count :
       {std::size_t{1}, std::size_t{20}, std::size_t{60}, std::size_t{250}}) {
    const double change = context.change(count);
    if (!std::isfinite(change)) continue;
    if (count == 1) {
      changes.push_back((context.chinese() ? "较前一根 " : "") + shown_percent(change) +
                        (context.chinese() ? "" : " against the bar before"));
    } else {
      changes.push_back(context.chinese()
                            ? fmt::format("近 {} 根 {}", count, shown_percent(change))
                            : fmt::format("{} over {} bars", shown_percent(change), count));
    }
  }
  if (changes.empty()) return text + context.text(".", "。");
  return text + context.text(": ", "：") +
         fmt::format("{}", fmt::join(changes, context.chinese() ? "，" : ", ")) +
         context.text(".", "。");
}

std::string range_sentence(const ReportContext& context) {
  const std::size_t from = context.uncut_from();
  const data::Bars bars = context.bars.slice(from, context.bars.size() - from).last(250);
  if (bars.size() < 20) return {};
  double low = bars.low()[0];
  double high = bars.high()[0];
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (std::isfinite(bars.low()[i])) low = std::min(low, bars.low()[i]);
    if (std::isfinite(bars.high()[i])) high = std::max(high, bars.high()[i]);
  }
  const double close = bars.close().back();
  if (!(high > low) || !std::isfinite(close)) return {};
  const double place = (close - low) / (high - low) * 100;
  return context.chinese()
             ? fmt::format("近 {} 根K线最低 {}、最高 {}；现价位于这一区间自下而上 {}% 处。",
                           bars.size(), context.price(low), context.price(high), shown(place, 0))
             : fmt::format(
                   "In the last {} bars prices went from {} to {}; the close stands {}% of the way "
                   "up.",
                   bars.size(), context.price(low), context.price(high), shown(place, 0));
}

std::string trend_sentence(const ReportContext& context) {
  const auto& trend = context.analysis.trend;
  if (trend.bars == 0)
    return context.text("There are too few bars to speak of a trend.", "K线太少，无法判断趋势。");
  const auto direction = direction_text(trend.direction, context.chinese());
  const std::string slope = shown_percent(trend.slope_percent, 3);
  return context.chinese()
             ? fmt::format("趋势：{}，强度 {}%。近 {} 根收盘价的回归直线每根 {}，拟合度 R² {}。",
                           direction, shown(trend.strength * 100, 0), trend.bars, slope,
                           shown(trend.r_squared, 2))
             : fmt::format(
                   "Trend: {}, strength {}%. A straight line through the last {} closes goes {} a "
                   "bar and fits them with R² {}.",
                   direction, shown(trend.strength * 100, 0), trend.bars, slope,
                   shown(trend.r_squared, 2));
}

std::string averages_sentence(const ReportContext& context) {
  constexpr int kSpans[] = {5, 20, 60};
  const double close = context.bars.close().back();
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(context.analysis.trend.averages.size(), std::size(kSpans));
       ++i) {
    const double mean = context.analysis.trend.averages[i];
    if (!std::isfinite(mean)) continue;
    const bool above = close >= mean;
    parts.push_back(context.chinese()
                        ? fmt::format("{} {} 根均价 {}", above ? "高于" : "低于", kSpans[i],
                                      context.price(mean))
                        : fmt::format("{} the mean of {} ({})", above ? "above" : "below",
                                      kSpans[i], context.price(mean)));
  }
  if (parts.empty()) return {};
  return context.chinese() ? fmt::format("收盘价{}。", fmt::join(parts, "，"))
                           : fmt::format("The close lies {}.", fmt::join(parts, ", "));
}

// The level of a kind that is nearest to the close.
const analysis::Level* nearest(const ReportContext& context, LevelKind kind) {
  const double close = context.bars.close().back();
  const analysis::Level* best = nullptr;
  for (const auto& level : context.analysis.levels) {
    if (level.kind != kind) continue;
    if (best == nullptr || std::abs(level.price - close) < std::abs(best->price - close))
      best = &level;
  }
  return best;
}

std::string level_sentence(const ReportContext& context) {
  const double close = context.bars.close().back();
  const auto say = [&](LevelKind kind) {
    const bool support = kind == LevelKind::support;
    const auto* level = nearest(context, kind);
    if (level == nullptr) {
      return context.chinese()
                 ? fmt::format("现价{}没有找到{}位", support ? "下方" : "上方",
                               support ? "支撑" : "压力")
                 : fmt::format("no {} was found", support ? "support below" : "resistance above");
    }
    const std::string away = shown(std::abs(level->price / close - 1) * 100, 2);
    return context.chinese()
               ? fmt::format("最近的{}位 {}（{}现价 {}%，触及 {} 次）", support ? "支撑" : "压力",
                             context.price(level->price), support ? "低于" : "高于", away,
                             level->touches)
               : fmt::format("the nearest {} is {} ({}% {} the close, touched {} time{})",
                             support ? "support" : "resistance", context.price(level->price), away,
                             support ? "below" : "above", level->touches,
                             level->touches == 1 ? "" : "s");
  };
  return context.chinese()
             ? fmt::format("{}；{}。", say(LevelKind::support), say(LevelKind::resistance))
             : fmt::format("Levels: {}; {}.", say(LevelKind::support), say(LevelKind::resistance));
}

std::string pattern_sentence(const ReportContext& context) {
  const auto& patterns = context.analysis.patterns;
  const std::size_t recent = context.analysis.recent;
  if (patterns.empty()) {
    return context.chinese() ? fmt::format("最近 {} 根K线没有发现形态。", recent)
                             : fmt::format("No pattern was completed in the last {} bars.", recent);
  }
  std::size_t up = 0;
  std::size_t down = 0;
  for (const auto& found : patterns) {
    if (found.hit.bias == analysis::Bias::bullish) ++up;
    if (found.hit.bias == analysis::Bias::bearish) ++down;
  }
  const auto& newest = patterns.front();
  const std::string when = context.time(context.bars.time()[newest.hit.known_at]);
  const std::string sure = shown(newest.hit.confidence * 100, 0);
  return context.chinese()
             ? fmt::format(
                   "最近 {} 根K线内完成 {} 个形态（看涨 {}，看跌 {}）；最新是 {} 的{}（置信度 "
                   "{}%）。",
                   recent, patterns.size(), up, down, when, newest.hit.pattern->name_zh, sure)
             : fmt::format(
                   "{} {} completed in the last {} bars ({} bullish, {} bearish); the newest is "
                   "{}, {} (confidence {}%).",
                   patterns.size(), patterns.size() == 1 ? "pattern was" : "patterns were", recent,
                   up, down, newest.hit.pattern->name_en, when, sure);
}

std::string signal_sentence(const ReportContext& context) {
  const auto& signals = context.analysis.signals;
  const std::size_t recent = context.analysis.recent;
  if (signals.empty()) {
    return context.chinese() ? fmt::format("最近 {} 根K线没有信号。", recent)
                             : fmt::format("There is no signal in the last {} bars.", recent);
  }
  const auto buys = std::count_if(signals.begin(), signals.end(),
                                  [](const auto& s) { return s.side == analysis::Side::buy; });
  const auto sells = static_cast<std::ptrdiff_t>(signals.size()) - buys;
  const auto& newest = signals.front();
  const std::string text =
      context.chinese()
          ? fmt::format("最近 {} 根K线的信号：买入 {} 次，卖出 {} 次；最新（{}，{}）：{}。", recent,
                        buys, sells, context.time(newest.time), side_text(newest.side, true),
                        newest.reason_zh)
          : fmt::format("Signals in the last {} bars: {} buy, {} sell; the newest ({}, {}): {}.",
                        recent, buys, sells, context.time(newest.time),
                        side_text(newest.side, false), newest.reason_en);
  const std::size_t opposing = context.analysis.near.front().opposing;
  if (opposing == 0) return text;
  return text + (context.chinese()
                     ? fmt::format("{} 根内有 {} 个方向相反的信号与它矛盾。", analysis::kNearBars,
                                   opposing)
                     : fmt::format(" {} {} within {} bars.", opposing,
                                   opposing == 1 ? "signal of the other side contradicts it"
                                                 : "signals of the other side contradict it",
                                   analysis::kNearBars));
}

}  // namespace

std::vector<std::string> summary_sentences(const ReportContext& context) {
  std::vector<std::string> sentences;
  for (auto* sentence : {close_sentence, range_sentence, trend_sentence, averages_sentence,
                         level_sentence, pattern_sentence, signal_sentence}) {
    std::string text = sentence(context);
    if (!text.empty()) sentences.push_back(std::move(text));
  }
  return sentences;
}

std::string indicator_reading(const ReportContext& context, const IndicatorResult& result) {
  const auto& def = *result.call.def;
  const auto last = [&](std::size_t output) { return result.outputs[output].back(); };
  const double close = context.bars.close().back();
  if (result.outputs.empty() || !std::isfinite(last(0))) return {};
  const std::string name = output_name(result, 0);
  if (def.guides.size() == 2) {
    if (last(0) < def.guides[0])
      return fmt::format("{} < {}{}", name, shown(def.guides[0], 0),
                         context.text(": called oversold", "：习称超卖"));
    if (last(0) > def.guides[1])
      return fmt::format("{} > {}{}", name, shown(def.guides[1], 0),
                         context.text(": called overbought", "：习称超买"));
    return context.chinese() ? fmt::format("{} 介于 {} 与 {} 之间", name, shown(def.guides[0], 0),
                                           shown(def.guides[1], 0))
                             : fmt::format("{} between {} and {}", name, shown(def.guides[0], 0),
                                           shown(def.guides[1], 0));
  }
  if (def.guides.size() == 1 && result.outputs.size() > 1) {
    return fmt::format("{} {} {}, {} {} 0", name, last(0) >= last(1) ? "≥" : "<",
                       output_name(result, 1), name, last(0) >= 0 ? "≥" : "<");
  }
  if (def.overlay) {
    std::size_t above = 0;
    std::size_t known = 0;
    for (std::size_t o = 0; o < result.outputs.size(); ++o) {
      if (!std::isfinite(last(o))) continue;
      ++known;
      if (close >= last(o)) ++above;
    }
    return context.chinese()
               ? fmt::format("收盘价在 {} 条线中 {} 条之上", known, above)
               : fmt::format("close above {} of {} line{}", above, known, known == 1 ? "" : "s");
  }
  return {};
}

}  // namespace fwq::coordinators
