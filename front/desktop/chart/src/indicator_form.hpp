// A form for the parameters of an indicator, made from its row of the table.
#pragma once

#include <QWidget>
#include <vector>

#include "fwq/analysis/indicator.hpp"

class QDoubleSpinBox;
class QSpinBox;

namespace fwq::chart {

class IndicatorForm : public QWidget {
  Q_OBJECT
 public:
  // `values` as in an IndicatorCall: one for each parameter, or fewer where each makes a line.
  IndicatorForm(const analysis::IndicatorDef& def, const std::vector<double>& values,
                QWidget* parent = nullptr);
  std::vector<double> values() const;

 Q_SIGNALS:
  void changed();

 private:
  void showLines(int lines);
  std::vector<QDoubleSpinBox*> fields_;
  QSpinBox* lines_ = nullptr;  // How many, where each parameter makes one.
};

}  // namespace fwq::chart
