// Conditions to put together: a list of them, and a form for the one that is chosen. Of the advanced search and of alerts.
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "fwq/coordinators/condition.hpp"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace fwq::desktop {

class OperandEdit;

class ConditionEditor : public QWidget {
 public:
  ConditionEditor(bool chinese, analysis::Flavour flavour, QWidget* parent = nullptr);

  // One that cannot be read is left out; returns why of the first, "" when all could.
  QString setConditions(const QStringList& texts, bool any);
  QStringList texts() const;
  const std::vector<coordinators::Condition>& conditions() const noexcept { return conditions_; }
  bool any() const;
  // What is in the form is as it should be.
  bool isGood() const noexcept { return good_; }
  std::function<void()> changed;

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* makeForm();
  QWidget* makeComparison();
  QWidget* makePattern();
  void connectAll();
  void add();
  void removeChosen();
  int chosen() const;
  void showChosen();
  void takeForm();
  void takeText();
  void put(const coordinators::Condition& condition);
  void refuse(const Error& error);
  QString formText() const;
  void tell() const;

  bool chinese_;
  analysis::Flavour flavour_;
  std::vector<coordinators::Condition> conditions_;
  bool good_ = true, settling_ = false;
  QComboBox *mode_ = nullptr, *kind_ = nullptr, *comparison_ = nullptr, *pattern_ = nullptr;
  QListWidget* list_ = nullptr;
  QPushButton *add_ = nullptr, *remove_ = nullptr;
  QWidget* form_ = nullptr;
  QStackedWidget* pages_ = nullptr;
  OperandEdit *left_ = nullptr, *right_ = nullptr;
  QSpinBox *confidence_ = nullptr, *within_ = nullptr;
  QLineEdit* text_ = nullptr;
  QLabel* problem_ = nullptr;
};

}  // namespace fwq::desktop
