// Analysis > Advanced search: the securities that fulfil conditions over prices, indicators and patterns, as they are found.
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QTableWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <memory>
#include <optional>

#include "app_context.hpp"
#include "ask_name.hpp"
#include "condition_editor.hpp"
#include "fwq/coordinators/screen.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "job_progress.hpp"
#include "result_stream.hpp"
#include "save_table.hpp"
#include "say.hpp"
#include "scope_box.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::ScreenMatch;
using coordinators::ScreenResult;
using Stream = ResultStream<ScreenMatch>;
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Advanced search");

enum Column { code, name, price, change, amount, date, first_condition };

class SearchDialog : public QDialog {
 public:
  SearchDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    makeResults();
    auto* split = new QSplitter(this);
    split->addWidget(makeQuestion());
    split->addWidget(table_);
    split->setStretchFactor(0, 0);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    split->setSizes({380, 720});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(split, 1);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addWidget(makeButtons());
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    connect(&app_.jobs(), &QAbstractItemModel::dataChanged, this,
            [this] { show_progress(progress_, app_.jobs(), job_); });
    editor_->setConditions({QStringLiteral("close crosses above MA(20) within 3"),
                            QStringLiteral("volume_ratio >= 1.2 within 3")},
                           false);
    fillSaved({});
    settle();
    resize(1120, 680);
  }

  ~SearchDialog() override { app_.jobs().cancel(job_); }

 private:
  QWidget* makeQuestion() {
    auto* page = new QWidget(this);
    saved_ = new QComboBox(page);
    saved_->setObjectName(QStringLiteral("saved"));
    saved_->setAccessibleName(say("Saved searches"));
    saved_->setPlaceholderText(say("Saved searches"));
    save_ = new QPushButton(say("Sa&ve as…"), page);
    save_->setObjectName(QStringLiteral("save"));
    forget_ = new QPushButton(say("&Delete"), page);
    forget_->setObjectName(QStringLiteral("forget"));
    for (auto* button : {save_, forget_}) button->setAutoDefault(false);
    auto* top = new QHBoxLayout;
    top->addWidget(saved_, 1);
    top->addWidget(save_);
    top->addWidget(forget_);
    const auto flavour = analysis::parse_flavour(app_.config().text("indicators.flavour"));
    editor_ = new ConditionEditor(app_.chinese(), flavour.value_or(analysis::Flavour::tdx), page);
    scope_ = new ScopeBox(app_, page);
    auto* form = new QFormLayout;
    form->addRow(say("Securities:"), scope_);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 6, 0);
    layout->addLayout(top);
    layout->addWidget(editor_, 1);
    layout->addLayout(form);
    editor_->changed = [this] { settle(); };
    connect(saved_, &QComboBox::activated, this, [this] { takeSaved(); });
    connect(save_, &QPushButton::clicked, this, [this] { askSave(); });
    connect(forget_, &QPushButton::clicked, this, [this] {
      app_.state().searches.remove(saved_->currentText());
      app_.save();
      fillSaved({});
    });
    return page;
  }

  void makeResults() {
    table_ = text_table({}, this);
    table_->setObjectName(QStringLiteral("matches"));
    table_->setAccessibleName(say("Found securities"));
    setColumns({});
    note_ = role_label(say("Judged at each security's last bar, in the period and adjustment of "
                           "the chart. Double-click a line to see it there."),
                       "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    drain_.setInterval(60);
    connect(&drain_, &QTimer::timeout, this, [this] { drain(); });
    connect(table_, &QTableWidget::itemActivated, this, [this](const QTableWidgetItem* item) {
      app_.wantStock(table_->item(item->row(), code)->text());
    });
  }

  QDialogButtonBox* makeButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    run_ = buttons->addButton(say("&Search"), QDialogButtonBox::ActionRole);
    run_->setObjectName(QStringLiteral("run"));
    run_->setDefault(true);
    stop_ = buttons->addButton(say("Cancel search"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
    export_ = buttons->addButton(say("&Export…"), QDialogButtonBox::ActionRole);
    export_->setObjectName(QStringLiteral("export"));
    connect(run_, &QPushButton::clicked, this, [this] { run(); });
    connect(stop_, &QPushButton::clicked, this, [this] { app_.jobs().cancel(job_); });
    connect(export_, &QPushButton::clicked, this, [this] {
      save_table_as(
          app_, this, QStringLiteral("search.csv"), [this] { return exported(); },
          [this](const QString& text, bool good) { tell(text, good ? "muted" : "error"); });
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    return buttons;
  }

  void fillSaved(const QString& chosen) {
    saved_->clear();
    saved_->addItems(app_.state().searches.keys());
    saved_->setCurrentIndex(chosen.isEmpty() ? -1 : saved_->findText(chosen));
    saved_->setEnabled(saved_->count() > 0);
    settle();
  }

  void takeSaved() {
    const QJsonObject one = app_.state().searches[saved_->currentText()].toObject();
    QStringList texts;
    const QJsonArray conditions = one[QLatin1String("conditions")].toArray();
    for (const auto& text : conditions) texts << text.toString();
    const QString problem = editor_->setConditions(texts, one[QLatin1String("any")].toBool());
    tell(problem, "error");
    settle();
  }

  void askSave() {
    ask_name(this, say("Save search"), say("Name of the search:"), saved_->currentText(),
             [this](const QString& as) {
               app_.state().searches[as] = QJsonObject{
                   {QStringLiteral("conditions"), QJsonArray::fromStringList(editor_->texts())},
                   {QStringLiteral("any"), editor_->any()}};
               app_.save();
               fillSaved(as);
             });
  }

  void setColumns(const std::vector<coordinators::Condition>& conditions) {
    asked_ = conditions;
    table_->setSortingEnabled(false);
    table_->setRowCount(0);
    QStringList headers{say("Code"),   say("Name"),   say("Price"),
                        say("Change"), say("Amount"), say("Last bar")};
    for (const auto& condition : conditions)
      headers << text_of(describe(condition, app_.chinese()));
    table_->setColumnCount(static_cast<int>(headers.size()));
    table_->setHorizontalHeaderLabels(headers);
    for (int column = 0; column < table_->columnCount(); ++column)
      table_->horizontalHeaderItem(column)->setToolTip(headers[column]);
    fitColumns();
  }

  // Conditions are long to read: their columns are as wide as what stands in them needs.
  void fitColumns() {
    fit_columns(table_);
    const int wide = table_->fontMetrics().horizontalAdvance(QStringLiteral("0000-00-00")) * 2;
    for (int column = first_condition; column < table_->columnCount(); ++column) {
      table_->setColumnWidth(column, std::min(table_->columnWidth(column), wide));
      table_->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
  }

  void tell(const QString& text, const char* role) {
    set_role(note_, role);
    note_->setText(text);
  }

  void run() {
    const auto scope = scope_->scope();
    if (!scope) {
      tell(app_.text(scope.error()), "error");
      return;
    }
    coordinators::ScreenRequest wanted;
    wanted.market = {.period = app_.session().period(),
                     .adjust = app_.session().adjust(),
                     .market = scope->market,
                     .tradable = scope->symbols.empty()};
    wanted.symbols = scope->symbols;
    wanted.conditions = editor_->conditions();
    wanted.any = editor_->any();
    period_ = wanted.market.period;
    setColumns(wanted.conditions);
    tell(say("Searching …"), "muted");
    result_.reset();
    stream_ = std::make_shared<Stream>();
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<ScreenResult>(
        say("Advanced search"),
        [app = &app_, wanted,
         stream = stream_](const core::TaskContext& context) -> Result<ScreenResult> {
          FWQ_TRY_ASSIGN(reading, app->access().read());
          return coordinators::screen(reading.snapshot, reading.db, wanted, app->jobs().workers(),
                                      context,
                                      [&](const ScreenMatch& match) { stream->push(match); });
        },
        this,
        [this, id](Result<ScreenResult> result) {
          if (*id != job_) return;
          job_ = 0;
          result_.emplace(std::move(result));
        });
    job_ = *id;
    drain_.start();
    settle();
  }

  // What has come since, so much of it that the window does not stand still.
  void drain() {
    constexpr std::size_t kAtOnce = 200;
    const auto matches = stream_->take(kAtOnce);
    const int first = table_->rowCount();
    if (!matches.empty()) {
      table_->setRowCount(first + static_cast<int>(matches.size()));
      for (std::size_t i = 0; i < matches.size(); ++i)
        putRow(first + static_cast<int>(i), matches[i]);
      if (first == 0) fitColumns();
      if (!result_)
        tell(say("Searching …") + QStringLiteral("  ") +
                 say("%1 found so far").arg(table_->rowCount()),
             "muted");
    }
    if (result_ && matches.size() < kAtOnce) finish();
  }

  void finish() {
    drain_.stop();
    table_->setSortingEnabled(true);
    table_->sortByColumn(code, Qt::AscendingOrder);
    fitColumns();
    if (*result_) {
      const ScreenResult& result = **result_;
      QString text = say("%1 of %2 securities fulfil the conditions.")
                         .arg(result.matches.size())
                         .arg(result.symbols);
      if (!result.unread.empty())
        text +=
            QLatin1Char(' ') + say("%1 securities could not be read.").arg(result.unread.size());
      if (!result.matches.empty())
        text += QLatin1Char(' ') + say("Double-click a line to see it on the chart.");
      tell(text, "muted");
    } else if (result_->error().code == Errc::cancelled) {
      tell(say("Cancelled; %1 were found until then.").arg(table_->rowCount()), "muted");
    } else {
      tell(app_.text(result_->error()), "error");
    }
    settle();
  }

  static int digits_of(data::Symbol symbol) { return data::tick_size(symbol) < 0.005 ? 3 : 2; }

  static QString valueText(double value, int digits) {
    if (std::abs(value) >= 1e5) return amount_text(value);
    return std::isnan(value) ? QStringLiteral("-") : text_of(core::fixed(value, digits));
  }

  void putRow(int row, const ScreenMatch& match) {
    const int digits = digits_of(match.symbol);
    table_->setItem(row, code, text_item(text_of(match.symbol.text())));
    table_->setItem(row, name, text_item(text_of(match.name)));
    table_->setItem(row, price,
                    number_item(text_of(core::fixed(match.close, digits)), match.close));
    auto* moved = number_item(percent_text(match.change), match.change);
    if (match.change > 0) moved->setForeground(app_.look().up);
    if (match.change < 0) moved->setForeground(app_.look().down);
    table_->setItem(row, change, moved);
    table_->setItem(row, amount, number_item(amount_text(match.amount), match.amount));
    table_->setItem(row, date,
                    number_item(text_of(coordinators::time_text(match.last, period_)),
                                static_cast<double>(match.last)));
    for (std::size_t i = 0; i < match.verdicts.size(); ++i)
      table_->setItem(row, first_condition + static_cast<int>(i),
                      verdictItem(asked_[i], match.verdicts[i], digits));
  }

  // The value that was judged, or when it last held; what does not hold is quiet.
  QTableWidgetItem* verdictItem(const coordinators::Condition& condition,
                                const coordinators::Verdict& verdict, int digits) const {
    const bool at_last = condition.pattern.empty() && condition.within == 1;
    QTableWidgetItem* item = nullptr;
    if (at_last)
      item = number_item(condition.right.kind == coordinators::Operand::Kind::number
                             ? valueText(verdict.left, digits)
                             : valueText(verdict.left, digits) + QStringLiteral(" / ") +
                                   valueText(verdict.right, digits),
                         verdict.left);
    else
      item = number_item(verdict.holds ? text_of(coordinators::time_text(verdict.when, period_))
                                       : QStringLiteral("-"),
                         verdict.holds ? static_cast<double>(verdict.when) : data::kNone);
    if (!verdict.holds) item->setForeground(app_.look().muted);
    return item;
  }

  // As it is shown, sorted as it is shown; numbers as they are.
  ExportTable exported() const {
    ExportTable table{"search", {"symbol", "name", "last_bar", "close", "change", "amount"}, {}};
    std::map<std::string, const ScreenMatch*> by_symbol;
    for (const auto& match : (*result_)->matches)
      by_symbol[std::string(match.symbol.text())] = &match;
    for (const auto& condition : asked_) table.headers.push_back(to_string(condition));
    for (int row = 0; row < table_->rowCount(); ++row) {
      const auto& match = *by_symbol.at(utf8_of(table_->item(row, code)->text()));
      std::vector<Cell> cells{std::string(match.symbol.text()),
                              match.name,
                              coordinators::time_text(match.last, period_),
                              match.close,
                              match.change,
                              match.amount};
      for (const auto& verdict : match.verdicts)
        cells.emplace_back(verdict.holds ? coordinators::time_text(verdict.when, period_)
                                         : std::string());
      table.rows.push_back(std::move(cells));
    }
    return table;
  }

  void settle() {
    const bool running = drain_.isActive();
    progress_->setVisible(app_.jobs().isRunning(job_));
    stop_->setVisible(app_.jobs().isRunning(job_));
    const bool good = editor_->isGood() && !editor_->conditions().empty();
    run_->setEnabled(!running && good);
    save_->setEnabled(good);
    forget_->setEnabled(saved_->currentIndex() >= 0);
    export_->setEnabled(!running && result_ && *result_ && table_->rowCount() > 0);
  }

  AppContext& app_;
  JobId job_ = 0;
  data::Period period_ = data::Period::day;
  std::vector<coordinators::Condition> asked_;  // Of the columns.
  std::shared_ptr<Stream> stream_;
  std::optional<Result<ScreenResult>> result_;
  QTimer drain_;
  QComboBox* saved_ = nullptr;
  ConditionEditor* editor_ = nullptr;
  ScopeBox* scope_ = nullptr;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QPushButton *run_ = nullptr, *stop_ = nullptr, *export_ = nullptr;
  QPushButton *save_ = nullptr, *forget_ = nullptr;
};

}  // namespace

extern const DialogDef search_def{
    .id = "search",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "Shift+F6",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new SearchDialog(app, parent);
    },
};

}  // namespace fwq::desktop
