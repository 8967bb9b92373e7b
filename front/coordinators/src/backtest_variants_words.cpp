// What a search over parameters found, in words: the best, how much of it is luck, and what came of choosing.
#include "backtest_variants_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "fwq/core/text.hpp"

namespace fwq::coordinators {
namespace {

std::string percent(double fraction, int digits = 2) {
  return std::isfinite(fraction) ? core::fixed(fraction * 100, digits) + "%" : std::string("-");
}

std::string value_text(double value, backtest::MetricUnit unit) {
  if (std::isinf(value)) return value > 0 ? "∞" : "-∞";
  return unit == backtest::MetricUnit::fraction ? percent(value) : core::fixed(value, 2);
}

BacktestRemark best_of(const VariantsBacktest& test) {
  const std::size_t tried = test.variants.calls.size();
  const auto* metric = backtest::find_metric(test.metric);
  const auto& best = test.best();
  if (std::isnan(best.score)) {
    return {
        "no_score",
        fmt::format("None of {} tried has a value of '{}': too few trades or bars, or too little "
                    "cash for one lot.",
                    tried, metric->title_en),
        fmt::format("试过的 {} 组都没有“{}”值：交易或K线太少，或资金不足一手。", tried,
                    metric->title_zh)};
  }
  const std::string values = variant_text(test, test.call(best)),
                    score = value_text(best.score, metric->unit);
  return {"best",
          fmt::format("Best of {} tried by '{}': {} with {}. It returned {} ({} a year), deepest "
                      "fall {}, {} closed trade{}; bought and held {}.",
                      tried, metric->title_en, values, score, percent(best.total_return),
                      percent(best.cagr), percent(best.max_drawdown), best.trades,
                      best.trades == 1 ? "" : "s", percent(test.buy_and_hold_return)),
          fmt::format("试过 {} 组，按“{}”最好的是 {}，为 {}。总收益 {}（年化 {}），最大回撤 {}，"
                      "已平仓交易 {} 笔；同期买入持有 {}。",
                      tried, metric->title_zh, values, score, percent(best.total_return),
                      percent(best.cagr), percent(best.max_drawdown), best.trades,
                      percent(test.buy_and_hold_return))};
}

BacktestRemark luck(const VariantsBacktest& test) {
  constexpr double kUnlikely = 0.95, kEven = 0.5;
  const auto& deflated = test.table.deflated;
  const double p = deflated.probability;
  if (std::isnan(p)) {
    return {"deflated",
            "How much of it is luck cannot be told: too little to compute a Sharpe "
            "ratio from.",
            "数据太少，无法计算夏普比率，也就无从判断运气的成分。"};
  }
  const std::string sharpe = core::fixed(deflated.sharpe, 2),
                    hurdle = core::fixed(deflated.hurdle, 2), chance = percent(p, 1),
                    hold = core::fixed(test.buy_and_hold_sharpe, 2);
  if (deflated.trials < 2) {
    return {"deflated",
            fmt::format("With one try there is nothing to deflate: its Sharpe ratio of {} is truly "
                        "above 0 with a probability of {}.",
                        sharpe, chance),
            fmt::format("只试了一组，无需折减：其夏普比率 {} 真正大于 0 的概率为 {}。", sharpe,
                        chance)};
  }
  const char* en = p >= kUnlikely ? "luck alone hardly explains it"
                   : p >= kEven   ? "it may well be luck"
                                  : "luck alone would have given as much";
  const char* zh = p >= kUnlikely ? "仅凭运气难以解释"
                   : p >= kEven   ? "很可能含有运气成分"
                                  : "仅凭运气也能做到";
  return {"deflated",
          fmt::format(
              "The best of {} tries without any merit would by luck alone show a Sharpe "
              "ratio of about {}; this one has {}. The deflated Sharpe says that it is "
              "truly better than that luck with a probability of {}: {}. Luck is measured from 0; "
              "bought and held, the security itself shows {}.",
              deflated.trials, hurdle, sharpe, chance, en, hold),
          fmt::format("{} 组毫无优势的尝试，最好的一组仅凭运气夏普比率也约为 {}；本组为 "
                      "{}。折减夏普：真正胜过这份运气的概率为 {}，{}。运气以 0 "
                      "为准；该证券买入持有的夏普比率为 {}。",
                      deflated.trials, hurdle, sharpe, chance, zh, hold)};
}

BacktestRemark walked(const VariantsBacktest& test) {
  const auto& walk = *test.walk;
  const auto value = [&](std::string_view id) { return backtest::value_of(walk.metrics, id); };
  const double total = walk.equity.value.back() / test.cash - 1;
  const double hold = test.walk_hold.back() / test.cash - 1;
  const bool known = std::isfinite(walk.efficiency);
  const std::string efficiency = core::fixed(walk.efficiency, 2);
  const std::string_view before = test.anchored ? "all before, at least " : "",
                         before_zh = test.anchored ? "此前全部、至少 " : " ";
  return {
      "walk_forward",
      fmt::format(
          "Out of sample (chosen on {}{} bars, judged on the next {}, {} time{}): {} in all, "
          "{} a year, Sharpe ratio {}, deepest fall {}; bought and held over the same days "
          "{}. {}",
          before, test.train, test.test, walk.rows.size(), walk.rows.size() == 1 ? "" : "s",
          percent(total), percent(value("cagr")), core::fixed(value("sharpe"), 2),
          percent(value("max_drawdown")), percent(hold),
          known ? fmt::format("Its yearly return is {} times what the choices had shown in "
                              "training (walk-forward efficiency).",
                              efficiency)
                : "The choices lost money even in training, so there is no walk-forward "
                  "efficiency."),
      fmt::format("样本外（用{}{} 根选参，在随后 {} 根检验，共 {} 次）：合计 {}，年化 {}，夏普比率 "
                  "{}，最大回撤 {}；同期买入持有 {}。{}",
                  before_zh, test.train, test.test, walk.rows.size(), percent(total),
                  percent(value("cagr")), core::fixed(value("sharpe"), 2),
                  percent(value("max_drawdown")), percent(hold),
                  known ? fmt::format("年化收益为训练期的 {} 倍（前推效率）。", efficiency)
                        : "所选参数在训练期即亏损，前推效率无值。")};
}

// The best at the edge of a range tells that the range was too narrow, or that there is no peak.
void remark_edges(VariantsBacktest& test) {
  const auto& best = test.call(test.best());
  for (const std::size_t k : varied_parameters(test)) {
    std::set<double> tried;
    for (const auto& call : test.variants.calls) tried.insert(call.params[k]);
    constexpr std::size_t kEnough = 3;  // Of two values, either is an edge.
    const double value = best.params[k], low = *tried.begin(), high = *tried.rbegin();
    if (tried.size() < kEnough || (value != low && value != high)) continue;
    const std::string text = core::shortest(value);
    const auto name = test.strategy->params[k].name;
    test.remarks.push_back(
        {"edge",
         fmt::format("The best has {} = {}, the {} that was tried: beyond it may be a better one, "
                     "or only chance.",
                     name, text, value == low ? "least" : "most"),
         fmt::format("最好的一组 {} = {}，是所试范围的{}：范围外或许更好，也可能只是偶然。", name,
                     text, value == low ? "下限" : "上限")});
  }
}

}  // namespace

void add_words(VariantsBacktest& test, const backtest::TradedSeries& series) {
  test.findings = {best_of(test), luck(test)};
  if (test.walk) test.findings.push_back(walked(test));
  auto& remarks = test.remarks;
  if (test.variants.impossible > 0) {
    const std::size_t n = test.variants.impossible;
    remarks.push_back(
        {"skipped",
         fmt::format("{} combination{} skipped as impossible, such as: {}.", n,
                     n == 1 ? " was" : "s were", test.variants.refused.text(false)),
         fmt::format("跳过 {} 种不成立的组合，例如：{}。", n, test.variants.refused.text(true))});
  }
  const auto unscored = static_cast<std::size_t>(std::ranges::count_if(
      test.table.rows, [](const auto& row) { return std::isnan(row.score); }));
  if (unscored > 0 && unscored < test.table.rows.size()) {
    remarks.push_back(
        {"no_score",
         fmt::format("{} of them have no value of it: they never traded, or too little.", unscored),
         fmt::format("其中 {} 组没有该指标值：没有交易或交易太少。", unscored)});
  }
  const bool scored = unscored < test.table.rows.size();
  constexpr std::size_t kFewTrades = 10;
  if (const std::size_t trades = test.best().trades; scored && trades < kFewTrades) {
    remarks.push_back(
        {"few_trades",
         fmt::format("The best closed only {} trade{}: too few to tell skill from "
                     "luck.",
                     trades, trades == 1 ? "" : "s"),
         fmt::format("最好的一组只有 {} 笔已平仓交易，不足以区分能力与运气。", trades)});
  }
  if (scored) remark_edges(test);
  if (test.walk) {
    const auto idle =
        std::ranges::count_if(test.walk->rows, [](const auto& row) { return !row.traded; });
    if (idle > 0) {
      remarks.push_back({"idle_windows",
                         fmt::format("In {} of {} windows nothing had a value in training, and "
                                     "cash was kept.",
                                     idle, test.walk->rows.size()),
                         fmt::format("{} 个窗口（共 {} 个）训练期内都没有指标值，保持现金。", idle,
                                     test.walk->rows.size())});
    }
  }
  const auto cuts = std::ranges::count_if(
      series.cuts, [&](const auto& cut) { return cut.bar >= test.first && cut.bar < test.last; });
  if (cuts > 0) {
    remarks.push_back(
        {"cut",
         fmt::format("{} jump{} beyond the day's limit without an ex-rights event: "
                     "positions were closed before.",
                     cuts, cuts == 1 ? "" : "s"),
         fmt::format("有 {} 处超出涨跌停且无除权信息的跳空：此前的持仓已先行了结。", cuts)});
  }
}

}  // namespace fwq::coordinators
