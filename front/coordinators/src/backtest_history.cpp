// Runs as rows of the database.
#include "fwq/coordinators/backtest_history.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

namespace fwq::coordinators {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

// Settings as one object, but for the strategy and its parameters, which have columns of their own. Each with what it is called
// and how it reads, so that a run is told as it was when another version of the program shows it.
void put_settings(const std::vector<BacktestSetting>& settings, data::BacktestRecord& record) {
  Json object = Json::object();
  for (const auto& one : settings) {
    if (one.id == "parameters") record.parameters = one.value;
    if (one.id != "parameters" && one.id != "strategy")
      object[std::string(one.id)] = {{"value", Json::parse(one.value)},
                                     {"title_en", one.title_en},
                                     {"title_zh", one.title_zh},
                                     {"en", one.en},
                                     {"zh", one.zh}};
  }
  record.settings = object.dump();
}

// "all", "all SH", or each of them.
std::string symbols_text(std::vector<data::Symbol> symbols, const BacktestRequest& request) {
  if (request.all) return request.market ? "all " + std::string(to_string(*request.market)) : "all";
  std::sort(symbols.begin(), symbols.end());
  std::string text;
  for (const auto symbol : symbols) text += (text.empty() ? "" : " ") + std::string(symbol.text());
  return text;
}

// Others who keep a run have done it in a moment: back-tests side by side all are kept.
Result<core::FileLock> patient_lock(const Home& home) {
  constexpr auto kPause = std::chrono::milliseconds(20);
  constexpr int kTries = 100;
  auto lock = home.lock_for_writing();
  for (int i = 0; i < kTries && !lock && lock.error().code == Errc::unavailable; ++i) {
    std::this_thread::sleep_for(kPause);
    lock = home.lock_for_writing();
  }
  return lock;
}

}  // namespace

data::BacktestRecord record_of(const Backtest& test, data::Time time) {
  data::BacktestRecord record;
  record.run_id = test.run_id;
  record.time = time;
  record.strategy = test.call.def->id;
  record.symbols = test.symbol.text();
  record.first = test.begin();
  record.last = test.end();
  put_settings(test.settings, record);
  Json metrics = Json::object();
  for (const auto& one : test.metrics) metrics[std::string(one.def->id)] = number(one.value);
  metrics["buy_and_hold_return"] = number(test.buy_and_hold_return);
  record.metrics = metrics.dump();
  return record;
}

data::BacktestRecord record_of(const MarketBacktest& test, const BacktestRequest& request,
                               data::Time time) {
  data::BacktestRecord record;
  record.run_id = test.run_id;
  record.time = time;
  record.strategy = test.call.def->id;
  std::vector<data::Symbol> symbols;
  for (const auto& row : test.rows) symbols.push_back(row.symbol);
  record.symbols = symbols_text(std::move(symbols), request);
  record.first = test.first;
  record.last = test.last;
  put_settings(test.settings, record);
  record.metrics = Json{{"securities", test.rows.size()},
                        {"mean_return", number(test.mean_return)},
                        {"median_return", number(test.median_return)},
                        {"mean_buy_and_hold_return", number(test.mean_hold_return)},
                        {"median_buy_and_hold_return", number(test.median_hold_return)},
                        {"share_positive", number(test.share_positive)},
                        {"share_above_buy_and_hold", number(test.share_above_hold)}}
                       .dump();
  return record;
}

data::BacktestRecord record_of(const VariantsBacktest& test, data::Time time) {
  data::BacktestRecord record;
  record.run_id = test.run_id;
  record.time = time;
  record.strategy = test.strategy->id;
  record.symbols = test.symbol.text();
  record.first = test.times[test.first];
  record.last = test.times[test.last - 1];
  put_settings(test.settings, record);
  const auto& best = test.best();
  const auto& deflated = test.table.deflated;
  Json metrics = {{"variants", test.variants.calls.size()},
                  {"skipped", test.variants.impossible},
                  {"best", variant_text(test, test.call(best))},
                  {"best_score", number(best.score)},
                  {"best_return", number(best.total_return)},
                  {"best_sharpe", number(best.sharpe)},
                  {"luck_sharpe", number(deflated.hurdle)},
                  {"deflated_probability", number(deflated.probability)},
                  {"buy_and_hold_return", number(test.buy_and_hold_return)}};
  if (test.walk) {
    metrics["walk_return"] = number(test.walk->equity.value.back() / test.cash - 1);
    metrics["walk_sharpe"] = number(backtest::value_of(test.walk->metrics, "sharpe"));
    metrics["walk_hold_return"] = number(test.walk_hold.back() / test.cash - 1);
    metrics["walk_efficiency"] = number(test.walk->efficiency);
  }
  record.metrics = metrics.dump();
  return record;
}

data::BacktestRecord record_of(const PortfolioBacktest& test, const BacktestRequest& request,
                               data::Time time) {
  data::BacktestRecord record;
  record.run_id = test.run_id;
  record.time = time;
  record.strategy = test.call.def->id;
  record.symbols = symbols_text(test.symbols, request);
  record.first = test.run.equity.time.front();
  record.last = test.run.equity.time.back();
  put_settings(test.settings, record);
  Json metrics = Json::object();
  for (const auto& one : test.metrics) metrics[std::string(one.def->id)] = number(one.value);
  metrics["rebalances"] = test.run.rebalances;
  record.metrics = metrics.dump();
  return record;
}

Result<void> keep_backtest(const Home& home, const data::BacktestRecord& record) {
  FWQ_TRY_ASSIGN(lock, patient_lock(home));
  static_cast<void>(lock);  // Held until the end.
  FWQ_TRY_ASSIGN(db, home.database(false));
  return db.put_backtest(record);
}

}  // namespace fwq::coordinators
