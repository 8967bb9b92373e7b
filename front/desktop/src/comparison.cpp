// Comparing securities.
#include "comparison.hpp"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>
#include <optional>

#include "app_context.hpp"
#include "say.hpp"
#include "securities_model.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using Series = std::vector<chart::CompareSeries>;

QString translated(const char* text) {
  return QCoreApplication::translate("chart", text);
}

// What could be loaded, and why the last of the others could not.
struct Loaded {
  Series series;
  std::optional<Error> problem;
};

Result<Loaded> load_series(AppContext& app, const std::vector<data::Symbol>& symbols,
                           data::Period period, data::Adjust adjust) {
  FWQ_TRY_ASSIGN(reading, app.access().read());
  Loaded loaded;
  for (const data::Symbol symbol : symbols) {
    auto stock = reading.loader().load({.symbol = symbol, .period = period, .adjust = adjust});
    if (stock) {
      loaded.series.push_back({stock->symbol, stock->name, owned_copy(stock->until_end())});
    } else {
      loaded.problem = stock.error();
    }
  }
  return loaded;
}

// The list of securities in a small window: type, Enter.
class SecurityPicker : public QDialog {
 public:
  SecurityPicker(AppContext& app, QWidget* parent, std::function<void(const QString&)> chosen)
      : QDialog(parent),
        chosen_(std::move(chosen)),
        model_(new SecuritiesModel(this)),
        table_(new QTableView(this)) {
    setObjectName(QStringLiteral("compare_picker"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(translated(QT_TRANSLATE_NOOP("chart", "Compare with a security")));
    auto* search = new QLineEdit(this);
    search->setObjectName(QStringLiteral("compare_search"));
    search->setPlaceholderText(translated(QT_TRANSLATE_NOOP("chart", "Code, name or initials")));
    search->setAccessibleName(search->placeholderText());
    search->setClearButtonEnabled(true);
    model_->setLook(app.look());
    model_->setRows(app.securities().rows());
    set_up_table(table_);
    table_->setModel(model_);
    table_->setAccessibleName(windowTitle());
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(SecuritiesModel::name_column,
                                                     QHeaderView::Stretch);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(search);
    layout->addWidget(table_, 1);
    layout->addWidget(buttons);
    resize(420, 460);
    table_->selectRow(0);
    connect(search, &QLineEdit::textChanged, this, [this](const QString& typed) {
      model_->setFilter(typed, ListPart::all);
      table_->selectRow(0);
    });
    connect(table_, &QTableView::doubleClicked, this, [this] { take(); });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { take(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  }

 private:
  void take() {
    const QString symbol = model_->symbolAt(table_->currentIndex().row());
    if (symbol.isEmpty()) return;
    accept();
    chosen_(symbol);
  }
  std::function<void(const QString&)> chosen_;
  SecuritiesModel* model_;
  QTableView* table_;
};

}  // namespace

Comparison::Comparison(AppContext& app, chart::ChartWidget& chart, QObject* parent)
    : QObject(parent), app_(app), chart_(chart) {
  connect(&chart_, &chart::ChartWidget::menuOpening, this, &Comparison::addEntries);
}

void Comparison::follow(const std::shared_ptr<const StockView>& view) {
  view_ = view;
  load(false);
}

void Comparison::addEntries(QMenu* menu) {
  if (view_ == nullptr) return;
  menu->addSeparator();
  auto* entry = menu->addAction(translated(QT_TRANSLATE_NOOP("chart", "Compare with…")));
  entry->setObjectName(QStringLiteral("compare_add"));
  connect(entry, &QAction::triggered, this, [this] { openPicker(); });
  if (symbols_.isEmpty()) return;
  auto* end = menu->addAction(translated(QT_TRANSLATE_NOOP("chart", "End the comparison")));
  end->setObjectName(QStringLiteral("compare_end"));
  connect(end, &QAction::triggered, this, &Comparison::clear);
}

void Comparison::openPicker() {
  auto* picker = new SecurityPicker(app_, &chart_, [this](const QString& symbol) { add(symbol); });
  picker->open();
}

void Comparison::add(const QString& symbol) {
  if (symbols_.contains(symbol) || (view_ && text_of(view_->stock().symbol.text()) == symbol))
    return;
  symbols_ << symbol;
  load(true);
}

void Comparison::clear() {
  symbols_.clear();
  app_.jobs().cancel(loading_);
  loading_ = 0;
  show({});
}

void Comparison::load(bool tell) {
  if (symbols_.isEmpty() || !view_) return;
  std::vector<data::Symbol> wanted;
  for (const QString& text : symbols_) {
    const auto symbol = data::Symbol::parse(utf8_of(text));
    // The stock shown is not compared with itself.
    if (symbol && *symbol != view_->stock().symbol) wanted.push_back(*symbol);
  }
  app_.jobs().cancel(loading_);
  auto id = std::make_shared<JobId>(0);
  *id = app_.jobs().run<Loaded>(
      translated(QT_TRANSLATE_NOOP("chart", "Load what is compared")),
      [this, wanted, period = view_->stock().period,
       adjust = view_->adjust](const core::TaskContext& /*context*/) {
        return load_series(app_, wanted, period, adjust);
      },
      this,
      [this, id, tell](Result<Loaded> result) {
        if (*id != loading_) return;  // Something else was asked for since.
        loading_ = 0;
        // What this period lacks may be there in the next one: it stays chosen, and is told of once.
        const auto problem = result ? result->problem : std::optional(result.error());
        if (tell && problem) Q_EMIT app_.problem(app_.text(*problem));
        if (result) show(std::move(result->series));
      },
      true);
  loading_ = *id;
}

void Comparison::show(Series series) {
  if (!view_ || !view_->chart) return;
  auto data = std::make_shared<chart::ChartData>(*view_->chart);
  data->compares = std::move(series);
  chart_.setData(std::move(data));
}

}  // namespace fwq::desktop
