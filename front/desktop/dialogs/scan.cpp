// Analysis > Pattern search: which patterns have just become known in the whole market; a double click shows one on the chart.
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <array>
#include <memory>
#include <optional>

#include "app_context.hpp"
#include "fwq/coordinators/current_recognizer.hpp"
#include "fwq/coordinators/scan.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "job_progress.hpp"
#include "result_stream.hpp"
#include "save_table.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::ScanHit;
using coordinators::ScanResult;
constexpr std::size_t kMost = 5000;   // More rows than anybody reads.
constexpr std::size_t kAtOnce = 250;  // Rows that a window takes in without standing still.
constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Pattern search");

struct CategoryTitle {
  analysis::Category category;
  const char* title;
};
constexpr std::array kCategories{
    CategoryTitle{analysis::Category::reversal, FWQ_SAY_LATER("Reversals")},
    CategoryTitle{analysis::Category::consolidation, FWQ_SAY_LATER("Consolidations")},
    CategoryTitle{analysis::Category::single_candle, FWQ_SAY_LATER("Single candles")},
    CategoryTitle{analysis::Category::two_candles, FWQ_SAY_LATER("Two candles")},
    CategoryTitle{analysis::Category::three_candles, FWQ_SAY_LATER("Three candles")},
    CategoryTitle{analysis::Category::multi_bar, FWQ_SAY_LATER("Several bars")},
    CategoryTitle{analysis::Category::gaps, FWQ_SAY_LATER("Gaps")},
    CategoryTitle{analysis::Category::price_volume, FWQ_SAY_LATER("Price and volume")}};

class ScanDialog : public QDialog {
 public:
  ScanDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    makePatterns();
    makeConditions();
    makeResults();
    auto* left = new QWidget(this);
    auto* left_layout = new QVBoxLayout(left);
    left_layout->setContentsMargins(0, 0, 0, 0);
    left_layout->addWidget(find_);
    left_layout->addWidget(tree_, 1);
    left_layout->addLayout(form_);
    auto* split = new QSplitter(this);
    split->addWidget(left);
    split->addWidget(table_);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    split->setSizes({270, 730});
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(split, 1);
    layout->addWidget(note_);
    layout->addWidget(progress_);
    layout->addWidget(buttons_);
    settle();
    resize(1020, 660);
  }

  ~ScanDialog() override { app_.jobs().cancel(job_); }

 private:
  void makePatterns() {
    find_ = new QLineEdit(this);
    find_->setObjectName(QStringLiteral("find"));
    find_->setPlaceholderText(say("Find a pattern"));
    find_->setAccessibleName(find_->placeholderText());
    find_->setClearButtonEnabled(true);
    tree_ = new QTreeWidget(this);
    tree_->setObjectName(QStringLiteral("patterns"));
    tree_->setAccessibleName(say("Patterns"));
    tree_->setHeaderHidden(true);
    for (const auto& category : kCategories) {
      auto* group = new QTreeWidgetItem(tree_, {say(category.title)});
      group->setFlags(group->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
      for (const auto* pattern : analysis::built_in_patterns()) {
        if (pattern->category != category.category) continue;
        auto* item = new QTreeWidgetItem(
            group, {text_of(app_.chinese() ? pattern->name_zh : pattern->name_en)});
        item->setData(0, Qt::UserRole, text_of(pattern->id));
        item->setToolTip(0, text_of(app_.chinese() ? pattern->shape_zh : pattern->shape_en));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        // At first what has a direction of its own: dojis and spinning tops are in every chart.
        item->setCheckState(0,
                            pattern->bias == analysis::Bias::neutral ? Qt::Unchecked : Qt::Checked);
      }
      group->setHidden(group->childCount() == 0);
    }
    connect(find_, &QLineEdit::textChanged, this,
            [this](const QString& text) { findPattern(text); });
    connect(tree_, &QTreeWidget::itemChanged, this, [this] { settle(); });
  }

  void findPattern(const QString& text) {
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
      auto* group = tree_->topLevelItem(i);
      int shown = 0;
      for (int j = 0; j < group->childCount(); ++j) {
        const bool fits = group->child(j)->text(0).contains(text, Qt::CaseInsensitive);
        group->child(j)->setHidden(!fits);
        shown += static_cast<int>(fits);
      }
      group->setHidden(shown == 0);
      group->setExpanded(!text.isEmpty());
    }
  }

  void makeConditions() {
    market_ = new QComboBox(this);
    market_->setObjectName(QStringLiteral("market"));
    market_->addItems({say("Whole market"), say("Shanghai"), say("Shenzhen"), say("Beijing")});
    confidence_ = new QSpinBox(this);
    confidence_->setObjectName(QStringLiteral("confidence"));
    confidence_->setRange(0, 100);
    confidence_->setValue(0);
    confidence_->setSuffix(QStringLiteral(" %"));
    confidence_->setSpecialValueText(say("each pattern's own"));
    last_ = new QSpinBox(this);
    last_->setObjectName(QStringLiteral("last"));
    last_->setRange(1, 250);
    last_->setValue(3);
    form_ = new QFormLayout;
    form_->addRow(say("&Market:"), market_);
    form_->addRow(say("Least &confidence:"), confidence_);
    form_->addRow(say("Known in the &last bars:"), last_);
  }

  void makeResults() {
    table_ = text_table({say("Code"), say("Name"), say("Pattern"), say("Direction"),
                         say("Confidence"), say("Known at"), say("Price")},
                        this);
    table_->setObjectName(QStringLiteral("hits"));
    table_->setAccessibleName(say("Hits"));
    table_->setSortingEnabled(true);
    note_ = role_label(say("Double-click a hit to see it on the chart."), "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    progress_ = new QProgressBar(this);
    progress_->setRange(0, 1000);
    buttons_ = new QDialogButtonBox(QDialogButtonBox::Close, this);
    run_ = buttons_->addButton(say("&Search"), QDialogButtonBox::ActionRole);
    run_->setObjectName(QStringLiteral("run"));
    run_->setDefault(true);
    stop_ = buttons_->addButton(say("Cancel search"), QDialogButtonBox::ActionRole);
    stop_->setObjectName(QStringLiteral("stop"));
    export_ = buttons_->addButton(say("&Export…"), QDialogButtonBox::ActionRole);
    export_->setObjectName(QStringLiteral("export"));
    connect(export_, &QPushButton::clicked, this, [this] {
      save_table_as(
          app_, this, QStringLiteral("patterns.csv"), [this] { return exported(); },
          [this](const QString& text, bool /*good*/) { note_->setText(text); });
    });
    connect(run_, &QPushButton::clicked, this, [this] { run(); });
    connect(stop_, &QPushButton::clicked, this, [this] { app_.jobs().cancel(job_); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(table_, &QTableWidget::itemActivated, this,
            [this](const QTableWidgetItem* item) { show(item->row()); });
    connect(&app_.jobs(), &Jobs::runningChanged, this, [this] { settle(); });
    connect(&app_.jobs(), &QAbstractItemModel::dataChanged, this,
            [this] { show_progress(progress_, app_.jobs(), job_); });
    drain_.setInterval(60);
    connect(&drain_, &QTimer::timeout, this, [this] { drain(); });
  }

  std::vector<std::string> chosen() const {
    std::vector<std::string> ids;
    for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
      const auto* group = tree_->topLevelItem(i);
      for (int j = 0; j < group->childCount(); ++j)
        if (group->child(j)->checkState(0) == Qt::Checked)
          ids.push_back(utf8_of(group->child(j)->data(0, Qt::UserRole).toString()));
    }
    return ids;
  }

  coordinators::ScanRequest request() const {
    coordinators::ScanRequest made;
    made.types = chosen();
    if (market_->currentIndex() > 0)
      made.market.market = static_cast<data::Market>(market_->currentIndex() - 1);
    made.market.period = app_.session().period();
    made.market.adjust = app_.session().adjust();
    if (confidence_->value() > 0) made.min_confidence = confidence_->value() / 100.0;
    made.last = static_cast<std::size_t>(last_->value());
    return made;
  }

  void run() {
    note_->setText(say("Searching …"));
    result_.reset();
    period_ = app_.session().period();
    table_->setSortingEnabled(false);
    table_->setRowCount(0);
    stream_ = std::make_shared<ResultStream<ScanHit>>();
    auto id = std::make_shared<JobId>(0);
    *id = app_.jobs().run<ScanResult>(
        say("Pattern search"),
        [app = &app_, wanted = request(),
         stream = stream_](const core::TaskContext& context) -> Result<ScanResult> {
          FWQ_TRY_ASSIGN(reading, app->access().read());
          return coordinators::scan(reading.snapshot, reading.db, wanted, app->jobs().workers(),
                                    context, [&](const std::vector<ScanHit>& hits) {
                                      for (const ScanHit& hit : hits) stream->push(hit);
                                    });
        },
        this,
        [this, id](Result<ScanResult> result) {
          if (*id != job_) return;
          job_ = 0;
          result_.emplace(std::move(result));
        });
    job_ = *id;
    drain_.start();
    settle();
  }

  // What has come since; in the end the list as it is meant to be read.
  void drain() {
    const auto hits = stream_->take(kAtOnce);
    const auto first = static_cast<std::size_t>(table_->rowCount());
    const std::size_t room = std::min(hits.size(), kMost - std::min(first, kMost));
    table_->setRowCount(static_cast<int>(first + room));
    for (std::size_t i = 0; i < room; ++i) putRow(static_cast<int>(first + i), hits[i]);
    if (first == 0 && room > 0) fit_columns(table_);
    if (!result_) {
      if (room > 0)
        note_->setText(say("Searching …") + QStringLiteral("  ") +
                       say("%1 found so far").arg(table_->rowCount()));
      return;
    }
    // Once the room is full, the newest of all take its place.
    if (hits.size() == kAtOnce && first + room < kMost) return;
    drain_.stop();
    if (*result_)
      take(**result_);
    else if (result_->error().code == Errc::cancelled)
      note_->setText(say("Cancelled; %1 were found until then.").arg(table_->rowCount()));
    else
      note_->setText(app_.text(result_->error()));
    table_->setSortingEnabled(true);
    table_->sortByColumn(5, Qt::DescendingOrder);  // The newest first.
    settle();
  }

  void take(const ScanResult& result) {
    const std::size_t shown = std::min(result.hits.size(), kMost);
    table_->setRowCount(static_cast<int>(shown));
    for (std::size_t i = 0; i < shown; ++i) putRow(static_cast<int>(i), result.hits[i]);
    fit_columns(table_);
    QString text = say("%1 hits in %2 securities (%3 bars).")
                       .arg(result.hits.size())
                       .arg(result.symbols)
                       .arg(result.bars);
    if (shown < result.hits.size())
      text += QLatin1Char(' ') + say("The newest %1 are listed.").arg(shown);
    if (!result.unread.empty())
      text += QLatin1Char(' ') + say("%1 securities could not be read.").arg(result.unread.size());
    if (!result.hits.empty())
      text += QLatin1Char(' ') + say("Double-click a hit to see it on the chart.");
    note_->setText(text);
  }

  // All that was found, newest first, also what the list has no room for.
  ExportTable exported() const {
    ExportTable table{"patterns",
                      {"symbol", "name", "pattern", "signal", "confidence", "start", "end",
                       "known_at", "price", "target", "stop"},
                      {}};
    for (const ScanHit& hit : (*result_)->hits) {
      const auto& found = hit.found.hit;
      const auto time = [this](data::Time at) { return coordinators::time_text(at, period_); };
      table.rows.push_back({std::string(hit.symbol.text()), hit.name,
                            std::string(found.pattern->id),
                            std::string(analysis::to_string(found.bias)), found.confidence,
                            time(hit.start), time(hit.end), time(hit.known_at), found.price,
                            hit.found.explanation.target, hit.found.explanation.stop});
    }
    return table;
  }

  void putRow(int row, const coordinators::ScanHit& hit) {
    const auto& found = hit.found.hit;
    auto* code = text_item(text_of(hit.symbol.text()));
    code->setData(Qt::UserRole, static_cast<qulonglong>(found.start));
    code->setData(Qt::UserRole + 1, static_cast<qulonglong>(found.known_at));
    table_->setItem(row, 0, code);
    table_->setItem(row, 1, text_item(text_of(hit.name)));
    table_->setItem(
        row, 2,
        text_item(text_of(app_.chinese() ? found.pattern->name_zh : found.pattern->name_en)));
    auto* bias = text_item(text_of(coordinators::bias_text(found.bias, app_.chinese())));
    if (found.bias != analysis::Bias::neutral)
      bias->setForeground(found.bias == analysis::Bias::bullish ? app_.look().up
                                                                : app_.look().down);
    table_->setItem(row, 3, bias);
    table_->setItem(
        row, 4,
        number_item(text_of(core::fixed(found.confidence * 100, 0)) + QStringLiteral(" %"),
                    found.confidence));
    table_->setItem(row, 5,
                    number_item(text_of(coordinators::time_text(hit.known_at, period_)),
                                static_cast<double>(hit.known_at)));
    table_->setItem(
        row, 6,
        number_item(text_of(core::fixed(found.price, data::tick_size(hit.symbol) < 0.005 ? 3 : 2)),
                    found.price));
  }

  // The stock first; its bars when they have been loaded.
  void show(int row) {
    const auto* code = table_->item(row, 0);
    const auto first = code->data(Qt::UserRole).toULongLong(),
               last = code->data(Qt::UserRole + 1).toULongLong();
    const QString symbol = code->text();
    auto once = std::make_shared<QMetaObject::Connection>();
    *once =
        connect(&app_.session(), &StockSession::loaded, this,
                [this, once, symbol, first, last](const std::shared_ptr<const StockView>& view) {
                  disconnect(*once);
                  if (text_of(view->stock().symbol.text()) == symbol) app_.wantBars(first, last);
                });
    app_.wantStock(symbol);
  }

  void settle() {
    const bool running = app_.jobs().isRunning(job_);
    progress_->setVisible(running);
    stop_->setVisible(running);
    run_->setEnabled(!drain_.isActive() && !chosen().empty());
    export_->setEnabled(!drain_.isActive() && result_ && *result_ && !(*result_)->hits.empty());
  }

  AppContext& app_;
  JobId job_ = 0;
  QLineEdit* find_ = nullptr;
  QTreeWidget* tree_ = nullptr;
  QFormLayout* form_ = nullptr;
  QComboBox* market_ = nullptr;
  QSpinBox *confidence_ = nullptr, *last_ = nullptr;
  QTableWidget* table_ = nullptr;
  QLabel* note_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QDialogButtonBox* buttons_ = nullptr;
  QPushButton *run_ = nullptr, *stop_ = nullptr, *export_ = nullptr;
  data::Period period_ = data::Period::day;  // Of what is listed.
  std::shared_ptr<ResultStream<ScanHit>> stream_;
  std::optional<Result<ScanResult>> result_;
  QTimer drain_;
};

}  // namespace

extern const DialogDef scan_def{
    .id = "scan",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "F6",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new ScanDialog(app, parent);
    },
};

}  // namespace fwq::desktop
