// Analysis > Back-test: a strategy of the table on the security in front, with the account's curve, the figures and the trades.
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>
#include <cmath>
#include <memory>

#include "app_context.hpp"
#include "backtest_form.hpp"
#include "curve_view.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_history.hpp"
#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "report_look.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::Backtest;
using Done = std::shared_ptr<const Backtest>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Back-test");

QString metric_text(const backtest::MetricValue& value) {
  if (std::isinf(value.value)) return value.value > 0 ? QStringLiteral("∞") : QStringLiteral("-∞");
  if (std::isnan(value.value)) return QStringLiteral("-");
  switch (value.def->unit) {
    case backtest::MetricUnit::fraction:
      return text_of(core::fixed(value.value * 100, 2)) + QStringLiteral(" %");
    case backtest::MetricUnit::money:
      return QLocale(QLocale::English).toString(value.value, 'f', 2);
    case backtest::MetricUnit::bars:
    case backtest::MetricUnit::count:
      return text_of(core::fixed(value.value, value.value == std::floor(value.value) ? 0 : 1));
    case backtest::MetricUnit::ratio:
      break;
  }
  return text_of(core::fixed(value.value, 3));
}

class BacktestDialog : public QDialog {
 public:
  BacktestDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    auto* layout = new QVBoxLayout(this);
    auto* middle = new QHBoxLayout;
    form_ = new BacktestForm(app_, this);
    middle->addWidget(form_);
    middle->addWidget(makeResults(), 1);
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    layout->addLayout(middle, 1);
    layout->addWidget(note_);
    layout->addWidget(makeButtons());
    const auto restyle = [this] { curve_->setLook(app_.look(), app_.theme()); };
    restyle();
    connect(&app_, &AppContext::themeChanged, this, restyle);
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    connect(&app_.session(), &StockSession::loaded, this, [this] { settle(); });
    settle();
    resize(1080, 680);
  }

  ~BacktestDialog() override { app_.jobs().cancel(job_); }

 private:
  QWidget* makeResults() {
    auto* page = new QWidget(this);
    curve_ = new CurveView(page);
    auto* tabs = new QTabWidget(page);
    metrics_ = text_table({say("Figure"), say("Value"), say("Definition")}, tabs);
    metrics_->setObjectName(QStringLiteral("metrics"));
    trades_ = text_table({say("Bought"), say("Sold"), say("Shares"), say("Price in"),
                          say("Price out"), say("Gain (CNY)"), say("Return"), say("Sold because")},
                         tabs);
    trades_->setObjectName(QStringLiteral("trades"));
    trades_->setSortingEnabled(true);
    remarks_ = new QListWidget(tabs);
    remarks_->setObjectName(QStringLiteral("remarks"));
    remarks_->setWordWrap(true);
    remarks_->setSelectionMode(QAbstractItemView::NoSelection);
    tabs->addTab(metrics_, say("Figures"));
    tabs->addTab(trades_, say("Trades"));
    tabs->addTab(remarks_, say("Remarks"));
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(curve_, 1);
    layout->addWidget(tabs, 1);
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
    connect(run_, &QPushButton::clicked, this, [this] { run(); });
    connect(stop_, &QPushButton::clicked, this, [this] { app_.jobs().cancel(job_); });
    connect(save_, &QPushButton::clicked, this, [this] { askWhere(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void run() {
    const auto wanted = form_->request();
    if (!wanted) {
      tell(app_.text(wanted.error()), "error");
      return;
    }
    tell(say("Running …"), "muted");
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<Done>(
        say("Back-test %1 on %2").arg(form_->strategyName(), text_of(wanted->symbols.front())),
        [app = &app_, wanted = *wanted](const core::TaskContext& context) -> Result<Done> {
          FWQ_TRY_ASSIGN(reading, app->access().read());
          const auto loader = reading.loader();
          FWQ_TRY_ASSIGN(
              done, coordinators::backtest_symbol({loader, reading.snapshot, reading.db}, wanted,
                                                  &app->jobs().workers(), context));
          return Done(std::make_shared<Backtest>(std::move(done)));
        },
        this,
        [this, id](Result<Done> result) {
          if (*id != job_) return;
          job_ = 0;
          if (result)
            take(*result);
          else
            tell(app_.text(result.error()), "error");
          settle();
        });
    job_ = *id;
    settle();
  }

  void take(const Done& done) {
    done_ = done;
    std::vector<Curve> curves{{say("Account"), done->run.equity.value, 3},
                              {say("Buy and hold"), done->buy_and_hold, 1}};
    curve_->setCurves(done->run.equity.time, std::move(curves));
    metrics_->setRowCount(static_cast<int>(done->metrics.size()));
    for (int i = 0; i < metrics_->rowCount(); ++i) {
      const auto& value = done->metrics[static_cast<std::size_t>(i)];
      metrics_->setItem(
          i, 0, text_item(text_of(app_.chinese() ? value.def->title_zh : value.def->title_en)));
      metrics_->setItem(i, 1, number_item(metric_text(value), value.value));
      metrics_->setItem(i, 2,
                        text_item(text_of(backtest::convention_of(*value.def, done->metric_options,
                                                                  app_.chinese()))));
    }
    fit_columns(metrics_);
    showTrades(*done);
    remarks_->clear();
    for (const auto& remark : done->remarks)
      remarks_->addItem(text_of(app_.chinese() ? remark.zh : remark.en));
    if (remarks_->count() == 0) remarks_->addItem(say("There is nothing to remark."));
    tell(say("Run %1, %2 to %3; past results say nothing certain about the future.")
             .arg(text_of(done->run_id),
                  text_of(coordinators::time_text(done->begin(), done->period)),
                  text_of(coordinators::time_text(done->end(), done->period))),
         "muted");
    keep();
  }

  void showTrades(const Backtest& done) {
    const auto& trades = done.run.journal.trades;
    trades_->setSortingEnabled(false);
    trades_->setRowCount(static_cast<int>(trades.size()));
    for (int i = 0; i < trades_->rowCount(); ++i) {
      const auto& trade = trades[static_cast<std::size_t>(i)];
      const auto number = [&](int column, double value, int digits) {
        trades_->setItem(i, column, number_item(text_of(core::fixed(value, digits)), value));
      };
      trades_->setItem(i, 0,
                       number_item(text_of(coordinators::time_text(trade.entry_time, done.period)),
                                   static_cast<double>(trade.entry_time)));
      trades_->setItem(i, 1,
                       number_item(text_of(coordinators::time_text(trade.exit_time, done.period)),
                                   static_cast<double>(trade.exit_time)));
      number(2, static_cast<double>(trade.shares), 0);
      number(3, trade.entry_price, 3);
      number(4, trade.exit_price, 3);
      number(5, backtest::yuan_of(trade.pnl), 2);
      auto* gain = number_item(percent_text(trade.return_fraction), trade.return_fraction);
      if (trade.return_fraction != 0)
        gain->setForeground(trade.return_fraction > 0 ? app_.look().up : app_.look().down);
      trades_->setItem(i, 6, gain);
      trades_->setItem(
          i, 7, text_item(text_of(coordinators::reason_text(trade.exit_reason, app_.chinese()))));
    }
    trades_->setSortingEnabled(true);
    trades_->sortByColumn(0, Qt::AscendingOrder);
    fit_columns(trades_);
  }

  // Into the history of back-tests, as the command line does.
  void keep() {
    app_.jobs().run<int>(
        say("Keep the back-test"),
        [app = &app_, record = coordinators::record_of(
                          *done_, QDateTime::currentSecsSinceEpoch() + std::int64_t{8} * 3600)](
            const core::TaskContext&) -> Result<int> {
          FWQ_TRY(coordinators::keep_backtest(app->home(), record));
          return 0;
        },
        this,
        [this](const Result<int>& kept) {
          if (!kept)
            tell(say("The run is not in the history: %1").arg(app_.text(kept.error())), "warning");
        },
        true);
  }

  void askWhere() {
    auto* dialog = new QFileDialog(this, say("Save report"), QStringLiteral("backtest.html"),
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
    if (save_ == nullptr) return;
    const bool running = app_.jobs().isRunning(job_);
    run_->setEnabled(!running && app_.session().view() != nullptr);
    stop_->setVisible(running);
    save_->setEnabled(!running && done_ != nullptr);
  }

  AppContext& app_;
  JobId job_ = 0;
  Done done_;
  BacktestForm* form_ = nullptr;
  QLabel* note_ = nullptr;
  CurveView* curve_ = nullptr;
  QTableWidget *metrics_ = nullptr, *trades_ = nullptr;
  QListWidget* remarks_ = nullptr;
  QPushButton *run_ = nullptr, *stop_ = nullptr, *save_ = nullptr;
};

}  // namespace

extern const DialogDef backtest_def{
    .id = "backtest",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "F7",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new BacktestDialog(app, parent);
    },
};

}  // namespace fwq::desktop
