// Data > Data quality: how good the stored bars are, of one security or of all, and repairs to approve.
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <memory>

#include "app_context.hpp"
#include "dialog_subject.hpp"
#include "fwq/coordinators/check.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"
#include "write_job.hpp"

namespace fwq::desktop {
namespace {

using coordinators::CheckReport;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Data quality");

QString level_text(std::string_view level) {
  if (level == "excellent") return say("excellent");
  if (level == "good") return say("good");
  if (level == "fair") return say("fair");
  return say("poor");
}

data::Time now_in_shanghai() {
  return QDateTime::currentSecsSinceEpoch() + std::int64_t{8} * 3600;
}

class QualityDialog : public QDialog, public TakesSubject {
 public:
  QualityDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    makeControls();
    auto* top = new QHBoxLayout;
    top->addWidget(new QLabel(say("Thoroughness:"), this));
    top->addWidget(level_);
    top->addWidget(one_);
    top->addWidget(all_);
    top->addStretch(1);
    auto* split = new QSplitter(Qt::Vertical, this);
    split->addWidget(table_);
    split->addWidget(findings_);
    split->addWidget(repairs_);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setStretchFactor(2, 1);
    split->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(split, 1);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addWidget(buttons_);
    connectAll();
    settle();
    resize(780, 620);
  }

  ~QualityDialog() override { app_.jobs().cancel(job_); }

  // A symbol, or "" for all.
  void takeSubject(const QString& symbol) override { check(symbol); }

 private:
  void check(const QString& symbol) {
    app_.jobs().cancel(job_);
    coordinators::CheckRequest request;
    if (!symbol.isEmpty()) {
      const auto parsed = data::Symbol::parse(utf8_of(symbol));
      if (!parsed) {
        note_->setText(app_.text(parsed.error()));
        return;
      }
      request.symbols = {*parsed};
    }
    request.level = static_cast<data::ValidationLevel>(level_->currentIndex());
    request.now = now_in_shanghai();
    note_->setText(say("Checking …"));
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<CheckReport>(
        symbol.isEmpty() ? say("Check all securities") : say("Check %1").arg(symbol),
        [this_app = &app_, request](const core::TaskContext& context) -> Result<CheckReport> {
          FWQ_TRY_ASSIGN(reading, this_app->access().read());
          return coordinators::check(reading.snapshot, reading.db, request,
                                     this_app->jobs().workers(), context);
        },
        this,
        [this, id](Result<CheckReport> report) {
          if (*id == job_) take(std::move(report));
        });
    job_ = *id;
    settle();
  }

  void makeControls() {
    level_ = new QComboBox(this);
    level_->setObjectName(QStringLiteral("level"));
    level_->setAccessibleName(say("Thoroughness"));
    level_->addItems({say("Basic"), say("Standard"), say("Strict"), say("Professional")});
    level_->setCurrentIndex(1);
    one_ = new QPushButton(say("Check this security"), this);
    one_->setObjectName(QStringLiteral("one"));
    all_ = new QPushButton(say("Check all"), this);
    all_->setObjectName(QStringLiteral("all"));
    for (auto* button : {one_, all_}) button->setAutoDefault(false);
    table_ = text_table({say("Code"), say("Name"), say("Score"), say("Quality"), say("Errors"),
                         say("Warnings"), say("Repairs")},
                        this);
    table_->setObjectName(QStringLiteral("series"));
    table_->setAccessibleName(say("Securities"));
    table_->setSortingEnabled(true);
    table_->sortByColumn(2, Qt::AscendingOrder);
    findings_ = new QListWidget(this);
    findings_->setObjectName(QStringLiteral("findings"));
    findings_->setAccessibleName(say("Findings"));
    findings_->setWordWrap(true);
    findings_->setSelectionMode(QAbstractItemView::NoSelection);
    repairs_ = new QListWidget(this);
    repairs_->setObjectName(QStringLiteral("repairs"));
    repairs_->setAccessibleName(say("Repairs to approve"));
    note_ = role_label(say("Nothing has been checked yet."), "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Close, this);
    apply_ = buttons_->addButton(say("Apply the marked repairs"), QDialogButtonBox::ActionRole);
    apply_->setObjectName(QStringLiteral("apply"));
    stop_ = buttons_->addButton(say("Cancel check"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
    back_ = buttons_->addButton(say("Undo repairs…"), QDialogButtonBox::ActionRole);
    back_->setObjectName(QStringLiteral("back"));
    for (auto* button : {apply_, stop_, back_}) button->setAutoDefault(false);
  }

  void connectAll() {
    connect(one_, &QPushButton::clicked, this, [this] { check(app_.session().asked()); });
    connect(all_, &QPushButton::clicked, this, [this] { check({}); });
    connect(stop_, &QPushButton::clicked, this, [this] { app_.jobs().cancel(job_); });
    connect(apply_, &QPushButton::clicked, this, [this] { apply(); });
    connect(back_, &QPushButton::clicked, this,
            [this] { app_.wantDialog(QStringLiteral("undo_repairs")); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] { showFindings(); });
    connect(repairs_, &QListWidget::itemChanged, this, [this] { settle(); });
    connect(&app_.jobs(), &QAbstractItemModel::dataChanged, this, [this] { showProgress(); });
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
  }

  void take(Result<CheckReport> report) {
    job_ = 0;
    if (!report) {
      note_->setText(app_.text(report.error()));
      settle();
      return;
    }
    // What is listed belongs to the report before.
    table_->clearSelection();
    repairs_->clear();
    findings_->clear();
    report_ = std::move(*report);
    table_->setSortingEnabled(false);
    table_->setRowCount(static_cast<int>(report_.series.size()));
    for (std::size_t i = 0; i < report_.series.size(); ++i) putRow(static_cast<int>(i));
    table_->setSortingEnabled(true);
    fit_columns(table_);
    QString text = say("Securities checked: %1.").arg(report_.series.size());
    if (!report_.has_calendar)
      text += QLatin1Char(' ') +
              say("There is neither a calendar nor an index, so gaps were not judged.");
    note_->setText(text);
    if (table_->rowCount() > 0) table_->selectRow(0);
    settle();
  }

  void putRow(int row) {
    const auto& series = report_.series[static_cast<std::size_t>(row)];
    const auto& result = series.result;
    auto* code = text_item(text_of(result.symbol.text()));
    code->setData(Qt::UserRole, row);
    table_->setItem(row, 0, code);
    table_->setItem(row, 1, text_item(text_of(series.name)));
    table_->setItem(
        row, 2, number_item(text_of(core::fixed(result.quality_score, 1)), result.quality_score));
    auto* level = text_item(level_text(result.quality_level));
    if (!result.is_valid) level->setForeground(app_.look().error);
    table_->setItem(row, 3, level);
    const auto put = [&](int column, std::size_t count) {
      table_->setItem(row, column, number_item(QString::number(count), static_cast<double>(count)));
    };
    put(4, result.errors.size());
    put(5, result.warnings.size());
    put(6, result.repairs.size());
  }

  const coordinators::CheckedSeries* chosen() const {
    const auto items = table_->selectedItems();
    if (items.isEmpty()) return nullptr;
    const auto row = table_->item(items.front()->row(), 0)->data(Qt::UserRole).toULongLong();
    return row < report_.series.size() ? &report_.series[row] : nullptr;
  }

  void showFindings() {
    findings_->clear();
    repairs_->clear();
    const auto* series = chosen();
    if (series == nullptr) return;
    const auto& result = series->result;
    if (!series->unreadable.empty()) findings_->addItem(text_of(series->unreadable));
    const auto add = [&](const std::vector<data::Finding>& findings, const QString& kind,
                         const QColor& color) {
      for (const auto& finding : findings) {
        auto* item = new QListWidgetItem(
            kind + text_of(data::describe(finding, result.period, app_.chinese())), findings_);
        item->setForeground(color);
        item->setToolTip(
            text_of(app_.chinese() ? finding.rule->advice_zh : finding.rule->advice_en));
      }
    };
    add(result.errors, say("Error: "), app_.look().error);
    add(result.warnings, say("Warning: "), app_.look().warning);
    add(result.notes, say("Note: "), app_.look().muted);
    if (findings_->count() == 0) findings_->addItem(say("Nothing was found."));
    for (const auto& repair : result.repairs) {
      auto* item = new QListWidgetItem(
          text_of(data::describe(repair, result.period, app_.chinese())), repairs_);
      item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
      item->setCheckState(Qt::Unchecked);
    }
    settle();
  }

  std::vector<data::Repair> marked() const {
    std::vector<data::Repair> repairs;
    const auto* series = chosen();
    for (int i = 0; series != nullptr && i < repairs_->count(); ++i)
      if (repairs_->item(i)->checkState() == Qt::Checked)
        repairs.push_back(series->result.repairs[static_cast<std::size_t>(i)]);
    return repairs;
  }

  void apply() {
    const auto* series = chosen();
    if (series == nullptr) return;
    const data::SeriesRepairs wanted{series->result.symbol, series->result.period, marked()};
    const QString symbol = text_of(wanted.symbol.text());
    run_writing<data::RepairReport>(
        app_, say("Repair %1").arg(symbol),
        [wanted, stamp = now_in_shanghai()](
            const coordinators::Home& home, core::TaskSystem&,
            const core::TaskContext&) -> Result<data::RepairReport> {
          FWQ_TRY_ASSIGN(lock, home.lock_for_writing());
          static_cast<void>(lock);
          FWQ_TRY_ASSIGN(store, home.store(false));
          return data::apply_repairs(store, std::span(&wanted, 1), home.folder() / "backups",
                                     stamp);
        },
        this,
        [this, symbol](Result<data::RepairReport> report) {
          if (!report) {
            note_->setText(app_.text(report.error()));
            return;
          }
          check(symbol);
          note_->setText(say("%1 bars were changed; the way back is kept in %2.")
                             .arg(report->changed + report->removed)
                             .arg(QString::fromStdString(report->backup.string())));
        });
  }

  void showProgress() {
    for (const auto& job : app_.jobs().list())
      if (job.id == job_) progress_->setValue(static_cast<int>(job.fraction * 1000));
  }

  void settle() {
    const bool running = app_.jobs().isRunning(job_);
    progress_->setVisible(running);
    stop_->setVisible(running);
    all_->setEnabled(!running);
    one_->setEnabled(!running && !app_.session().asked().isEmpty());
    apply_->setEnabled(!running && !marked().empty());
    repairs_->setVisible(repairs_->count() > 0);
  }

  AppContext& app_;
  CheckReport report_;
  JobId job_ = 0;
  QComboBox* level_ = nullptr;
  QPushButton *one_ = nullptr, *all_ = nullptr, *apply_ = nullptr, *stop_ = nullptr,
              *back_ = nullptr;
  QTableWidget* table_ = nullptr;
  QListWidget *findings_ = nullptr, *repairs_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QDialogButtonBox* buttons_ = nullptr;
};

}  // namespace

extern const DialogDef quality_def{
    .id = "quality",
    .title = kTitle,
    .menu = "data",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new QualityDialog(app, parent);
    },
};

}  // namespace fwq::desktop
