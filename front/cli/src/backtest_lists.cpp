// The table of strategies, and the back-tests that were kept, as text.
#include <fmt/format.h>

#include <algorithm>

#include "backtest_text.hpp"
#include "command.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

// Text without quotes: values that were asked for as "5..20".
std::string plain(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

// What a run brought, for its line. The best of many is no result of one: it is marked.
std::string return_text(const Json& metrics, const Session& s) {
  const auto figure = [&](const char* id) -> std::string {
    return metrics.contains(id) && metrics[id].is_number() ? percent(metrics[id].get<double>())
                                                           : std::string("-");
  };
  if (!metrics.is_object()) return "-";
  if (!metrics.contains("variants"))
    return figure(metrics.contains("total_return") ? "total_return" : "median_return");
  return s.chinese()
             ? fmt::format("{} 组最佳 {}", metrics["variants"].dump(), figure("best_return"))
             : fmt::format("best of {} {}", metrics["variants"].dump(), figure("best_return"));
}

// A metric of a run that was kept: one of the table, or one of those that sum up many securities.
std::pair<std::string, std::string> kept_metric(const std::string& id, const Json& value,
                                                const Session& s) {
  const double number = value.is_number() ? value.get<double>() : data::kNone;
  if (const auto* def = backtest::find_metric(id))
    return {s.text(def->title_en, def->title_zh), metric_text(number, def->unit)};
  static constexpr std::pair<std::string_view, std::pair<std::string_view, std::string_view>>
      kTitles[] = {
          {"buy_and_hold_return", {"Bought and held", "同期买入持有"}},
          {"mean_return", {"Average return", "平均收益率"}},
          {"median_return", {"Median return", "收益率中位数"}},
          {"mean_buy_and_hold_return", {"Average, bought and held", "买入持有平均"}},
          {"median_buy_and_hold_return", {"Median, bought and held", "买入持有中位数"}},
          {"best_return", {"Its return", "其总收益"}},
          {"deflated_probability", {"Better than luck with probability", "胜过运气的概率"}},
          {"walk_return", {"Return out of sample", "样本外收益"}},
          {"walk_hold_return", {"Bought and held out of sample", "样本外买入持有"}},
          {"share_positive", {"Share that gained", "盈利比例"}},
          {"share_above_buy_and_hold", {"Share better than holding", "胜过买入持有的比例"}}};
  for (const auto& [known, titles] : kTitles)
    if (known == id) return {s.text(titles.first, titles.second), percent(number)};
  // Of a search over parameters; what is no fraction.
  static constexpr std::pair<std::string_view, std::pair<std::string_view, std::string_view>>
      kNumbers[] = {{"best_score", {"Its score", "其得分"}},
                    {"best_sharpe", {"Its Sharpe ratio", "其夏普比率"}},
                    {"luck_sharpe", {"Sharpe ratio by luck", "仅凭运气的夏普比率"}},
                    {"walk_sharpe", {"Sharpe ratio out of sample", "样本外夏普比率"}},
                    {"walk_efficiency", {"Walk-forward efficiency", "前推效率"}}};
  for (const auto& [known, titles] : kNumbers)
    if (known == id) return {s.text(titles.first, titles.second), core::fixed(number, 2)};
  if (id == "rebalances") return {s.text("Rebalanced", "调仓次数"), value.dump()};
  if (id == "variants") return {s.text("Variants tried", "尝试组数"), value.dump()};
  if (id == "skipped") return {s.text("Skipped as impossible", "跳过的组合"), value.dump()};
  if (id == "best" && value.is_string()) return {s.text("Best", "最好一组"), value};
  return {id == "securities" ? s.text("Securities", "证券数") : id, value.dump()};
}

}  // namespace

std::string strategies_text(const Session& s) {
  std::string out;
  for (const auto* def : backtest::built_in_strategies()) {
    out += fmt::format("{}{}  {}\n", out.empty() ? "" : "\n", def->id,
                       s.text(def->title_en, def->title_zh));
    std::size_t name = 0, range = 0;
    const auto range_text = [&](const analysis::ParamDef& param) {
      return fmt::format("{} ({}…{})", core::shortest(param.value), core::shortest(param.min),
                         core::shortest(param.max));
    };
    for (const auto& param : def->params) {
      name = std::max(name, param.name.size());
      range = std::max(range, core::display_width(range_text(param)));
    }
    if (def->reads_patterns) name = std::max<std::size_t>(name, 7);
    for (const auto& param : def->params) {
      out += "  " + core::padded(param.name, name) + "  " + core::padded(range_text(param), range) +
             "  " + s.text(param.help_en, param.help_zh) + "\n";
    }
    if (def->reads_patterns) {
      out +=
          "  " + core::padded("pattern", name) + "  " + core::padded("", range) + "  " +
          s.text("ids or groups of patterns, commas between; all without it (fwq patterns --list)",
                 "形态或分组的代号，逗号分隔；省略则为全部（fwq patterns --list）") +
          "\n";
    }
  }
  return out;
}

std::string history_text(std::span<const data::BacktestRecord> records, const Session& s) {
  if (records.empty())
    return s.text("no back-test was kept yet: fwq backtest ma_cross SYM\n",
                  "还没有回测记录：fwq backtest ma_cross 代码\n");
  Table table({s.text("run", "编号"), s.text("when", "时间"), s.text("strategy", "策略"),
               s.text("parameters", "参数"), s.text("securities", "证券"), s.text("from", "起始"),
               s.text("to", "截止"), s.text(">return", ">收益率"), s.text(">held", ">买入持有")});
  for (const auto& record : records) {
    const Json json = record_json(record);
    std::string params;
    if (json["params"].is_object()) {
      for (const auto& [name, value] : json["params"].items())
        params += fmt::format("{}{}={}", params.empty() ? "" : " ", name, plain(value));
    }
    const auto figure = [&](const char* one, const char* many) {
      const Json& metrics = json["metrics"];
      for (const char* id : {one, many})
        if (metrics.is_object() && metrics.contains(id) && metrics[id].is_number())
          return percent(metrics[id].get<double>());
      return std::string("-");
    };
    constexpr std::size_t kWidest = 24;
    std::string symbols = record.symbols;
    if (symbols.size() > kWidest) symbols = symbols.substr(0, symbols.rfind(' ', kWidest)) + " …";
    if (json["settings"].contains("rebalance"))
      symbols += s.text(" on one account", "（同一账户）");
    table.add({record.run_id, data::format_minute(record.time), record.strategy, params, symbols,
               json["first"], json["last"], return_text(json["metrics"], s),
               figure("buy_and_hold_return", "median_buy_and_hold_return")});
  }
  return table.text();
}

std::string record_text(const data::BacktestRecord& record, const Session& s) {
  const Json json = record_json(record);
  std::string out =
      fmt::format("{}  {}  {}  {}…{}\n", record.run_id, record.strategy, record.symbols,
                  std::string(json["first"]), std::string(json["last"]));
  out += s.text("run on ", "运行于 ") + data::format_minute(record.time) + "\n";
  using Rows = std::vector<std::pair<std::string, std::string>>;
  const auto block = [&](const Rows& rows, std::string_view en, std::string_view zh) {
    if (rows.empty()) return;
    out += "\n" + s.text(en, zh) + "\n";
    std::size_t width = 0;
    for (const auto& [title, text] : rows) width = std::max(width, core::display_width(title));
    for (const auto& [title, text] : rows)
      out += "  " + core::padded(title, width) + "  " + text + "\n";
  };
  Rows parameters, settings, metrics;
  for (const auto& [name, value] : json["params"].items())
    parameters.emplace_back(name, plain(value));
  const Json kept = object_in(record.settings);
  for (const auto& [id, one] : kept.items()) {
    if (one.is_object())
      settings.emplace_back(one.value(s.text("title_en", "title_zh"), id),
                            one.value(s.text("en", "zh"), ""));
  }
  for (const auto& [id, value] : json["metrics"].items())
    metrics.push_back(kept_metric(id, value, s));
  block(parameters, "Parameters", "参数");
  block(settings, "Settings", "设置");
  block(metrics, "Metrics", "指标");
  return out;
}

}  // namespace fwq::cli
