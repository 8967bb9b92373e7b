// Jobs on the tables of alerts.
#include "alert_list.hpp"

#include <algorithm>

#include "app_context.hpp"
#include "say.hpp"

namespace fwq::desktop {
namespace {

struct Checked {
  int fresh = 0;
  QString problems;
};

Result<Checked> check_all(AppContext& app, bool chinese, const core::TaskContext& context) {
  std::vector<coordinators::AlertCheck> checks;
  {
    FWQ_TRY_ASSIGN(reading, app.access().read());
    const auto flavour = analysis::parse_flavour(reading.open->settings.text("indicators.flavour"));
    FWQ_TRY_ASSIGN(done, coordinators::check_alerts(
                             {reading.snapshot, reading.db, nullptr, reading.others.get()},
                             reading.db, flavour.value_or(analysis::Flavour::tdx), context));
    checks = std::move(done);
  }
  FWQ_TRY_ASSIGN(db, app.home().database(false));
  FWQ_TRY_ASSIGN(fresh, coordinators::keep_alert_checks(db, checks, &app.services().events));
  Checked checked{static_cast<int>(fresh.size()), {}};
  for (const auto& check : checks)
    for (const auto& problem : check.problems)
      checked.problems += (checked.problems.isEmpty() ? QString() : QStringLiteral("\n")) +
                          text_of(check.alert.name) + QStringLiteral(": ") +
                          text_of(problem.text(chinese));
  return checked;
}

}  // namespace

AlertList::AlertList(AppContext& app) : app_(app) {
  soon_.setSingleShot(true);
  soon_.setInterval(200);
  connect(&soon_, &QTimer::timeout, this, [this] { check(); });
}

const data::AlertRecord* AlertList::find(std::int64_t id) const {
  const auto at = std::find_if(book_->alerts.begin(), book_->alerts.end(),
                               [id](const auto& alert) { return alert.id == id; });
  return at == book_->alerts.end() ? nullptr : &*at;
}

int AlertList::open() const {
  return static_cast<int>(std::count_if(book_->hits.begin(), book_->hits.end(),
                                        [](const auto& hit) { return !hit.acknowledged; }));
}

void AlertList::load() {
  using Book = std::shared_ptr<const AlertBook>;
  const quint64 mine = ++generation_;
  app_.jobs().run<Book>(
      say("Read the alerts"),
      [app = &app_](const core::TaskContext& /*context*/) -> Result<Book> {
        FWQ_TRY_ASSIGN(db, app->home().database(true));
        auto book = std::make_shared<AlertBook>();
        FWQ_TRY_ASSIGN(alerts, db.alerts());
        FWQ_TRY_ASSIGN(hits, db.alert_hits());
        book->alerts = std::move(alerts);
        book->hits = std::move(hits);
        return Book(std::move(book));
      },
      this,
      [this, mine](Result<Book> book) {
        if (mine != generation_) return;
        if (!book) {
          Q_EMIT failed(app_.text(book.error()));
          return;
        }
        book_ = std::move(*book);
        Q_EMIT changed();
      },
      true);
}

void AlertList::checkSoon() {
  soon_.start();
}

void AlertList::check(bool told) {
  if (checking_) {
    again_ = true;
    return;
  }
  checking_ = true;
  app_.jobs().run<Checked>(
      say("Check the alerts"),
      [app = &app_, chinese = app_.chinese()](const core::TaskContext& context) {
        return check_all(*app, chinese, context);
      },
      this,
      [this](const Result<Checked>& done) {
        checking_ = false;
        if (done)
          Q_EMIT checked(done->fresh, done->problems);
        else
          Q_EMIT failed(app_.text(done.error()));
        load();
        if (std::exchange(again_, false)) check();
      },
      !told);
}

void AlertList::write(const QString& title, Change change, bool then_check) {
  app_.jobs().run<int>(
      title,
      [app = &app_, change = std::move(change)](const core::TaskContext&) -> Result<int> {
        FWQ_TRY_ASSIGN(db, app->home().database(false));
        FWQ_TRY(change(db));
        return 0;
      },
      this,
      [this, then_check](const Result<int>& done) {
        if (!done) Q_EMIT failed(app_.text(done.error()));
        if (then_check && done)
          check();
        else
          load();
      },
      true);
}

void AlertList::put(const data::AlertRecord& alert) {
  write(
      say("Save an alert"),
      [alert](data::SystemDb& db) -> Result<void> {
        FWQ_TRY_ASSIGN(id, db.put_alert(alert));
        static_cast<void>(id);
        return {};
      },
      true);
}

void AlertList::remove(std::int64_t id) {
  write(
      say("Delete an alert"), [id](data::SystemDb& db) { return db.remove_alert(id); }, false);
}

void AlertList::acknowledge(std::vector<data::AlertHit> hits) {
  write(
      say("Acknowledge alerts"),
      [hits = std::move(hits)](data::SystemDb& db) { return db.acknowledge_alerts(hits); }, false);
}

void AlertList::removeHits(std::vector<data::AlertHit> hits) {
  write(
      say("Remove alerts"),
      [hits = std::move(hits)](data::SystemDb& db) { return db.remove_alert_hits(hits); }, false);
}

}  // namespace fwq::desktop
