// The buttons of a replay.
#include "replay_bar.hpp"

#include <QHBoxLayout>
#include <QToolButton>

#include "fonts.hpp"
#include "text.hpp"

namespace fwq::chart {
namespace {

QToolButton* button(QWidget* parent, const char* name) {
  auto* made = new QToolButton(parent);
  made->setObjectName(QLatin1String(name));
  made->setAutoRaise(true);
  made->setFocusPolicy(Qt::NoFocus);  // Keys stay the chart's.
  return made;
}

void name(QToolButton* button, const char* text) {
  button->setToolTip(translated(text));
  button->setAccessibleName(translated(text));
}

}  // namespace

ReplayBar::ReplayBar(QWidget* parent)
    : QFrame(parent),
      back_(button(this, "replay_back")),
      play_(button(this, "replay_play")),
      on_(button(this, "replay_on")),
      speed_(button(this, "replay_speed")),
      end_(button(this, "replay_end")) {
  setObjectName(QStringLiteral("chart_replay"));
  back_->setText(QStringLiteral("\u2039"));
  on_->setText(QStringLiteral("\u203a"));
  end_->setText(QStringLiteral("\u00d7"));
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 4, 8, 4);
  layout->setSpacing(2);
  for (QToolButton* each : {back_, play_, on_, speed_, end_}) layout->addWidget(each);
  setCursor(Qt::ArrowCursor);
  connect(back_, &QToolButton::clicked, this, [this] { Q_EMIT stepped(-1); });
  connect(on_, &QToolButton::clicked, this, [this] { Q_EMIT stepped(1); });
  connect(play_, &QToolButton::clicked, this, &ReplayBar::toggled);
  connect(speed_, &QToolButton::clicked, this, &ReplayBar::speedAsked);
  connect(end_, &QToolButton::clicked, this, &ReplayBar::ended);
  retranslate();
  hide();
}

void ReplayBar::retranslate() {
  name(back_, QT_TRANSLATE_NOOP("chart", "One bar back"));
  name(on_, QT_TRANSLATE_NOOP("chart", "One bar on"));
  name(speed_, QT_TRANSLATE_NOOP("chart", "Speed"));
  name(end_, QT_TRANSLATE_NOOP("chart", "End the replay"));
}

void ReplayBar::setChartStyle(const ChartStyle& style) {
  const QString sheet = QStringLiteral(
      "#chart_replay { background: %1; border: 1px solid %2; border-radius: 6px; }"
      "QToolButton { color: %3; background: transparent; border: none; padding: 3px 9px; %5 }"
      "QToolButton:hover { background: %2; border-radius: 3px; } QToolButton:disabled { color: %4; "
      "}");
  setStyleSheet(sheet.arg(style.card.name(), style.border.name(), style.card_text.name(),
                          style.text.name(), font_sheet(style)));
}

void ReplayBar::setState(bool running, int milliseconds, bool at_end) {
  play_->setText(running ? translated(QT_TRANSLATE_NOOP("chart", "Pause"))
                         : translated(QT_TRANSLATE_NOOP("chart", "Play")));
  play_->setAccessibleName(play_->text());
  play_->setEnabled(!at_end);
  on_->setEnabled(!at_end);
  speed_->setText(translated(QT_TRANSLATE_NOOP("chart", "%1 bars/s")).arg(1000.0 / milliseconds));
  adjustSize();
}

}  // namespace fwq::chart
