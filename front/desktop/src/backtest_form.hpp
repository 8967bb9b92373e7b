// What a back-test of the security in front is asked: strategy and parameters, dates, cash, costs and exits.
#pragma once

#include <QWidget>

#include "fwq/coordinators/backtest.hpp"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;

namespace fwq::desktop {

class AppContext;
class ParamForm;

class BacktestForm : public QWidget {
 public:
  explicit BacktestForm(AppContext& app, QWidget* parent = nullptr);

  // Requires: a security is shown. Errors: invalid_argument (a date that is none).
  Result<coordinators::BacktestRequest> request() const;
  QString strategyName() const;

 private:
  const backtest::StrategyDef& strategy() const;
  QDoubleSpinBox* box(const char* name, double low, double high, double step, int decimals,
                      double value, const QString& suffix = {});
  void makeControls();
  void layOut();
  void takeStrategy();
  void showSymbol();

  AppContext& app_;
  QLabel* symbol_ = nullptr;
  QComboBox* strategy_ = nullptr;
  ParamForm* params_ = nullptr;
  QLineEdit *from_ = nullptr, *to_ = nullptr;
  QDoubleSpinBox *cash_ = nullptr, *commission_ = nullptr, *slippage_ = nullptr,
                 *stop_loss_ = nullptr, *take_profit_ = nullptr;
};

}  // namespace fwq::desktop
