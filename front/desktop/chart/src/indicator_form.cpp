// A form for parameters.
#include "indicator_form.hpp"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>

#include "text.hpp"

namespace fwq::chart {
namespace {

QString text_of(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<int>(text.size()));
}

int decimals_of(const analysis::ParamDef& param) {
  if (param.kind == analysis::ParamKind::integer) return 0;
  int digits = 1;
  for (double step = param.step;
       digits < 6 &&
       std::abs(step * std::pow(10.0, digits) - std::round(step * std::pow(10.0, digits))) > 1e-9;)
    ++digits;
  return std::max(digits, 2);
}

}  // namespace

IndicatorForm::IndicatorForm(const analysis::IndicatorDef& def, const std::vector<double>& values,
                             QWidget* parent)
    : QWidget(parent) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setRowWrapPolicy(QFormLayout::WrapLongRows);
  if (def.each_param_an_output) {
    lines_ = new QSpinBox(this);
    lines_->setObjectName(QStringLiteral("indicator_lines"));
    lines_->setRange(1, static_cast<int>(def.params.size()));
    lines_->setValue(static_cast<int>(values.size()));
    form->addRow(translated(QT_TRANSLATE_NOOP("chart", "Lines")), lines_);
  }
  for (std::size_t i = 0; i < def.params.size(); ++i) {
    const analysis::ParamDef& param = def.params[i];
    auto* field = new QDoubleSpinBox(this);
    field->setObjectName(QStringLiteral("param_") + text_of(param.name));
    field->setDecimals(decimals_of(param));
    field->setRange(param.min, param.max);
    field->setSingleStep(param.step);
    field->setValue(i < values.size() ? values[i] : param.value);
    field->setKeyboardTracking(false);  // A number is taken when it is whole.
    const QString help = text_of(in_chinese() ? param.help_zh : param.help_en);
    field->setToolTip(help);
    field->setAccessibleName(text_of(param.name) + QLatin1Char(' ') + help);
    auto* label = new QLabel(
        help.isEmpty() ? text_of(param.name) : text_of(param.name) + QStringLiteral("  ") + help,
        this);
    form->addRow(label, field);
    fields_.push_back(field);
    connect(field, &QDoubleSpinBox::valueChanged, this, &IndicatorForm::changed);
  }
  if (lines_ != nullptr) {
    showLines(lines_->value());
    connect(lines_, &QSpinBox::valueChanged, this, [this](int lines) {
      showLines(lines);
      Q_EMIT changed();
    });
  }
}

std::vector<double> IndicatorForm::values() const {
  std::vector<double> values;
  const std::size_t count =
      lines_ != nullptr ? static_cast<std::size_t>(lines_->value()) : fields_.size();
  for (std::size_t i = 0; i < count; ++i) values.push_back(fields_[i]->value());
  return values;
}

void IndicatorForm::showLines(int lines) {
  for (std::size_t i = 0; i < fields_.size(); ++i)
    fields_[i]->setEnabled(static_cast<int>(i) < lines);
}

}  // namespace fwq::chart
