// Back-tests as JSON: the keys of the contract, then what else there is.
#include <cmath>

#include "backtest_blocks.hpp"
#include "backtest_text.hpp"
#include "command.hpp"

namespace fwq::cli {
namespace {

using backtest::yuan_of;

using Symbols = std::span<const data::Symbol>;  // Of a portfolio; else empty.

Json fills_json(const coordinators::Backtest& test, Symbols symbols) {
  Json out = Json::array();
  for (const auto& fill : test.run.journal.fills) {
    Json one = {{"time", shown_time(fill.time, test.period)},
                {"symbol", symbol_of(test, symbols, fill.security).text()},
                {"side", to_string(fill.side)},
                {"price", yuan_of(fill.price)},
                {"shares", fill.shares},
                {"commission", yuan_of(fill.fees.commission)},
                {"stamp_duty", yuan_of(fill.fees.stamp_duty)},
                {"transfer_fee", yuan_of(fill.fees.transfer_fee)},
                {"exchange_fees", yuan_of(fill.fees.exchange_fees)},
                {"dividend_tax", yuan_of(fill.dividend_tax)},
                {"reason", fill.reason}};
    out.push_back(std::move(one));
  }
  return out;
}

Json trades_json(const coordinators::Backtest& test, Symbols symbols) {
  Json out = Json::array();
  for (const auto& trade : test.run.journal.trades) {
    out.push_back({{"symbol", symbol_of(test, symbols, trade.security).text()},
                   {"entry_time", shown_time(trade.entry_time, test.period)},
                   {"entry_price", number(trade.entry_price)},
                   {"exit_time", shown_time(trade.exit_time, test.period)},
                   {"exit_price", number(trade.exit_price)},
                   {"shares", trade.shares},
                   {"bars", trade.bars_held()},
                   {"cost", yuan_of(trade.cost)},
                   {"pnl", yuan_of(trade.pnl)},
                   {"return", number(trade.return_fraction)},
                   {"reason", trade.exit_reason}});
  }
  return out;
}

Json equity_json(const coordinators::Backtest& test) {
  const auto& equity = test.run.equity;
  Json out = Json::array();
  for (std::size_t i = 0; i < equity.time.size(); ++i) {
    Json one = {{"time", shown_time(equity.time[i], test.period)},
                {"cash", equity.cash[i]},
                {"value", equity.value[i]},
                {"buy_and_hold", number(test.buy_and_hold[i])}};
    if (test.benchmark) one["benchmark"] = number(test.benchmark->values[i]);
    out.push_back(std::move(one));
  }
  return out;
}

Json drawdowns_json(const coordinators::Backtest& test) {
  Json out = Json::array();
  for (const auto& fall :
       backtest::deepest_drawdowns(test.run.equity.time, test.run.equity.value, 10)) {
    out.push_back(
        {{"depth", fall.depth},
         {"peak", shown_time(fall.peak_time, test.period)},
         {"valley", shown_time(fall.valley_time, test.period)},
         {"recovery",
          fall.recovery_time ? Json(shown_time(*fall.recovery_time, test.period)) : Json(nullptr)},
         {"bars", fall.bars}});
  }
  return out;
}

Json months_json(const coordinators::Backtest& test) {
  Json out = Json::array();
  for (const auto& year : test.months) {
    Json months = Json::array();
    for (const double value : year.months) months.push_back(number(value));
    out.push_back({{"year", year.year}, {"months", months}, {"total", number(year.total)}});
  }
  return out;
}

Json unfilled_json(const coordinators::Backtest& test, Symbols symbols) {
  Json unfilled = Json::array();
  for (const auto& order : test.run.journal.unfilled) {
    unfilled.push_back({{"time", shown_time(order.time, test.period)},
                        {"symbol", symbol_of(test, symbols, order.security).text()},
                        {"side", to_string(order.side)},
                        {"kind", to_string(order.kind)},
                        {"bars_tried", order.bars_tried},
                        {"obstacle", to_string(order.obstacle)},
                        {"reason", order.reason}});
  }
  return unfilled;
}

Json interval_json(const backtest::Interval& one) {
  return {{"estimate", number(one.estimate)}, {"low", number(one.low)}, {"high", number(one.high)}};
}

Json trust_json(const coordinators::Backtest& test) {
  Json out = Json::object();
  if (test.intervals) {
    const auto& all = *test.intervals;
    out["confidence"] = all.options.confidence;
    out["mean_block"] = all.options.mean_block;
    out["total_return"] = interval_json(all.total_return);
    out["cagr"] = interval_json(all.cagr);
    out["sharpe"] = interval_json(all.sharpe);
    out["max_drawdown"] = interval_json(all.max_drawdown);
  }
  if (test.trade_order) {
    const auto& order = *test.trade_order;
    const auto spread = [](const backtest::Percentiles& p) {
      return Json{{"p5", number(p.p5)},
                  {"p25", number(p.p25)},
                  {"p50", number(p.p50)},
                  {"p75", number(p.p75)},
                  {"p95", number(p.p95)}};
    };
    out["trade_order"] = {{"drawdown", number(order.drawdown)},
                          {"shuffled_drawdown", spread(order.shuffled_drawdown)},
                          {"resampled_drawdown", spread(order.resampled_drawdown)},
                          {"resampled_final_equity", spread(order.resampled_final_equity)},
                          {"chance_of_loss", number(order.chance_of_loss)}};
  }
  return out;
}

}  // namespace

Json settings_json(std::span<const coordinators::BacktestSetting> settings) {
  Json out = Json::object();
  for (const auto& one : settings) {
    // Parameters are named by the strategy: beside, not among the settings.
    if (one.id != "strategy" && one.id != "parameters")
      out[std::string(one.id)] = Json::parse(one.value);
  }
  return out;
}

Json parameters_json(std::span<const coordinators::BacktestSetting> settings) {
  for (const auto& one : settings)
    if (one.id == "parameters") return Json::parse(one.value);
  return Json::object();
}

Json remarks_json(std::span<const coordinators::BacktestRemark> remarks) {
  Json out = Json::array();
  for (const auto& one : remarks)
    out.push_back({{"id", one.id}, {"text", one.en}, {"text_zh", one.zh}});
  return out;
}

Json backtest_json(const coordinators::Backtest& test) {
  Json metrics = Json::object();
  for (const auto& one : test.metrics) metrics[std::string(one.def->id)] = number(one.value);
  metrics["buy_and_hold_return"] = number(test.buy_and_hold_return);
  return {{"run_id", test.run_id},
          {"strategy", test.call.def->id},
          {"params", parameters_json(test.settings)},
          {"symbol", test.symbol.text()},
          {"name", test.name},
          {"first", shown_time(test.begin(), test.period)},
          {"last", shown_time(test.end(), test.period)},
          {"bars", test.run.equity.time.size()},
          {"settings", settings_json(test.settings)},
          {"remarks", remarks_json(test.remarks)},
          {"metrics", metrics},
          {"intervals", trust_json(test)},
          {"drawdowns", drawdowns_json(test)},
          {"months", months_json(test)},
          {"open_shares", test.run.open_shares},
          {"fills", fills_json(test, {})},
          {"trades", trades_json(test, {})},
          {"equity", equity_json(test)},
          {"orders_unfilled", unfilled_json(test, {})},
          {"cuts", test.run.cuts}};
}

Json portfolio_json(const coordinators::PortfolioBacktest& test) {
  const auto account = coordinators::account_of(test);
  const auto& run = test.run;
  Json metrics = Json::object();
  for (const auto& one : test.metrics) metrics[std::string(one.def->id)] = number(one.value);
  metrics["rebalances"] = run.rebalances;
  Json symbols = Json::array(), open = Json::array(), equity = Json::array(),
       left_out = Json::array();
  for (std::size_t i = 0; i < test.symbols.size(); ++i) {
    symbols.push_back(test.symbols[i].text());
    if (run.open_shares[i] == 0) continue;
    open.push_back({{"symbol", test.symbols[i].text()},
                    {"name", test.names[i]},
                    {"shares", run.open_shares[i]}});
  }
  for (std::size_t i = 0; i < run.equity.time.size(); ++i) {
    Json one = {{"time", shown_time(run.equity.time[i], test.period)},
                {"cash", run.equity.cash[i]},
                {"value", run.equity.value[i]},
                {"held", run.held[i]}};
    if (test.benchmark) one["benchmark"] = number(test.benchmark->values[i]);
    equity.push_back(std::move(one));
  }
  for (const auto& one : test.left_out)
    left_out.push_back({{"symbol", one.symbol.text()}, {"why", one.why}});
  return {{"run_id", test.run_id},
          {"strategy", test.call.def->id},
          {"params", parameters_json(test.settings)},
          {"symbols", symbols},
          {"first", shown_time(run.equity.time.front(), test.period)},
          {"last", shown_time(run.equity.time.back(), test.period)},
          {"bars", test.bars},
          {"settings", settings_json(test.settings)},
          {"remarks", remarks_json(test.remarks)},
          {"metrics", metrics},
          {"intervals", trust_json(account)},
          {"drawdowns", drawdowns_json(account)},
          {"months", months_json(account)},
          {"open", open},
          {"fills", fills_json(account, test.symbols)},
          {"trades", trades_json(account, test.symbols)},
          {"equity", equity},
          {"orders_unfilled", unfilled_json(account, test.symbols)},
          {"cuts", run.cuts},
          {"left_out", left_out}};
}

Json market_backtest_json(const coordinators::MarketBacktest& test) {
  Json rows = Json::array();
  for (const auto& row : test.rows) {
    rows.push_back({{"symbol", row.symbol.text()},
                    {"name", row.name},
                    {"first", shown_time(row.first, test.period)},
                    {"last", shown_time(row.last, test.period)},
                    {"bars", row.sweep.bars},
                    {"total_return", number(row.total_return)},
                    {"cagr", number(row.cagr)},
                    {"max_drawdown", number(row.max_drawdown)},
                    {"trades", row.sweep.trades},
                    {"win_rate", number(row.win_rate)},
                    {"fees", yuan_of(row.sweep.fees)},
                    {"buy_and_hold_return", number(row.buy_and_hold_return)},
                    {"buy_and_hold_drawdown", number(row.buy_and_hold_drawdown)},
                    {"excess", number(row.excess())},
                    {"final_equity", yuan_of(row.sweep.end)},
                    {"orders_unfilled", row.sweep.unfilled},
                    {"cuts", row.sweep.cuts}});
  }
  Json left_out = Json::array();
  for (const auto& one : test.left_out)
    left_out.push_back({{"symbol", one.symbol.text()}, {"why", one.why}});
  return {{"run_id", test.run_id},
          {"strategy", test.call.def->id},
          {"params", parameters_json(test.settings)},
          {"first", shown_time(test.first, test.period)},
          {"last", shown_time(test.last, test.period)},
          {"bars", test.bars},
          {"settings", settings_json(test.settings)},
          {"remarks", remarks_json(test.remarks)},
          {"metrics",
           {{"securities", test.rows.size()},
            {"mean_return", number(test.mean_return)},
            {"median_return", number(test.median_return)},
            {"mean_buy_and_hold_return", number(test.mean_hold_return)},
            {"median_buy_and_hold_return", number(test.median_hold_return)},
            {"share_positive", number(test.share_positive)},
            {"share_above_buy_and_hold", number(test.share_above_hold)}}},
          {"rows", rows},
          {"left_out", left_out}};
}

Json strategies_json(const Session& session) {
  Json out = Json::array();
  for (const auto* def : backtest::built_in_strategies()) {
    Json params = Json::array();
    for (const auto& param : def->params) {
      params.push_back({{"name", param.name},
                        {"kind", param.kind == analysis::ParamKind::integer ? "integer" : "real"},
                        {"default", param.value},
                        {"min", param.min},
                        {"max", param.max},
                        {"unit", param.unit},
                        {"help", session.text(param.help_en, param.help_zh)}});
    }
    out.push_back({{"id", def->id},
                   {"title", def->title_en},
                   {"title_zh", def->title_zh},
                   {"reads_patterns", def->reads_patterns},
                   {"source", def->source},
                   {"params", params}});
  }
  return out;
}

Json object_in(const std::string& text) {
  Json parsed = Json::parse(text, nullptr, false);
  return parsed.is_object() ? parsed : Json::object();
}

Json record_json(const data::BacktestRecord& record) {
  const Json kept = object_in(record.settings);
  Json settings = Json::object();
  for (const auto& [id, one] : kept.items())
    settings[id] = one.is_object() ? one.value("value", Json()) : one;
  return {{"run_id", record.run_id},
          {"time", data::format_minute(record.time)},
          {"strategy", record.strategy},
          {"params", object_in(record.parameters)},
          {"symbols", record.symbols},
          {"first", data::format_date(data::date_of(record.first))},
          {"last", data::format_date(data::date_of(record.last))},
          {"settings", settings},
          {"metrics", object_in(record.metrics)}};
}

}  // namespace fwq::cli
