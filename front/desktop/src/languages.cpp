// Putting a language in force: our texts from the program itself, Qt's from its own files where the system has them.
#include "languages.hpp"

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

#include "fwq/core/terminal.hpp"

// Outside of any namespace, as the resource's symbols are.
static void load_resources() {
  Q_INIT_RESOURCE(fwq_translations);
  Q_INIT_RESOURCE(fwq_resources);
}

namespace fwq::desktop {
namespace {

constexpr const char* kOwn = "fwq_translator";
constexpr const char* kQt = "qt_translator";

// The application's translator of that name, made when it is first needed.
QTranslator& translator(const char* name) {
  auto* found = qApp->findChild<QTranslator*>(QLatin1String(name), Qt::FindDirectChildrenOnly);
  if (found == nullptr) {
    found = new QTranslator(qApp);
    found->setObjectName(QLatin1String(name));
  }
  return *found;
}

}  // namespace

QString language_in_force(const QString& setting) {
  if (setting == QLatin1String("zh") || setting == QLatin1String("en")) return setting;
  // The locale of the environment first, as the command line does; a desktop session may only set Qt's.
  const bool chinese =
      core::locale_is_chinese() || QLocale::system().language() == QLocale::Chinese;
  return chinese ? QStringLiteral("zh") : QStringLiteral("en");
}

void use_language(const QString& language) {
  load_resources();
  QTranslator& own = translator(kOwn);
  QTranslator& qt = translator(kQt);
  QCoreApplication::removeTranslator(&own);
  QCoreApplication::removeTranslator(&qt);
  const bool chinese = language == QLatin1String("zh");
  const QLocale locale = chinese ? QLocale(QLocale::Chinese, QLocale::China)
                                 : QLocale(QLocale::English, QLocale::UnitedStates);
  QLocale::setDefault(locale);
  if (!chinese) return;
  // Qt's first: the one installed last is asked first, and ours has a few texts that Qt's leaves out.
  if (qt.load(locale, QStringLiteral("qtbase"), QStringLiteral("_"),
              QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QCoreApplication::installTranslator(&qt);
  if (own.load(QStringLiteral(":/translations/fwq_zh_CN.qm")))
    QCoreApplication::installTranslator(&own);
}

bool speaks_chinese() {
  return QLocale().language() == QLocale::Chinese;
}

}  // namespace fwq::desktop
