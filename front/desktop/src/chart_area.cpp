// The chart between the panels.
#include "chart_area.hpp"

#include <QLabel>
#include <QToolBar>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "widgets.hpp"

namespace fwq::desktop {

ChartArea::ChartArea(AppContext& app, QWidget* parent)
    : QWidget(parent), app_(app), message_(role_label({}, "muted", this)) {
  message_->setAlignment(Qt::AlignCenter);
  auto* layout = new QVBoxLayout(this);
  layout->addWidget(message_);
}

void ChartArea::show(const std::shared_ptr<const StockView>& view) {
  message_->setText(QString::number(view->stock().adjusted.bars.size()));
}

void ChartArea::showMessage(const QString& text) { message_->setText(text); }

void ChartArea::addActions(QToolBar* bar) { bar->setWindowTitle(bar->windowTitle()); static_cast<void>(app_); }

}  // namespace fwq::desktop
