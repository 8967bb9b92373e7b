// say(): a text of the desktop in the language of the person in front of it.
//
// Source texts are English; the Chinese ones stand in translations/*_zh_CN.ts under the context "desktop". A test reads
// the sources and finds what has no translation.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <string>
#include <string_view>

namespace fwq::desktop {

inline QString say(const char* text) {
  return QCoreApplication::translate("desktop", text);
}

// UTF-8 of the engine as Qt's text, and back.
inline QString text_of(std::string_view utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}
inline std::string utf8_of(const QString& text) {
  return text.toStdString();
}

}  // namespace fwq::desktop

// Marks a text that is shown later through say().
#define FWQ_SAY_LATER(text) text
