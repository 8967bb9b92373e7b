// Tells the dialog of data quality what to look at.
#pragma once

#include <QDialog>
#include <QString>

namespace fwq::desktop {

// A dialog that checks data begins with this symbol, or with all ("").
class ChecksData {
 public:
  virtual ~ChecksData() = default;
  virtual void check(const QString& symbol) = 0;
};

inline void ask_for_check(QDialog* dialog, const QString& symbol) {
  if (auto* checks = dynamic_cast<ChecksData*>(dialog)) checks->check(symbol);
}

}  // namespace fwq::desktop
