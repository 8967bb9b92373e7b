// The customary rules, written once for all indicators that share them.
#include "signal_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "fwq/core/text.hpp"

namespace fwq::analysis {
namespace {

std::string number(double value) {
  return core::fixed(value, 3);
}

Side side_of(bool up) {
  return up ? Side::buy : Side::sell;
}

void price_cross(const SignalRun& run, Line line, double period) {
  const Line close = run.bars.close();
  each_cross(close, line, [&](std::size_t i, bool up) {
    const double apart = std::abs(close[i] - line[i]) / std::abs(line[i]);
    emit(run, i, side_of(up), strength_from(0.3, apart / 0.01),
         fmt::format("close {} crosses {} its {}-bar line {}", number(close[i]),
                     up ? "above" : "below", period, number(line[i])),
         fmt::format("收盘价 {} {} {} 周期线 {}", number(close[i]), up ? "上穿" : "下穿", period,
                     number(line[i])));
  });
}

}  // namespace

void emit(const SignalRun& run, std::size_t i, Side side, double strength, const std::string& en,
          const std::string& zh) {
  run.signals.push_back({.time = run.bars.time()[i],
                         .bar = i,
                         .source = std::string(run.source),
                         .side = side,
                         .strength = strength,
                         .reason_en = fmt::format("{}: {}", run.source, en),
                         .reason_zh = fmt::format("{}：{}", run.source, zh)});
}

void price_cross_signals(const SignalRun& run) {
  price_cross(run, run.values[0], run.params[0]);
}

void average_cross_signals(const SignalRun& run) {
  std::vector<std::size_t> order(run.values.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return run.params[a] < run.params[b]; });
  if (order.empty()) return;
  const std::size_t a = order[0];
  if (order.size() == 1) {
    price_cross(run, run.values[a], run.params[a]);
    return;
  }
  const std::size_t b = order[1];
  const Line fast = run.values[a];
  const Line slow = run.values[b];
  each_cross(fast, slow, [&](std::size_t i, bool up) {
    const double apart = std::abs(fast[i] - slow[i]) / std::abs(run.bars.close()[i]);
    emit(run, i, side_of(up), strength_from(0.3, apart / 0.01),
         fmt::format("{}: the {}-bar line {} crosses {} the {}-bar line {}",
                     up ? "golden cross" : "death cross", run.params[a], number(fast[i]),
                     up ? "above" : "below", run.params[b], number(slow[i])),
         fmt::format("{}：{} 周期线 {} {} {} 周期线 {}", up ? "金叉" : "死叉", run.params[a],
                     number(fast[i]), up ? "上穿" : "下穿", run.params[b], number(slow[i])));
  });
}

void zone_signals(const SignalRun& run, double low, double high) {
  const Line value = run.values[0];
  const double period = run.params[0];
  std::vector<Signal> found;
  const SignalRun unsorted{run.bars, run.params, run.values, run.source, found};
  each_return(
      value.size(), [&](std::size_t i) { return low - value[i]; },
      [&](std::size_t i, double depth) {
        emit(unsorted, i, Side::buy, strength_from(0.4, depth / low),
             fmt::format("the {}-bar value {} leaves the oversold zone below {} (lowest {})",
                         period, number(value[i]), low, number(low - depth)),
             fmt::format("{} 周期值 {} 离开 {} 以下的超卖区（最低 {}）", period, number(value[i]),
                         low, number(low - depth)));
      });
  each_return(
      value.size(), [&](std::size_t i) { return value[i] - high; },
      [&](std::size_t i, double depth) {
        emit(unsorted, i, Side::sell, strength_from(0.4, depth / (100.0 - high)),
             fmt::format("the {}-bar value {} leaves the overbought zone above {} (highest {})",
                         period, number(value[i]), high, number(high + depth)),
             fmt::format("{} 周期值 {} 离开 {} 以上的超买区（最高 {}）", period, number(value[i]),
                         high, number(high + depth)));
      });
  std::stable_sort(found.begin(), found.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
  std::move(found.begin(), found.end(), std::back_inserter(run.signals));
}

void band_signals(const SignalRun& run, Line upper, Line lower) {
  const Line close = run.bars.close();
  std::vector<Signal> found;
  const SignalRun unsorted{run.bars, run.params, run.values, run.source, found};
  const auto beyond = [](double outer, double inner, double half) {
    return std::isnan(half) ? kNoValue : clearly_above(outer, inner) ? (outer - inner) / half : 0.0;
  };
  const auto half = [&](std::size_t i) { return (upper[i] - lower[i]) / 2; };
  each_return(
      close.size(), [&](std::size_t i) { return beyond(lower[i], close[i], half(i)); },
      [&](std::size_t i, double depth) {
        emit(unsorted, i, Side::buy, strength_from(0.4, depth),
             fmt::format("close {} is back above the lower band {}", number(close[i]),
                         number(lower[i])),
             fmt::format("收盘价 {} 重新回到下轨 {} 之上", number(close[i]), number(lower[i])));
      });
  each_return(
      close.size(), [&](std::size_t i) { return beyond(close[i], upper[i], half(i)); },
      [&](std::size_t i, double depth) {
        emit(unsorted, i, Side::sell, strength_from(0.4, depth),
             fmt::format("close {} is back below the upper band {}", number(close[i]),
                         number(upper[i])),
             fmt::format("收盘价 {} 重新回到上轨 {} 之下", number(close[i]), number(upper[i])));
      });
  std::stable_sort(found.begin(), found.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
  std::move(found.begin(), found.end(), std::back_inserter(run.signals));
}

void macd_signals(const SignalRun& run, Line dif, Line dea) {
  each_cross(dif, dea, [&](std::size_t i, bool up) {
    const bool above = dif[i] > 0;
    const double apart = std::abs(dif[i] - dea[i]) / std::abs(run.bars.close()[i]);
    const double base = above == up ? 0.8 : 0.5;
    emit(run, i, side_of(up), base + 0.2 * strength_from(0.0, apart / 0.005),
         fmt::format("{} {} the zero axis: DIF {} crosses {} DEA {}",
                     up ? "golden cross" : "death cross", above ? "above" : "below", number(dif[i]),
                     up ? "above" : "below", number(dea[i])),
         fmt::format("零轴{}{}：DIF {} {} DEA {}", above ? "上方" : "下方", up ? "金叉" : "死叉",
                     number(dif[i]), up ? "上穿" : "下穿", number(dea[i])));
  });
}

}  // namespace fwq::analysis
