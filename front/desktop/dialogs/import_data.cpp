// Data > Import: reads a TDX folder, CSV bars or a list into the home; shows first how a CSV file will be understood.
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>
#include <memory>

#include "app_context.hpp"
#include "dialog_subject.hpp"
#include "fwq/coordinators/import_files.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "job_progress.hpp"
#include "say.hpp"
#include "widgets.hpp"
#include "write_job.hpp"

namespace fwq::desktop {
namespace {

using coordinators::ImportKind;
using coordinators::ImportOutcome;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Import data");

struct KindRow {
  ImportKind kind;
  const char *title, *help;
};
constexpr KindRow kKinds[] = {
    {ImportKind::tdx, FWQ_SAY_LATER("TDX folder (通达信)"),
     FWQ_SAY_LATER(
         "The folder of a TDX installation, or its vipdoc: daily, 1-minute and 5-minute files.")},
    {ImportKind::csv, FWQ_SAY_LATER("CSV files of bars"),
     FWQ_SAY_LATER("Exports of yfinance, Tushare, JoinQuant, RQData, BaoStock, akshare and the "
                   "terminals of TDX, "
                   "10jqka and EastMoney, or any table with date, open, high, low and close. The "
                   "layout is detected.")},
    {ImportKind::names, FWQ_SAY_LATER("List of names"),
     FWQ_SAY_LATER("CSV: market,code,name[,list_date,delist_date]")},
    {ImportKind::exrights, FWQ_SAY_LATER("Ex-rights events"),
     FWQ_SAY_LATER(
         "CSV: "
         "market,code,date,bonus_per_10,transfer_per_10,rights_per_10,rights_price,cash_per_10")},
    {ImportKind::st, FWQ_SAY_LATER("Days under risk warning (ST)"),
     FWQ_SAY_LATER("CSV: symbol,from,to")},
    {ImportKind::calendar, FWQ_SAY_LATER("Trading days"),
     FWQ_SAY_LATER("One day a line, YYYYMMDD")},
    {ImportKind::sectors, FWQ_SAY_LATER("Sectors"),
     FWQ_SAY_LATER("The folder of a TDX installation with its block files and your own blocks, one "
                   "of these files, or CSV: sector,symbol[,kind]")}};

class ImportDialog : public QDialog, public TakesSubject {
 public:
  ImportDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    makeControls();
    auto* where = new QHBoxLayout;
    where->addWidget(path_, 1);
    where->addWidget(folder_);
    where->addWidget(file_);
    auto* form = new QFormLayout;
    form->addRow(say("&What:"), kind_);
    form->addRow(QString(), help_);
    auto* where_label = new QLabel(say("Wh&ere:"), this);
    where_label->setBuddy(path_);
    form->addRow(where_label, where);
    form->addRow(symbol_label_, symbol_);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(layout_);
    layout->addWidget(preview_, 1);
    layout->addWidget(outcome_);
    layout->addWidget(progress_);
    layout->addWidget(buttons_);
    connectAll();
    takeKind();
    resize(720, 520);
  }

  // The kind: "tdx", "csv" …
  void takeSubject(const QString& kind) override {
    if (const auto parsed = coordinators::parse_import_kind(utf8_of(kind)))
      kind_->setCurrentIndex(static_cast<int>(*parsed));
    path_->setFocus();
  }

 private:
  void makeControls() {
    kind_ = new QComboBox(this);
    kind_->setObjectName(QStringLiteral("kind"));
    for (const auto& row : kKinds) kind_->addItem(say(row.title));
    help_ = role_label({}, "muted", this);
    help_->setWordWrap(true);
    path_ = new QLineEdit(this);
    path_->setObjectName(QStringLiteral("path"));
    path_->setAccessibleName(say("File or folder"));
    folder_ = new QPushButton(say("F&older…"), this);
    file_ = new QPushButton(say("&File…"), this);
    symbol_ = new QLineEdit(this);
    symbol_->setObjectName(QStringLiteral("symbol"));
    symbol_->setPlaceholderText(
        say("only if the file does not say whose bars it has, e.g. SH600000"));
    symbol_label_ = new QLabel(say("&Security:"), this);
    symbol_label_->setBuddy(symbol_);
    layout_ = new QLabel(this);
    layout_->setObjectName(QStringLiteral("layout"));
    layout_->setWordWrap(true);
    preview_ = text_table({say("Code"), say("Time"), say("Open"), say("High"), say("Low"),
                           say("Close"), say("Volume (shares)")},
                          this);
    preview_->setAccessibleName(say("First rows"));
    outcome_ = new QLabel(this);
    outcome_->setObjectName(QStringLiteral("outcome"));
    outcome_->setWordWrap(true);
    outcome_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    progress_->hide();
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Close, this);
    import_ = buttons_->addButton(say("&Import"), QDialogButtonBox::ActionRole);
    import_->setObjectName(QStringLiteral("import"));
    import_->setDefault(true);
    stop_ = buttons_->addButton(say("Cancel import"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
  }

  void connectAll() {
    connect(kind_, &QComboBox::currentIndexChanged, this, [this] { takeKind(); });
    connect(path_, &QLineEdit::textChanged, this, [this] { look(); });
    connect(symbol_, &QLineEdit::editingFinished, this, [this] { look(); });
    connect(folder_, &QPushButton::clicked, this, [this] { browse(QFileDialog::Directory); });
    connect(file_, &QPushButton::clicked, this, [this] { browse(QFileDialog::ExistingFile); });
    connect(import_, &QPushButton::clicked, this, [this] { start(); });
    connect(stop_, &QPushButton::clicked, this, [this] { app_.jobs().cancel(job_); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&app_.jobs(), &QAbstractItemModel::dataChanged, this,
            [this] { show_progress(progress_, app_.jobs(), job_); });
  }

  ImportKind kind() const { return kKinds[kind_->currentIndex()].kind; }

  void takeKind() {
    help_->setText(say(kKinds[kind_->currentIndex()].help));
    const bool csv = kind() == ImportKind::csv;
    folder_->setVisible(csv || kind() == ImportKind::tdx || kind() == ImportKind::sectors);
    file_->setVisible(kind() != ImportKind::tdx);
    symbol_->setVisible(csv);
    symbol_label_->setVisible(csv);
    preview_->setVisible(csv);
    layout_->setVisible(csv);
    look();
  }

  void browse(QFileDialog::FileMode mode) {
    auto* dialog = new QFileDialog(this, say("Import data"), path_->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(mode);
    connect(dialog, &QFileDialog::fileSelected, path_, &QLineEdit::setText);
    dialog->open();
  }

  Result<coordinators::ImportRequest> request() const {
    coordinators::ImportRequest made{
        .kind = kind(),
        .paths = {std::filesystem::path(utf8_of(path_->text().trimmed()))},
        .csv = {}};
    if (kind() == ImportKind::csv && !symbol_->text().trimmed().isEmpty()) {
      FWQ_TRY_ASSIGN(symbol, data::Symbol::parse(utf8_of(symbol_->text().trimmed())));
      made.csv.symbol = symbol;
    }
    return made;
  }

  // Whether there is something to import, and how a CSV file will be read.
  void look() {
    settle();
    ++look_;
    preview_->setRowCount(0);
    layout_->clear();
    const auto wanted = request();
    if (!wanted) {
      layout_->setText(app_.text(wanted.error()));
      return;
    }
    if (kind() != ImportKind::csv || path_->text().trimmed().isEmpty()) return;
    app_.jobs().run<data::CsvGlance>(
        say("Look at %1").arg(path_->text()),
        [wanted = *wanted](const core::TaskContext& context) -> Result<data::CsvGlance> {
          FWQ_TRY_ASSIGN(files, data::csv_files(wanted.paths.front(), context.stop_token()));
          return data::glance_at_csv(files.front(), wanted.csv, 20);
        },
        this,
        [this, mine = look_](Result<data::CsvGlance> glance) {
          if (mine != look_) return;
          if (glance)
            showGlance(*glance);
          else
            layout_->setText(app_.text(glance.error()));
        },
        true);
  }

  void showGlance(const data::CsvGlance& glance) {
    const auto& found = glance.layout;
    layout_->setText(
        say("Layout %1, %2, bars of a %3; volume in %4.")
            .arg(text_of(data::to_string(found.kind)), text_of(found.encoding),
                 text_of(coordinators::period_text(found.period, app_.chinese())),
                 found.volume == data::VolumeUnit::lots ? say("lots of 100") : say("shares")));
    preview_->setRowCount(static_cast<int>(glance.rows.size()));
    for (int i = 0; i < preview_->rowCount(); ++i) {
      const auto& row = glance.rows[static_cast<std::size_t>(i)];
      preview_->setItem(i, 0, text_item(text_of(row.symbol.text())));
      preview_->setItem(i, 1,
                        text_item(text_of(coordinators::time_text(row.bar.time, found.period))));
      int column = 2;
      for (const double value :
           {row.bar.open, row.bar.high, row.bar.low, row.bar.close, row.bar.volume})
        preview_->setItem(i, column++, number_item(text_of(core::shortest(value)), value));
    }
    fit_columns(preview_);
  }

  void start() {
    const auto wanted = request();
    if (!wanted) {
      outcome_->setText(app_.text(wanted.error()));
      return;
    }
    outcome_->clear();
    job_ = run_writing<ImportOutcome>(
        app_, say("Import %1").arg(path_->text()),
        [wanted = *wanted](const coordinators::Home& home, core::TaskSystem& tasks,
                           const core::TaskContext& context) {
          return coordinators::import_files(home, wanted, tasks, context);
        },
        this,
        [this](Result<ImportOutcome> outcome) {
          job_ = 0;
          settle();
          if (!outcome) {
            set_role(outcome_, "error");
            outcome_->setText(app_.text(outcome.error()));
            return;
          }
          set_role(outcome_, "heading");
          outcome_->setText(words(*outcome));
        });
    settle();
  }

  QString words(const ImportOutcome& outcome) const {
    const auto& totals = outcome.report.totals;
    QString text = say("Files: %1; securities: %2; rows accepted: %3, of these new or changed: %4; "
                       "rejected: %5.")
                       .arg(totals.files)
                       .arg(totals.symbols)
                       .arg(totals.bars)
                       .arg(totals.added)
                       .arg(totals.rejected);
    if (outcome.demo_removed)
      text += QLatin1Char(' ') + say("The demo market was removed: real data takes its place.");
    for (const auto& file : totals.skipped_files)
      text += QLatin1Char('\n') + say("Skipped: %1").arg(text_of(file));
    return text;
  }

  void settle() {
    const bool running = app_.jobs().isRunning(job_);
    progress_->setVisible(running);
    stop_->setVisible(running);
    import_->setEnabled(!running && !path_->text().trimmed().isEmpty());
  }

  AppContext& app_;
  JobId job_ = 0;
  quint64 look_ = 0;
  QComboBox* kind_ = nullptr;
  QLabel *help_ = nullptr, *symbol_label_ = nullptr, *layout_ = nullptr, *outcome_ = nullptr;
  QLineEdit *path_ = nullptr, *symbol_ = nullptr;
  QPushButton *folder_ = nullptr, *file_ = nullptr, *import_ = nullptr, *stop_ = nullptr;
  QTableWidget* preview_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QDialogButtonBox* buttons_ = nullptr;
};

}  // namespace

extern const DialogDef import_data_def{
    .id = "import_data",
    .title = kTitle,
    .menu = "data",
    .shortcut = "Ctrl+I",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new ImportDialog(app, parent);
    },
};

}  // namespace fwq::desktop
