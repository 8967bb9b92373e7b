// One side of a condition: a number, a field of the bar, or an indicator with its parameters and output.
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "fwq/coordinators/condition.hpp"

class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QDoubleSpinBox;

namespace fwq::desktop {

class OperandEdit : public QWidget {
 public:
  // `name`: what it is of the condition, for those who cannot see it.
  OperandEdit(bool chinese, analysis::Flavour flavour, const QString& name,
              QWidget* parent = nullptr);

  void setOperand(const coordinators::Operand& operand);
  // As parse_condition() reads it.
  QString text() const;
  // By the person in front of it.
  std::function<void()> changed;

 private:
  void fill();
  void showDetails(const std::vector<double>& params, std::size_t output);
  void tell() const;
  const analysis::IndicatorDef* def() const;

  bool chinese_;
  analysis::Flavour flavour_;
  QString name_;
  QComboBox *what_ = nullptr, *output_ = nullptr;
  QLineEdit* number_ = nullptr;
  QWidget* details_ = nullptr;
  QHBoxLayout* details_row_ = nullptr;
  std::vector<QDoubleSpinBox*> params_;
  QString reads_;  // "[high]" of an indicator that reads another column.
  bool settling_ = false;
};

}  // namespace fwq::desktop
