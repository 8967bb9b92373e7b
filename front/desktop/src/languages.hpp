// The language of the desktop: which there are, and putting one in force.
#pragma once

#include <QString>

namespace fwq::desktop {

// "zh" or "en": what the setting ui.language says, and for "auto" what the system's locale says.
QString language_in_force(const QString& setting);

// Translates the program's texts and Qt's own ("Cancel") into "zh" or "en" from now on; windows that are open keep
// theirs. [gui-thread]
void use_language(const QString& language);

// Whether the language in force is Chinese. [gui-thread]
bool speaks_chinese();

}  // namespace fwq::desktop
