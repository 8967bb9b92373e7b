// Versions as rows of the database, and back.
#include "fwq/optimization/version_manager.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <nlohmann/json.hpp>

#include "fwq/core/text.hpp"

namespace fwq::optimization {
namespace {

using analysis::PatternDef;
using Json = nlohmann::ordered_json;

std::string json_of(const PatternDef& pattern, std::span<const double> parameters) {
  Json out = Json::object();
  for (std::size_t i = 0; i < parameters.size(); ++i)
    out[std::string(pattern.params[i].name)] = parameters[i];
  return out.dump();
}

// None: it is no object of numbers, or they are out of range.
std::optional<std::vector<double>> parameters_in(const PatternDef& pattern, const Json& object) {
  if (!object.is_object()) return std::nullopt;
  std::vector<double> values;
  for (const auto& param : pattern.params) {
    const auto at = object.find(std::string(param.name));
    if (at != object.end() && !at->is_number()) return std::nullopt;
    values.push_back(at == object.end() ? param.value : at->get<double>());
  }
  const auto bound =
      analysis::bind(pattern.id, {pattern.params.begin(), pattern.params.size()}, values);
  return bound ? std::optional(*bound) : std::nullopt;
}
std::optional<std::vector<double>> parameters_in(const PatternDef& pattern,
                                                 const std::string& text) {
  return parameters_in(pattern, Json::parse(text, nullptr, false));
}

std::vector<double> defaults_of(const PatternDef& pattern) {
  std::vector<double> out;
  for (const auto& param : pattern.params) out.push_back(param.value);
  return out;
}

PatternVersion version_of(const PatternDef& pattern, data::PatternVersionRecord record,
                          std::vector<double> parameters) {
  PatternVersion out;
  out.pattern = &pattern;
  out.number = record.number;
  out.parent = record.parent;
  out.id = std::move(record.id);
  out.created = record.time;
  out.author = std::move(record.author);
  out.method = std::move(record.method);
  out.message = std::move(record.message);
  out.parameters = std::move(parameters);
  out.metrics = std::move(record.metrics);
  out.data_hash = std::move(record.data_hash);
  return out;
}

Error no_version(const PatternDef& pattern, std::string_view which) {
  return {Errc::not_found,
          fmt::format("{} has no version '{}': `fwq versions {}` lists those there are", pattern.id,
                      which, pattern.id),
          fmt::format("{} 没有版本 '{}'：`fwq versions {}` 列出全部版本", pattern.id, which,
                      pattern.id)};
}

bool is_number(std::string_view word) {
  return !word.empty() && word.size() < 10 &&
         std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c); });
}

Result<void> check_tag(const std::string& name) {
  const bool good = !name.empty() && name.size() <= 40 && !is_number(name) &&
                    std::all_of(name.begin(), name.end(), [](unsigned char c) {
                      return std::isalnum(c) || c == '-' || c == '_' || c == '.';
                    });
  if (good) return {};
  return Error{
      Errc::invalid_argument,
      fmt::format("'{}' cannot be a tag: letters, digits, '-', '_' and '.', at most 40, and not a "
                  "number alone",
                  name),
      fmt::format("'{}' 不能作标签：限字母、数字、'-'、'_'、'.'，最多 40 个字符，且不能全是数字",
                  name)};
}

class ActiveParameters final : public analysis::PatternParameters {
 public:
  explicit ActiveParameters(std::map<std::string, std::vector<double>, std::less<>> values)
      : values_(std::move(values)) {}
  std::optional<std::vector<double>> parameters(const PatternDef& pattern) const override {
    const auto at = values_.find(pattern.id);
    return at == values_.end() ? std::nullopt : std::optional(at->second);
  }

 private:
  std::map<std::string, std::vector<double>, std::less<>> values_;
};

}  // namespace

std::string version_id(const PatternDef& pattern, std::span<const double> parameters) {
  // FNV-1a over the id and each parameter's name and shortest decimal.
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  const auto add = [&](std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211U;
    hash = (hash ^ 0xffU) * 1'099'511'628'211U;
  };
  add(pattern.id);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    add(pattern.params[i].name);
    add(core::shortest(parameters[i]));
  }
  return fmt::format("{:016x}", hash);
}

Result<const PatternDef*> find_pattern(std::string_view id) {
  const std::string wanted = core::to_lower(core::trimmed(id));
  std::vector<std::string> ids;
  for (const PatternDef* def : analysis::built_in_patterns()) {
    if (def->id == wanted) return def;
    ids.emplace_back(def->id);
  }
  return Error{Errc::not_found,
               fmt::format("there is no pattern '{}'{}", id, core::did_you_mean(wanted, ids)),
               fmt::format("没有形态 '{}'{}", id, core::did_you_mean_zh(wanted, ids))};
}

Result<std::vector<const PatternDef*>> find_patterns(std::string_view id_or_group) {
  const std::string wanted = core::to_lower(core::trimmed(id_or_group));
  std::vector<const PatternDef*> found;
  std::vector<std::string> names;
  for (const PatternDef* def : analysis::built_in_patterns()) {
    if (def->id == wanted) return std::vector{def};
    if (!def->group.empty() && def->group == wanted) found.push_back(def);
    names.emplace_back(def->id);
    if (!def->group.empty()) names.emplace_back(def->group);
  }
  if (!found.empty()) return found;
  return Error{
      Errc::not_found,
      fmt::format("there is no pattern or group '{}'{}", id_or_group,
                  core::did_you_mean(wanted, names)),
      fmt::format("没有形态或形态组 '{}'{}", id_or_group, core::did_you_mean_zh(wanted, names))};
}

Result<PatternVersion> VersionManager::built_in(const PatternDef& pattern) const {
  PatternVersion out;
  out.pattern = &pattern;
  out.parameters = defaults_of(pattern);
  out.id = version_id(pattern, out.parameters);
  out.author = "built_in";
  out.method = "default";
  out.metrics = "{}";
  return out;
}

Result<std::vector<PatternVersion>> VersionManager::get_version_history(
    const PatternDef& pattern) const {
  FWQ_TRY_ASSIGN(records, db_.versions(pattern.id));
  FWQ_TRY_ASSIGN(tags, db_.version_tags(pattern.id));
  std::vector<PatternVersion> out;
  FWQ_TRY_ASSIGN(first, built_in(pattern));
  out.push_back(std::move(first));
  for (auto& record : records) {
    if (auto parameters = parameters_in(pattern, record.parameters))
      out.push_back(version_of(pattern, std::move(record), std::move(*parameters)));
  }
  int active = 1;
  for (const auto& tag : tags) {
    if (tag.tag.empty()) active = tag.number;
    for (PatternVersion& one : out) {
      if (!tag.tag.empty() && one.number == tag.number) one.tags.push_back(tag.tag);
    }
  }
  const auto in_force =
      std::find_if(out.begin(), out.end(), [&](const auto& one) { return one.number == active; });
  (in_force == out.end() ? out.front() : *in_force).active = true;
  std::reverse(out.begin(), out.end());
  return out;
}

Result<PatternVersion> VersionManager::version(const PatternDef& pattern,
                                               std::string_view which) const {
  FWQ_TRY_ASSIGN(history, get_version_history(pattern));
  const std::string wanted = core::to_lower(core::trimmed(which));
  if (is_number(wanted)) {
    for (const auto& one : history) {
      if (std::to_string(one.number) == wanted) return one;
    }
  }
  for (const auto& one : history) {
    if (std::find(one.tags.begin(), one.tags.end(), std::string(core::trimmed(which))) !=
        one.tags.end())
      return one;
  }
  const PatternVersion* found = nullptr;
  for (const auto& one : history) {
    if (wanted.size() < 4 || !one.id.starts_with(wanted)) continue;
    if (found != nullptr) {
      return Error{Errc::invalid_argument,
                   fmt::format("several versions of {} begin with '{}': give more of the id",
                               pattern.id, which),
                   fmt::format("{} 有多个版本以 '{}' 开头：请给出更长的编号", pattern.id, which)};
    }
    found = &one;
  }
  if (found != nullptr) return *found;
  return no_version(pattern, which);
}

Result<PatternVersion> VersionManager::active(const PatternDef& pattern) const {
  FWQ_TRY_ASSIGN(history, get_version_history(pattern));
  return *std::find_if(history.begin(), history.end(), [](const auto& one) { return one.active; });
}

Result<PatternVersion> VersionManager::save_version(const PatternDef& pattern,
                                                    std::span<const double> parameters,
                                                    const VersionNote& note) {
  FWQ_TRY_ASSIGN(bound, analysis::bind(pattern.id, {pattern.params.begin(), pattern.params.size()},
                                       parameters));
  if (bound == defaults_of(pattern)) return version(pattern, "1");
  data::PatternVersionRecord record;
  record.pattern = pattern.id;
  record.id = version_id(pattern, bound);
  record.parent = note.parent;
  if (note.parent == 0) {
    FWQ_TRY_ASSIGN(current, active(pattern));
    record.parent = current.number;
  }
  record.time = note.time;
  record.author = note.author;
  record.method = note.method;
  record.message = note.message;
  record.parameters = json_of(pattern, bound);
  record.metrics = note.metrics;
  record.data_hash = note.data_hash;
  FWQ_TRY_ASSIGN(number, db_.put_version(record));
  return version(pattern, std::to_string(number));
}

Result<PatternVersion> VersionManager::activate_version(const PatternDef& pattern,
                                                        std::string_view which) {
  FWQ_TRY_ASSIGN(chosen, version(pattern, which));
  FWQ_TRY(db_.put_tag({std::string(pattern.id), "", chosen.number}));
  return version(pattern, std::to_string(chosen.number));
}

Result<PatternVersion> VersionManager::roll_back(const PatternDef& pattern) {
  FWQ_TRY_ASSIGN(current, active(pattern));
  if (current.parent == 0) {
    return Error{Errc::invalid_argument,
                 fmt::format("version {} of {} has none before it", current.number, pattern.id),
                 fmt::format("{} 的版本 {} 之前没有其他版本", pattern.id, current.number)};
  }
  // A parent that was deleted leaves the defaults.
  const auto parent = version(pattern, std::to_string(current.parent));
  return activate_version(pattern, parent ? std::to_string(parent->number) : "1");
}

Result<void> VersionManager::delete_version(const PatternDef& pattern, std::string_view which) {
  FWQ_TRY_ASSIGN(chosen, version(pattern, which));
  if (chosen.number == 1) {
    return Error{Errc::invalid_argument,
                 fmt::format("version 1 of {} is built in and stays", pattern.id),
                 fmt::format("{} 的版本 1 为内置版本，不能删除", pattern.id)};
  }
  return db_.remove_version(pattern.id, chosen.number);
}

Result<void> VersionManager::tag(const PatternDef& pattern, std::string_view which,
                                 const std::string& name) {
  FWQ_TRY(check_tag(name));
  FWQ_TRY_ASSIGN(chosen, version(pattern, which));
  return db_.put_tag({std::string(pattern.id), name, chosen.number});
}

Result<void> VersionManager::untag(const PatternDef& pattern, const std::string& name) {
  FWQ_TRY(check_tag(name));
  return db_.remove_tag(pattern.id, name);
}

std::vector<ParameterChange> VersionManager::compare(const PatternVersion& before,
                                                     const PatternVersion& after) {
  std::vector<ParameterChange> out;
  for (std::size_t i = 0; i < before.parameters.size(); ++i) {
    if (before.parameters[i] != after.parameters[i])
      out.push_back({before.pattern->params[i].name, before.parameters[i], after.parameters[i]});
  }
  return out;
}

Result<std::string> VersionManager::export_json(std::span<const PatternDef* const> patterns) const {
  Json versions = Json::array();
  for (const PatternDef* pattern : patterns) {
    FWQ_TRY_ASSIGN(history, get_version_history(*pattern));
    for (auto one = history.rbegin(); one != history.rend(); ++one) {
      if (one->number == 1) continue;
      versions.push_back({{"pattern", pattern->id},
                          {"number", one->number},
                          {"created", data::format_minute(one->created)},
                          {"author", one->author},
                          {"method", one->method},
                          {"message", one->message},
                          {"parameters", Json::parse(json_of(*pattern, one->parameters))},
                          {"metrics", Json::parse(one->metrics, nullptr, false)},
                          {"data_hash", one->data_hash},
                          {"tags", one->tags}});
    }
  }
  return Json{{"format", "fwq-pattern-versions"}, {"version", 1}, {"versions", std::move(versions)}}
      .dump(2);
}

Result<std::size_t> VersionManager::import_json(std::string_view document, data::Time time) {
  const auto refused = [](const std::string& en, const std::string& zh) {
    return Error{Errc::invalid_argument, en, zh};
  };
  const Json whole = Json::parse(document, nullptr, false);
  if (!whole.is_object() || whole.value("format", Json()) != "fwq-pattern-versions" ||
      !whole.contains("versions") || !whole["versions"].is_array())
    return refused(
        "this is no document of versions: `fwq versions PATTERN --export FILE` writes one",
        "不是版本文件：`fwq versions 形态 --export 文件` 可导出");
  struct Read {
    const PatternDef* pattern;
    std::vector<double> parameters;
    VersionNote note;
  };
  std::vector<Read> all;  // Everything is checked before anything is written.
  for (const Json& one : whole["versions"]) {
    const std::string place = fmt::format("version {}", all.size() + 1),
                      place_zh = fmt::format("第 {} 个版本", all.size() + 1);
    const auto text = [&](const char* key) {
      return one.is_object() && one.contains(key) && one[key].is_string()
                 ? one[key].get<std::string>()
                 : std::string();
    };
    auto pattern = find_pattern(text("pattern"));
    if (!pattern)
      return refused(place + ": " + pattern.error().message,
                     place_zh + "：" + pattern.error().text(true));
    auto parameters =
        one.contains("parameters") ? parameters_in(**pattern, one["parameters"]) : std::nullopt;
    if (!parameters)
      return refused(
          fmt::format("{} ({}): its parameters are missing or out of range", place, (*pattern)->id),
          fmt::format("{}（{}）：参数缺失或超出范围", place_zh, (*pattern)->id));
    VersionNote note;
    note.time = time;
    if (const auto created = data::parse_time(text("created"))) note.time = *created;
    note.author = text("author").empty() ? "import" : text("author");
    note.method = text("method").empty() ? "import" : text("method");
    note.message = text("message");
    note.data_hash = text("data_hash");
    if (one.contains("metrics") && one["metrics"].is_object()) note.metrics = one["metrics"].dump();
    all.push_back({*pattern, std::move(*parameters), std::move(note)});
  }
  std::size_t made = 0;
  for (const Read& one : all) {
    FWQ_TRY_ASSIGN(before, db_.versions(one.pattern->id));
    FWQ_TRY(save_version(*one.pattern, one.parameters, one.note));
    FWQ_TRY_ASSIGN(after, db_.versions(one.pattern->id));
    made += after.size() - before.size();
  }
  return made;
}

Result<std::shared_ptr<const analysis::PatternParameters>> active_parameters(
    const data::SystemDb& db) {
  FWQ_TRY_ASSIGN(tags, db.version_tags());
  std::map<std::string, std::vector<double>, std::less<>> values;
  for (const auto& tag : tags) {
    if (!tag.tag.empty() || tag.number == 1) continue;
    const auto pattern = find_pattern(tag.pattern);
    if (!pattern) continue;  // Of a newer program.
    FWQ_TRY_ASSIGN(versions, db.versions(tag.pattern));
    for (const auto& one : versions) {
      if (one.number != tag.number) continue;
      if (auto parameters = parameters_in(**pattern, one.parameters))
        values[tag.pattern] = std::move(*parameters);
    }
  }
  return std::shared_ptr<const analysis::PatternParameters>(
      std::make_shared<ActiveParameters>(std::move(values)));
}

std::shared_ptr<const analysis::PatternParameters> parameters_of(const PatternVersion& version) {
  std::map<std::string, std::vector<double>, std::less<>> values;
  values.emplace(version.pattern->id, version.parameters);
  return std::make_shared<ActiveParameters>(std::move(values));
}

}  // namespace fwq::optimization
