// Analysis > Tuning: many patterns optimized one after the other, all of them or the weakest, and judged together before
// anything is put in force.
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTextBrowser>
#include <QTimer>
#include <QVBoxLayout>
#include <cmath>
#include <memory>
#include <mutex>

#include "app_context.hpp"
#include "dialog_subject.hpp"
#include "fwq/coordinators/auto_tuner.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::AutoTuner;
using coordinators::TuneState;
using coordinators::TuneTask;
using coordinators::TuningReport;
using Report = std::shared_ptr<const TuningReport>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Tuning of patterns");

// The tuner while its job works; null before and after. Whoever uses it holds the mutex, so that it does not end meanwhile.
struct Live {
  std::mutex mutex;
  AutoTuner* tuner = nullptr;
};

struct Wanted {
  bool smart = false, activate = true;
  double minutes = 1;
  data::Time now = 0;
  core::EventBus* events = nullptr;
};

Result<void> add_tasks(AutoTuner& tuner, const Wanted& wanted, const core::TaskContext& context) {
  optimization::OptimizationConfig config;
  config.max_iterations = 20;
  config.population_size = 10;
  config.timeout_minutes = wanted.minutes;
  if (!wanted.smart) return tuner.add_all(config);
  FWQ_TRY(tuner.add_smart({}, {.threshold = 0, .minutes_per_pattern = wanted.minutes}, config,
                          context));
  return {};
}

Result<Report> tune(AppContext& app, const Wanted& wanted, Live& live,
                    const core::TaskContext& context) {
  coordinators::OptimizationMarket market;
  {
    FWQ_TRY_ASSIGN(reading, app.access().read());
    FWQ_TRY_ASSIGN(loaded, coordinators::load_for_optimization(reading.snapshot, reading.db, {},
                                                               app.jobs().workers(), context));
    market = std::move(loaded);
  }
  AutoTuner tuner(app.home(), market, app.jobs().workers(),
                  {.activate = wanted.activate, .now = wanted.now, .events = wanted.events});
  FWQ_TRY(add_tasks(tuner, wanted, context));
  if (tuner.get_optimization_status().tasks.empty())
    return Report(std::make_shared<TuningReport>());
  const auto put = [&live](AutoTuner* now) {
    const std::scoped_lock lock(live.mutex);
    live.tuner = now;
  };
  put(&tuner);
  auto report = tuner.run_batch_optimization(context);
  put(nullptr);
  if (!report) return std::move(report).error();
  return Report(std::make_shared<TuningReport>(std::move(*report)));
}

QString state_text(TuneState state) {
  switch (state) {
    case TuneState::pending:
      return say("waiting");
    case TuneState::running:
      return say("running");
    case TuneState::completed:
      return say("finished");
    case TuneState::failed:
      return say("failed");
    case TuneState::cancelled:
      return say("cancelled");
  }
  return {};
}

class TuningDialog : public QDialog, public TakesSubject {
 public:
  TuningDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    makeControls();
    auto* top = new QHBoxLayout;
    top->addWidget(kind_);
    top->addWidget(new QLabel(say("Minutes a pattern:"), this));
    top->addWidget(minutes_);
    top->addWidget(activate_);
    top->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(table_, 3);
    layout->addWidget(report_, 2);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addWidget(makeButtons());
    refresher_.setInterval(300);
    connect(&refresher_, &QTimer::timeout, this, [this] { showLive(); });
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    settle();
    resize(860, 640);
  }

  ~TuningDialog() override { stop(); }

  // "one_click": all patterns at once; "smart": the weakest. Begins, if nothing runs yet.
  void takeSubject(const QString& kind) override {
    if (app_.jobs().isRunning(job_)) return;
    kind_->setCurrentIndex(kind == QLatin1String("smart") ? 1 : 0);
    start();
  }

 private:
  void makeControls() {
    kind_ = new QComboBox(this);
    kind_->setObjectName(QStringLiteral("kind"));
    kind_->setAccessibleName(say("Which patterns"));
    kind_->addItems({say("All patterns"), say("The weakest patterns (smart)")});
    minutes_ = new QSpinBox(this);
    minutes_->setObjectName(QStringLiteral("minutes"));
    minutes_->setRange(1, 120);
    minutes_->setValue(2);
    activate_ = new QCheckBox(say("Put what holds in &force"), this);
    activate_->setObjectName(QStringLiteral("activate"));
    activate_->setChecked(true);
    table_ = text_table({say("Pattern"), say("State"), say("Tries"), say("Best"), say("In force"),
                         say("Seconds"), say("Why")},
                        this);
    table_->setObjectName(QStringLiteral("tasks"));
    table_->setAccessibleName(say("Tasks"));
    report_ = new QTextBrowser(this);
    report_->setObjectName(QStringLiteral("report"));
    report_->setAccessibleName(say("Report"));
    report_->setPlainText(
        say("Among many patterns some look better by luck. So nothing is put in force before all "
            "are judged: a gain must hold in "
            "validation and in the test, and when it is counted how many patterns were tried."));
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
  }

  QDialogButtonBox* makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    start_ = buttons->addButton(say("&Start"), QDialogButtonBox::ActionRole);
    start_->setObjectName(QStringLiteral("start"));
    pause_ = buttons->addButton(say("&Pause"), QDialogButtonBox::ActionRole);
    pause_->setObjectName(QStringLiteral("pause"));
    pause_->setCheckable(true);
    stop_ = buttons->addButton(say("Cancel search"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
    for (auto* button : {pause_, stop_}) button->setAutoDefault(false);
    connect(start_, &QPushButton::clicked, this, [this] { start(); });
    connect(pause_, &QPushButton::toggled, this, [this](bool on) { pause(on); });
    connect(stop_, &QPushButton::clicked, this, [this] { stop(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
  }

  void start() {
    auto live = std::make_shared<Live>();
    live_ = live;
    const Wanted wanted{
        kind_->currentIndex() == 1, activate_->isChecked(), static_cast<double>(minutes_->value()),
        QDateTime::currentSecsSinceEpoch() + std::int64_t{8} * 3600, &app_.services().events};
    table_->setRowCount(0);
    report_->clear();
    tell(wanted.smart ? say("Rating the patterns …") : say("Searching …"), "muted");
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<Report>(
        wanted.smart ? say("Tune the weakest patterns") : say("Tune all patterns"),
        [app = &app_, wanted, live](const core::TaskContext& context) {
          return tune(*app, wanted, *live, context);
        },
        this,
        [this, id](Result<Report> report) {
          if (*id != job_) return;
          job_ = 0;
          pause_->setChecked(false);
          if (report)
            take(**report);
          else
            tell(app_.text(report.error()), "error");
          settle();
        });
    job_ = *id;
    settle();
  }

  void pause(bool on) {
    if (!live_) return;
    const std::scoped_lock lock(live_->mutex);
    if (live_->tuner == nullptr) return;
    if (on)
      live_->tuner->pause();
    else
      live_->tuner->resume();
  }

  // A paused tuner does not notice a request to stop before it goes on.
  void stop() {
    pause(false);
    app_.jobs().cancel(job_);
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void showLive() {
    if (!live_) return;
    const std::scoped_lock lock(live_->mutex);
    if (live_->tuner == nullptr) return;
    const auto status = live_->tuner->get_optimization_status();
    showTasks(status.tasks);
    progress_->setValue(static_cast<int>(status.fraction * 1000));
    QString text = say("%1 finished, %2 running, %3 waiting")
                       .arg(status.completed)
                       .arg(status.running)
                       .arg(status.pending);
    if (status.seconds_left)
      text += QStringLiteral(" · ") + say("about %1 left").arg(duration_text(*status.seconds_left));
    if (status.paused) text += QStringLiteral(" · ") + say("paused");
    tell(text, "muted");
  }

  void showTasks(const std::vector<TuneTask>& tasks) {
    table_->setRowCount(static_cast<int>(tasks.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
      const auto& task = tasks[static_cast<std::size_t>(row)];
      const auto score = [](double value) {
        return value > -1 ? percent_text(value) : QStringLiteral("-");
      };
      table_->setItem(
          row, 0,
          text_item(text_of(app_.chinese() ? task.pattern->name_zh : task.pattern->name_en)));
      table_->setItem(row, 1,
                      text_item(task.activated ? say("in force now") : state_text(task.state)));
      table_->setItem(
          row, 2,
          number_item(QStringLiteral("%1/%2").arg(task.progress.evaluations).arg(task.progress.of),
                      static_cast<double>(task.progress.evaluations)));
      table_->setItem(row, 3,
                      number_item(score(task.progress.best_score), task.progress.best_score));
      table_->setItem(
          row, 4, number_item(score(task.progress.baseline_score), task.progress.baseline_score));
      table_->setItem(row, 5, number_item(text_of(core::fixed(task.seconds, 1)), task.seconds));
      table_->setItem(
          row, 6,
          text_item(text_of(!task.error.empty() ? (app_.chinese() ? task.error_zh : task.error)
                            : app_.chinese()    ? task.why_zh
                                                : task.why)));
    }
    if (!sized_ && !tasks.empty()) {
      fit_columns(table_);
      sized_ = true;
    }
  }

  void take(const TuningReport& report) {
    showTasks(report.tasks);
    if (report.tasks.empty()) {
      tell(say("No pattern is below the threshold: nothing needs tuning."), "muted");
      return;
    }
    QString html = QStringLiteral("<p>%1</p>")
                       .arg(say("%1 of %2 patterns became better; by luck alone it would be about "
                                "%3. Put in force: %4.")
                                .arg(report.successful_tasks)
                                .arg(report.total_tasks)
                                .arg(text_of(core::fixed(report.expected_by_luck, 1)))
                                .arg(report.activated));
    html += QStringLiteral("<ul>");
    for (const auto& advice : report.recommendations)
      html += QStringLiteral("<li>%1</li>")
                  .arg(text_of(app_.chinese() ? advice.zh : advice.en).toHtmlEscaped());
    report_->setHtml(html + QStringLiteral("</ul>"));
    tell(report.was_cancelled ? say("Cancelled; what was finished has been judged.")
                              : say("All patterns have been judged together."),
         "muted");
    if (report.activated > 0) app_.session().reload();
  }

  void settle() {
    const bool running = app_.jobs().isRunning(job_);
    progress_->setVisible(running);
    stop_->setVisible(running);
    pause_->setVisible(running);
    start_->setEnabled(!running);
    kind_->setEnabled(!running);
    if (running)
      refresher_.start();
    else
      refresher_.stop();
  }

  AppContext& app_;
  JobId job_ = 0;
  std::shared_ptr<Live> live_;
  QTimer refresher_;
  QComboBox* kind_ = nullptr;
  QSpinBox* minutes_ = nullptr;
  QCheckBox* activate_ = nullptr;
  QTableWidget* table_ = nullptr;
  QTextBrowser* report_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton *start_ = nullptr, *pause_ = nullptr, *stop_ = nullptr;
  bool sized_ = false;
};

}  // namespace

extern const DialogDef tuning_def{
    .id = "tuning",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new TuningDialog(app, parent);
    },
};

}  // namespace fwq::desktop
