// Analysis > Optimization: better parameters for a pattern, searched in training, chosen in validation, judged by a test; the
// search seen live, and what earlier ones gave.
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <cmath>
#include <memory>
#include <mutex>

#include "app_context.hpp"
#include "curve_view.hpp"
#include "fwq/coordinators/algorithm_optimizer.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "fwq/optimization/optimizer.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::AlgorithmOptimizer;
using coordinators::PatternOptimization;
using optimization::OptimizationProgress;
using optimization::Part;
using Done = std::shared_ptr<const PatternOptimization>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Optimization dashboard");

QString verdict_text(std::string_view verdict) {
  if (verdict == "better")
    return say("Better than the version in force, in validation and in the test.");
  if (verdict == "not_confirmed")
    return say(
        "Better in validation, but the test does not confirm it: leave the pattern as it is.");
  if (verdict == "no_better")
    return say("Not better in validation by more than its noise: leave the pattern as it is.");
  return text_of(verdict);
}

// Below -1: too few hits to speak of a score.
QString score_text(double score) {
  return score > -1 ? percent_text(score) : QStringLiteral("-");
}

// What the search tells from its threads, read by the window a few times a second.
struct Live {
  std::mutex mutex;
  std::vector<OptimizationProgress> steps;
  std::shared_ptr<AlgorithmOptimizer> optimizer;  // Null until the market is loaded.
  std::string id;                                 // Of its search, once it has begun.

  // False: the search has not begun, or is over.
  bool cancel() {
    const std::scoped_lock lock(mutex);
    return optimizer && optimizer->cancel_optimization(id);
  }
};

struct Wanted {
  std::string pattern;
  optimization::OptimizationConfig config;
  coordinators::OptimizerOptions options;
};

class OptimizationDialog : public QDialog {
 public:
  OptimizationDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    auto* middle = new QHBoxLayout;
    middle->addWidget(makeForm());
    middle->addWidget(makeResults(), 1);
    note_ = role_label(say("A search uses the first 60 % of the time, chooses by the next 20 % and "
                           "is judged by the last 20 %."),
                       "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addWidget(makeButtons());
    refresher_.setInterval(200);
    connect(&refresher_, &QTimer::timeout, this, [this] { showLive(); });
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    const auto restyle = [this] { curve_->setLook(app_.look(), app_.theme()); };
    restyle();
    connect(&app_, &AppContext::themeChanged, this, restyle);
    settle();
    readHistory();
    resize(1000, 620);
  }

  ~OptimizationDialog() override { app_.jobs().cancel(job_); }

 private:
  QWidget* makeForm() {
    auto* page = new QWidget(this);
    page->setFixedWidth(300);
    pattern_ = new QComboBox(page);
    pattern_->setObjectName(QStringLiteral("pattern"));
    for (const auto* def : analysis::built_in_patterns())
      if (def->params.size() > 0)
        pattern_->addItem(text_of(app_.chinese() ? def->name_zh : def->name_en), text_of(def->id));
    pattern_->setCurrentIndex(std::max(0, pattern_->findData(QStringLiteral("hammer"))));
    algorithm_ = new QComboBox(page);
    algorithm_->setObjectName(QStringLiteral("algorithm"));
    for (const auto* def : optimization::built_in_optimizers())
      algorithm_->addItem(text_of(app_.chinese() ? def->title_zh : def->title_en),
                          text_of(def->id));
    algorithm_->setCurrentIndex(std::max(0, algorithm_->findData(QStringLiteral("genetic"))));
    iterations_ = new QSpinBox(page);
    iterations_->setObjectName(QStringLiteral("iterations"));
    iterations_->setRange(5, 200);
    iterations_->setValue(20);
    iterations_->setToolTip(say("Generations of the genetic algorithm, tries of the others"));
    seed_ = new QSpinBox(page);
    seed_->setRange(0, 1'000'000);
    seed_->setValue(1);
    minutes_ = new QSpinBox(page);
    minutes_->setRange(1, 1440);
    minutes_->setValue(30);
    activate_ = new QCheckBox(say("Put a better version in &force"), page);
    activate_->setObjectName(QStringLiteral("activate"));
    activate_->setChecked(true);
    auto* form = new QFormLayout;
    form->addRow(say("&Pattern:"), pattern_);
    form->addRow(say("&Algorithm:"), algorithm_);
    form->addRow(say("&Iterations:"), iterations_);
    form->addRow(say("Time limit (minutes):"), minutes_);
    form->addRow(say("Seed:"), seed_);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addLayout(form);
    layout->addWidget(activate_);
    layout->addStretch(1);
    return page;
  }

  QWidget* makeResults() {
    auto* tabs = new QTabWidget(this);
    curve_ = new CurveView(tabs);
    auto* result = new QWidget(tabs);
    scores_ = text_table({say("Part"), say("Hits before"), say("Lift before"), say("Hits"),
                          say("Lift"), say("Win rate")},
                         result);
    scores_->setObjectName(QStringLiteral("scores"));
    params_ = text_table({say("Parameter"), say("In force before"), say("Found")}, result);
    params_->setObjectName(QStringLiteral("params"));
    auto* result_layout = new QVBoxLayout(result);
    result_layout->addWidget(scores_, 2);
    result_layout->addWidget(params_, 3);
    history_ = text_table({say("Begun"), say("Pattern"), say("State"), say("Verdict")}, tabs);
    history_->setObjectName(QStringLiteral("history"));
    tabs->addTab(curve_, say("Search"));
    tabs->addTab(result, say("Result"));
    tabs->addTab(history_, say("History"));
    tabs_ = tabs;
    return tabs;
  }

  QDialogButtonBox* makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    start_ = buttons->addButton(say("&Start"), QDialogButtonBox::ActionRole);
    start_->setObjectName(QStringLiteral("start"));
    start_->setDefault(true);
    stop_ = buttons->addButton(say("Cancel search"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
    connect(start_, &QPushButton::clicked, this, [this] { start(); });
    connect(stop_, &QPushButton::clicked, this, [this] {
      if (!live_ || !live_->cancel()) app_.jobs().cancel(job_);
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
  }

  Wanted wanted() const {
    Wanted made;
    made.pattern = utf8_of(pattern_->currentData().toString());
    made.config.algorithm = utf8_of(algorithm_->currentData().toString());
    made.config.max_iterations = static_cast<std::size_t>(iterations_->value());
    made.config.timeout_minutes = minutes_->value();
    made.config.seed = static_cast<std::uint64_t>(seed_->value());
    made.options.activate = activate_->isChecked();
    made.options.now = QDateTime::currentSecsSinceEpoch() + std::int64_t{8} * 3600;
    made.options.events = &app_.services().events;
    return made;
  }

  static Result<Done> search(AppContext& app, const Wanted& wanted, Live& live,
                             const core::TaskContext& context) {
    coordinators::OptimizationMarket market;
    {
      FWQ_TRY_ASSIGN(reading, app.access().read());
      FWQ_TRY_ASSIGN(loaded, coordinators::load_for_optimization(reading.snapshot, reading.db, {},
                                                                 app.jobs().workers(), context));
      market = std::move(loaded);
      // Its bars must not hold the store open while the search goes on.
    }
    auto optimizer =
        std::make_shared<AlgorithmOptimizer>(app.home(), app.jobs().workers(), wanted.options);
    coordinators::OptimizerHooks hooks;
    hooks.on_started = [&](std::string_view, const std::string& id) {
      const std::scoped_lock lock(live.mutex);
      live.optimizer = optimizer;
      live.id = id;
    };
    hooks.on_progress = [&](std::string_view, const OptimizationProgress& step) {
      {
        const std::scoped_lock lock(live.mutex);
        live.steps.push_back(step);
      }
      context.report(
          step.of == 0 ? 0 : static_cast<double>(step.evaluations) / static_cast<double>(step.of),
          std::to_string(step.evaluations) + "/" + std::to_string(step.of));
    };
    auto done = optimizer->optimize_pattern(market, wanted.pattern, wanted.config, context, hooks);
    {
      const std::scoped_lock lock(live.mutex);
      live.optimizer.reset();  // It uses the home, which may be another one soon.
    }
    if (!done) return std::move(done).error();
    return Done(std::make_shared<PatternOptimization>(std::move(done->front())));
  }

  void start() {
    auto live = std::make_shared<Live>();
    live_ = live;
    curve_->setCurves({}, {});
    tabs_->setCurrentIndex(0);
    tell(say("Searching …"), "muted");
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<Done>(
        say("Optimize %1").arg(pattern_->currentText()),
        [app = &app_, wanted = wanted(), live](const core::TaskContext& context) {
          return search(*app, wanted, *live, context);
        },
        this,
        [this, id](Result<Done> result) {
          if (*id != job_) return;
          job_ = 0;
          showLive();
          if (result)
            take(**result);
          else
            tell(app_.text(result.error()), "error");
          readHistory();
          settle();
        });
    job_ = *id;
    settle();
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void showLive() {
    if (!live_) return;
    std::vector<OptimizationProgress> steps;
    {
      const std::scoped_lock lock(live_->mutex);
      steps = live_->steps;
    }
    if (steps.empty()) return;
    const auto score = [](double value) { return value > -1 ? value * 100 : NAN; };
    Curve best{say("Best (%)"), {}, 3}, base{say("In force (%)"), {}, 1};
    for (const auto& step : steps) {
      best.values.push_back(score(step.best_score));
      base.values.push_back(score(step.baseline_score));
    }
    curve_->setCurves({}, {std::move(best), std::move(base)});
    const auto& last = steps.back();
    progress_->setValue(last.of == 0 ? 0 : static_cast<int>(1000 * last.evaluations / last.of));
    if (job_ != 0)
      tell(say("%1 of %2 tries; best %3, in force %4 (in training)")
               .arg(last.evaluations)
               .arg(last.of)
               .arg(score_text(last.best_score), score_text(last.baseline_score)),
           "muted");
  }

  void take(const PatternOptimization& done) {
    const auto& outcome = done.outcome;
    constexpr Part kPartsInOrder[] = {Part::train, Part::validation, Part::test};
    const QString names[] = {say("Training"), say("Validation"), say("Test")};
    scores_->setRowCount(3);
    for (int i = 0; i < 3; ++i) {
      const auto &before = outcome.baseline[kPartsInOrder[i]],
                 &after = outcome.best[kPartsInOrder[i]];
      const auto number = [&](int column, const QString& text, double value) {
        scores_->setItem(i, column, number_item(text, value));
      };
      scores_->setItem(i, 0, text_item(names[i]));
      number(1, QString::number(before.hits), static_cast<double>(before.hits));
      number(2, percent_text(before.lift), before.lift);
      number(3, QString::number(after.hits), static_cast<double>(after.hits));
      number(4, percent_text(after.lift), after.lift);
      number(5, percent_text(after.win_rate, false), after.win_rate);
    }
    fit_columns(scores_);
    params_->setRowCount(0);
    for (std::size_t i = 0; i < done.pattern->params.size() && i < outcome.best_params.size();
         ++i) {
      const auto& param = done.pattern->params[i];
      const int row = params_->rowCount();
      params_->insertRow(row);
      const QString help = text_of(app_.chinese() ? param.help_zh : param.help_en);
      auto* name = text_item(text_of(param.name));
      if (!help.isEmpty()) name->setToolTip(help);
      params_->setItem(row, 0, name);
      params_->setItem(row, 1,
                       number_item(text_of(core::shortest(outcome.baseline_params[i])),
                                   outcome.baseline_params[i]));
      auto* found =
          number_item(text_of(core::shortest(outcome.best_params[i])), outcome.best_params[i]);
      if (outcome.best_params[i] != outcome.baseline_params[i])
        found->setForeground(app_.look().accent);
      params_->setItem(row, 2, found);
    }
    fit_columns(params_);
    QString text = verdict_text(optimization::to_string(outcome.verdict));
    if (done.version)
      text += QLatin1Char(' ') +
              (done.activated ? say("Version %1 is in force now.") : say("Kept as version %1."))
                  .arg(done.version->number);
    tell(text, outcome.verdict == optimization::Verdict::better ? "heading" : "muted");
    tabs_->setCurrentIndex(1);
    if (done.activated) app_.session().reload();
  }

  void readHistory() {
    using Records = std::vector<data::OptimizationRecord>;
    app_.jobs().run<Records>(
        say("Read the history"),
        [app = &app_](const core::TaskContext&) -> Result<Records> {
          return AlgorithmOptimizer(app->home(), app->jobs().workers()).get_optimization_history();
        },
        this,
        [this](Result<Records> records) {
          history_->setRowCount(0);
          if (!records) return;
          for (const auto& record : *records) addRecord(record);
          fit_columns(history_);
        },
        true);
  }

  void addRecord(const data::OptimizationRecord& record) {
    const int row = history_->rowCount();
    history_->insertRow(row);
    const auto pattern = optimization::find_pattern(record.pattern);
    const auto strategy = backtest::find_strategy(record.pattern);
    const QString state = record.state == "running"     ? say("running")
                          : record.state == "done"      ? say("finished")
                          : record.state == "cancelled" ? say("cancelled")
                                                        : say("failed");
    const auto result = QJsonDocument::fromJson(QByteArray::fromStdString(record.result)).object();
    history_->setItem(row, 0, text_item(text_of(data::format_minute(record.time))));
    history_->setItem(
        row, 1,
        text_item(pattern ? text_of(app_.chinese() ? (*pattern)->name_zh : (*pattern)->name_en)
                  : strategy
                      ? text_of(app_.chinese() ? (*strategy)->title_zh : (*strategy)->title_en)
                      : text_of(record.pattern)));
    history_->setItem(row, 2, text_item(state));
    history_->setItem(
        row, 3, text_item(verdict_text(utf8_of(result[QLatin1String("verdict")].toString()))));
  }

  void settle() {
    const bool running = app_.jobs().isRunning(job_);
    progress_->setVisible(running);
    stop_->setVisible(running);
    start_->setEnabled(!running);
    if (running)
      refresher_.start();
    else
      refresher_.stop();
  }

  AppContext& app_;
  JobId job_ = 0;
  std::shared_ptr<Live> live_;
  QTimer refresher_;
  QComboBox *pattern_ = nullptr, *algorithm_ = nullptr;
  QSpinBox *iterations_ = nullptr, *seed_ = nullptr, *minutes_ = nullptr;
  QCheckBox* activate_ = nullptr;
  CurveView* curve_ = nullptr;
  QTabWidget* tabs_ = nullptr;
  QTableWidget *scores_ = nullptr, *params_ = nullptr, *history_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton *start_ = nullptr, *stop_ = nullptr;
};

}  // namespace

extern const DialogDef optimization_def{
    .id = "optimization",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "Ctrl+Shift+O",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new OptimizationDialog(app, parent);
    },
};

}  // namespace fwq::desktop
