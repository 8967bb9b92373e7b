// The list on the left: every security with its last price; what one types finds code, name or pinyin initials.
#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "securities_model.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

class SecuritiesPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    makeControls();
    auto* top = new QHBoxLayout;
    top->addWidget(search_, 1);
    top->addWidget(part_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 4);
    layout->setSpacing(5);
    layout->addLayout(top);
    layout->addWidget(table_, 1);
    layout->addWidget(count_);
    connectAll();
    model_->setLook(app().look());
    model_->setFavourites(app().state().favourites);
    takeRows();
  }

  void update_content(const StockView& view) override {
    shown_ = text_of(view.stock().symbol.text());
    markShown();
  }

  bool eventFilter(QObject* watched, QEvent* event) override {
    if (watched == search_ && event->type() == QEvent::KeyPress) {
      const auto* key = static_cast<QKeyEvent*>(event);
      if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
        const int step = key->key() == Qt::Key_Down ? 1 : -1;
        const int row =
            std::clamp(table_->currentIndex().row() + step, 0, std::max(0, model_->listed() - 1));
        table_->selectRow(row);
        return true;
      }
      if (key->key() == Qt::Key_Escape && !search_->text().isEmpty()) {
        search_->clear();
        return true;
      }
    }
    return BasePanel::eventFilter(watched, event);
  }

 private:
  void makeControls() {
    search_ = new QLineEdit(this);
    search_->setObjectName(QStringLiteral("search"));
    search_->setPlaceholderText(say("Code, name or pinyin"));
    search_->setToolTip(say("Type a code, a name or its pinyin initials, such as payh"));
    search_->setAccessibleName(say("Search for a security"));
    search_->setClearButtonEnabled(true);
    search_->installEventFilter(this);
    setFocusProxy(search_);
    part_ = new QComboBox(this);
    part_->setObjectName(QStringLiteral("part"));
    part_->setAccessibleName(say("Part of the market"));
    for (int part = 0; part < kListParts; ++part)
      part_->addItem(list_part_text(static_cast<ListPart>(part)));
    model_ = new SecuritiesModel(this);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("list"));
    table_->setAccessibleName(say("Securities"));
    table_->setModel(model_);
    set_up_table(table_);
    table_->setContextMenuPolicy(Qt::CustomContextMenu);
    table_->setSortingEnabled(true);
    table_->sortByColumn(SecuritiesModel::code_column, Qt::AscendingOrder);
    auto* header = table_->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(SecuritiesModel::name_column, QHeaderView::Stretch);
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    table_->setColumnWidth(SecuritiesModel::code_column, digit * 6 + 16);
    table_->setColumnWidth(SecuritiesModel::price_column, digit * 7 + 10);
    table_->setColumnWidth(SecuritiesModel::change_column, digit * 6 + (app().chinese() ? 26 : 40));
    count_ = role_label({}, "muted", this);
    count_->setObjectName(QStringLiteral("count"));
    count_->setWordWrap(true);
  }

  void connectAll() {
    connect(search_, &QLineEdit::textChanged, this, [this] { filter(); });
    connect(part_, &QComboBox::currentIndexChanged, this, [this] { filter(); });
    connect(search_, &QLineEdit::returnPressed, this, [this] {
      const int row = std::max(0, table_->currentIndex().row());
      choose(model_->symbolAt(row));
    });
    connect(table_, &QTableView::clicked, this,
            [this](const QModelIndex& index) { choose(model_->symbolAt(index.row())); });
    connect(table_, &QTableView::activated, this,
            [this](const QModelIndex& index) { choose(model_->symbolAt(index.row())); });
    connect(table_, &QTableView::customContextMenuRequested, this,
            [this](const QPoint& at) { showMenu(at); });
    connect(&app().securities(), &Securities::changed, this, [this] { takeRows(); });
    connect(&app().securities(), &Securities::failed, this,
            [this](const QString& problem) { count_->setText(problem); });
    connect(&app(), &AppContext::themeChanged, this, [this] { model_->setLook(app().look()); });
  }

  void takeRows() {
    model_->setRows(app().securities().rows());
    filter();
  }

  void filter() {
    model_->setFilter(search_->text(), static_cast<ListPart>(part_->currentIndex()));
    tellCount();
    if (!search_->text().isEmpty() && model_->listed() > 0) {
      table_->selectRow(0);
      table_->scrollToTop();
    } else {
      markShown();
    }
  }

  void tellCount() {
    const int listed = model_->listed(), total = model_->total();
    QString text;
    if (total == 0)
      text = app().securities().isLoaded()
                 ? say("There is no data yet: import some from the menu Data.")
                 : say("Reading …");
    else if (listed == 0)
      text = static_cast<ListPart>(part_->currentIndex()) == ListPart::favourites &&
                     search_->text().isEmpty()
                 ? say("No favourites yet: right-click a security to add it.")
                 : say("Nothing matches.");
    else
      text = listed == total ? say("%1 securities").arg(total)
                             : say("%1 of %2 securities").arg(listed).arg(total);
    if (total > 0 && app().securities().isDemo())
      text += QStringLiteral(" · ") + say("demo market, invented companies");
    count_->setText(text);
  }

  void markShown() {
    const int row = model_->rowOf(shown_);
    if (row < 0) {
      table_->clearSelection();
      return;
    }
    table_->selectRow(row);
    table_->scrollTo(model_->index(row, 0));
  }

  void choose(const QString& symbol) {
    if (!symbol.isEmpty()) app().session().select(symbol);
  }

  void showMenu(const QPoint& at) {
    const QString symbol = model_->symbolAt(table_->indexAt(at).row());
    if (symbol.isEmpty()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(say("Show"), this, [this, symbol] { choose(symbol); });
    menu->addAction(
        model_->isFavourite(symbol) ? say("Remove from favourites") : say("Add to favourites"),
        this, [this, symbol] { toggleFavourite(symbol); });
    menu->popup(table_->viewport()->mapToGlobal(at));
  }

  void toggleFavourite(const QString& symbol) {
    QStringList& favourites = app().state().favourites;
    if (!favourites.removeOne(symbol)) favourites << symbol;
    app().save();
    model_->setFavourites(favourites);
    tellCount();
    markShown();
  }

  QLineEdit* search_ = nullptr;
  QComboBox* part_ = nullptr;
  QTableView* table_ = nullptr;
  SecuritiesModel* model_ = nullptr;
  QLabel* count_ = nullptr;
  QString shown_;
};

}  // namespace

extern const PanelDef securities_def{
    .id = "securities",
    .title = QT_TRANSLATE_NOOP("panels", "Securities"),
    .area = PanelArea::left,
    .order = 0,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new SecuritiesPanel(app, parent);
    },
};

}  // namespace fwq::desktop
