// The list on the left: every security with its last price; what one types finds code, name or pinyin initials.
#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalBlocker>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <optional>
#include <utility>

#include "app_context.hpp"
#include "ask_name.hpp"
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
    part_->setMaxVisibleItems(24);
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
    table_->setColumnWidth(SecuritiesModel::price_column, digit * 8 + 12);
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
    takeSectors();
    filter();
  }

  // Below the parts that every home has; the one that was chosen stays, where it is still there.
  void takeSectors() {
    const auto chosen = sector();
    const QSignalBlocker quiet(part_);
    while (part_->count() > kListParts) part_->removeItem(part_->count() - 1);
    auto last = data::kSectorKinds.size();
    for (const auto& one : app().securities().sectors()) {
      const auto kind = static_cast<std::size_t>(one.kind);
      if (std::exchange(last, kind) != kind) part_->insertSeparator(part_->count());
      part_->addItem(text_of(one.name), static_cast<int>(kind));
      if (chosen && chosen->first == one.kind && utf8_of(chosen->second) == one.name)
        part_->setCurrentIndex(part_->count() - 1);
    }
    if (chosen && !sector()) part_->setCurrentIndex(0);
  }

  // Kind and name of the one that is chosen.
  std::optional<std::pair<data::SectorKind, QString>> sector() const {
    if (part_->currentIndex() < kListParts) return std::nullopt;
    return std::pair(static_cast<data::SectorKind>(part_->currentData().toInt()),
                     part_->currentText());
  }

  ListPart part() const {
    return sector() ? ListPart::sector : static_cast<ListPart>(part_->currentIndex());
  }

  void filter() {
    if (const auto chosen = sector())
      if (const auto* found = app().securities().findSector(chosen->first, chosen->second))
        model_->setSector(found->symbols);
    model_->setFilter(search_->text(), part());
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
      text = part() == ListPart::favourites && search_->text().isEmpty()
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
    if (!symbol.isEmpty()) app().wantStock(symbol);
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
    addSectorEntries(menu, symbol);
    menu->popup(table_->viewport()->mapToGlobal(at));
  }

  // The lists that a person made: into them, out of the one that is shown.
  void addSectorEntries(QMenu* menu, const QString& text) {
    const auto symbol = data::Symbol::parse(utf8_of(text));
    if (!symbol) return;
    Securities* securities = &app().securities();
    auto* into = menu->addMenu(say("Add to a list"));
    for (const auto& one : securities->sectors()) {
      if (one.kind != data::SectorKind::own) continue;
      const QString name = text_of(one.name);
      auto* entry = into->addAction(name, this, [securities, name, one = *symbol] {
        securities->changeSector(name, one, true);
      });
      entry->setEnabled(!std::binary_search(one.symbols.begin(), one.symbols.end(), *symbol));
    }
    into->addAction(say("New list…"), this, [this, securities, one = *symbol] {
      ask_name(
          this, say("New list"), say("Name of the list:"), {},
          [securities, one](const QString& name) { securities->changeSector(name, one, true); });
    });
    const auto shown = sector();
    if (!shown) return;
    menu->addSeparator();
    const QString name = shown->second;
    if (shown->first == data::SectorKind::own)
      menu->addAction(say("Remove from %1").arg(name), this, [securities, name, one = *symbol] {
        securities->changeSector(name, one, false);
      });
    menu->addAction(
        say("Delete the list %1").arg(name), this,
        [securities, kind = shown->first, name] { securities->removeSector(kind, name); });
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
