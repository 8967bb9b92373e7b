// The card of a mark.
#include "card.hpp"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "fonts.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

QToolButton* button(QWidget* parent, const char* name, const QString& sign, const QString& says) {
  auto* made = new QToolButton(parent);
  made->setObjectName(QLatin1String(name));
  made->setText(sign);
  made->setToolTip(says);
  made->setAccessibleName(says);
  made->setAutoRaise(true);
  made->setFocusPolicy(Qt::NoFocus);  // Keys stay the chart's.
  return made;
}

}  // namespace

Card::Card(QWidget* parent)
    : QFrame(parent),
      title_(new QLabel(this)),
      body_(new QLabel(this)),
      place_(new QLabel(this)),
      back_(button(this, "card_back", QStringLiteral("\u2039"),
                   translated(QT_TRANSLATE_NOOP("chart", "The one before")))),
      next_(button(this, "card_next", QStringLiteral("\u203a"),
                   translated(QT_TRANSLATE_NOOP("chart", "The next one")))),
      close_(button(this, "card_close", QStringLiteral("\u00d7"),
                    translated(QT_TRANSLATE_NOOP("chart", "Close the card")))) {
  setObjectName(QStringLiteral("chart_card"));
  title_->setObjectName(QStringLiteral("card_title"));
  body_->setObjectName(QStringLiteral("card_body"));
  title_->setTextFormat(Qt::PlainText);
  title_->setWordWrap(true);
  body_->setTextFormat(Qt::RichText);
  body_->setWordWrap(true);
  body_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  body_->setFocusPolicy(Qt::NoFocus);
  auto* head = new QHBoxLayout;
  head->setSpacing(2);
  head->addWidget(title_, 1);
  head->addWidget(back_);
  head->addWidget(place_);
  head->addWidget(next_);
  head->addWidget(close_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 8, 8, 12);
  layout->setSpacing(6);
  layout->addLayout(head);
  layout->addWidget(body_);
  setCursor(Qt::ArrowCursor);
  connect(back_, &QToolButton::clicked, this, [this] { Q_EMIT stepped(-1); });
  connect(next_, &QToolButton::clicked, this, [this] { Q_EMIT stepped(1); });
  connect(close_, &QToolButton::clicked, this, &Card::closed);
  hide();
}

void Card::setChartStyle(const ChartStyle& style) {
  const QString sheet = QStringLiteral(
      "#chart_card { background: %1; border: 1px solid %2; border-radius: 6px; }"
      "QLabel { color: %3; background: transparent; border: none; %5 }"
      "#card_title { font-weight: bold; }"
      "QToolButton { color: %3; background: transparent; border: none; padding: 0 5px; font-size: "
      "16px; }"
      "QToolButton:hover { background: %2; border-radius: 3px; } QToolButton:disabled { color: %4; "
      "}");
  setStyleSheet(sheet.arg(style.card.name(), style.border.name(), style.card_text.name(),
                          style.text.name(), font_sheet(style)));
}

void Card::setText(const CardText& text, std::size_t at, std::size_t count) {
  title_->setText(text.title);
  body_->setText(text.body_html);
  place_->setText(QStringLiteral("%1/%2").arg(at + 1).arg(count));
  for (QWidget* widget :
       {static_cast<QWidget*>(place_), static_cast<QWidget*>(back_), static_cast<QWidget*>(next_)})
    widget->setVisible(count > 1);
  back_->setEnabled(at > 0);
  next_->setEnabled(at + 1 < count);
  constexpr int kWidth = 320;
  setFixedWidth(kWidth);
  layout()->activate();
  setFixedHeight(layout()->heightForWidth(kWidth));
}

}  // namespace fwq::chart
