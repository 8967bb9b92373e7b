// The card of a mark: what was found, why, and what follows from it. A floating panel inside the chart.
#pragma once

#include <QFrame>

#include "fwq/chart/chart_style.hpp"

class QLabel;
class QToolButton;

namespace fwq::chart {

// What a card says.
struct CardText {
  QString title;      // "Double bottom · 83%".
  QString body_html;  // Escaped.
};

class Card : public QFrame {
  Q_OBJECT
 public:
  explicit Card(QWidget* parent);
  void setChartStyle(const ChartStyle& style);
  // `at` of `count` findings that share a mark, from 0. The card's size becomes what the text needs.
  void setText(const CardText& text, std::size_t at, std::size_t count);

 Q_SIGNALS:
  void stepped(int by);
  void closed();

 private:
  QLabel *title_, *body_, *place_;
  QToolButton *back_, *next_, *close_;
};

}  // namespace fwq::chart
