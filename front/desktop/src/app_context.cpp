// Opening the home and its settings; look and language of the whole program.
#include "app_context.hpp"

#include <QApplication>
#include <QFont>
#include <QStyle>
#include <QStyleFactory>
#include <QThread>
#include <QTimer>

#include "alert_list.hpp"
#include "chart_in_front.hpp"
#include "fwq/core/events.hpp"
#include "fwq/core/log.hpp"
#include "languages.hpp"
#include "panel_events.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

std::filesystem::path state_file(const coordinators::Home& home) {
  return home.config_file().parent_path() / "desktop.json";
}

QString system_theme() {
  const auto window = QApplication::style()->standardPalette().color(QPalette::Window);
  return window.lightness() < 128 ? QStringLiteral("dark") : QStringLiteral("light");
}

void set_up_log(const coordinators::Home& home, core::ConfigManager& config, QStringList& notices) {
  const auto level = core::parse_log_level(config.text("log.level"));
  const auto log =
      core::set_up_log({.file = home.log_file(),
                        .file_level = level.value_or(core::LogLevel::info),
                        .max_bytes = config.bytes("log.max_size"),
                        .max_files = static_cast<std::size_t>(config.integer("log.max_files")),
                        .archive_bytes = config.bytes("log.archive_size")});
  if (!log) notices << text_of(log.error().text(speaks_chinese()));
}

}  // namespace

Result<std::unique_ptr<AppContext>> AppContext::open(const coordinators::Services& services,
                                                     const AppOptions& options) {
  const auto folder = options.home.empty() ? coordinators::Home::default_folder() : options.home;
  auto home = coordinators::Home::open(folder, &services.events);
  if (!home && home.error().code == Errc::not_found)
    home = coordinators::Home::init(folder, &services.events);
  if (!home) return std::move(home).error();
  services.home.choose(folder);
  FWQ_TRY_ASSIGN(config, core::ConfigManager::open(home->config_file()));
  std::unique_ptr<AppContext> app(new AppContext(services, std::move(*home), std::move(config)));
  app->start(options);
  return app;
}

AppContext::AppContext(const coordinators::Services& services, coordinators::Home home,
                       std::unique_ptr<core::ConfigManager> config)
    : services_(services),
      home_(std::move(home)),
      config_(std::move(config)),
      access_(services),
      securities_(std::make_unique<Securities>(*this)),
      alerts_(std::make_unique<AlertList>(*this)),
      chart_in_front_(std::make_unique<ChartInFront>()),
      session_(std::make_unique<StockSession>(*this)),
      jobs_(std::make_unique<Jobs>(
          static_cast<std::size_t>(config_->integer("performance.thread_pool_size")))) {}

AppContext::~AppContext() = default;

void AppContext::start(const AppOptions& options) {
  QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  language_ = language_in_force(options.language.isEmpty() ? text_of(config_->text("ui.language"))
                                                           : options.language);
  use_language(language_);
  set_up_log(home_, *config_, notices_);
  const core::Settings loaded = config_->snapshot();
  for (const auto& warning : loaded.warnings()) notices_ << text_of(warning);
  QString broken;
  state_ = read_state(state_file(home_), broken);
  if (!broken.isEmpty()) notices_ << broken;
  if (const auto adjust = data::parse_adjust(config_->text("analysis.adjust"))) {
    // Before anything is loaded: nothing is asked for yet.
    session_->setAdjust(*adjust);
  }
  themes_ = core::load_themes(home_.config_file().parent_path());
  core::log_info("the desktop is open on " + home_.folder().string());
  for (const auto& warning : themes_.warnings) notices_ << text_of(warning);
  const QString wanted =
      options.theme.isEmpty() ? text_of(config_->text("ui.theme")) : options.theme;
  const QString refused = useTheme(wanted);
  if (!refused.isEmpty()) {
    notices_ << refused;
    useTheme(QStringLiteral("auto"));
  }
  subscriptions_.push_back(
      services_.events.subscribe<core::DataUpdated>([this](const core::DataUpdated& event) {
        // From the thread of a job to this object's.
        const bool sectors = event.kind == "sectors";
        QMetaObject::invokeMethod(
            this,
            [this, sectors] {
              if (sectors)
                Q_EMIT sectorsChanged();
              else
                Q_EMIT dataChanged();
            },
            Qt::QueuedConnection);
      }));
  fulfilWishes();
}

void AppContext::wantStock(const QString& symbol) const {
  services_.events.publish(StockWanted{utf8_of(symbol)});
}

void AppContext::wantBars(std::size_t first, std::size_t last) const {
  services_.events.publish(BarsWanted{first, last});
}

void AppContext::wantDialog(const QString& id, const QString& subject) const {
  services_.events.publish(DialogWanted{utf8_of(id), utf8_of(subject)});
}

// Whoever publishes a wish may do so on any thread; it is fulfilled on this object's.
void AppContext::fulfilWishes() {
  const auto listen = [this]<class Event>(void (*fulfil)(AppContext&, const Event&)) {
    subscriptions_.push_back(services_.events.subscribe<Event>([this, fulfil](const Event& event) {
      if (QThread::currentThread() == thread())
        fulfil(*this, event);
      else
        QMetaObject::invokeMethod(
            this, [this, fulfil, event] { fulfil(*this, event); }, Qt::QueuedConnection);
    }));
  };
  listen(+[](AppContext& app, const StockWanted& event) {
    app.session().select(text_of(event.symbol));
  });
  listen(+[](AppContext& app, const BarsWanted& event) {
    app.session().showBars(event.first, event.last);
  });
  listen(+[](AppContext& app, const DialogWanted& event) {
    Q_EMIT app.dialogWanted(text_of(event.dialog), text_of(event.subject));
  });
}

std::filesystem::path AppContext::templatesFile() const {
  return home_.config_file().parent_path() / "templates.json";
}

QString AppContext::text(const Error& error) const {
  return text_of(error.text(chinese()));
}

QString AppContext::useTheme(const QString& id) {
  const QString name = id == QLatin1String("auto") ? system_theme() : id;
  auto found = core::find_theme(themes_, utf8_of(name));
  if (!found) return text(found.error());
  showTheme(*found);
  return {};
}

void AppContext::showTheme(const core::Theme& theme) {
  chosen_theme_ = theme;
  theme_ = config_->text("ui.rising") == "green" ? core::green_rises(theme) : theme;
  look_ = look_of(theme_);
  applyLook();
  Q_EMIT themeChanged();
}

void AppContext::reloadThemes() {
  themes_ = core::load_themes(home_.config_file().parent_path());
}

void AppContext::useLanguage(const QString& setting) {
  const QString language = language_in_force(setting);
  if (language == language_) return;
  language_ = language;
  use_language(language_);
  applyLook();
  Q_EMIT languageChanged();
}

void AppContext::setFontSize(int points) {
  state_.font_size = std::clamp(points, 7, 24);
  applyLook();
  Q_EMIT themeChanged();
}

void AppContext::applyLook() {
  QStringList families;
  for (const QString& family : text_of(theme_.default_font).split(QLatin1Char(',')))
    families << family.trimmed();
  QFont font;
  font.setFamilies(families);
  font.setPointSize(state_.font_size);
  QApplication::setFont(font);
  QApplication::setPalette(palette_of(look_));
  qApp->setStyleSheet(style_sheet(look_, theme_, state_.font_size));
}

void AppContext::save() {
  const auto tell = [this](const Result<void>& done) {
    if (done) return;
    core::log_error(done.error().message);
    Q_EMIT problem(text(done.error()));
  };
  tell(config_->save());
  tell(write_state(state_file(home_), state_));
}

QStringList AppContext::takeNotices() {
  return std::exchange(notices_, {});
}

}  // namespace fwq::desktop
