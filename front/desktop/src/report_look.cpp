// The options of reports.
#include "report_look.hpp"

#include <QDateTime>

#include "about_texts.hpp"
#include "app_context.hpp"
#include "fwq/coordinators/demo.hpp"

namespace fwq::desktop {

coordinators::ReportOptions report_options(AppContext& app) {
  coordinators::ReportOptions options;
  options.language = app.chinese() ? report::Language::zh : report::Language::en;
  for (const auto& theme : core::built_in_themes())
    (theme.id == "dark" ? options.dark : options.light) = theme;
  (app.look().dark ? options.dark : options.light) = app.theme();
  options.look = app.look().dark ? "dark" : "light";
  options.version = kVersion;
  options.generated_at =
      data::format_minute(QDateTime::currentSecsSinceEpoch() + std::int64_t{8} * 3600);
  options.simulated = coordinators::demo_mark(app.home()).has_value();
  return options;
}

}  // namespace fwq::desktop
