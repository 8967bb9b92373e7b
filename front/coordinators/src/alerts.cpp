// Judging alerts and keeping what came of it.
#include "fwq/coordinators/alerts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "fwq/coordinators/wording.hpp"
#include "fwq/core/event_bus.hpp"
#include "fwq/core/events.hpp"
#include "fwq/optimization/version_manager.hpp"

namespace fwq::coordinators {
namespace {

// For each of the last bars that `verdicts` are about: whether the alert holds there, `within` counted.
std::vector<char> holds_at(const std::vector<Verdict>& verdicts,
                           const std::vector<Condition>& conditions, bool any) {
  const std::size_t size = verdicts.front().at.size();
  std::vector<char> holds(size, any ? 0 : 1);
  for (std::size_t c = 0; c < verdicts.size(); ++c) {
    std::size_t since = conditions[c].within;  // Bars since it last held.
    for (std::size_t i = 0; i < size; ++i) {
      since = verdicts[c].at[i] != 0 ? 0 : since + 1;
      const bool held = since < conditions[c].within;
      if (any && held) holds[i] = 1;
      if (!any && !held) holds[i] = 0;
    }
  }
  return holds;
}

// One alert on one security.
class Judging {
 public:
  Judging(const data::AlertRecord& alert, const std::vector<Condition>& conditions,
          ConditionJudge& judge)
      : alert_(alert), conditions_(conditions), judge_(judge) {
    for (const Condition& condition : conditions) most_ = std::max(most_, condition.within);
  }

  Result<void> look(const Stock& stock, data::Time seen, AlertCheck& check) {
    const auto time = stock.until_end().time();
    const auto fresh = static_cast<std::size_t>(
        seen == 0 ? 1 : time.end() - std::upper_bound(time.begin(), time.end(), seen));
    check.marks.push_back({stock.symbol, time.back()});
    if (fresh == 0) return {};
    FWQ_TRY_ASSIGN(verdicts, judge_.judge(stock, fresh + most_));
    const auto holds = holds_at(verdicts, conditions_, alert_.any);
    for (std::size_t i = holds.size() - std::min(fresh, holds.size()); i < holds.size(); ++i) {
      const bool before = seen != 0 && i > 0 && holds[i - 1] != 0;
      if (holds[i] == 0 || before) continue;
      const std::size_t bar = time.size() - holds.size() + i;
      check.hits.push_back({.alert = alert_.id,
                            .symbol = stock.symbol,
                            .time = time[bar],
                            .price = stock.until_end().close()[bar],
                            .text = alert_text(conditions_, alert_.any)});
    }
    return {};
  }

 private:
  const data::AlertRecord& alert_;
  const std::vector<Condition>& conditions_;
  ConditionJudge& judge_;
  std::size_t most_ = 1;
};

Result<void> check_alert(const StockLoader& loader, const data::SystemDb& db,
                         analysis::Flavour flavour, const analysis::PatternRecognizer& recognizer,
                         const core::TaskContext& context, AlertCheck& check) {
  auto conditions = alert_conditions(check.alert, flavour);
  const auto period = data::parse_period(check.alert.period);
  auto judge = conditions ? ConditionJudge::make(*conditions, recognizer)
                          : Result<ConditionJudge>(conditions.error());
  if (!judge || !period) {
    check.problems.push_back(judge ? period.error() : judge.error());
    return {};
  }
  FWQ_TRY_ASSIGN(marks, db.alert_marks(check.alert.id));
  Judging judging(check.alert, *conditions, *judge);
  for (const data::Symbol& symbol : check.alert.symbols) {
    if (context.cancelled()) return core::TaskContext::cancelled_error();
    const auto stock = loader.load({.symbol = symbol, .period = *period});
    if (!stock) {
      check.problems.push_back(stock.error());
      continue;
    }
    const auto mark = std::find_if(marks.begin(), marks.end(),
                                   [&](const auto& one) { return one.symbol == symbol; });
    if (const auto looked = judging.look(*stock, mark == marks.end() ? 0 : mark->seen, check);
        !looked)
      check.problems.push_back(looked.error());
  }
  return {};
}

template <class Describe>
std::string joined(const std::vector<Condition>& conditions, std::string_view between,
                   Describe describe) {
  std::string text;
  for (const Condition& condition : conditions)
    text += fmt::format("{}{}", text.empty() ? "" : between, describe(condition));
  return text;
}

}  // namespace

std::string alert_conditions_json(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump();
}

Result<std::vector<std::string>> alert_condition_texts(const data::AlertRecord& alert) {
  const auto json = nlohmann::json::parse(alert.conditions, nullptr, false);
  std::vector<std::string> texts;
  const bool good =
      json.is_array() && !json.empty() &&
      std::all_of(json.begin(), json.end(), [](const auto& one) { return one.is_string(); });
  if (!good)
    return Error{
        Errc::bad_data,
        fmt::format("the conditions of the alert {} cannot be read: write them anew", alert.name),
        fmt::format("预警 {} 的条件无法读取：请重新设置", alert.name)};
  for (const auto& one : json) texts.push_back(one.get<std::string>());
  return texts;
}

Result<std::vector<Condition>> alert_conditions(const data::AlertRecord& alert,
                                                analysis::Flavour flavour) {
  FWQ_TRY_ASSIGN(texts, alert_condition_texts(alert));
  std::vector<Condition> conditions;
  for (const std::string& text : texts) {
    FWQ_TRY_ASSIGN(condition, parse_condition(text, flavour));
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

std::string alert_text(const std::vector<Condition>& conditions, bool any) {
  return joined(conditions, any ? " or " : " and ",
                [](const Condition& condition) { return to_string(condition); });
}

std::string describe_alert(const std::vector<Condition>& conditions, bool any, bool chinese) {
  const std::string_view between = chinese ? (any ? " 或 " : " 且 ") : (any ? " or " : " and ");
  return joined(conditions, between,
                [chinese](const Condition& condition) { return describe(condition, chinese); });
}

Result<std::vector<AlertCheck>> check_alerts(const StockLoader& loader, const data::SystemDb& db,
                                             analysis::Flavour flavour,
                                             const core::TaskContext& context) {
  FWQ_TRY_ASSIGN(alerts, db.alerts());
  std::erase_if(alerts, [](const data::AlertRecord& alert) { return !alert.active; });
  FWQ_TRY_ASSIGN(parameters, optimization::active_parameters(db));
  const analysis::PatternRecognizer recognizer(std::move(parameters));
  std::vector<AlertCheck> checks;
  for (std::size_t i = 0; i < alerts.size(); ++i) {
    context.report(static_cast<double>(i) / static_cast<double>(alerts.size()), alerts[i].name);
    checks.push_back({.alert = alerts[i], .marks = {}, .hits = {}, .problems = {}});
    FWQ_TRY(check_alert(loader, db, flavour, recognizer, context, checks.back()));
  }
  return checks;
}

Result<std::vector<data::AlertHit>> keep_alert_checks(data::SystemDb& db,
                                                      const std::vector<AlertCheck>& checks,
                                                      core::EventBus* events) {
  const auto key = [](const data::AlertHit& hit) {
    return std::tuple(hit.alert, hit.symbol, hit.time);
  };
  FWQ_TRY_ASSIGN(before, db.alert_hits());
  std::set<std::tuple<std::int64_t, data::Symbol, data::Time>> known;
  for (const auto& hit : before) known.insert(key(hit));
  std::vector<data::AlertHit> fresh;
  for (const AlertCheck& check : checks) {
    FWQ_TRY_ASSIGN(added, db.put_alert_check(check.alert.id, check.marks, check.hits));
    if (added == 0) continue;
    const auto period = data::parse_period(check.alert.period).value_or(data::Period::day);
    for (const auto& hit : check.hits) {
      if (known.contains(key(hit))) continue;
      fresh.push_back(hit);
      if (events == nullptr) continue;
      events->publish(core::AlertRaised{.alert = check.alert.name,
                                        .symbol = std::string(hit.symbol.text()),
                                        .text = hit.text,
                                        .time = time_text(hit.time, period),
                                        .price = hit.price});
    }
  }
  return fresh;
}

}  // namespace fwq::coordinators
