// Writing theme.json.
#include "theme_store.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "fwq/core/files.hpp"

namespace fwq::desktop {
namespace {

using nlohmann::json;
constexpr std::size_t kMaxBytes = 1U << 20U;

json as_json(const core::Theme& theme) {
  json colors = json::object();
  for (const auto& color : core::theme_colors())
    colors[std::string(color.key)] = core::to_text(theme.*color.member);
  colors["alpha"] = theme.alpha;
  colors["indicator_colors"] = json::array();
  for (const auto& color : theme.indicator_colors)
    colors["indicator_colors"].push_back(core::to_text(color));
  json name = theme.name_en;
  if (theme.name_zh != theme.name_en) name = {{"en", theme.name_en}, {"zh", theme.name_zh}};
  return {{"id", theme.id},
          {"name", name},
          {"colors", colors},
          {"fonts", {{"default", theme.default_font}, {"code", theme.code_font}}}};
}

// The themes of the file as a list; a single object is a list of one.
Result<json> read_list(const std::filesystem::path& file) {
  const auto bytes = core::read_regular_file(file, kMaxBytes);
  if (!bytes) {
    if (bytes.error().code == Errc::not_found) return json::array();
    return bytes.error();
  }
  json all = json::parse(*bytes, nullptr, false);
  if (all.is_object()) all = json::array({all});
  if (!all.is_array())
    return Error{Errc::bad_data,
                 fmt::format("{} is no JSON: mend or remove it first", file.string()),
                 fmt::format("{} 不是 JSON：请先修正或移除", file.string())};
  return all;
}

bool has_id(const json& theme, std::string_view id) {
  return theme.is_object() && theme.contains("id") && theme["id"].is_string() &&
         theme["id"].get_ref<const std::string&>() == id;
}

}  // namespace

std::string theme_json(const core::Theme& theme) {
  return as_json(theme).dump(2);
}

Result<void> put_theme(const std::filesystem::path& file, const core::Theme& theme) {
  FWQ_TRY_ASSIGN(all, read_list(file));
  json kept = json::array();
  for (auto& one : all)
    if (!has_id(one, theme.id)) kept.push_back(std::move(one));
  kept.push_back(as_json(theme));
  return core::write_file_atomically(file, kept.dump(2) + "\n");
}

Result<void> remove_theme(const std::filesystem::path& file, std::string_view id) {
  FWQ_TRY_ASSIGN(all, read_list(file));
  json kept = json::array();
  for (auto& one : all)
    if (!has_id(one, id)) kept.push_back(std::move(one));
  if (kept.size() == all.size())
    return Error{Errc::not_found, fmt::format("{} has no theme '{}'", file.string(), id),
                 fmt::format("{} 中没有主题 '{}'", file.string(), id)};
  return core::write_file_atomically(file, kept.dump(2) + "\n");
}

}  // namespace fwq::desktop
