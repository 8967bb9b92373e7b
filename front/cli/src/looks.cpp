// Choosing the looks of a page.
#include "looks.hpp"

#include "command.hpp"
#include "fwq/cli/version.hpp"
#include "fwq/coordinators/demo.hpp"
#include "fwq/core/text.hpp"

namespace fwq::cli {
namespace {

namespace fs = std::filesystem;

Result<void> choose_looks(std::string_view name, const fs::path& config_folder,
                          const Session& session, coordinators::ReportOptions& options) {
  const auto book = core::load_themes(config_folder);
  FWQ_TRY_ASSIGN(light, core::find_theme(book, "light"));
  FWQ_TRY_ASSIGN(dark, core::find_theme(book, "dark"));
  options.light = light;
  options.dark = dark;
  options.look = "auto";
  if (core::to_lower(name) == "auto") return {};
  FWQ_TRY_ASSIGN(theme, core::find_theme(book, name));
  for (const auto& warning : book.warnings) session.note(warning);
  constexpr double kDark = 0.18;  // Luminance of a middle grey.
  const bool is_dark = core::luminance(theme.background) < kDark;
  options.look = is_dark ? "dark" : "light";
  (is_dark ? options.dark : options.light) = theme;
  return {};
}

}  // namespace

Result<coordinators::ReportOptions> page_options(std::string_view theme, const Session& session) {
  FWQ_TRY_ASSIGN(home, session.home());
  coordinators::ReportOptions options;
  const std::string name = theme.empty() ? session.settings().text("ui.theme") : std::string(theme);
  FWQ_TRY(choose_looks(name, home.folder() / "config", session, options));
  if (session.settings().text("ui.rising") == "green") {
    options.light = core::green_rises(options.light);
    options.dark = core::green_rises(options.dark);
  }
  options.language = session.chinese() ? report::Language::zh : report::Language::en;
  options.version = kVersion;
  options.simulated = coordinators::demo_mark(home).has_value();
  options.generated_at = data::format_minute(shanghai_now());
  return options;
}

}  // namespace fwq::cli
