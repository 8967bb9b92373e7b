// The list and the form below it; each change of the form is in the list at once.
#include "condition_editor.hpp"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "operand_edit.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {

using coordinators::Condition;

ConditionEditor::ConditionEditor(bool chinese, analysis::Flavour flavour, QWidget* parent)
    : QWidget(parent), chinese_(chinese), flavour_(flavour) {
  mode_ = new QComboBox(this);
  mode_->setObjectName(QStringLiteral("mode"));
  mode_->setAccessibleName(say("How many must hold"));
  mode_->addItems({say("All of these hold"), say("Any of these holds")});
  add_ = new QPushButton(say("&Add"), this);
  add_->setObjectName(QStringLiteral("add"));
  add_->setAutoDefault(false);
  remove_ = new QPushButton(say("Re&move"), this);
  remove_->setObjectName(QStringLiteral("remove"));
  remove_->setAutoDefault(false);
  list_ = new QListWidget(this);
  list_->setObjectName(QStringLiteral("conditions"));
  list_->setAccessibleName(say("Conditions"));
  list_->setAlternatingRowColors(true);
  auto* top = new QHBoxLayout;
  top->addWidget(mode_, 1);
  top->addWidget(add_);
  top->addWidget(remove_);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addLayout(top);
  layout->addWidget(list_, 1);
  layout->addWidget(makeForm());
  connectAll();
  showChosen();
}

QWidget* ConditionEditor::makeForm() {
  form_ = new QWidget(this);
  kind_ = new QComboBox(form_);
  kind_->setObjectName(QStringLiteral("kind"));
  kind_->setAccessibleName(say("Kind of condition"));
  kind_->addItems({say("Values compared"), say("A pattern")});
  pages_ = new QStackedWidget(form_);
  pages_->addWidget(makeComparison());
  pages_->addWidget(makePattern());
  within_ = new QSpinBox(form_);
  within_->setObjectName(QStringLiteral("within"));
  within_->setRange(1, static_cast<int>(coordinators::kMostWithin));
  text_ = new QLineEdit(form_);
  text_->setObjectName(QStringLiteral("text"));
  text_->setToolTip(say("The same in writing, such as close > MA(20); press Enter after a change"));
  problem_ = role_label({}, "error", form_);
  problem_->setObjectName(QStringLiteral("problem"));
  problem_->setWordWrap(true);
  auto* rows = new QFormLayout;
  rows->addRow(say("On one of the last &bars:"), within_);
  rows->addRow(say("As &text:"), text_);
  auto* layout = new QVBoxLayout(form_);
  layout->setContentsMargins(0, 4, 0, 0);
  layout->addWidget(kind_);
  layout->addWidget(pages_);
  layout->addLayout(rows);
  layout->addWidget(problem_);
  return form_;
}

QWidget* ConditionEditor::makeComparison() {
  auto* page = new QWidget(form_);
  left_ = new OperandEdit(chinese_, flavour_, say("Left value"), page);
  left_->setObjectName(QStringLiteral("left"));
  right_ = new OperandEdit(chinese_, flavour_, say("Right value"), page);
  right_->setObjectName(QStringLiteral("right"));
  comparison_ = new QComboBox(page);
  comparison_->setObjectName(QStringLiteral("comparison"));
  comparison_->setAccessibleName(say("Comparison"));
  for (const auto comparison : coordinators::kComparisons)
    comparison_->addItem(text_of(title_of(comparison, chinese_)));
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(left_);
  layout->addWidget(comparison_, 0, Qt::AlignLeft);
  layout->addWidget(right_);
  layout->addStretch(1);
  return page;
}

QWidget* ConditionEditor::makePattern() {
  auto* page = new QWidget(form_);
  pattern_ = new QComboBox(page);
  pattern_->setObjectName(QStringLiteral("pattern"));
  pattern_->setMaxVisibleItems(20);
  for (const auto* def : analysis::built_in_patterns()) {
    pattern_->addItem(text_of(chinese_ ? def->name_zh : def->name_en), text_of(def->id));
    pattern_->setItemData(pattern_->count() - 1, text_of(chinese_ ? def->shape_zh : def->shape_en),
                          Qt::ToolTipRole);
  }
  pattern_->model()->sort(0);
  confidence_ = new QSpinBox(page);
  confidence_->setObjectName(QStringLiteral("confidence"));
  confidence_->setRange(0, 100);
  confidence_->setSuffix(QStringLiteral(" %"));
  confidence_->setSpecialValueText(say("the pattern's own"));
  auto* layout = new QFormLayout(page);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addRow(say("&Pattern:"), pattern_);
  layout->addRow(say("Least &confidence:"), confidence_);
  return page;
}

void ConditionEditor::connectAll() {
  connect(mode_, &QComboBox::currentIndexChanged, this, [this] { tell(); });
  connect(add_, &QPushButton::clicked, this, [this] { add(); });
  connect(remove_, &QPushButton::clicked, this, [this] { removeChosen(); });
  connect(list_, &QListWidget::currentRowChanged, this, [this] { showChosen(); });
  connect(kind_, &QComboBox::currentIndexChanged, this, [this](int page) {
    pages_->setCurrentIndex(page);
    takeForm();
  });
  left_->changed = [this] { takeForm(); };
  right_->changed = [this] { takeForm(); };
  for (auto* box : {comparison_, pattern_})
    connect(box, &QComboBox::currentIndexChanged, this, [this] { takeForm(); });
  for (auto* box : {confidence_, within_})
    connect(box, &QSpinBox::valueChanged, this, [this] { takeForm(); });
  text_->installEventFilter(this);
  connect(text_, &QLineEdit::editingFinished, this, [this] { takeText(); });
}

// Enter takes what was written; it is not meant for the dialog's button.
bool ConditionEditor::eventFilter(QObject* watched, QEvent* event) {
  if (watched == text_ && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
      takeText();
      return true;
    }
  }
  return QWidget::eventFilter(watched, event);
}

QString ConditionEditor::setConditions(const QStringList& texts, bool any) {
  QString problem;
  settling_ = true;
  conditions_.clear();
  list_->clear();
  for (const QString& text : texts) {
    auto condition = coordinators::parse_condition(utf8_of(text), flavour_);
    if (!condition) {
      if (problem.isEmpty()) problem = text_of(condition.error().text(chinese_));
      continue;
    }
    list_->addItem(text_of(describe(*condition, chinese_)));
    conditions_.push_back(std::move(*condition));
  }
  mode_->setCurrentIndex(any ? 1 : 0);
  settling_ = false;
  if (!conditions_.empty()) list_->setCurrentRow(0);
  showChosen();
  tell();
  return problem;
}

QStringList ConditionEditor::texts() const {
  QStringList all;
  for (const auto& condition : conditions_) all << text_of(to_string(condition));
  return all;
}

bool ConditionEditor::any() const {
  return mode_->currentIndex() == 1;
}

int ConditionEditor::chosen() const {
  return list_->currentRow();
}

void ConditionEditor::add() {
  const auto condition = coordinators::parse_condition("close > MA(20)", flavour_);
  conditions_.push_back(*condition);  // The words are built in.
  list_->addItem(text_of(describe(*condition, chinese_)));
  list_->setCurrentRow(list_->count() - 1);
  left_->setFocus();
  tell();
}

void ConditionEditor::removeChosen() {
  const int row = chosen();
  if (row < 0) return;
  settling_ = true;
  conditions_.erase(conditions_.begin() + row);
  delete list_->takeItem(row);
  settling_ = false;
  showChosen();
  tell();
}

void ConditionEditor::showChosen() {
  if (settling_) return;
  settling_ = true;
  const int row = chosen();
  form_->setEnabled(row >= 0);
  remove_->setEnabled(row >= 0);
  problem_->clear();
  problem_->hide();
  good_ = true;
  if (row >= 0) {
    const Condition& condition = conditions_[static_cast<std::size_t>(row)];
    const bool pattern = !condition.pattern.empty();
    kind_->setCurrentIndex(pattern ? 1 : 0);
    pages_->setCurrentIndex(pattern ? 1 : 0);
    if (pattern) {
      const QString id = text_of(condition.pattern);
      // A group's name, which only writing can give, is an entry of its own then.
      if (pattern_->findData(id) < 0) pattern_->addItem(id, id);
      pattern_->setCurrentIndex(pattern_->findData(id));
      confidence_->setValue(static_cast<int>(condition.confidence.value_or(0) * 100 + 0.5));
    } else {
      left_->setOperand(condition.left);
      right_->setOperand(condition.right);
      comparison_->setCurrentIndex(static_cast<int>(condition.comparison));
    }
    within_->setValue(static_cast<int>(condition.within));
    text_->setText(text_of(to_string(condition)));
  } else {
    text_->clear();
  }
  settling_ = false;
}

QString ConditionEditor::formText() const {
  QString text;
  if (kind_->currentIndex() == 1) {
    text = QStringLiteral("pattern ") + pattern_->currentData().toString();
    if (confidence_->value() > 0)
      text += QStringLiteral(" confidence %1").arg(confidence_->value() / 100.0);
  } else {
    const auto comparison =
        coordinators::kComparisons[static_cast<std::size_t>(comparison_->currentIndex())];
    text = left_->text() + QLatin1Char(' ') + text_of(to_string(comparison)) + QLatin1Char(' ') +
           right_->text();
  }
  if (within_->value() > 1) text += QStringLiteral(" within %1").arg(within_->value());
  return text;
}

void ConditionEditor::takeForm() {
  if (settling_ || chosen() < 0) return;
  // A pattern that was not compared before begins with an empty form: something to compare it with.
  if (kind_->currentIndex() == 0 && left_->text().isEmpty()) {
    put(*coordinators::parse_condition("close > MA(20)", flavour_));
    showChosen();
    return;
  }
  const auto condition = coordinators::parse_condition(utf8_of(formText()), flavour_);
  if (!condition) {
    refuse(condition.error());
    return;
  }
  put(*condition);
  text_->setText(text_of(to_string(*condition)));
}

void ConditionEditor::takeText() {
  if (settling_ || chosen() < 0) return;
  const auto condition = coordinators::parse_condition(utf8_of(text_->text()), flavour_);
  if (!condition) {
    refuse(condition.error());
    return;
  }
  if (*condition == conditions_[static_cast<std::size_t>(chosen())] && good_) return;
  put(*condition);
  showChosen();
}

void ConditionEditor::put(const Condition& condition) {
  conditions_[static_cast<std::size_t>(chosen())] = condition;
  list_->currentItem()->setText(text_of(describe(condition, chinese_)));
  problem_->clear();
  problem_->hide();
  good_ = true;
  tell();
}

void ConditionEditor::refuse(const Error& error) {
  problem_->setText(text_of(error.text(chinese_)));
  problem_->show();
  good_ = false;
  tell();
}

void ConditionEditor::tell() const {
  if (!settling_ && changed) changed();
}

}  // namespace fwq::desktop
