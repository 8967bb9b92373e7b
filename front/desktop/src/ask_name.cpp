// The dialog.
#include "ask_name.hpp"

#include <QInputDialog>

namespace fwq::desktop {

void ask_name(QWidget* parent, const QString& title, const QString& label, const QString& proposal,
              std::function<void(const QString& name)> done) {
  auto* dialog = new QInputDialog(parent);
  dialog->setObjectName(QStringLiteral("ask_name"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  dialog->setLabelText(label);
  dialog->setTextValue(proposal);
  dialog->resize(360, dialog->sizeHint().height());
  QObject::connect(dialog, &QInputDialog::textValueSelected, parent,
                   [done = std::move(done)](const QString& text) {
                     if (!text.trimmed().isEmpty()) done(text.trimmed());
                   });
  dialog->open();
}

}  // namespace fwq::desktop
