// Data > Undo repairs: the repairs of bars that were made, and the way back from each.
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "app_context.hpp"
#include "dialog_subject.hpp"
#include "fwq/data/repair.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"
#include "write_job.hpp"

namespace fwq::desktop {
namespace {

using Backups = std::vector<data::RepairBackup>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Undo repairs");

class UndoDialog : public QDialog, public TakesSubject {
 public:
  UndoDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    table_ = text_table({say("Made"), say("Securities"), say("Bars")}, this);
    table_->setObjectName(QStringLiteral("backups"));
    table_->setAccessibleName(say("Repairs that were made"));
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    undo_ = buttons->addButton(say("&Undo this repair"), QDialogButtonBox::ActionRole);
    undo_->setObjectName(QStringLiteral("undo"));
    undo_->setAutoDefault(false);
    connect(undo_, &QPushButton::clicked, this, [this] { undo(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(table_, &QTableWidget::itemSelectionChanged, this, [this] { settle(); });
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table_, 1);
    layout->addWidget(note_);
    layout->addWidget(buttons);
    read();
    resize(640, 380);
  }

  // Opened again: there may be more by now.
  void takeSubject(const QString& /*subject*/) override { read(); }

 private:
  std::filesystem::path folder() const { return app_.home().folder() / "backups"; }

  void read() {
    const quint64 mine = ++reading_;
    app_.jobs().run<Backups>(
        say("Read the repairs"),
        [folder = folder()](const core::TaskContext&) { return data::list_backups(folder); }, this,
        [this, mine](Result<Backups> backups) {
          if (mine != reading_) return;
          if (!backups) {
            tell(app_.text(backups.error()), "error");
            return;
          }
          backups_ = std::move(*backups);
          std::reverse(backups_.begin(), backups_.end());  // The newest on top.
          fill();
        },
        true);
  }

  void fill() {
    table_->setRowCount(static_cast<int>(backups_.size()));
    for (int i = 0; i < table_->rowCount(); ++i) {
      const auto& backup = backups_[static_cast<std::size_t>(i)];
      QStringList symbols;
      for (const auto& symbol : backup.symbols) symbols << text_of(symbol.text());
      table_->setItem(i, 0, text_item(text_of(backup.made)));
      table_->setItem(i, 1, text_item(symbols.join(QStringLiteral(", "))));
      table_->setItem(
          i, 2, number_item(QString::number(backup.changes), static_cast<double>(backup.changes)));
    }
    fit_columns(table_);
    if (table_->rowCount() > 0)
      table_->selectRow(0);
    else
      tell(say("No repair has been made in this home."), "muted");
    settle();
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  const data::RepairBackup* chosen() const {
    const auto row = static_cast<std::size_t>(table_->currentRow());
    return !table_->selectedItems().isEmpty() && row < backups_.size() ? &backups_[row] : nullptr;
  }

  void undo() {
    const auto* backup = chosen();
    if (backup == nullptr) return;
    running_ = run_writing<data::RepairReport>(
        app_, say("Undo repairs"),
        [file = backup->file](const coordinators::Home& home, core::TaskSystem&,
                              const core::TaskContext&) -> Result<data::RepairReport> {
          FWQ_TRY_ASSIGN(lock, home.lock_for_writing());
          static_cast<void>(lock);
          FWQ_TRY_ASSIGN(store, home.store(false));
          return data::undo_repairs(store, file);
        },
        this,
        [this](const Result<data::RepairReport>& report) {
          running_ = 0;
          if (report)
            tell(say("%1 bars are what they were before the repair.")
                     .arg(report->changed + report->removed),
                 "muted");
          else
            tell(app_.text(report.error()), "error");
          settle();
        });
    settle();
  }

  void settle() { undo_->setEnabled(chosen() != nullptr && !app_.jobs().isRunning(running_)); }

  AppContext& app_;
  Backups backups_;
  quint64 reading_ = 0;
  JobId running_ = 0;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  QPushButton* undo_ = nullptr;
};

}  // namespace

extern const DialogDef undo_repairs_def{
    .id = "undo_repairs",
    .title = kTitle,
    .menu = "data",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new UndoDialog(app, parent);
    },
};

}  // namespace fwq::desktop
