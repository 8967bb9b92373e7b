// The customary rules, written once for all indicators that share them.
#include "signal_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "divergence.hpp"
#include "fwq/core/text.hpp"
#include "line_rules.hpp"

namespace fwq::analysis {
namespace {

constexpr int kDigits = 3;

std::string number(double value) {
  return core::fixed(value, kDigits);
}

Side side_of(bool up) {
  return up ? Side::buy : Side::sell;
}

void price_cross(const SignalRun& run, Line line, double period) {
  const Line close = run.bars.close();
  each_cross(close, line, [&](std::size_t i, bool up) {
    const double apart = std::abs(close[i] - line[i]) / std::abs(line[i]);
    const auto [a, b] = told_apart(close[i], line[i], kDigits);
    emit(
        run, i, side_of(up), strength_from(0.3, apart / 0.01),
        fmt::format("close {} crosses {} its {}-bar line {}", a, up ? "above" : "below", period, b),
        fmt::format("收盘价 {} {} {} 周期线 {}", a, up ? "上穿" : "下穿", period, b));
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
    const auto [x, y] = told_apart(fast[i], slow[i], kDigits);
    emit(run, i, side_of(up), strength_from(0.3, apart / 0.01),
         fmt::format("{}: the {}-bar line {} crosses {} the {}-bar line {}",
                     up ? "golden cross" : "death cross", run.params[a], x, up ? "above" : "below",
                     run.params[b], y),
         fmt::format("{}：{} 周期线 {} {} {} 周期线 {}", up ? "金叉" : "死叉", run.params[a], x,
                     up ? "上穿" : "下穿", run.params[b], y));
  });
}

void zone_signals(const SignalRun& run, double low, double high) {
  zone_signals(run, low, high, low, 100.0 - high);
}

void zone_signals(const SignalRun& run, double low, double high, double below, double above) {
  const Line value = run.values[0];
  const double period = run.params[0];
  const auto shown = [&](std::size_t i, double border) {
    return told_apart(value[i], border, kDigits).first;
  };
  std::vector<Signal> found;
  const SignalRun unsorted{run.bars, run.params, run.values, run.source, found};
  each_return(
      value.size(), [&](std::size_t i) { return low - value[i]; },
      [&](std::size_t i, double depth) {
        emit(unsorted, i, Side::buy, strength_from(0.4, depth / below),
             fmt::format("the {}-bar value {} leaves the oversold zone below {} (lowest {})",
                         period, shown(i, low), low, number(low - depth)),
             fmt::format("{} 周期值 {} 离开 {} 以下的超卖区（最低 {}）", period, shown(i, low), low,
                         number(low - depth)));
      });
  each_return(
      value.size(), [&](std::size_t i) { return value[i] - high; },
      [&](std::size_t i, double depth) {
        emit(unsorted, i, Side::sell, strength_from(0.4, depth / above),
             fmt::format("the {}-bar value {} leaves the overbought zone above {} (highest {})",
                         period, shown(i, high), high, number(high + depth)),
             fmt::format("{} 周期值 {} 离开 {} 以上的超买区（最高 {}）", period, shown(i, high),
                         high, number(high + depth)));
      });
  std::stable_sort(found.begin(), found.end(),
                   [](const Signal& a, const Signal& b) { return a.bar < b.bar; });
  std::move(found.begin(), found.end(), std::back_inserter(run.signals));
}

void level_signals(const SignalRun& run, double level) {
  constexpr std::size_t kUsual = 20;
  std::vector<double> value(run.values[0].begin(), run.values[0].end());
  const std::vector<double> flat(value.size(), level);
  double most = 0;  // What is nothing beside the largest value so far is rounding.
  for (double& v : value) {
    most = std::max(most, std::isnan(v) ? 0.0 : std::abs(v - level));
    if (std::abs(v - level) <= 1e-12 * most) v = level;
  }
  each_cross(value, flat, [&](std::size_t i, bool up) {
    double usual = 0;
    std::size_t count = 0;
    for (std::size_t j = i - std::min(i, kUsual); j < i; ++j) {
      if (std::isnan(value[j])) continue;
      usual += std::abs(value[j] - level);
      ++count;
    }
    const double away = std::abs(value[i] - level) * static_cast<double>(count) / usual;
    emit(run, i, side_of(up), strength_from(0.3, away),
         fmt::format("{} crosses {} {}", told_apart(value[i], level, kDigits).first,
                     up ? "above" : "below", level),
         fmt::format("{} {} {}", told_apart(value[i], level, kDigits).first, up ? "上穿" : "下穿",
                     level));
  });
}

void two_line_signals(const SignalRun& run, Line fast, Line slow, std::string_view fast_name,
                      std::string_view slow_name, double range) {
  each_cross(
      fast, slow,
      [&](std::size_t i, bool up) {
        const auto [x, y] = told_apart(fast[i], slow[i], kDigits);
        const double whole = range > 0 ? 0.1 * range : 0.01 * std::abs(run.bars.close()[i]);
        emit(run, i, side_of(up), strength_from(0.3, std::abs(fast[i] - slow[i]) / whole),
             fmt::format("{}: {} {} crosses {} {} {}", up ? "golden cross" : "death cross",
                         fast_name, x, up ? "above" : "below", slow_name, y),
             fmt::format("{}：{} {} {} {} {}", up ? "金叉" : "死叉", fast_name, x,
                         up ? "上穿" : "下穿", slow_name, y));
      },
      1e-9 * range);
}

void flip_signals(const SignalRun& run, Line stop) {
  // The middle of the bar: the stop always lies outside a bar that it has not just been reached by.
  std::vector<double> middle(stop.size());
  for (std::size_t i = 0; i < stop.size(); ++i)
    middle[i] = (run.bars.high()[i] + run.bars.low()[i]) / 2;
  each_cross(middle, stop, [&](std::size_t i, bool up) {
    const double away = std::abs(middle[i] - stop[i]) / std::abs(middle[i]);
    emit(run, i, side_of(up), strength_from(0.3, away / 0.05),
         fmt::format("the stop turns to {} the price: {}", up ? "below" : "above", number(stop[i])),
         fmt::format("止损点翻到价格{}：{}", up ? "下方" : "上方", number(stop[i])));
  });
}

void stochastic_signals(const SignalRun& run, Line k, Line d) {
  constexpr double kLow = 20, kHigh = 80, kRounding = 1e-9;
  each_cross(
      k, d,
      [&](std::size_t i, bool up) {
        if (up ? !(d[i] < kLow) : !(d[i] > kHigh)) return;
        const double share = (up ? kLow - d[i] : d[i] - kHigh) / kLow;
        const auto [x, y] = told_apart(k[i], d[i], kDigits);
        emit(run, i, side_of(up), strength_from(0.4, share),
             fmt::format("{} with D {} {}: K {} crosses {} D {}",
                         up ? "golden cross" : "death cross", up ? "below" : "above",
                         up ? kLow : kHigh, x, up ? "above" : "below", y),
             fmt::format("D 在 {} {}{}：K {} {} D {}", up ? kLow : kHigh, up ? "以下" : "以上",
                         up ? "金叉" : "死叉", x, up ? "上穿" : "下穿", y));
      },
      kRounding);
}

void rsi_signals(const SignalRun& run, double low, double high) {
  zone_signals(run, low, high);
  divergence_signals(run,
                     {.value = run.values[0], .name = "RSI", .low = 40, .high = 60, .full = 30});
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
        const auto [a, b] = told_apart(close[i], lower[i], kDigits);
        emit(unsorted, i, Side::buy, strength_from(0.4, depth),
             fmt::format("close {} is back above the lower band {}", a, b),
             fmt::format("收盘价 {} 重新回到下轨 {} 之上", a, b));
      });
  each_return(
      close.size(), [&](std::size_t i) { return beyond(close[i], upper[i], half(i)); },
      [&](std::size_t i, double depth) {
        const auto [a, b] = told_apart(close[i], upper[i], kDigits);
        emit(unsorted, i, Side::sell, strength_from(0.4, depth),
             fmt::format("close {} is back below the upper band {}", a, b),
             fmt::format("收盘价 {} 重新回到上轨 {} 之下", a, b));
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
    const auto [a, b] = told_apart(dif[i], dea[i], kDigits);
    emit(run, i, side_of(up), base + 0.2 * strength_from(0.0, apart / 0.005),
         fmt::format("{} {} the zero axis: DIF {} crosses {} DEA {}",
                     up ? "golden cross" : "death cross", above ? "above" : "below", a,
                     up ? "above" : "below", b),
         fmt::format("零轴{}{}：DIF {} {} DEA {}", above ? "上方" : "下方", up ? "金叉" : "死叉", a,
                     up ? "上穿" : "下穿", b));
  });
  divergence_signals(run, {.value = dif, .name = "DIF", .scale = run.bars.close(), .full = 0.02});
}

}  // namespace fwq::analysis
