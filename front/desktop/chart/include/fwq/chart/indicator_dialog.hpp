// The indicators of a chart: found by name, added over the price or below it, changed in a form made from the table.
#pragma once

#include <QDialog>
#include <QPointer>
#include <memory>

#include "fwq/chart/chart_widget.hpp"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QTreeWidget;
class QVBoxLayout;

namespace fwq::chart {

class IndicatorForm;

// Where an indicator stands in a spec: pane 0 is the price. Of numbers beyond the spec nothing is meant.
struct IndicatorPlace {
  std::size_t pane = 0, index = 0;
  friend bool operator==(const IndicatorPlace&, const IndicatorPlace&) = default;
};
// Null for a place that is not there.
IndicatorSpec* find_indicator(ChartSpec& spec, IndicatorPlace place);
// Takes it out; a pane that is empty then goes with it.
void remove_indicator(ChartSpec& spec, IndicatorPlace place);

// Not modal: the chart changes at once and stays in use. Closes with the chart. [gui-thread]
class IndicatorDialog : public QDialog {
  Q_OBJECT
 public:
  explicit IndicatorDialog(ChartWidget& chart);
  // Puts one of the chart's indicators into the form.
  void choose(IndicatorPlace place);

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void buildPickers();
  void retranslate();
  void fillAvailable();
  void filter(const QString& words);
  void refresh();  // After the chart has changed.
  void showForm();
  void add(bool over);
  void changeChosen(const std::function<void(ChartSpec&, IndicatorPlace)>& change);
  std::optional<IndicatorPlace> chosen() const;

  ChartWidget& chart_;
  QLineEdit* search_;
  QTreeWidget* available_;
  QPushButton *over_, *below_, *remove_, *hide_, *close_;
  QListWidget* shown_;
  QLabel *available_title_, *shown_title_, *about_;
  QVBoxLayout* form_place_;
  QPointer<IndicatorForm> form_;
  std::vector<IndicatorPlace> places_;  // Of the rows of shown_.
};

}  // namespace fwq::chart
