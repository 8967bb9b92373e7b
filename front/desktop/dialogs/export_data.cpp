// File > Export: the security in front as a file: its bars, indicators, pattern hits, or the whole report as a web page.
#include <QButtonGroup>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "export_table.hpp"
#include "fwq/coordinators/report.hpp"
#include "fwq/core/files.hpp"
#include "fwq/desktop/dialog.hpp"
#include "report_look.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Export");

enum What { only_bars, with_indicators, pattern_hits, whole_report };
constexpr const char* kWhats[] = {FWQ_SAY_LATER("Only bars"), FWQ_SAY_LATER("Bars with indicators"),
                                  FWQ_SAY_LATER("Pattern hits"),
                                  FWQ_SAY_LATER("Report with charts (web page)")};
constexpr const char* kEndings[] = {"csv", "xlsx", "json"};

class ExportDialog : public QDialog {
 public:
  ExportDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    symbol_ = role_label({}, "heading", this);
    what_ = new QComboBox(this);
    what_->setObjectName(QStringLiteral("what"));
    for (const char* what : kWhats) what_->addItem(say(what));
    format_ = new QComboBox(this);
    format_->setObjectName(QStringLiteral("format"));
    format_->addItems({say("CSV (text)"), say("Excel workbook (xlsx)"), QStringLiteral("JSON")});
    path_ = new QLineEdit(this);
    path_->setObjectName(QStringLiteral("path"));
    auto* browse = new QPushButton(say("&File…"), this);
    browse->setAutoDefault(false);
    auto* where = new QHBoxLayout;
    where->addWidget(path_, 1);
    where->addWidget(browse);
    auto* where_label = new QLabel(say("Wh&ere:"), this);
    where_label->setBuddy(path_);
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    save_ = buttons->addButton(say("&Export"), QDialogButtonBox::ActionRole);
    save_->setObjectName(QStringLiteral("export"));
    save_->setDefault(true);
    auto* form = new QFormLayout;
    form->addRow(say("Security:"), symbol_);
    form->addRow(say("&What:"), what_);
    form->addRow(say("For&mat:"), format_);
    form->addRow(where_label, where);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(note_);
    layout->addStretch(1);
    layout->addWidget(buttons);
    connect(what_, &QComboBox::currentIndexChanged, this, [this] { suggest(); });
    connect(format_, &QComboBox::currentIndexChanged, this, [this] { suggest(); });
    connect(path_, &QLineEdit::textChanged, this, [this] { settle(); });
    connect(browse, &QPushButton::clicked, this, [this] { askWhere(); });
    connect(save_, &QPushButton::clicked, this, [this] { save(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&app_.session(), &StockSession::loaded, this, [this] { suggest(); });
    suggest();
    resize(540, 250);
  }

 private:
  QString ending() const {
    return what_->currentIndex() == whole_report ? QStringLiteral("html")
                                                 : QLatin1String(kEndings[format_->currentIndex()]);
  }

  void suggest() {
    const auto& view = app_.session().view();
    format_->setEnabled(what_->currentIndex() != whole_report);
    if (!view) {
      symbol_->setText(say("No stock is shown."));
      settle();
      return;
    }
    const QString symbol = text_of(view->stock().symbol.text());
    symbol_->setText(symbol + QLatin1Char(' ') + text_of(view->stock().name));
    constexpr const char* kNames[] = {"bars", "indicators", "patterns", "report"};
    const QString name = QStringLiteral("%1_%2_%3.%4")
                             .arg(symbol, text_of(to_string(view->stock().period)),
                                  QLatin1String(kNames[what_->currentIndex()]), ending());
    const QString folder =
        path_->text().isEmpty() ? QDir::homePath() : QFileInfo(path_->text()).path();
    path_->setText(QDir(folder).filePath(name));
    note_->clear();
    settle();
  }

  void settle() { save_->setEnabled(app_.session().view() && !path_->text().trimmed().isEmpty()); }

  void askWhere() {
    auto* dialog = new QFileDialog(this, say("Export"), path_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending());
    connect(dialog, &QFileDialog::fileSelected, path_, &QLineEdit::setText);
    dialog->open();
  }

  void save() {
    const std::filesystem::path file(utf8_of(path_->text().trimmed()));
    const auto view = app_.session().view();
    const int what = what_->currentIndex();
    const auto format = static_cast<ExportFormat>(format_->currentIndex());
    set_role(note_, "muted");
    note_->setText(say("Writing …"));
    app_.jobs().run<int>(
        say("Export %1").arg(symbol_->text()),
        [view, what, format, file,
         options = report_options(app_)](const core::TaskContext&) -> Result<int> {
          if (what == whole_report) {
            FWQ_TRY(core::write_file_atomically(
                file, report::to_html(coordinators::stock_report(view->analysis, options))));
            return 0;
          }
          FWQ_TRY(write_table(what == only_bars         ? bars_table(*view)
                              : what == with_indicators ? indicators_table(*view)
                                                        : hits_table(*view),
                              format, file));
          return 0;
        },
        this,
        [this, file](const Result<int>& done) {
          set_role(note_, done ? "muted" : "error");
          note_->setText(done ? say("Saved as %1").arg(QString::fromStdString(file.string()))
                              : app_.text(done.error()));
        });
  }

  AppContext& app_;
  QLabel *symbol_ = nullptr, *note_ = nullptr;
  QComboBox *what_ = nullptr, *format_ = nullptr;
  QLineEdit* path_ = nullptr;
  QPushButton* save_ = nullptr;
};

}  // namespace

extern const DialogDef export_data_def{
    .id = "export_data",
    .title = kTitle,
    .menu = "file",
    .shortcut = "Ctrl+E",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new ExportDialog(app, parent);
    },
};

}  // namespace fwq::desktop
