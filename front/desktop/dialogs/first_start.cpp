// Help > First steps: where the data shall come from: a TDX folder, CSV files, or the simulated market. Opens by itself in a
// home without data.
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/coordinators/demo.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"
#include "write_job.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "First steps");

class FirstStartDialog : public QDialog {
 public:
  FirstStartDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(10);
    layout->addWidget(role_label(say("Where shall the data come from?"), "title", this));
    addChoice(layout, "tdx", say("Import my TDX folder"),
              say("Daily and minute bars of a TDX (通达信) installation on this computer."),
              [this] { import(QStringLiteral("tdx")); });
    addChoice(layout, "csv", say("Import CSV files"),
              say("Bars that another program has written; the layout is detected and shown first."),
              [this] { import(QStringLiteral("csv")); });
    demo_ = addChoice(layout, "demo", say("Use the demo market"),
                      say("300 invented companies over 10 years, to try everything without data. "
                          "Real data takes its place later."),
                      [this] { makeDemo(); });
    note_ = role_label({}, "error", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 0);
    progress_->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addStretch(1);
    layout->addWidget(buttons);
    resize(520, 420);
  }

 private:
  QPushButton* addChoice(QVBoxLayout* layout, const char* name, const QString& title,
                         const QString& about, const std::function<void()>& run) {
    auto* card = new QFrame(this);
    card->setProperty("role", "card");
    auto* button = new QPushButton(title, card);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    button->setAccessibleDescription(about);
    auto* text = role_label(about, "muted", card);
    text->setWordWrap(true);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(14, 12, 14, 12);
    inside->addWidget(button);
    inside->addWidget(text);
    layout->addWidget(card);
    connect(button, &QPushButton::clicked, this, run);
    return button;
  }

  void import(const QString& kind) {
    accept();
    app_.wantDialog(QStringLiteral("import_data"), kind);
  }

  void makeDemo() {
    demo_->setEnabled(false);
    progress_->show();
    note_->clear();
    run_writing<data::ImportReport>(
        app_, say("Make the demo market"),
        [](const coordinators::Home& home, core::TaskSystem& tasks,
           const core::TaskContext& context) {
          return coordinators::make_demo(home, data::DemoOptions{}, tasks, context);
        },
        this,
        [this](Result<data::ImportReport> report) {
          progress_->hide();
          demo_->setEnabled(true);
          if (report)
            accept();
          else
            note_->setText(app_.text(report.error()));
        });
  }

  AppContext& app_;
  QPushButton* demo_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
};

}  // namespace

extern const DialogDef first_start_def{
    .id = "first_start",
    .title = kTitle,
    .menu = "help",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new FirstStartDialog(app, parent);
    },
};

}  // namespace fwq::desktop
