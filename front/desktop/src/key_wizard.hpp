// 键盘精灵: what is typed over a chart, and what it may mean: a period by its code, an indicator, a security.
#pragma once

#include <QFrame>
#include <functional>
#include <span>

#include "fwq/data/period.hpp"

class QLineEdit;
class QListWidget;

namespace fwq::analysis {
struct IndicatorDef;
}

namespace fwq::desktop {

class AppContext;
class SecuritiesModel;

// Codes of periods as on 通达信: 91 to 98.
struct PeriodCode {
  const char* code;
  data::Period period;
};
std::span<const PeriodCode> period_codes();

// A small window in the corner of the chart area. ↑ ↓ choose, Enter takes, Esc and a loss of the focus close it.
class KeyWizard : public QFrame {
  Q_OBJECT

 public:
  KeyWizard(AppContext& app, QWidget* parent);

  // Opens it with the first letter.
  void start(const QString& typed);

 Q_SIGNALS:
  void periodChosen(fwq::data::Period period);
  void indicatorChosen(const fwq::analysis::IndicatorDef* def);
  void symbolChosen(const QString& symbol);
  void closed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void fill(const QString& typed);
  void addPeriods(const QString& typed, bool exact);
  void addIndicators(const QString& typed);
  void addSecurities(const QString& typed);
  void add(const QString& code, const QString& name, std::function<void()> take);
  void place();
  void take();
  void leave();

  AppContext& app_;
  QLineEdit* line_;
  QListWidget* list_;
  SecuritiesModel* securities_;
  std::vector<std::function<void()>> takes_;  // By row of the list.
};

}  // namespace fwq::desktop
