// Analysis > Back-test: a strategy of the table on the security in front, with the account's curve, the figures and the trades.
#include <QComboBox>
#include <QDateEdit>
#include <QDateTime>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>
#include <cmath>
#include <memory>

#include "app_context.hpp"
#include "curve_view.hpp"
#include "fwq/coordinators/backtest.hpp"
#include "fwq/coordinators/backtest_history.hpp"
#include "fwq/coordinators/backtest_report.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "param_form.hpp"
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
    middle->addWidget(makeForm());
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
    connect(&app_.session(), &StockSession::loaded, this, [this] { showSymbol(); });
    takeStrategy();
    showSymbol();
    settle();
    resize(1080, 680);
  }

  ~BacktestDialog() override { app_.jobs().cancel(job_); }

 private:
  QWidget* makeForm() {
    auto* page = new QWidget(this);
    page->setFixedWidth(310);
    symbol_ = role_label({}, "heading", page);
    symbol_->setObjectName(QStringLiteral("symbol"));
    strategy_ = new QComboBox(page);
    strategy_->setObjectName(QStringLiteral("strategy"));
    for (const auto* def : backtest::built_in_strategies())
      strategy_->addItem(text_of(app_.chinese() ? def->title_zh : def->title_en), text_of(def->id));
    strategy_->setCurrentIndex(std::max(0, strategy_->findData(QStringLiteral("ma_cross"))));
    connect(strategy_, &QComboBox::currentIndexChanged, this, [this] { takeStrategy(); });
    params_ = new ParamForm(app_.chinese(), page);
    from_ = new QLineEdit(page);
    from_->setObjectName(QStringLiteral("from"));
    to_ = new QLineEdit(page);
    to_->setObjectName(QStringLiteral("to"));
    for (auto* line : {from_, to_}) line->setPlaceholderText(say("YYYY-MM-DD, empty: all"));
    cash_ = box(page, "cash", 1'000, 1e11, 100'000, 2, 1'000'000);
    commission_ = box(page, "commission", 0, 5, 0.005, 4, 0.025, QStringLiteral(" %"));
    slippage_ = box(page, "slippage", 0, 5, 0.05, 3, 0, QStringLiteral(" %"));
    stop_loss_ = box(page, "stop_loss", 0, 99, 1, 1, 0, QStringLiteral(" %"));
    take_profit_ = box(page, "take_profit", 0, 1000, 1, 1, 0, QStringLiteral(" %"));
    for (auto* exit : {stop_loss_, take_profit_}) exit->setSpecialValueText(say("none"));
    auto* group = new QGroupBox(say("Parameters"), page);
    auto* inside = new QVBoxLayout(group);
    inside->addWidget(params_);
    auto* form = new QFormLayout;
    form->addRow(say("&From:"), from_);
    form->addRow(say("&Until:"), to_);
    form->addRow(say("&Cash (CNY):"), cash_);
    form->addRow(say("Co&mmission:"), commission_);
    form->addRow(say("S&lippage:"), slippage_);
    form->addRow(say("Stop loss (&x):"), stop_loss_);
    form->addRow(say("Take &profit:"), take_profit_);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 8, 0);
    layout->addWidget(symbol_);
    auto* top = new QFormLayout;
    top->addRow(say("S&trategy:"), strategy_);
    layout->addLayout(top);
    layout->addWidget(group);
    layout->addLayout(form);
    layout->addStretch(1);
    return page;
  }

  QDoubleSpinBox* box(QWidget* parent, const char* name, double low, double high, double step,
                      int decimals, double value, const QString& suffix = {}) {
    auto* made = new QDoubleSpinBox(parent);
    made->setObjectName(QLatin1String(name));
    made->setDecimals(decimals);
    made->setRange(low, high);
    made->setSingleStep(step);
    made->setValue(value);
    made->setSuffix(suffix);
    return made;
  }

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

  const backtest::StrategyDef& strategy() const {
    return *backtest::built_in_strategies()[static_cast<std::size_t>(strategy_->currentIndex())];
  }

  void takeStrategy() {
    const auto& def = strategy();
    params_->setParams({def.params.begin(), def.params.size()});
  }

  void showSymbol() {
    const auto& view = app_.session().view();
    symbol_->setText(view ? text_of(view->stock().symbol.text()) + QLatin1Char(' ') +
                                text_of(view->stock().name)
                          : say("No stock is shown."));
    settle();
  }

  Result<coordinators::BacktestRequest> request() const {
    coordinators::BacktestRequest made;
    made.strategy = strategy().id;
    const auto values = params_->values();
    for (std::size_t i = 0; i < values.size(); ++i)
      made.parameters.emplace_back(std::string(strategy().params[i].name),
                                   core::shortest(values[i]));
    made.symbols = {std::string(app_.session().view()->stock().symbol.text())};
    made.period = app_.session().view()->stock().period;
    if (!from_->text().trimmed().isEmpty()) {
      FWQ_TRY_ASSIGN(from, data::parse_time(utf8_of(from_->text().trimmed())));
      made.engine.range.from = from;
    }
    if (!to_->text().trimmed().isEmpty()) {
      FWQ_TRY_ASSIGN(to, data::parse_time(utf8_of(to_->text().trimmed())));
      made.engine.range.to = to + data::kSecondsPerDay;  // That day too.
    }
    made.engine.cash = cash_->value();
    made.engine.broker.slippage.value = slippage_->value() / 100;
    made.costs.commission_rate = commission_->value() / 100;
    made.target.exits.stop_loss = stop_loss_->value() / 100;
    made.target.exits.take_profit = take_profit_->value() / 100;
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
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<Done>(
        say("Back-test %1 on %2").arg(strategy_->currentText(), text_of(wanted->symbols.front())),
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
  QLabel *symbol_ = nullptr, *note_ = nullptr;
  QComboBox* strategy_ = nullptr;
  ParamForm* params_ = nullptr;
  QLineEdit *from_ = nullptr, *to_ = nullptr;
  QDoubleSpinBox *cash_ = nullptr, *commission_ = nullptr, *slippage_ = nullptr,
                 *stop_loss_ = nullptr, *take_profit_ = nullptr;
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
