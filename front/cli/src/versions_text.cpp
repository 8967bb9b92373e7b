// Versions in words and tables.
#include "versions_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "backtest_text.hpp"
#include "command.hpp"
#include "finding_text.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

using coordinators::VersionComparison;
using coordinators::VersionHit;
using optimization::PatternVersion;

std::string shown(double value) {
  return fmt::format("{:.4g}", value);
}

// What differs from the defaults.
std::string parameters_text(const PatternVersion& version, const Session& s) {
  std::string out;
  for (std::size_t i = 0; i < version.parameters.size(); ++i) {
    const auto& param = version.pattern->params[i];
    if (version.parameters[i] == param.value) continue;
    out += fmt::format("{}{}={}", out.empty() ? "" : " ", param.name, shown(version.parameters[i]));
  }
  return out.empty() ? s.text("the defaults", "默认值") : out;
}

// A figure of a part of the metrics that an optimization kept: {"test":{"lift":0.01}}.
std::string metric_in(const Json& metrics, const char* part, const char* name) {
  if (!metrics.contains(part) || !metrics[part].is_object()) return "-";
  const Json& value = metrics[part].contains(name) ? metrics[part][name] : Json();
  if (!value.is_number()) return "-";
  return std::string(name) == "hits" ? value.dump() : percent(value.get<double>());
}

std::string lifts_text(const Json& metrics) {
  if (!metrics.is_object() || metrics.empty()) return "";
  return fmt::format("{} / {} / {}", metric_in(metrics, "train", "lift"),
                     metric_in(metrics, "validation", "lift"), metric_in(metrics, "test", "lift"));
}

std::string created_text(const PatternVersion& version, const Session& s) {
  return version.created == 0 ? s.text("built in", "内置")
                              : shown_time(version.created, data::Period::min1);
}

std::string hits_table(std::span<const VersionHit> hits, std::size_t rows, const Session& s) {
  Table table({s.text("known at", "确认日"), s.text("symbol", "代码"), s.text("signal", "方向"),
               s.text("began", "开始"), s.text(">confidence", ">置信度")});
  for (const VersionHit& hit : hits.first(std::min(rows, hits.size()))) {
    table.add({shown_time(hit.known_at, data::Period::day), std::string(hit.symbol.text()),
               shown_bias(hit.bias, s), shown_time(hit.start, data::Period::day),
               core::fixed(hit.confidence * 100, 0) + "%"});
  }
  std::string out = table.empty() ? "" : table.text();
  if (hits.size() > rows) {
    out += s.chinese() ? fmt::format("另有 {} 个（--rows）\n", hits.size() - rows)
                       : fmt::format("{} more (--rows)\n", hits.size() - rows);
  }
  return out;
}

Json hits_json(std::span<const VersionHit> hits) {
  Json out = Json::array();
  for (const VersionHit& hit : hits) {
    out.push_back({{"symbol", hit.symbol.text()},
                   {"signal", to_string(hit.bias)},
                   {"start", shown_time(hit.start, data::Period::day)},
                   {"end", shown_time(hit.end, data::Period::day)},
                   {"known_at", shown_time(hit.known_at, data::Period::day)},
                   {"confidence", number(hit.confidence)}});
  }
  return out;
}

std::string version_name(const PatternVersion& version, const Session& s) {
  return s.chinese() ? fmt::format("版本 {}", version.number)
                     : fmt::format("version {}", version.number);
}

}  // namespace

Json version_json(const PatternVersion& version) {
  Json params = Json::object();
  for (std::size_t i = 0; i < version.parameters.size(); ++i)
    params[std::string(version.pattern->params[i].name)] = number(version.parameters[i]);
  return {{"id", version.id},
          {"pattern", version.pattern->id},
          {"number", version.number},
          {"parent", version.parent == 0 ? Json(nullptr) : Json(version.parent)},
          {"created", version.created == 0 ? Json(nullptr)
                                           : Json(shown_time(version.created, data::Period::min1))},
          {"author", version.author},
          {"method", version.method},
          {"message", version.message},
          {"active", version.active},
          {"tags", version.tags},
          {"parameters", std::move(params)},
          {"metrics", object_in(version.metrics)},
          {"data_hash", version.data_hash}};
}

std::string versions_text(std::span<const PatternVersion> versions, const Session& s) {
  Table table({"", s.text(">no.", ">版本"), s.text("id", "编号"), s.text(">from", ">源自"),
               s.text("created", "创建"), s.text("method", "方法"), s.text("tags", "标签"),
               s.text("lift: training / validation / test", "超额：训练 / 验证 / 测试"),
               s.text("parameters", "参数")});
  for (const PatternVersion& one : versions) {
    table.add({one.active ? "*" : "", std::to_string(one.number), one.id,
               one.parent == 0 ? "" : std::to_string(one.parent), created_text(one, s), one.method,
               fmt::format("{}", fmt::join(one.tags, " ")), lifts_text(object_in(one.metrics)),
               parameters_text(one, s)});
  }
  return table.text() + s.text("* in force\n", "* 已启用\n");
}

std::string measures_text(std::span<const data::VersionMeasure> measures, const Session& s) {
  if (measures.empty())
    return s.text("nothing was measured yet: `fwq optimize PATTERN` measures\n",
                  "还没有度量：fwq optimize 形态 会度量\n");
  Table table({s.text(">version", ">版本"), s.text("when", "时间"), s.text("data", "数据"),
               s.text("part", "时期"), s.text(">hits", ">次数"), s.text(">lift", ">超额"),
               s.text(">error", ">误差"), s.text(">win rate", ">胜率")});
  for (const auto& one : measures) {
    const Json metrics = object_in(one.metrics);
    bool first = true;
    for (const auto& [part, title] : {std::pair("train", s.text("training", "训练期")),
                                      std::pair("validation", s.text("validation", "验证期")),
                                      std::pair("test", s.text("test", "测试期"))}) {
      table.add({first ? std::to_string(one.number) : "",
                 first ? shown_time(one.time, data::Period::min1) : "", first ? one.data_hash : "",
                 title, metric_in(metrics, part, "hits"), metric_in(metrics, part, "lift"),
                 metric_in(metrics, part, "error"), metric_in(metrics, part, "win_rate")});
      first = false;
    }
  }
  return table.text();
}

Json measures_json(std::span<const data::VersionMeasure> measures) {
  Json out = Json::array();
  for (const auto& one : measures) {
    out.push_back({{"number", one.number},
                   {"measured_at", shown_time(one.time, data::Period::min1)},
                   {"data_hash", one.data_hash},
                   {"metrics", object_in(one.metrics)}});
  }
  return out;
}

Json comparison_json(const VersionComparison& c) {
  Json changes = Json::array();
  for (const auto& change : c.changes)
    changes.push_back({{"name", change.name},
                       {"before", number(change.before)},
                       {"after", number(change.after)}});
  return {{"before", version_json(c.before)},
          {"after", version_json(c.after)},
          {"changes", std::move(changes)},
          {"securities", c.symbols},
          {"bars", c.bars},
          {"kept", c.kept},
          {"won", hits_json(c.won)},
          {"lost", hits_json(c.lost)}};
}

std::string comparison_text(const VersionComparison& c, std::size_t rows, const Session& s) {
  std::string out = s.chinese() ? fmt::format("{}：{} → {}\n\n", c.before.pattern->name_zh,
                                              version_name(c.before, s), version_name(c.after, s))
                                : fmt::format("{}: {} → {}\n\n", c.before.pattern->name_en,
                                              version_name(c.before, s), version_name(c.after, s));
  Table params({s.text("parameter", "参数"), '>' + version_name(c.before, s),
                '>' + version_name(c.after, s)});
  for (const auto& change : c.changes)
    params.add({std::string(change.name), shown(change.before), shown(change.after)});
  out += params.empty() ? s.text("the same parameters\n", "参数相同\n") : params.text();
  const Json before = object_in(c.before.metrics), after = object_in(c.after.metrics);
  if (!before.empty() || !after.empty()) {
    Table metrics({s.text("measured when it was saved", "保存时的度量"),
                   '>' + version_name(c.before, s), '>' + version_name(c.after, s)});
    for (const auto& [part, title] :
         {std::pair("train", s.text("lift in training", "训练期超额")),
          std::pair("validation", s.text("lift in validation", "验证期超额")),
          std::pair("test", s.text("lift in the test", "测试期超额"))}) {
      metrics.add({title, metric_in(before, part, "lift"), metric_in(after, part, "lift")});
    }
    out += '\n' + metrics.text();
  }
  out += s.chinese()
             ? fmt::format("\n同样的 {} 只证券、{} 根K线：共有 {} 个，新增 {} 个，失去 {} 个\n",
                           c.symbols, c.bars, c.kept, c.won.size(), c.lost.size())
             : fmt::format("\nOn the same {} securities, {} bars: {} hits kept, {} won, {} lost\n",
                           c.symbols, c.bars, c.kept, c.won.size(), c.lost.size());
  if (!c.won.empty())
    out += s.text("\nwon, newest first\n", "\n新增（新的在前）\n") + hits_table(c.won, rows, s);
  if (!c.lost.empty())
    out += s.text("\nlost, newest first\n", "\n失去（新的在前）\n") + hits_table(c.lost, rows, s);
  return out;
}

}  // namespace fwq::cli
