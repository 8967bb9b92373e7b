// Analysis > Batch back-test: a strategy on every security of a market or of the favourites, each with an account of its own.
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <memory>
#include <optional>

#include "app_context.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "job_progress.hpp"
#include "param_form.hpp"
#include "report_look.hpp"
#include "result_stream.hpp"
#include "save_table.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::MarketBacktest;
using Done = std::shared_ptr<const MarketBacktest>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Batch back-test");
constexpr int kFavourites = 4;  // The row of the choice of securities.

class BatchDialog : public QDialog {
 public:
  BatchDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    table_ = text_table({say("Code"), say("Name"), say("Return"), say("A year"), say("Drawdown"),
                         say("Win rate"), say("Trades"), say("Buy and hold"), say("Excess")},
                        this);
    table_->setObjectName(QStringLiteral("rows"));
    table_->setAccessibleName(say("Results"));
    table_->setSortingEnabled(true);
    connect(table_, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* item) {
      app_.wantStock(table_->item(item->row(), 0)->text());
    });
    auto* middle = new QHBoxLayout;
    middle->addWidget(makeForm());
    middle->addWidget(table_, 1);
    note_ = role_label(say("Each security has an account of its own with this capital."), "muted",
                       this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(middle, 1);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addWidget(makeButtons());
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    connect(&app_.jobs(), &QAbstractItemModel::dataChanged, this,
            [this] { show_progress(progress_, app_.jobs(), job_); });
    drain_.setInterval(60);
    connect(&drain_, &QTimer::timeout, this, [this] { drain(); });
    takeStrategy();
    settle();
    resize(1100, 640);
  }

  ~BatchDialog() override { app_.jobs().cancel(job_); }

 private:
  QWidget* makeForm() {
    auto* page = new QWidget(this);
    page->setFixedWidth(300);
    which_ = new QComboBox(page);
    which_->setObjectName(QStringLiteral("which"));
    which_->addItems(
        {say("Whole market"), say("Shanghai"), say("Shenzhen"), say("Beijing"), say("Favourites")});
    strategy_ = new QComboBox(page);
    strategy_->setObjectName(QStringLiteral("strategy"));
    for (const auto* def : backtest::built_in_strategies())
      strategy_->addItem(text_of(app_.chinese() ? def->title_zh : def->title_en), text_of(def->id));
    strategy_->setCurrentIndex(std::max(0, strategy_->findData(QStringLiteral("ma_cross"))));
    connect(strategy_, &QComboBox::currentIndexChanged, this, [this] { takeStrategy(); });
    auto* group = new QGroupBox(say("Parameters"), page);
    params_ = new ParamForm(app_.chinese(), group);
    auto* inside = new QVBoxLayout(group);
    inside->addWidget(params_);
    from_ = new QLineEdit(page);
    from_->setObjectName(QStringLiteral("from"));
    to_ = new QLineEdit(page);
    for (auto* line : {from_, to_}) line->setPlaceholderText(say("YYYY-MM-DD, empty: all"));
    cash_ = new QDoubleSpinBox(page);
    cash_->setRange(1'000, 1e11);
    cash_->setSingleStep(100'000);
    cash_->setValue(1'000'000);
    auto* top = new QFormLayout;
    top->addRow(say("Securities:"), which_);
    top->addRow(say("S&trategy:"), strategy_);
    auto* form = new QFormLayout;
    form->addRow(say("&From:"), from_);
    form->addRow(say("&Until:"), to_);
    form->addRow(say("&Cash (CNY):"), cash_);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addLayout(top);
    layout->addWidget(group);
    layout->addLayout(form);
    layout->addStretch(1);
    return page;
  }

  QDialogButtonBox* makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    run_ = buttons->addButton(say("&Run"), QDialogButtonBox::ActionRole);
    run_->setObjectName(QStringLiteral("run"));
    run_->setDefault(true);
    stop_ = buttons->addButton(say("Cancel run"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
    save_ = buttons->addButton(say("Save &report…"), QDialogButtonBox::ActionRole);
    save_->setObjectName(QStringLiteral("save"));
    export_ = buttons->addButton(say("&Export…"), QDialogButtonBox::ActionRole);
    export_->setObjectName(QStringLiteral("export"));
    connect(export_, &QPushButton::clicked, this, [this] {
      save_table_as(
          app_, this, QStringLiteral("batch.csv"), [this] { return exported(); },
          [this](const QString& text, bool good) { tell(text, good ? "muted" : "error"); });
    });
    connect(run_, &QPushButton::clicked, this, [this] { run(); });
    connect(stop_, &QPushButton::clicked, this, [this] { app_.jobs().cancel(job_); });
    connect(save_, &QPushButton::clicked, this, [this] { askWhere(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
  }

  const backtest::StrategyDef& strategy() const {
    return *backtest::built_in_strategies()[static_cast<std::size_t>(strategy_->currentIndex())];
  }

  void takeStrategy() { params_->setParams({strategy().params.begin(), strategy().params.size()}); }

  Result<coordinators::BacktestRequest> request() const {
    coordinators::BacktestRequest made;
    made.strategy = strategy().id;
    const auto values = params_->values();
    for (std::size_t i = 0; i < values.size(); ++i)
      made.parameters.emplace_back(std::string(strategy().params[i].name),
                                   core::shortest(values[i]));
    if (which_->currentIndex() == kFavourites) {
      for (const QString& symbol : app_.state().favourites) made.symbols.push_back(utf8_of(symbol));
      if (made.symbols.empty())
        return Error{
            Errc::invalid_argument,
            "there are no favourites yet: add some with a right click in the list of securities",
            "还没有自选：请先在证券列表中右键加入"};
    } else {
      made.all = true;
      if (which_->currentIndex() > 0)
        made.market = static_cast<data::Market>(which_->currentIndex() - 1);
    }
    if (!from_->text().trimmed().isEmpty()) {
      FWQ_TRY_ASSIGN(from, data::parse_time(utf8_of(from_->text().trimmed())));
      made.engine.range.from = from;
    }
    if (!to_->text().trimmed().isEmpty()) {
      FWQ_TRY_ASSIGN(to, data::parse_time(utf8_of(to_->text().trimmed())));
      made.engine.range.to = to + data::kSecondsPerDay;  // That day too.
    }
    made.engine.cash = cash_->value();
    return made;
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void run() {
    const auto wanted = request();
    if (!wanted) {
      tell(app_.text(wanted.error()), "error");
      return;
    }
    tell(say("Running …"), "muted");
    done_.reset();
    outcome_.reset();
    table_->setSortingEnabled(false);
    table_->setRowCount(0);
    stream_ = std::make_shared<ResultStream<coordinators::BacktestRow>>();
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<Done>(
        say("Batch back-test of %1").arg(strategy_->currentText()),
        [app = &app_, wanted = *wanted,
         stream = stream_](const core::TaskContext& context) -> Result<Done> {
          FWQ_TRY_ASSIGN(reading, app->access().read());
          const auto loader = reading.loader();
          FWQ_TRY_ASSIGN(
              done, coordinators::backtest_market(
                        {loader, reading.snapshot, reading.db}, wanted, app->jobs().workers(),
                        context, [&](const coordinators::BacktestRow& row) { stream->push(row); }));
          return Done(std::make_shared<MarketBacktest>(std::move(done)));
        },
        this,
        [this, id](Result<Done> result) {
          if (*id != job_) return;
          job_ = 0;
          outcome_.emplace(std::move(result));
        });
    job_ = *id;
    drain_.start();
    settle();
  }

  // What has come since, so much of it that the window does not stand still.
  void drain() {
    constexpr std::size_t kAtOnce = 200;
    const auto rows = stream_->take(kAtOnce);
    const int first = table_->rowCount();
    table_->setRowCount(first + static_cast<int>(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) putRow(first + static_cast<int>(i), rows[i]);
    if (first == 0 && !rows.empty()) fit_columns(table_);
    if (!outcome_ && !rows.empty())
      tell(say("Running …") + QStringLiteral("  ") +
               say("%1 securities so far").arg(table_->rowCount()),
           "muted");
    if (!outcome_ || rows.size() == kAtOnce) return;
    drain_.stop();
    table_->setSortingEnabled(true);
    table_->sortByColumn(2, Qt::DescendingOrder);
    fit_columns(table_);
    if (*outcome_)
      take(**outcome_);
    else
      tell(app_.text(outcome_->error()), "error");
    settle();
  }

  void take(const Done& done) {
    done_ = done;
    QString text = say("%1 securities: mean return %2, of buying and holding %3; %4 above 0, %5 "
                       "above buying and holding.")
                       .arg(done->rows.size())
                       .arg(percent_text(done->mean_return), percent_text(done->mean_hold_return),
                            percent_text(done->share_positive, false),
                            percent_text(done->share_above_hold, false));
    if (!done->left_out.empty())
      text += QLatin1Char(' ') + say("Left out: %1.").arg(done->left_out.size());
    tell(text, "muted");
  }

  // Highest return first.
  ExportTable exported() const {
    ExportTable table{"batch",
                      {"symbol", "name", "first", "last", "total_return", "cagr", "max_drawdown",
                       "win_rate", "trades", "buy_and_hold_return", "excess"},
                      {}};
    const auto time = [this](data::Time at) { return coordinators::time_text(at, done_->period); };
    for (const auto& row : done_->rows)
      table.rows.push_back({std::string(row.symbol.text()), row.name, time(row.first),
                            time(row.last), row.total_return, row.cagr, row.max_drawdown,
                            row.win_rate, static_cast<double>(row.sweep.trades),
                            row.buy_and_hold_return, row.excess()});
    return table;
  }

  void putRow(int row, const coordinators::BacktestRow& one) {
    const auto put = [&](int column, double value, bool colored) {
      auto* item = number_item(percent_text(value, colored), value);
      if (colored && value != 0) item->setForeground(value > 0 ? app_.look().up : app_.look().down);
      table_->setItem(row, column, item);
    };
    table_->setItem(row, 0, text_item(text_of(one.symbol.text())));
    table_->setItem(row, 1, text_item(text_of(one.name)));
    put(2, one.total_return, true);
    put(3, one.cagr, true);
    put(4, one.max_drawdown, false);
    put(5, one.win_rate, false);
    table_->setItem(
        row, 6,
        number_item(QString::number(one.sweep.trades), static_cast<double>(one.sweep.trades)));
    put(7, one.buy_and_hold_return, true);
    put(8, one.excess(), true);
  }

  void askWhere() {
    auto* dialog = new QFileDialog(this, say("Save report"), QStringLiteral("batch.html"),
                                   say("Web page (*.html)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("html"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& file) { saveReport(file); });
    dialog->open();
  }

  void saveReport(const QString& file) {
    app_.jobs().run<int>(
        say("Save report"),
        [done = done_, options = report_options(app_),
         path = std::filesystem::path(utf8_of(file))](const core::TaskContext&) -> Result<int> {
          FWQ_TRY(core::write_file_atomically(path, coordinators::backtest_page(*done, options)));
          return 0;
        },
        this,
        [this, file](const Result<int>& saved) {
          if (saved)
            tell(say("Saved as %1").arg(file), "muted");
          else
            tell(app_.text(saved.error()), "error");
        },
        true);
  }

  void settle() {
    const bool running = app_.jobs().isRunning(job_);
    progress_->setVisible(running);
    run_->setEnabled(!drain_.isActive());
    stop_->setVisible(running);
    save_->setEnabled(!drain_.isActive() && done_ != nullptr);
    export_->setEnabled(!drain_.isActive() && done_ != nullptr);
  }

  AppContext& app_;
  JobId job_ = 0;
  Done done_;
  QComboBox *which_ = nullptr, *strategy_ = nullptr;
  ParamForm* params_ = nullptr;
  QLineEdit *from_ = nullptr, *to_ = nullptr;
  QDoubleSpinBox* cash_ = nullptr;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton *run_ = nullptr, *stop_ = nullptr, *save_ = nullptr, *export_ = nullptr;
  std::shared_ptr<ResultStream<coordinators::BacktestRow>> stream_;
  std::optional<Result<Done>> outcome_;
  QTimer drain_;
};

}  // namespace

extern const DialogDef batch_def{
    .id = "batch",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "Shift+F7",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new BatchDialog(app, parent);
    },
};

}  // namespace fwq::desktop
