// `fwq-desktop`: the desktop of FactorWeave-Quant.
#include <QApplication>
#include <QCommandLineParser>
#include <QDialog>
#include <cstdio>

#include "about_texts.hpp"
#include "app_context.hpp"
#include "app_icon.hpp"
#include "fwq/coordinators/services.hpp"
#include "fwq/core/service_container.hpp"
#include "fwq/core/standard_streams.hpp"
#include "languages.hpp"
#include "main_window.hpp"
#include "main_window_coordinator.hpp"
#include "say.hpp"
#include "screenshots.hpp"
#include "watched_application.hpp"

namespace {

using namespace fwq::desktop;
namespace core = fwq::core;

constexpr int kFailed = 1;
constexpr int kWrongRequest = 2;

struct Request {
  AppOptions options;
  QString symbol, screenshots;
  int status = -1;  // Not below 0: end with it.
};

int tell(std::FILE* where, const QString& text, int status) {
  std::fputs(text.toUtf8().constData(), where);
  return status;
}

Request read_command_line(const QStringList& words) {
  QCommandLineParser parser;
  parser.setApplicationDescription(
      say("The desktop of FactorWeave-Quant: stock analysis for the A-share market."));
  const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")},
                                say("Shows this help."));
  const QCommandLineOption version({QStringLiteral("v"), QStringLiteral("version")},
                                   say("Shows the version."));
  const QCommandLineOption home(QStringLiteral("home"),
                                say("The home folder (default: $FWQ_HOME, or ~/.factorweave)."),
                                QStringLiteral("DIR"));
  const QCommandLineOption symbol(QStringLiteral("symbol"), say("The security to show first."),
                                  QStringLiteral("SYM"));
  const QCommandLineOption theme(QStringLiteral("theme"),
                                 say("auto, dark, light, or a theme of config/theme.json."),
                                 QStringLiteral("NAME"));
  const QCommandLineOption lang(QStringLiteral("lang"),
                                say("zh or en (default: the setting, or the system's)."),
                                QStringLiteral("LANG"));
  const QCommandLineOption pictures(
      QStringLiteral("screenshots"),
      say("Saves a picture of every window in both themes and both languages there, then ends."),
      QStringLiteral("DIR"));
  parser.addOptions({help, version, home, symbol, theme, lang, pictures});
  Request request;
  if (!parser.parse(words)) {
    request.status =
        tell(stderr, QStringLiteral("fwq-desktop: ") + parser.errorText() + QLatin1Char('\n'),
             kWrongRequest);
  } else if (parser.isSet(help)) {
    request.status = tell(stdout, parser.helpText(), 0);
  } else if (parser.isSet(version)) {
    request.status =
        tell(stdout, QStringLiteral("fwq-desktop %1\n").arg(QLatin1String(kVersion)), 0);
  } else if (parser.isSet(lang) && parser.value(lang) != QLatin1String("zh") &&
             parser.value(lang) != QLatin1String("en")) {
    request.status = tell(
        stderr, QStringLiteral("fwq-desktop: --lang: ") + say("give zh or en") + QLatin1Char('\n'),
        kWrongRequest);
  } else if (!parser.positionalArguments().isEmpty()) {
    request.status = tell(
        stderr,
        QStringLiteral("fwq-desktop: ") +
            say("'%1' is not understood; see --help").arg(parser.positionalArguments().front()) +
            QLatin1Char('\n'),
        kWrongRequest);
  }
  request.options.home = utf8_of(parser.value(home));
  request.options.theme = parser.value(theme);
  request.options.language = parser.value(lang);
  request.symbol = parser.value(symbol);
  request.screenshots = parser.value(pictures);
  return request;
}

// Before a QApplication is made, which needs a display: --help and --version must not.
bool wants_only_words(int count, char** words) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--help" || word == "-h" || word == "--version" || word == "-v" ||
        word == "--screenshots" || word.starts_with("--screenshots="))
      return true;
  }
  return false;
}

}  // namespace

int main(int count, char** words) {
  core::claim_standard_streams();
  if (wants_only_words(count, words) && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
    qputenv("QT_QPA_PLATFORM", "offscreen");
  const WatchedApplication application(count, words);
  QApplication::setApplicationName(QStringLiteral("fwq-desktop"));
  QApplication::setApplicationVersion(QLatin1String(kVersion));
  QApplication::setDesktopFileName(QStringLiteral("fwq-desktop"));
  QApplication::setWindowIcon(app_icon());
  use_language(language_in_force({}));
  const Request request = read_command_line(QApplication::arguments());
  if (request.status >= 0) return request.status;

  core::ServiceContainer container;
  if (const auto registered = fwq::coordinators::register_services(container); !registered)
    return tell(stderr, text_of(registered.error().message) + QLatin1Char('\n'), kFailed);
  auto services = fwq::coordinators::resolve_services(container);
  if (!services)
    return tell(stderr, text_of(services.error().message) + QLatin1Char('\n'), kFailed);
  auto app = AppContext::open(*services, request.options);
  if (!app)
    return tell(stderr,
                QStringLiteral("fwq-desktop: ") + text_of(app.error().text(speaks_chinese())) +
                    QLatin1Char('\n'),
                kFailed);
  MainWindowCoordinator coordinator(**app);
  if (!request.screenshots.isEmpty())
    return save_screenshots(coordinator, request.screenshots, request.symbol) ? 0 : kFailed;
  coordinator.start(request.symbol);
  return QApplication::exec();
}
