// Tells a dialog what it is opened for: which security to check, which kind of file to import.
#pragma once

#include <QDialog>
#include <QString>

namespace fwq::desktop {

class TakesSubject {
 public:
  virtual ~TakesSubject() = default;
  // Called after the dialog has been shown, also when it was open already.
  virtual void takeSubject(const QString& subject) = 0;
};

inline void give_subject(QDialog* dialog, const QString& subject) {
  if (auto* takes = dynamic_cast<TakesSubject*>(dialog)) takes->takeSubject(subject);
}

}  // namespace fwq::desktop
