// Tabs of charts, and which chart is in front.
#include "chart_area.hpp"

#include <QGridLayout>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>
#include <QVBoxLayout>
#include <algorithm>

#include "app_context.hpp"
#include "chart_area_page.hpp"
#include "fwq/coordinators/wording.hpp"
#include "periods_window.hpp"
#include "say.hpp"

namespace fwq::desktop {

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
