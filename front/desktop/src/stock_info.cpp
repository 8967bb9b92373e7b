// The line above the chart.
#include "stock_info.hpp"

#include <QHBoxLayout>
#include <QStyle>
#include <cmath>

#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

// The style sheet colours a label by its property "move".
void set_move(QLabel* label, double change) {
  const char* move = change > 0 ? "up" : change < 0 ? "down" : "";
  label->setProperty("move", QLatin1String(move));
  label->style()->unpolish(label);
  label->style()->polish(label);
}

}  // namespace

StockInfoWidget::StockInfoWidget(QWidget* parent)
    : QWidget(parent),
      name_(role_label({}, "title", this)),
      code_(role_label({}, "muted", this)),
      price_(role_label({}, "title", this)),
      change_(new QLabel(this)),
      detail_(role_label({}, "muted", this)) {
  name_->setObjectName(QStringLiteral("name"));
  code_->setObjectName(QStringLiteral("code"));
  price_->setObjectName(QStringLiteral("price"));
  change_->setObjectName(QStringLiteral("change"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(12, 5, 12, 5);
  layout->setSpacing(12);
  for (QLabel* label : {name_, code_, price_, change_}) {
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    layout->addWidget(label, 0, Qt::AlignBaseline);
  }
  layout->addStretch(1);
  layout->addWidget(detail_, 0, Qt::AlignBaseline);
}

void StockInfoWidget::set_stock_info(const QString& name, const QString& code) {
  const bool other = code != code_->text();
  name_->setText(name.isEmpty() ? code : name);
  code_->setText(code);
  if (other) Q_EMIT stock_selected(code);
}

void StockInfoWidget::setPrice(const QString& price, double change) {
  price_->setText(price);
  change_->setText(std::isnan(change) ? QString() : percent_text(change));
  set_move(price_, change);
  set_move(change_, change);
}

void StockInfoWidget::setDetail(const QString& text) {
  detail_->setText(text);
}

void StockInfoWidget::clear() {
  for (QLabel* label : {name_, code_, price_, change_, detail_}) label->clear();
}

}  // namespace fwq::desktop
