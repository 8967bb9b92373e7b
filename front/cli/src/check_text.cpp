// Checked series as JSON and as text.
#include "check_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

using coordinators::CheckedSeries;
using data::Finding;
using data::FindingUnit;
using data::Severity;
using data::ValidationResult;

std::string_view unit_word(FindingUnit unit) {
  constexpr std::string_view kWords[] = {"bars", "days", "events", "series"};
  return kWords[static_cast<std::size_t>(unit)];
}

Json findings_json(const std::vector<Finding>& findings, data::Period period,
                   const Session& session) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    Json places = Json::array();
    for (const auto& place : finding.places) {
      if (finding.rule->id == "empty_series") break;
      Json one{{"row", place.row + 1}, {"time", shown_time(place.time, period)}};
      if (!finding.rule->detail_en.empty()) {
        one["value"] = number(place.value);
        one["bound"] = number(place.bound);
      }
      places.push_back(std::move(one));
    }
    list.push_back({{"rule", finding.rule->id},
                    {"count", finding.count},
                    {"unit", unit_word(finding.rule->unit)},
                    {"message", data::describe(finding, period, session.chinese())},
                    {"advice", session.text(finding.rule->advice_en, finding.rule->advice_zh)},
                    {"places", places}});
  }
  return list;
}

// "high_low 最高价低于最低价": what a repair names.
std::string titled_rule(std::string_view id, const Session& session) {
  const auto rules = data::validation_rules();
  const auto at =
      std::find_if(rules.begin(), rules.end(), [&](const auto& r) { return r.id == id; });
  return session.chinese() && at != rules.end() ? fmt::format("{} {}", id, at->title_zh)
                                                : std::string(id);
}

std::string shown_severity(Severity severity, const Session& session) {
  switch (severity) {
    case Severity::error:
      return session.text("error", "错误");
    case Severity::warning:
      return session.text("warning", "警告");
    default:
      return session.text("note", "提示");
  }
}

std::string shown_aspect(data::Aspect aspect, const Session& session) {
  constexpr std::string_view kChinese[] = {"结构", "完整性", "一致性", "合理性", "时间"};
  return session.text(to_string(aspect), kChinese[static_cast<std::size_t>(aspect)]);
}

std::string findings_text(const ValidationResult& result, const Session& session) {
  std::string text;
  for (const auto* list : {&result.errors, &result.warnings, &result.notes}) {
    for (const Finding& finding : *list) {
      text += fmt::format("  {}  {}\n", core::padded(shown_severity(finding.severity, session), 7),
                          data::describe(finding, result.period, session.chinese()));
      const std::string advice = session.text(finding.rule->advice_en, finding.rule->advice_zh);
      if (!advice.empty()) text += fmt::format("           → {}\n", advice);
    }
  }
  if (text.empty()) text = session.text("  nothing to complain about\n", "  未发现问题\n");
  return text;
}

// "1540 of 1557 open days have bars, 17 suspended (3 suspensions), none missing"
std::string days_text(const ValidationResult& result, const Session& session) {
  const double days = result.metric("trading_days");
  if (std::isnan(days)) return {};
  const auto metric = [&](std::string_view name) { return result.metric(name); };
  const double unknown =
      days - metric("days_with_bars") - metric("suspended_days") - metric("missing_days");
  if (unknown > 0) {  // No calendar covers them: they may be holidays.
    return session.chinese()
               ? fmt::format("有K线 {} 天；另有 {} 个工作日没有交易日历可查，不作判断\n",
                             metric("days_with_bars"), unknown)
               : fmt::format("{} days with bars; {} in no trading calendar, so not judged\n",
                             metric("days_with_bars"),
                             unknown == 1 ? "1 more weekday is"
                                          : fmt::format("{} more weekdays are", unknown));
  }
  return session.chinese()
             ? fmt::format("交易日 {}：有K线 {}，停牌 {} 天（{} 次），缺失 {} 天\n", days,
                           metric("days_with_bars"), metric("suspended_days"),
                           metric("suspensions"), metric("missing_days"))
             : fmt::format(
                   "{} trading days: {} with bars, {} suspended (in {} suspensions), {} missing\n",
                   days, metric("days_with_bars"), metric("suspended_days"), metric("suspensions"),
                   metric("missing_days"));
}

std::string repairs_hint(const ValidationResult& result, const Session& session) {
  const std::size_t count = result.repairs.size();
  if (count == 0) return {};
  return session.chinese()
             ? fmt::format("可修复 {} 处：fwq check {} --repair 查看并确认\n", count,
                           result.symbol.text())
             : fmt::format("{} repair{} can be made: `fwq check {} --repair` shows and asks\n",
                           count, count == 1 ? "" : "s", result.symbol.text());
}

const Finding* worst_of(const ValidationResult& result) {
  for (const auto* list : {&result.errors, &result.warnings, &result.notes}) {
    const auto most =
        std::max_element(list->begin(), list->end(),
                         [](const Finding& a, const Finding& b) { return a.count < b.count; });
    if (most != list->end()) return &*most;
  }
  return nullptr;
}

std::string totals_of_quality(const std::vector<CheckedSeries>& all, const Session& session) {
  std::map<std::string_view, std::size_t> words;
  std::size_t valid = 0;
  double score = 0;
  for (const CheckedSeries& one : all) {
    ++words[one.result.quality_level];
    valid += one.result.is_valid ? 1 : 0;
    score += one.result.quality_score / static_cast<double>(all.size());
  }
  std::vector<std::string> parts;
  for (const char* word : {"excellent", "good", "fair", "poor"})
    parts.push_back(fmt::format("{} {}", shown_quality(word, session), words[word]));
  return session.chinese() ? fmt::format("有效 {} / {}，平均得分 {}：{}\n", valid, all.size(),
                                         core::fixed(score, 1), fmt::join(parts, "，"))
                           : fmt::format("{} of {} valid, mean score {}: {}\n", valid, all.size(),
                                         core::fixed(score, 1), fmt::join(parts, ", "));
}

// What was found over all series, by rule.
std::string totals_of_rules(const std::vector<CheckedSeries>& all, const Session& session) {
  struct Total {
    std::size_t series = 0, count = 0;
    Severity severity = Severity::none;
  };
  std::map<const data::ValidationRule*, Total> totals;
  for (const CheckedSeries& one : all) {
    for (const auto* list : {&one.result.errors, &one.result.warnings, &one.result.notes}) {
      for (const Finding& finding : *list) {
        Total& total = totals[finding.rule];
        ++total.series;
        total.count += finding.count;
        total.severity = finding.severity;
      }
    }
  }
  if (totals.empty()) return session.text("nothing to complain about\n", "未发现问题\n");
  std::vector<std::pair<const data::ValidationRule*, Total>> rows(totals.begin(), totals.end());
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return a.second.severity != b.second.severity ? a.second.severity > b.second.severity
                                                  : a.second.series > b.second.series;
  });
  Table table({"", session.text(">series", ">序列数"), session.text(">count", ">处数"),
               session.text("finding", "问题")});
  for (const auto& [rule, total] : rows) {
    table.add({shown_severity(total.severity, session), std::to_string(total.series),
               std::to_string(total.count), session.text(rule->title_en, rule->title_zh)});
  }
  return table.text();
}

}  // namespace

std::string shown_quality(std::string_view word, const Session& session) {
  if (word == "excellent") return session.text(word, "优秀");
  if (word == "good") return session.text(word, "良好");
  if (word == "fair") return session.text(word, "一般");
  return session.text(word, "差");
}

std::string shown_level(data::ValidationLevel level, const Session& session) {
  constexpr std::string_view kChinese[] = {"基本", "标准", "严格", "专业"};
  return session.text(to_string(level), kChinese[static_cast<std::size_t>(level)]);
}

Json repair_json(const data::Repair& repair, data::Period period) {
  Json one{{"kind", to_string(repair.kind)}, {"rule", repair.rule}};
  if (repair.kind == data::RepairKind::sort) return one;
  one["row"] = repair.row + 1;
  one["time"] = shown_time(repair.time, period);
  if (repair.kind != data::RepairKind::set) return one;
  one["field"] = to_string(repair.field);
  const auto value = [&](double v) {
    return repair.field == data::BarField::time
               ? Json(data::format_minute(static_cast<data::Time>(v)))
               : number(v);
  };
  one["from"] = value(repair.from);
  one["to"] = value(repair.to);
  return one;
}

Json checked_json(const CheckedSeries& checked, const Session& session) {
  const ValidationResult& result = checked.result;
  Json metrics = Json::object();
  for (const auto& metric : result.metrics)
    metrics[std::string(metric.name)] = number(metric.value);
  for (std::size_t i = 0; i < data::kAspects; ++i) {
    metrics[fmt::format("{}_score", to_string(static_cast<data::Aspect>(i)))] =
        number(std::round(result.aspects[i] * 10) / 10);
  }
  Json repairs = Json::array();
  for (const auto& repair : result.repairs) repairs.push_back(repair_json(repair, result.period));
  Json document{{"symbol", result.symbol.text()},
                {"is_valid", result.is_valid},
                {"quality_score", number(result.quality_score)},
                {"quality_level", result.quality_level},
                {"errors", findings_json(result.errors, result.period, session)},
                {"warnings", findings_json(result.warnings, result.period, session)},
                {"metrics", metrics},
                {"notes", findings_json(result.notes, result.period, session)},
                {"repairs", repairs},
                {"name", checked.name},
                {"period", to_string(result.period)},
                {"level", to_string(result.level)}};
  if (!checked.unreadable.empty()) document["unreadable"] = checked.unreadable;
  return document;
}

std::string checked_page(const CheckedSeries& checked, const Session& session) {
  const ValidationResult& result = checked.result;
  const auto bars = static_cast<std::size_t>(result.metric("bars"));
  std::string text = fmt::format("{} {}  {}  ", result.symbol.text(), checked.name,
                                 shown_period(result.period, session));
  text += session.chinese()
              ? fmt::format("{} 根K线，按“{}”级别检查\n{}，{} 分（{}）\n", bars,
                            shown_level(result.level, session), result.is_valid ? "有效" : "无效",
                            core::fixed(result.quality_score, 1),
                            shown_quality(result.quality_level, session))
              : fmt::format("{} bars, checked at level {}\n{}, score {} ({})\n", bars,
                            to_string(result.level), result.is_valid ? "valid" : "not valid",
                            core::fixed(result.quality_score, 1), result.quality_level);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < data::kAspects; ++i)
    parts.push_back(fmt::format("{} {}", shown_aspect(static_cast<data::Aspect>(i), session),
                                core::fixed(result.aspects[i], 0)));
  text += fmt::format("{}\n", fmt::join(parts, session.text(", ", "，")));
  if (!checked.unreadable.empty()) text += checked.unreadable + "\n";
  return text + days_text(result, session) + findings_text(result, session) +
         repairs_hint(result, session);
}

std::string checked_list(const std::vector<CheckedSeries>& all, std::size_t top,
                         const Session& session) {
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return all[a].result.quality_score < all[b].result.quality_score;
  });
  Table table({session.text("symbol", "代码"), session.text("name", "名称"),
               session.text(">score", ">得分"), "", session.text(">errors", ">错误"),
               session.text(">warnings", ">警告"), session.text("worst of it", "最主要的问题")});
  const std::size_t shown = top == 0 ? all.size() : std::min(top, all.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const CheckedSeries& one = all[order[i]];
    const Finding* worst = worst_of(one.result);
    if (worst == nullptr) break;  // From here on there is nothing to tell.
    table.add({std::string(one.result.symbol.text()), one.name,
               core::fixed(one.result.quality_score, 1),
               shown_quality(one.result.quality_level, session),
               std::to_string(one.result.errors.size()), std::to_string(one.result.warnings.size()),
               one.unreadable.empty() ? data::describe(*worst, one.result.period, session.chinese())
                                      : one.unreadable});
  }
  std::string text;
  if (!table.empty()) {
    text = session.text("the worst first:\n", "按质量从差到好：\n") + table.text() + "\n";
  }
  return text + totals_of_rules(all, session) + "\n" + totals_of_quality(all, session);
}

std::string proposals(const std::vector<CheckedSeries>& all, std::size_t top,
                      const Session& session) {
  std::string text;
  for (const CheckedSeries& one : all) {
    const auto& repairs = one.result.repairs;
    if (repairs.empty()) continue;
    text += fmt::format("{} {}\n", one.result.symbol.text(), one.name);
    const std::size_t shown = top == 0 ? repairs.size() : std::min(top, repairs.size());
    for (std::size_t i = 0; i < shown; ++i) {
      text += fmt::format("  {}  ({})\n",
                          data::describe(repairs[i], one.result.period, session.chinese()),
                          titled_rule(repairs[i].rule, session));
    }
    if (shown < repairs.size())
      text += session.chinese() ? fmt::format("  …… 另有 {} 处\n", repairs.size() - shown)
                                : fmt::format("  … and {} more\n", repairs.size() - shown);
  }
  return text;
}

Json backups_json(const std::vector<data::RepairBackup>& backups) {
  Json list = Json::array();
  for (const auto& backup : backups) {
    Json symbols = Json::array();
    for (const auto symbol : backup.symbols) symbols.push_back(symbol.text());
    list.push_back({{"made", backup.made},
                    {"symbols", symbols},
                    {"changes", backup.changes},
                    {"file", backup.file.string()}});
  }
  return list;
}

std::string backups_table(const std::vector<data::RepairBackup>& backups, const Session& session) {
  constexpr std::size_t kNamed = 3;
  Table table({session.text("made (Shanghai)", "时间（北京时间）"), session.text("symbols", "代码"),
               session.text(">bars", ">K线数"), session.text("file", "文件")});
  for (const auto& backup : backups) {
    std::vector<std::string_view> named;
    for (std::size_t i = 0; i < std::min(kNamed, backup.symbols.size()); ++i)
      named.push_back(backup.symbols[i].text());
    std::string symbols = fmt::format("{}", fmt::join(named, " "));
    if (backup.symbols.size() > kNamed)
      symbols += session.chinese() ? fmt::format(" 等 {} 个", backup.symbols.size())
                                   : fmt::format(" and {} more", backup.symbols.size() - kNamed);
    table.add({backup.made, symbols, std::to_string(backup.changes), backup.file.string()});
  }
  return table.text();
}

Json rules_json(const Session& session) {
  Json list = Json::array();
  for (const auto& rule : data::validation_rules()) {
    Json one{{"rule", rule.id},
             {"aspect", to_string(rule.aspect)},
             {"title", session.text(rule.title_en, rule.title_zh)},
             {"advice", session.text(rule.advice_en, rule.advice_zh)}};
    for (std::size_t i = 0; i < data::kValidationLevels; ++i)
      one[std::string(to_string(static_cast<data::ValidationLevel>(i)))] = to_string(rule.at[i]);
    list.push_back(std::move(one));
  }
  return list;
}

std::string rules_table(const Session& session) {
  std::vector<std::string> header{session.text("rule", "规则")};
  for (std::size_t i = 0; i < data::kValidationLevels; ++i)
    header.push_back(shown_level(static_cast<data::ValidationLevel>(i), session));
  header.push_back(session.text("finds", "问题"));
  Table table(header);
  for (const auto& rule : data::validation_rules()) {
    std::vector<std::string> row{std::string(rule.id)};
    for (const Severity severity : rule.at)
      row.push_back(severity == Severity::none ? "-" : shown_severity(severity, session));
    row.push_back(session.text(rule.title_en, rule.title_zh));
    table.add(std::move(row));
  }
  return table.text();
}

}  // namespace fwq::cli
