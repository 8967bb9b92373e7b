// A search over parameters as JSON.
#include "backtest_text.hpp"
#include "command.hpp"

namespace fwq::cli {
namespace {

using backtest::yuan_of;
using coordinators::VariantsBacktest;

Json call_json(const VariantsBacktest& test, const backtest::StrategyCall& call) {
  Json out = Json::object();
  for (std::size_t k = 0; k < call.params.size(); ++k) {
    const auto& param = test.strategy->params[k];
    out[std::string(param.name)] = param.kind == analysis::ParamKind::integer
                                       ? Json(static_cast<std::int64_t>(call.params[k]))
                                       : Json(call.params[k]);
  }
  if (test.strategy->reads_patterns) out["pattern"] = call.patterns;
  return out;
}

Json row_json(const VariantsBacktest& test, const backtest::VariantRow& row) {
  return {{"params", call_json(test, test.call(row))},
          {"score", number(row.score)},
          {"sharpe", number(row.sharpe)},
          {"total_return", number(row.total_return)},
          {"cagr", number(row.cagr)},
          {"max_drawdown", number(row.max_drawdown)},
          {"trades", row.trades},
          {"final_equity", yuan_of(row.end)}};
}

Json walk_json(const VariantsBacktest& test) {
  if (!test.walk) return nullptr;
  const auto& walk = *test.walk;
  const auto first = [&](std::size_t bar) { return shown_time(test.times[bar], test.period); };
  const auto last = [&](std::size_t end) { return shown_time(test.times[end - 1], test.period); };
  Json windows = Json::array();
  for (const auto& row : walk.rows) {
    const auto& w = row.window;
    windows.push_back(
        {{"train_first", first(w.train_begin)},
         {"train_last", last(w.train_end)},
         {"test_first", first(w.test_begin)},
         {"test_last", last(w.test_end)},
         {"traded", row.traded},
         {"params", row.traded ? call_json(test, test.variants.calls[row.variant]) : Json(nullptr)},
         {"train_score", number(row.train_score)},
         {"test_score", number(row.test_score)},
         {"train_return", number(row.train_return)},
         {"test_return", number(row.test_return)},
         {"test_trades", row.test_trades}});
  }
  Json metrics = Json::object();
  for (const auto& one : walk.metrics)
    if (one.def->group != backtest::MetricGroup::benchmark)
      metrics[std::string(one.def->id)] = number(one.value);
  metrics["buy_and_hold_return"] = number(test.walk_hold.back() / test.cash - 1);
  Json equity = Json::array();
  for (std::size_t i = 0; i < walk.equity.time.size(); ++i) {
    equity.push_back({{"time", shown_time(walk.equity.time[i], test.period)},
                      {"cash", walk.equity.cash[i]},
                      {"value", walk.equity.value[i]},
                      {"buy_and_hold", number(test.walk_hold[i])}});
  }
  return {{"train", test.train},
          {"test", test.test},
          {"purge", test.purge},
          {"anchored", test.anchored},
          {"efficiency", number(walk.efficiency)},
          {"metrics", metrics},
          {"windows", windows},
          {"equity", equity}};
}

}  // namespace

Json variants_json(const VariantsBacktest& test) {
  Json rows = Json::array();
  for (const auto& row : test.table.rows) rows.push_back(row_json(test, row));
  const auto& deflated = test.table.deflated;
  Json metrics = {{"variants", test.variants.calls.size()},
                  {"skipped", test.variants.impossible},
                  {"deflated_sharpe",
                   {{"sharpe", number(deflated.sharpe)},
                    {"hurdle", number(deflated.hurdle)},
                    {"variance", number(deflated.variance)},
                    {"trials", deflated.trials},
                    {"probability", number(deflated.probability)}}},
                  {"buy_and_hold_return", number(test.buy_and_hold_return)},
                  {"buy_and_hold_sharpe", number(test.buy_and_hold_sharpe)}};
  return {{"run_id", test.run_id},
          {"strategy", test.strategy->id},
          {"params", parameters_json(test.settings)},
          {"symbol", test.symbol.text()},
          {"name", test.name},
          {"first", shown_time(test.times[test.first], test.period)},
          {"last", shown_time(test.times[test.last - 1], test.period)},
          {"bars", test.last - test.first},
          {"settings", settings_json(test.settings)},
          {"findings", remarks_json(test.findings)},
          {"remarks", remarks_json(test.remarks)},
          {"metrics", metrics},
          {"best", row_json(test, test.best())},
          {"variants", rows},
          {"walk_forward", walk_json(test)}};
}

}  // namespace fwq::cli
