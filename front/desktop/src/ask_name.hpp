// Asks for a name in a small dialog that does not stop the program.
#pragma once

#include <QString>
#include <functional>

class QWidget;

namespace fwq::desktop {

// `done` gets the name, trimmed and not empty; it is not called when the person thinks better of it.
void ask_name(QWidget* parent, const QString& title, const QString& label, const QString& proposal,
              std::function<void(const QString& name)> done);

}  // namespace fwq::desktop
