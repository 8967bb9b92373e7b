// Tabs and grids of charts.
#include "chart_area.hpp"

#include <QAction>
#include <QGridLayout>
#include <QMenu>
#include <QSet>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "app_context.hpp"
#include "fwq/coordinators/wording.hpp"
#include "periods_window.hpp"
#include "say.hpp"

namespace fwq::desktop {

// One tab.
struct ChartArea::Page {
  QWidget* widget = nullptr;
  QGridLayout* layout = nullptr;
  std::vector<ChartCell*> cells;    // Shown, row by row.
  std::vector<ChartPlace> waiting;  // Of a larger grid, until it comes back.
  ChartCell* front = nullptr;

  int grid() const { return static_cast<int>(cells.size()); }
  int frontIndex() const {
    return static_cast<int>(std::find(cells.begin(), cells.end(), front) - cells.begin());
  }
};

ChartArea::ChartArea(AppContext& app, QWidget* parent)
    : QWidget(parent), app_(app), bar_(new QTabBar(this)), stack_(new QStackedWidget(this)) {
  bar_->setObjectName(QStringLiteral("chart_tabs"));
  bar_->setAccessibleName(say("Charts"));
  bar_->setTabsClosable(true);
  bar_->setMovable(true);
  bar_->setExpanding(false);
  bar_->setDrawBase(false);
  bar_->setAutoHide(true);  // One tab alone needs no name.
  bar_->setElideMode(Qt::ElideRight);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(bar_);
  layout->addWidget(stack_, 1);
  connect(bar_, &QTabBar::currentChanged, this, [this](int index) {
    if (!settling_) enterPage(index);
  });
  connect(bar_, &QTabBar::tabCloseRequested, this, &ChartArea::closePage);
  connect(bar_, &QTabBar::tabMoved, this, [this](int from, int to) {
    auto moved = std::move(pages_[static_cast<std::size_t>(from)]);
    pages_.erase(pages_.begin() + from);
    pages_.insert(pages_.begin() + to, std::move(moved));
  });
  StockSession& session = app_.session();
  connect(&session, &StockSession::barsWanted, this,
          [this](qulonglong first, qulonglong last) { showHit(first, last); });
  connect(&session, &StockSession::loading, this, [this](const QString& text) {
    front().expect(text, app_.session().period(), app_.session().adjust());
  });
  connect(&app_, &AppContext::dataChanged, this, &ChartArea::forgetData);
  restore();
}

ChartArea::~ChartArea() {
  // Charts that go one by one would each ask for the next one in front.
  for (const auto& page : pages_)
    for (ChartCell* cell : page->cells) cell->disconnect(this);
}

void ChartArea::restore() {
  settling_ = true;
  ChartLayout layout = parse_layout(app_.state().charts);
  const bool kept = !layout.tabs.empty();
  if (!kept) layout.tabs.push_back({.charts = {ChartPlace{}}});
  for (ChartTab& tab : layout.tabs) addPage(std::move(tab));
  bar_->setCurrentIndex(layout.front);
  stack_->setCurrentWidget(page().widget);
  settling_ = false;
  setLinkedRange(layout.linked_range);
  for (const auto& one : pages_) frameCells(*one);
  nameTabs();
  if (!kept) return restoreIndicators();
  // What comes to the front first comes in the period of its chart.
  if (app_.session().asked().isEmpty()) {
    app_.session().setPeriod(front().place().period);
    app_.session().setAdjust(front().place().adjust);
  }
}

ChartArea::Page& ChartArea::page() const {
  return *pages_[static_cast<std::size_t>(std::max(bar_->currentIndex(), 0))];
}

ChartCell& ChartArea::front() const {
  return *page().front;
}

std::vector<ChartCell*> ChartArea::cells() const {
  return page().cells;
}

int ChartArea::grid() const {
  return page().grid();
}

int ChartArea::tabs() const {
  return bar_->count();
}

int ChartArea::tab() const {
  return bar_->currentIndex();
}

ChartArea::Page& ChartArea::addPage(ChartTab tab) {
  auto made = std::make_unique<Page>();
  Page& page = *made;
  page.widget = new QWidget(stack_);
  page.layout = new QGridLayout(page.widget);
  page.layout->setContentsMargins(0, 0, 0, 0);
  page.layout->setSpacing(2);
  page.waiting = std::move(tab.charts);
  pages_.push_back(std::move(made));
  stack_->addWidget(page.widget);
  fill(page, tab.grid);
  page.front = page.cells[static_cast<std::size_t>(tab.front)];
  bar_->addTab(QString());
  return page;
}

ChartCell* ChartArea::makeCell(Page& page, const ChartPlace& place) {
  auto* cell = new ChartCell(app_, place, page.widget);
  link_.add(&cell->widget());
  connect(cell, &ChartCell::chosen, this, [this, &page, cell] { makeFront(page, cell); });
  connect(cell, &ChartCell::loaded, this, &ChartArea::nameTabs);
  // Drawings belong to the stock: other charts of it show them too.
  connect(cell, &ChartCell::drawingsKept, this, [this, cell](const QString& symbol) {
    for (const auto& one : pages_)
      for (ChartCell* other : one->cells)
        if (other != cell && other->symbol() == symbol && other->view()) other->restoreDrawings();
  });
  chart::ChartWidget& chart = cell->widget();
  connect(&chart, &chart::ChartWidget::symbolStepRequested, this, &ChartArea::symbolStep);
  connect(&chart, &chart::ChartWidget::periodStepRequested, this, &ChartArea::periodStep);
  connect(&chart, &chart::ChartWidget::textTyped, this, &ChartArea::typed);
  connect(&chart, &chart::ChartWidget::specChanged, this, [this, cell] {
    if (cell != &front()) return;
    remember();
    Q_EMIT specChanged();
  });
  connect(&chart, &chart::ChartWidget::menuOpening, this, [this](QMenu* menu) {
    if (app_.session().view() == nullptr) return;
    auto* entry = menu->addAction(
        QCoreApplication::translate("chart", QT_TRANSLATE_NOOP("chart", "Several periods…")));
    entry->setObjectName(QStringLiteral("several_periods"));
    connect(entry, &QAction::triggered, this, &ChartArea::showPeriods);
  });
  return cell;
}

// Makes the page's grid that large: charts that are too many wait, those that wait come back, and others are made.
void ChartArea::fill(Page& page, int grid) {
  // The one in front stays, wherever it stood.
  if (page.frontIndex() >= grid && page.front != nullptr)
    std::swap(page.cells.front(), page.cells[static_cast<std::size_t>(page.frontIndex())]);
  while (page.grid() > grid) {
    ChartCell* last = page.cells.back();
    page.cells.pop_back();
    page.waiting.insert(page.waiting.begin(), last->place());
    link_.remove(&last->widget());
    last->disconnect(this);
    last->hide();
    last->deleteLater();
  }
  while (page.grid() < grid && !page.waiting.empty()) {
    page.cells.push_back(makeCell(page, page.waiting.front()));
    page.waiting.erase(page.waiting.begin());
  }
  if (page.grid() < grid) {
    ChartPlace like = page.front != nullptr ? page.front->place() : page.cells.front()->place();
    // A small chart has room for the candles and the volume.
    if (grid > 2 && like.spec && like.spec->panes.size() > 1) like.spec->panes.resize(1);
    for (const ChartPlace& place : following(page, like, grid - page.grid()))
      page.cells.push_back(makeCell(page, place));
  }
  const GridShape shape = grid_shape(grid);
  for (int i = 0; i < 3; ++i) {
    page.layout->setRowStretch(i, i < shape.rows ? 1 : 0);
    page.layout->setColumnStretch(i, i < shape.columns ? 1 : 0);
  }
  for (int i = 0; i < grid; ++i)
    page.layout->addWidget(page.cells[static_cast<std::size_t>(i)], i / shape.columns,
                           i % shape.columns);
}

// Like `like`, with the securities that follow in the list on those that are shown, from its begin after its end.
std::vector<ChartPlace> ChartArea::following(const Page& page, const ChartPlace& like,
                                             int count) const {
  const auto& rows = *app_.securities().rows();
  std::vector<ChartPlace> places(static_cast<std::size_t>(count), like);
  const SecurityRow* last =
      rows.empty() ? nullptr : app_.securities().find(page.cells.back()->symbol());
  if (last == nullptr) return places;
  QSet<QString> shown;
  for (const ChartCell* cell : page.cells) shown << cell->symbol();
  auto at = static_cast<std::size_t>(last - rows.data());
  for (ChartPlace& place : places) {
    for (std::size_t tried = 0; tried < rows.size(); ++tried) {
      at = (at + 1) % rows.size();
      place.symbol = text_of(rows[at].symbol.text());
      if (!shown.contains(place.symbol)) break;
    }
    shown << place.symbol;
  }
  return places;
}

void ChartArea::setGrid(int charts) {
  const auto& grids = ChartLayout::kGrids;
  if (charts == grid() || std::find(grids.begin(), grids.end(), charts) == grids.end()) return;
  fill(page(), charts);
  frameCells(page());
  nameTabs();
  loadShown();
}

void ChartArea::chooseCell(int index) {
  if (index < 0 || index >= grid()) return;
  ChartCell* cell = page().cells[static_cast<std::size_t>(index)];
  makeFront(page(), cell);
  cell->widget().setFocus(Qt::ShortcutFocusReason);
}

void ChartArea::stepCell(int step) {
  chooseCell((page().frontIndex() + step + grid()) % grid());
}

// The chart in front gives its stock to the session; what it was loading for the one before goes on there.
void ChartArea::makeFront(Page& page, ChartCell* cell) {
  if (page.front == cell) return;
  StockSession& session = app_.session();
  ChartCell* before = std::exchange(page.front, cell);
  frameCells(page);
  if (&page != &this->page()) return;
  const bool was_loading = session.isLoading();
  if (cell->isCurrent())
    session.adopt(cell->view());
  else if (!cell->symbol().isEmpty())
    session.select(cell->symbol(), cell->place().period, cell->place().adjust);
  if (was_loading) before->load();
  remember();
  Q_EMIT specChanged();
}

void ChartArea::enterPage(int index) {
  if (index < 0 || static_cast<std::size_t>(index) >= pages_.size()) return;
  Page& entered = page();
  const auto left = std::find_if(pages_.begin(), pages_.end(), [this](const auto& one) {
    return one->widget == stack_->currentWidget();
  });
  const bool was_loading = app_.session().isLoading();
  stack_->setCurrentWidget(entered.widget);
  ChartCell* cell = entered.front;
  if (cell->isCurrent())
    app_.session().adopt(cell->view());
  else if (!cell->symbol().isEmpty())
    app_.session().select(cell->symbol(), cell->place().period, cell->place().adjust);
  if (was_loading && left != pages_.end() && left->get() != &entered) (*left)->front->load();
  loadShown();
  remember();
  Q_EMIT specChanged();
  cell->widget().setFocus(Qt::OtherFocusReason);
}

void ChartArea::newTab() {
  if (tabs() >= ChartLayout::kMostTabs) return;
  settling_ = true;
  Page& made = addPage({.charts = {front().place()}});
  // The stock is there already.
  if (front().view()) made.front->show(front().view());
  settling_ = false;
  frameCells(made);
  bar_->setCurrentIndex(tabs() - 1);
  nameTabs();
}

void ChartArea::closeTab() {
  closePage(tab());
}

void ChartArea::closePage(int index) {
  if (tabs() < 2 || index < 0 || index >= tabs()) return;
  settling_ = true;
  const bool front_goes = index == tab();
  const std::unique_ptr<Page> gone = std::move(pages_[static_cast<std::size_t>(index)]);
  pages_.erase(pages_.begin() + index);
  for (ChartCell* cell : gone->cells) {
    link_.remove(&cell->widget());
    cell->disconnect(this);
  }
  bar_->removeTab(index);
  stack_->removeWidget(gone->widget);
  gone->widget->deleteLater();
  settling_ = false;
  if (front_goes) enterPage(tab());
}

void ChartArea::stepTab(int step) {
  bar_->setCurrentIndex((tab() + step + tabs()) % tabs());
}

void ChartArea::setLinkedRange(bool on) {
  linked_range_ = on;
  link_.setRangeLinked(on);
}

void ChartArea::showPeriods() {
  if (app_.session().view()) PeriodsWindow::open(app_, *this, link_);
}

void ChartArea::frameCells(const Page& page) const {
  for (ChartCell* cell : page.cells) cell->setFrame(page.grid() > 1, cell == page.front);
}

void ChartArea::nameTabs() {
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    QStringList all;
    for (const ChartCell* cell : pages_[i]->cells) {
      const QString name = cell->view() && !cell->view()->stock().name.empty()
                               ? text_of(cell->view()->stock().name)
                               : cell->symbol();
      all << name + QLatin1Char(' ') +
                 text_of(coordinators::period_text(cell->period(), app_.chinese()));
    }
    const int index = static_cast<int>(i);
    const QString front = all.value(pages_[i]->frontIndex()).trimmed();
    bar_->setTabText(
        index, all.size() > 1 ? QStringLiteral("%1 +%2").arg(front).arg(all.size() - 1) : front);
    bar_->setTabToolTip(index, all.join(QLatin1Char('\n')));
  }
}

// The first stock goes before the others, so that the window is there soon.
void ChartArea::loadShown() {
  if (app_.session().isLoading() || !isVisible()) return;
  for (ChartCell* cell : page().cells)
    if (cell != page().front) cell->loadIfMissing();
}

void ChartArea::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (!app_.session().asked().isEmpty()) loadShown();
}

// The session loads the one in front by itself.
void ChartArea::forgetData() {
  for (const auto& one : pages_)
    for (ChartCell* cell : one->cells)
      if (one.get() != &page() || cell != page().front) cell->setStale();
  loadShown();
}

void ChartArea::show(const std::shared_ptr<const StockView>& view) {
  front().show(view);
  nameTabs();
  loadShown();
}

void ChartArea::showMessage(const QString& text) {
  front().showMessage(text);
  nameTabs();
  loadShown();
}

void ChartArea::showHit(std::size_t first, std::size_t last) {
  constexpr std::size_t kRoom = 40;  // Bars on each side, so that what came before is seen.
  widget().showBars(first > kRoom ? first - kRoom : 0, last + kRoom);
  // Of a hit its card is opened too.
  const auto shown = widget().data();
  if (!shown) return;
  const auto hit = std::find_if(
      shown->patterns.begin(), shown->patterns.end(),
      [&](const analysis::PatternHit& one) { return one.start == first && one.known_at == last; });
  if (hit != shown->patterns.end())
    widget().selectPattern(static_cast<std::size_t>(hit - shown->patterns.begin()));
}

ChartLayout ChartArea::layoutOfCharts() const {
  ChartLayout layout;
  for (const auto& one : pages_) {
    ChartTab tab{.grid = one->grid(), .front = one->frontIndex(), .charts = {}};
    for (const ChartCell* cell : one->cells) tab.charts.push_back(cell->place());
    tab.charts.insert(tab.charts.end(), one->waiting.begin(), one->waiting.end());
    layout.tabs.push_back(std::move(tab));
  }
  layout.front = tab();
  layout.linked_range = linked_range_;
  return layout;
}

void ChartArea::saveLayout() {
  app_.state().charts = layout_to_json(layoutOfCharts());
}

}  // namespace fwq::desktop
