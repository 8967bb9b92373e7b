// StockInfoWidget: name, code, last price and change of the stock in front, as one line above the chart.
#pragma once

#include <QLabel>
#include <QWidget>

#include "look.hpp"

namespace fwq::desktop {

class StockInfoWidget : public QWidget {
  Q_OBJECT

 public:
  explicit StockInfoWidget(QWidget* parent = nullptr);

  // Emits stock_selected when the code is another one than before.
  void set_stock_info(const QString& name, const QString& code);
  // `change` as a fraction; NaN: none.
  void setPrice(const QString& price, double change);
  // What it is a chart of: "daily, forward-adjusted".
  void setDetail(const QString& text);
  void clear();

  QString code() const { return code_->text(); }
  QString name() const { return name_->text(); }

 Q_SIGNALS:
  void stock_selected(const QString& code);

 private:
  QLabel *name_, *code_, *price_, *change_, *detail_;
};

}  // namespace fwq::desktop
