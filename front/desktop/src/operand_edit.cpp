// A choice of what is compared, and below it what belongs to that choice.
#include "operand_edit.hpp"

#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "fwq/core/text.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

using coordinators::Operand;

const QString kNumber = QStringLiteral("number");
const QString kField = QStringLiteral("field:");
const QString kIndicator = QStringLiteral("indicator:");

// Rows of the table that a name of the flavour stands for.
std::vector<const analysis::IndicatorDef*> offered(analysis::Flavour flavour) {
  std::vector<const analysis::IndicatorDef*> defs;
  for (const auto* def : analysis::built_in_indicators())
    if (analysis::parse_indicator(def->name, flavour)->def == def) defs.push_back(def);
  std::sort(defs.begin(), defs.end(),
            [](const auto* a, const auto* b) { return a->name < b->name; });
  return defs;
}

}  // namespace

OperandEdit::OperandEdit(bool chinese, analysis::Flavour flavour, const QString& name,
                         QWidget* parent)
    : QWidget(parent), chinese_(chinese), flavour_(flavour), name_(name) {
  what_ = new QComboBox(this);
  what_->setObjectName(QStringLiteral("what"));
  what_->setAccessibleName(name_);
  what_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  what_->setMinimumContentsLength(16);
  what_->setMaxVisibleItems(20);
  what_->setEditable(true);
  what_->setInsertPolicy(QComboBox::NoInsert);
  what_->completer()->setFilterMode(Qt::MatchContains);
  what_->completer()->setCompletionMode(QCompleter::PopupCompletion);
  fill();
  number_ = new QLineEdit(this);
  number_->setObjectName(QStringLiteral("number"));
  number_->setAccessibleName(name_);
  number_->setToolTip(say("A number; 1.5亿 and 300万 are read too"));
  details_ = new QWidget(this);
  details_row_ = new QHBoxLayout(details_);
  details_row_->setContentsMargins(0, 0, 0, 0);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(4);
  layout->addWidget(what_);
  layout->addWidget(number_);
  layout->addWidget(details_);
  setFocusProxy(what_);
  connect(what_, &QComboBox::currentIndexChanged, this, [this] {
    if (settling_ || what_->currentIndex() < 0) return;
    reads_.clear();
    showDetails({}, 0);
    tell();
  });
  connect(number_, &QLineEdit::textEdited, this, [this] { tell(); });
  // A word that is no entry falls back to the one that is in force.
  connect(what_->lineEdit(), &QLineEdit::editingFinished, this,
          [this] { what_->setEditText(what_->itemText(what_->currentIndex())); });
}

void OperandEdit::fill() {
  what_->addItem(say("Number"), kNumber);
  for (const auto field : coordinators::kConditionFields)
    what_->addItem(text_of(title_of(field, chinese_)), kField + text_of(to_string(field)));
  what_->insertSeparator(what_->count());
  for (const auto* def : offered(flavour_))
    what_->addItem(text_of(def->name) + QStringLiteral("  ") +
                       text_of(chinese_ ? def->title_zh : def->title_en),
                   kIndicator + text_of(def->name));
}

const analysis::IndicatorDef* OperandEdit::def() const {
  const QString key = what_->currentData().toString();
  if (!key.startsWith(kIndicator)) return nullptr;
  const auto call = analysis::parse_indicator(utf8_of(key.mid(kIndicator.size())), flavour_);
  return call ? call->def : nullptr;
}

// The controls below the choice, with these values; defaults where there are none.
void OperandEdit::showDetails(const std::vector<double>& params, std::size_t output) {
  const bool number = what_->currentData().toString() == kNumber;
  number_->setVisible(number);
  if (number && number_->text().isEmpty()) number_->setText(QStringLiteral("0"));
  while (auto* item = details_row_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  params_.clear();
  output_ = nullptr;
  const auto* shown = def();
  details_->setVisible(shown != nullptr && (shown->params.size() > 0 || shown->outputs.size() > 1));
  if (shown == nullptr) return;
  // Each parameter a line of its own (MA(5,10,20,60)): one line is compared.
  const std::size_t count = shown->each_param_an_output ? 1 : shown->params.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& param = shown->params[i];
    auto* box = new QDoubleSpinBox(details_);
    box->setObjectName(QStringLiteral("param_") + text_of(param.name));
    box->setDecimals(param.kind == analysis::ParamKind::integer ? 0 : 3);
    box->setRange(param.min, param.max);
    box->setSingleStep(param.step > 0 ? param.step : 1);
    box->setValue(i < params.size() ? params[i] : param.value);
    const QString help = text_of(chinese_ ? param.help_zh : param.help_en);
    box->setToolTip(help.isEmpty() ? text_of(param.name) : help);
    box->setAccessibleName(name_ + QLatin1Char(' ') + text_of(param.name));
    box->setMinimumWidth(64);
    details_row_->addWidget(role_label(text_of(param.name), "muted", details_));
    connect(box, &QDoubleSpinBox::valueChanged, this, [this] { tell(); });
    details_row_->addWidget(box);
    params_.push_back(box);
  }
  if (!shown->each_param_an_output && shown->outputs.size() > 1) {
    output_ = new QComboBox(details_);
    output_->setObjectName(QStringLiteral("output"));
    output_->setAccessibleName(name_ + QLatin1Char(' ') + say("output"));
    for (const auto& one : shown->outputs) output_->addItem(text_of(one.name));
    output_->setCurrentIndex(static_cast<int>(output));
    connect(output_, &QComboBox::currentIndexChanged, this, [this] { tell(); });
    details_row_->addWidget(output_);
  }
  details_row_->addStretch(1);
}

void OperandEdit::setOperand(const Operand& operand) {
  settling_ = true;
  reads_.clear();
  std::vector<double> params;
  QString key = kNumber;
  if (operand.kind == Operand::Kind::field) key = kField + text_of(to_string(operand.field));
  if (operand.kind == Operand::Kind::number) number_->setText(text_of(operand.text));
  if (operand.kind == Operand::Kind::indicator) {
    const auto call = analysis::parse_indicator(operand.indicator, flavour_);
    if (call) {
      key = kIndicator + text_of(call->def->name);
      params = call->params;
      const auto bracket = operand.indicator.find('[');
      if (bracket != std::string::npos) reads_ = text_of(operand.indicator.substr(bracket));
    }
  }
  what_->setCurrentIndex(std::max(0, what_->findData(key)));
  showDetails(params, operand.output);
  settling_ = false;
}

QString OperandEdit::text() const {
  const QString key = what_->currentData().toString();
  if (key == kNumber) return number_->text().trimmed();
  if (key.startsWith(kField)) return key.mid(kField.size());
  QString text = key.mid(kIndicator.size());
  QStringList values;
  for (const auto* box : params_) values << text_of(core::shortest(box->value()));
  if (!values.isEmpty())
    text += QLatin1Char('(') + values.join(QLatin1Char(',')) + QLatin1Char(')');
  text += reads_;
  if (output_ != nullptr) text += QLatin1Char('.') + output_->currentText();
  return text;
}

void OperandEdit::tell() const {
  if (!settling_ && changed) changed();
}

}  // namespace fwq::desktop
