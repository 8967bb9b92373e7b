// AppContext: what the desktop works on, for all of its windows: the home, its settings and look, jobs, the stock in front.
//
// One for the program, made by main() (or a test) and handed to everything by reference. [gui-thread], but for access(),
// services() and jobs().workers().
#pragma once

#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <vector>

#include "desktop_state.hpp"
#include "fwq/coordinators/services.hpp"
#include "fwq/core/config_manager.hpp"
#include "fwq/core/theme.hpp"
#include "jobs.hpp"
#include "look.hpp"
#include "market_access.hpp"
#include "securities.hpp"
#include "stock_session.hpp"

namespace fwq::desktop {

struct AppOptions {
  std::filesystem::path home;  // Empty: the default one.
  QString theme, language;     // In place of the settings; "": what they say.
};

class AlertList;
class ChartInFront;

class AppContext : public QObject {
  Q_OBJECT

 public:
  // Makes the home if there is none. Requires: a QApplication, and that the services outlive it. Errors: as Home::init
  // and ConfigManager::open.
  static Result<std::unique_ptr<AppContext>> open(const coordinators::Services& services,
                                                  const AppOptions& options);
  ~AppContext() override;

  const coordinators::Services& services() const noexcept { return services_; }
  const coordinators::Home& home() const noexcept { return home_; }
  core::ConfigManager& config() noexcept { return *config_; }
  DesktopState& state() noexcept { return state_; }
  MarketAccess& access() noexcept { return access_; }
  Jobs& jobs() noexcept { return *jobs_; }
  StockSession& session() noexcept { return *session_; }
  Securities& securities() noexcept { return *securities_; }
  AlertList& alerts() noexcept { return *alerts_; }
  ChartInFront& chartInFront() noexcept { return *chart_in_front_; }
  std::filesystem::path templatesFile() const;

  // As it is shown: with the colours of rising and falling as the setting ui.rising wants them.
  const core::Theme& theme() const noexcept { return theme_; }
  // As its file has it.
  const core::Theme& chosenTheme() const noexcept { return chosen_theme_; }
  const Look& look() const noexcept { return look_; }
  const core::ThemeBook& themes() const noexcept { return themes_; }
  bool chinese() const noexcept { return language_ == QLatin1String("zh"); }
  const QString& language() const noexcept { return language_; }
  // Of an error, in the language in force.
  QString text(const Error& error) const;

  // Puts a theme in force: an id of themes(), or "auto". A name that is none leaves the look as it is and returns why.
  QString useTheme(const QString& id);
  // Shows it without a setting being touched: for the theme editor.
  void showTheme(const core::Theme& theme);
  // The setting ui.rising has changed.
  void useRising() { showTheme(core::Theme(chosen_theme_)); }
  // Reads config/theme.json anew.
  void reloadThemes();
  void useLanguage(const QString& setting);
  void setFontSize(int points);
  // Wishes, told on the event bus (panel_events.hpp): whoever can fulfil them does. [gui-thread]
  void wantStock(const QString& symbol) const;
  void wantBars(std::size_t first, std::size_t last) const;
  void wantDialog(const QString& id, const QString& subject = {}) const;
  // Writes settings and state; problems go to the log and to `problem`.
  void save();
  // What went wrong before there was a window to say it in; given once.
  QStringList takeNotices();
  void addNotice(const QString& text) { notices_ << text; }

 Q_SIGNALS:
  void themeChanged();
  void shortcutsChanged();
  void languageChanged();  // Windows make themselves anew.
  void dataChanged();      // Bars, names or events of the home: read them again.
  void sectorsChanged();   // Only which securities belong together.
  void problem(const QString& text);
  // Somebody wants a dialog of the table (DialogWanted); see dialog_subject.hpp for `subject`.
  void dialogWanted(const QString& id, const QString& subject);

 private:
  AppContext(const coordinators::Services& services, coordinators::Home home,
             std::unique_ptr<core::ConfigManager> config);
  void start(const AppOptions& options);
  void applyLook();
  void fulfilWishes();
  const coordinators::Services& services_;
  coordinators::Home home_;
  std::unique_ptr<core::ConfigManager> config_;
  MarketAccess access_;
  DesktopState state_;
  core::ThemeBook themes_;
  core::Theme chosen_theme_, theme_;
  Look look_;
  QString language_;
  QStringList notices_;
  std::vector<core::Subscription> subscriptions_;
  std::unique_ptr<Securities> securities_;
  std::unique_ptr<AlertList> alerts_;
  std::unique_ptr<ChartInFront> chart_in_front_;
  std::unique_ptr<StockSession> session_;
  std::unique_ptr<Jobs> jobs_;  // Ends first: its threads use all of the above.
};

}  // namespace fwq::desktop
