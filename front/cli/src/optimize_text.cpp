// An optimization in words and tables.
#include "optimize_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/core/text.hpp"
#include "titles.hpp"

namespace fwq::cli {
namespace {

using coordinators::PatternOptimization;
using optimization::kParts;
using optimization::Measured;
using optimization::Part;
using optimization::PartScore;

std::string part_title(Part part, const Session& s) {
  switch (part) {
    case Part::train:
      return s.text("training", "训练期");
    case Part::validation:
      return s.text("validation", "验证期");
    case Part::test:
      return s.text("test", "测试期");
  }
  return "";
}

std::string share(double value, int digits = 2) {
  return std::isfinite(value) ? percent(value, digits) : "-";
}

// Parameters as people read them: what was searched has many digits.
std::string shown(double value) {
  return fmt::format("{:.4g}", value);
}

// Scores are fractions of a price; with too few hits there is none.
std::string score_text(double value) {
  return value > -1 ? share(value, 3) : "-";
}

std::string parts_table(const PatternOptimization& done, const Session& s) {
  Table table({s.text("part", "时期"), s.text("from", "起"), s.text("to", "止"),
               s.text("parameters", "参数"), s.text(">hits", ">次数"), s.text(">lift", ">超额"),
               s.text(">error", ">误差"), s.text(">win rate", ">胜率"), s.text(">score", ">得分")});
  const auto& out = done.outcome;
  const bool same = out.best_params == out.baseline_params;
  for (std::size_t p = 0; p < kParts; ++p) {
    const auto part = static_cast<Part>(p);
    const auto add = [&](const Measured& measured, const std::string& which, bool first) {
      const PartScore& x = measured[part];
      table.add({first ? part_title(part, s) : "",
                 first ? data::format_date(data::date_of(done.begins[p])) : "",
                 first ? data::format_date(data::date_of(done.part_end(p))) : "", which,
                 std::to_string(x.hits), share(x.lift), share(x.error), share(x.win_rate, 1),
                 score_text(x.overall_score)});
    };
    add(out.baseline, s.text("now", "现行"), true);
    if (!same) add(out.best, s.text("best", "最佳"), false);
  }
  return table.text();
}

std::string ratio(double value) {
  return std::isfinite(value) ? core::fixed(value, 2) : "-";
}

std::string traded_table(const PatternOptimization& done, const Session& s) {
  Table table({s.text("part", "时期"), s.text("from", "起"), s.text("to", "止"),
               s.text("parameters", "参数"), s.text(">trades", ">交易"),
               s.text(">a month", ">每月收益"), s.text(">held", ">买入持有"),
               s.text(">error", ">误差"), s.text(">win rate", ">胜率"), s.text(">Sharpe", ">夏普"),
               s.text(">score", ">得分")});
  const auto& out = done.outcome;
  for (std::size_t p = 0; p < kParts; ++p) {
    const auto part = static_cast<Part>(p);
    const auto add = [&](const Measured& measured, const std::string& which, bool first) {
      const PartScore& x = measured[part];
      const auto traded = x.traded.value_or(optimization::TradedScore{});
      table.add({first ? part_title(part, s) : "",
                 first ? data::format_date(data::date_of(done.begins[p])) : "",
                 first ? data::format_date(data::date_of(done.part_end(p))) : "", which,
                 std::to_string(x.hits), share(traded.monthly_return), share(traded.monthly_hold),
                 share(x.error), share(x.win_rate, 1), ratio(traded.sharpe),
                 score_text(x.overall_score)});
    };
    add(out.baseline, s.text("default", "默认"), true);
    if (out.best_params != out.baseline_params) add(out.best, s.text("best", "最佳"), false);
  }
  return table.text();
}

std::string windows_table(const PatternOptimization& done, const Session& s) {
  if (done.windows.empty() || done.outcome.folds.empty()) return "";
  std::vector<std::string> titles{s.text("window", "窗口"), s.text("to", "止")};
  for (const auto& param : done.params()) titles.push_back(">" + std::string(param.name));
  for (const auto& title : {s.text(">trades", ">交易"), s.text(">a month", ">每月收益"),
                            s.text(">held", ">买入持有"), s.text(">by default", ">默认参数")})
    titles.push_back(title);
  Table table(titles);
  for (std::size_t k = 0; k < done.outcome.folds.size(); ++k) {
    const auto& fold = done.outcome.folds[k];
    const auto traded = fold.validation.traded.value_or(optimization::TradedScore{}),
               base = fold.baseline_validation.traded.value_or(optimization::TradedScore{});
    std::vector<std::string> row{data::format_date(data::date_of(done.windows[k])),
                                 data::format_date(data::date_of(done.window_end(k)))};
    for (const double value : fold.params) row.push_back(shown(value));
    row.push_back(std::to_string(fold.validation.hits));
    for (const double value : {traded.monthly_return, traded.monthly_hold, base.monthly_return})
      row.push_back(share(value));
    table.add(std::move(row));
  }
  return table.text() + '\n';
}

std::string planted_table(const PatternOptimization& done, const Session& s) {
  Table table({s.text("drawn", "绘制样本"), s.text("parameters", "参数"),
               s.text(">shapes found", ">找到形态"), s.text(">near-misses taken", ">误认近似"),
               s.text(">recall", ">召回率"), s.text(">precision", ">精确率"),
               s.text(">F1", ">F1")});
  const auto& out = done.outcome;
  const auto add = [&](const PartScore& x, const std::string& part, const std::string& which) {
    const auto& c = *x.planted;
    table.add({part, which,
               fmt::format("{}/{}", c.true_positives, c.true_positives + c.false_negatives),
               fmt::format("{}/{}", c.false_positives, c.false_positives + c.true_negatives),
               share(c.recall(), 1), share(c.precision(), 1), share(c.f1_score(), 1)});
  };
  for (std::size_t p = 0; p < kParts; ++p) {
    const auto part = static_cast<Part>(p);
    add(out.baseline[part], part_title(part, s), s.text("now", "现行"));
    if (out.best_params != out.baseline_params) add(out.best[part], "", s.text("best", "最佳"));
  }
  return table.text();
}

std::string parameters_table(const PatternOptimization& done, const Session& s) {
  // What is in force of a strategy are its defaults.
  const bool has_versions = done.strategy == nullptr;
  std::vector<std::string> titles{s.text("parameter", "参数"), s.text(">default", ">默认")};
  if (has_versions) titles.push_back(s.text(">now", ">现行"));
  for (const auto& title :
       {s.text(">best", ">最佳"), s.text("range", "范围"), s.text("meaning", "含义")})
    titles.push_back(title);
  Table table(titles);
  const auto params = done.params();
  for (std::size_t i = 0; i < params.size(); ++i) {
    const double now = done.outcome.baseline_params[i], best = done.outcome.best_params[i];
    const auto [low, high] = done.range(i);
    std::vector<std::string> row{std::string(params[i].name), shown(params[i].value)};
    if (has_versions) row.push_back(shown(now));
    row.push_back(best == now ? s.text("same", "不变") : shown(best));
    row.push_back(fmt::format("{}…{}", core::shortest(low), core::shortest(high)));
    row.push_back(s.text(params[i].help_en, params[i].help_zh));
    table.add(std::move(row));
  }
  return table.text();
}

std::string state_title(const std::string& state, const Session& s) {
  if (state == "running") return s.text("not finished", "未完成");
  if (state == "done") return s.text("done", "完成");
  if (state == "cancelled") return s.text("cancelled", "已取消");
  return s.text("failed", "失败");
}

std::string verdict_title(const std::string& verdict, const Session& s) {
  if (verdict == "better") return s.text("better", "更好");
  if (verdict == "not_confirmed") return s.text("not confirmed", "未被证实");
  if (verdict == "no_better") return s.text("no better", "并不更好");
  return "-";
}

}  // namespace

std::string optimization_text(const PatternOptimization& done, const Session& s) {
  const std::string name = s.text(done.title_en(), done.title_zh());
  const bool planted = optimization::is_planted_metric(done.config.target_metric);
  const std::string where =
      planted       ? s.text("drawn shapes and near-misses", "绘制的形态与近似形态")
      : s.chinese() ? fmt::format("{} 只证券、{} 根K线", done.series, done.bars)
                    : fmt::format("{}, {}", counted(done.series, "security", "securities"),
                                  counted(done.bars, "bar", "bars"));
  std::string out =
      s.chinese()
          ? fmt::format("{}（{}）：{}，{}，{} 次尝试\n", name, done.subject(), where,
                        done.config.algorithm, done.outcome.evaluations)
          : fmt::format("{} ({}): {}, {}, {}\n", name, done.subject(), where, done.config.algorithm,
                        counted(done.outcome.evaluations, "try", "tries"));
  if (done.taken_up > 0) {
    out += s.chinese()
               ? fmt::format("其中 {} 次沿用此前的同一搜索\n", done.taken_up)
               : fmt::format("{} of them were known from the same search before\n", done.taken_up);
  }
  out += '\n' +
         (planted         ? planted_table(done, s)
          : done.strategy ? traded_table(done, s)
                          : parts_table(done, s)) +
         '\n' + windows_table(done, s) + parameters_table(done, s) + '\n';
  for (const auto& finding : coordinators::optimization_findings(done))
    out += s.text(finding.en, finding.zh) + '\n';
  return out;
}

std::string optimization_history_text(std::span<const data::OptimizationRecord> records,
                                      const Session& s) {
  if (records.empty())
    return s.text("nothing was optimized yet: fwq optimize hammer\n",
                  "还没有优化记录：fwq optimize hammer\n");
  Table table({s.text("id", "编号"), s.text("when", "时间"), s.text("what", "对象"),
               s.text("algorithm", "算法"), s.text("state", "状态"), s.text(">tries", ">尝试"),
               s.text("verdict", "结论"), s.text(">version", ">版本")});
  for (const auto& record : records) {
    const Json json = optimization_record_json(record);
    const Json& result = json["result"];
    const auto text = [](const Json& object, const char* key) {
      return object.contains(key) && object[key].is_string() ? object[key].get<std::string>()
                                                             : std::string();
    };
    const auto count = [&](const char* key) {
      return result.contains(key) && result[key].is_number() ? result[key].dump()
                                                             : std::string("-");
    };
    table.add({record.id, shown_time(record.time, data::Period::min1), record.pattern,
               text(json["config"], "algorithm"), state_title(record.state, s),
               count("evaluations"), verdict_title(text(result, "verdict"), s), count("version")});
  }
  return table.text();
}

Json optimization_record_json(const data::OptimizationRecord& record) {
  return {{"optimization_id", record.id},
          {"started_at", shown_time(record.time, data::Period::min1)},
          {backtest::find_strategy(record.pattern) ? "strategy" : "pattern", record.pattern},
          {"state", record.state},
          {"config", object_in(record.config)},
          {"result", object_in(record.result)}};
}

std::string trials_csv(const PatternOptimization& done) {
  std::string out = done.strategy ? "trial,window" : "trial";
  for (const auto& param : done.params()) out += fmt::format(",{}", param.name);
  out += ",score";
  for (std::size_t p = 0; p < kParts; ++p) {
    const auto part = to_string(static_cast<Part>(p));
    for (const char* what :
         {"hits", "lift", "error", "win_rate", "overall_score", "recall", "precision"})
      out += fmt::format(",{}_{}", part, what);
    if (done.strategy) out += fmt::format(",{0}_monthly_return,{0}_sharpe", part);
  }
  out += ",failure\n";
  const auto field = [](double value) {
    return std::isfinite(value) ? core::shortest(value) : std::string();
  };
  for (std::size_t i = 0; i < done.outcome.trials.size(); ++i) {
    const auto& trial = done.outcome.trials[i];
    out += std::to_string(i + 1);
    if (done.strategy) out += fmt::format(",{}", done.window_of(i));
    for (const double value : trial.params) out += ',' + field(value);
    out += ',' + field(trial.score);
    for (std::size_t p = 0; p < kParts; ++p) {
      if (!trial.measured) {
        out += done.strategy ? ",,,,,,,,," : ",,,,,,,";
        continue;
      }
      const PartScore& x = trial.measured->parts[p];
      out += fmt::format(",{},{},{},{},{},{},{}", x.hits, field(x.lift), field(x.error),
                         field(x.win_rate), field(x.overall_score),
                         field(x.planted ? x.planted->recall() : data::kNone),
                         field(x.planted ? x.planted->precision() : data::kNone));
      if (x.traded)
        out += fmt::format(",{},{}", field(x.traded->monthly_return), field(x.traded->sharpe));
    }
    out += ',' + csv_field(trial.error) + '\n';
  }
  return out;
}

}  // namespace fwq::cli
