// Reading and writing config/templates.json.
#include "template_store.hpp"

#include <algorithm>
#include <tuple>

#include "fwq/analysis/indicator.hpp"
#include "fwq/core/files.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

using nlohmann::json;
constexpr std::size_t kMaxBytes = 4U << 20U;
constexpr std::size_t kLongestName = 200;

json as_json(const IndicatorTemplate& one) {
  json chart = json::parse(chart::chart_spec_to_json(one.chart));
  json kept = json::object();
  for (const char* key : {"overlays", "panes", "price_weight"}) kept[key] = chart[key];
  return {{"name", one.name}, {"favourite", one.favourite}, {"chart", kept}};
}

Error wrong(std::string en, std::string zh) {
  return {Errc::bad_data, std::move(en), std::move(zh)};
}

Result<IndicatorTemplate> template_in(const json& one) {
  if (!one.is_object() || !one.contains("name") || !one["name"].is_string() ||
      one["name"].get_ref<const std::string&>().empty() ||
      one["name"].get_ref<const std::string&>().size() > kLongestName)
    return wrong("a template without a name", "模板没有名称");
  IndicatorTemplate read{.name = one["name"].get<std::string>(), .favourite = false, .chart = {}};
  if (!one.contains("chart") || !one["chart"].is_object())
    return wrong("the template " + read.name + " has no chart",
                 "模板 " + read.name + " 没有图表内容");
  auto chart = chart::parse_chart_spec(one["chart"].dump());
  if (!chart)
    return wrong("the template " + read.name + " cannot be read: " + chart.error().message,
                 "模板 " + read.name + " 无法读取：" + chart.error().text(true));
  read.chart = std::move(*chart);
  read.favourite =
      one.contains("favourite") && one["favourite"].is_boolean() && one["favourite"].get<bool>();
  return read;
}

}  // namespace

TemplateStore TemplateStore::read(const std::filesystem::path& file, bool chinese,
                                  QStringList& problems) {
  TemplateStore store;
  store.file_ = file;
  const auto bytes = core::read_regular_file(file, kMaxBytes);
  if (!bytes) {
    if (bytes.error().code != Errc::not_found) problems << text_of(bytes.error().text(chinese));
    return store;
  }
  const json all = json::parse(*bytes, nullptr, false);
  if (!all.is_array()) {
    auto beside = file;
    beside += ".broken";
    std::error_code ignored;
    std::filesystem::copy_file(file, beside, std::filesystem::copy_options::overwrite_existing,
                               ignored);
    problems << say("The indicator templates could not be read. The damaged file is kept as %1.")
                    .arg(text_of(beside.string()));
    return store;
  }
  for (const json& one : all) {
    if (auto good = template_in(one)) {
      store.put(std::move(*good));
    } else {
      problems << text_of(good.error().text(chinese));
      store.unread_.push_back(one);
    }
  }
  return store;
}

const IndicatorTemplate* TemplateStore::find(std::string_view name) const {
  const auto at = std::find_if(list_.begin(), list_.end(),
                               [name](const auto& one) { return one.name == name; });
  return at == list_.end() ? nullptr : &*at;
}

void TemplateStore::put(IndicatorTemplate one) {
  remove(one.name);
  list_.push_back(std::move(one));
  sort();
}

void TemplateStore::remove(std::string_view name) {
  std::erase_if(list_, [name](const auto& one) { return one.name == name; });
}

Result<void> TemplateStore::rename(std::string_view name, std::string_view to) {
  if (name == to) return {};
  if (find(to) != nullptr)
    return Error{Errc::invalid_argument,
                 "there is a template " + std::string(to) + " already: choose another name",
                 "已有模板 " + std::string(to) + "：请换一个名称"};
  for (auto& one : list_)
    if (one.name == name) one.name = to;
  sort();
  return {};
}

void TemplateStore::sort() {
  std::sort(list_.begin(), list_.end(), [](const auto& a, const auto& b) {
    return std::tuple(!a.favourite, std::string_view(a.name)) <
           std::tuple(!b.favourite, std::string_view(b.name));
  });
}

Result<void> TemplateStore::write() const {
  json all = json::array();
  for (const auto& one : list_) all.push_back(as_json(one));
  for (const auto& one : unread_) all.push_back(one);
  return core::write_file_atomically(file_, all.dump(2) + "\n");
}

std::string template_to_json(const IndicatorTemplate& one) {
  return as_json(one).dump(2) + "\n";
}

Result<IndicatorTemplate> parse_template(std::string_view text) {
  const json one = json::parse(text, nullptr, false);
  if (one.is_discarded()) return wrong("the file is no JSON of a template", "该文件不是模板 JSON");
  return template_in(one);
}

void apply_template(const IndicatorTemplate& one, chart::ChartSpec& spec) {
  spec.overlays = one.chart.overlays;
  spec.panes = one.chart.panes;
  spec.price_weight = one.chart.price_weight;
}

std::string indicators_of(const chart::ChartSpec& spec) {
  std::string text;
  const auto add = [&text](const chart::IndicatorSpec& indicator) {
    const std::string written = chart::call_text(indicator);
    const auto call = analysis::parse_indicator(written, analysis::Flavour::tdx);
    text += (text.empty() ? "" : ", ") + (call ? call->text : written);
  };
  for (const auto& indicator : spec.overlays) add(indicator);
  for (const auto& pane : spec.panes)
    for (const auto& indicator : pane.indicators) add(indicator);
  return text;
}

}  // namespace fwq::desktop
