// The grid of charts of a tab.
#include <QAction>
#include <QMenu>
#include <QSet>

#include "app_context.hpp"
#include "chart_area_page.hpp"
#include "key_wizard.hpp"
#include "say.hpp"

namespace fwq::desktop {

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

// As in 通达信: typing over the chart asks for a period, an indicator or a security.
void ChartArea::typed(const QString& text) {
  if (wizard_ == nullptr) {
    wizard_ = new KeyWizard(app_, this);
    connect(wizard_, &KeyWizard::periodChosen, &app_.session(), &StockSession::setPeriod);
    connect(wizard_, &KeyWizard::symbolChosen, this,
            [this](const QString& symbol) { app_.session().select(symbol); });
    connect(wizard_, &KeyWizard::indicatorChosen, this,
            [this](const analysis::IndicatorDef* def) { setIndicator(*def, true); });
    connect(wizard_, &KeyWizard::closed, this, [this] { widget().setFocus(Qt::OtherFocusReason); });
  }
  wizard_->start(text);
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

void ChartArea::frameCells(const Page& page) const {
  for (ChartCell* cell : page.cells) cell->setFrame(page.grid() > 1, cell == page.front);
}

}  // namespace fwq::desktop
