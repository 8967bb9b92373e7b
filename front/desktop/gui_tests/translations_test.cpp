// Every text of the desktop has its Chinese translation: the sources are read and each text is asked for.
#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include "languages.hpp"

namespace fwq::desktop {
namespace {

struct Text {
  QString context, source, file;
};

// "a\n" "b" as it stands in a source file → what the compiler makes of it.
QString literal(const QString& quoted) {
  static const QRegularExpression part(QStringLiteral("\"((?:[^\"\\\\]|\\\\.)*)\""));
  QString text;
  for (auto at = part.globalMatch(quoted); at.hasNext();) text += at.next().captured(1);
  return text.replace(QLatin1String("\\n"), QLatin1String("\n"))
      .replace(QLatin1String("\\\""), QLatin1String("\""))
      .replace(QLatin1String("\\\\"), QLatin1String("\\"));
}

std::vector<Text> texts_of(const QString& file) {
  QFile source(file);
  if (!source.open(QIODevice::ReadOnly)) return {};
  const QString code = QString::fromUtf8(source.readAll());
  const QString quoted = QStringLiteral("((?:\"(?:[^\"\\\\]|\\\\.)*\"\\s*)+)");
  const QRegularExpression said(QStringLiteral("\\b(?:say|FWQ_SAY_LATER)\\(\\s*") + quoted);
  const QRegularExpression marked(
      QStringLiteral("(?:QT_TRANSLATE_NOOP|translate)\\(\\s*\"(\\w+)\",\\s*") + quoted);
  std::vector<Text> texts;
  for (auto at = said.globalMatch(code); at.hasNext();)
    texts.push_back({QStringLiteral("desktop"), literal(at.next().captured(1)), file});
  for (auto at = marked.globalMatch(code); at.hasNext();) {
    const auto match = at.next();
    texts.push_back({match.captured(1), literal(match.captured(2)), file});
  }
  return texts;
}

std::vector<Text> all_texts() {
  std::vector<Text> texts;
  QDirIterator files(QStringLiteral(FWQ_SOURCE_DIR "/front/desktop"),
                     {QStringLiteral("*.cpp"), QStringLiteral("*.hpp")}, QDir::Files,
                     QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString file = files.next();
    if (file.contains(QLatin1String("gui_tests"))) continue;
    for (auto& text : texts_of(file)) texts.push_back(std::move(text));
  }
  return texts;
}

// In Chinese while it lives.
class Chinese {
 public:
  Chinese() { use_language(QStringLiteral("zh")); }
  ~Chinese() { use_language(QStringLiteral("en")); }
  Chinese(const Chinese&) = delete;
  Chinese& operator=(const Chinese&) = delete;
};

TEST(Translations, AreThereForEveryText) {
  const Chinese language;
  const auto texts = all_texts();
  ASSERT_GT(texts.size(), 150U);
  for (const auto& text : texts) {
    const QString shown = QCoreApplication::translate(text.context.toUtf8().constData(),
                                                      text.source.toUtf8().constData());
    EXPECT_NE(shown, text.source) << text.file.toStdString() << ": " << text.context.toStdString();
  }
}

TEST(Translations, KeepPlaceholdersAndMnemonics) {
  const Chinese language;
  static const QRegularExpression place(QStringLiteral("%\\d"));
  for (const auto& text : all_texts()) {
    const QString shown = QCoreApplication::translate(text.context.toUtf8().constData(),
                                                      text.source.toUtf8().constData());
    const auto places = [](const QString& words) {
      QSet<QString> found;
      for (auto at = place.globalMatch(words); at.hasNext();) found << at.next().captured();
      return found;
    };
    EXPECT_EQ(places(shown), places(text.source)) << text.source.toStdString();
    EXPECT_EQ(shown.contains(QLatin1Char('&')), text.source.contains(QLatin1Char('&')))
        << text.source.toStdString();
  }
}

TEST(Translations, OfQtsOwnButtonsAreThere) {
  const Chinese language;
  EXPECT_EQ(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("取消"));
}

TEST(Translations, AreGoneInEnglish) {
  use_language(QStringLiteral("zh"));
  use_language(QStringLiteral("en"));
  EXPECT_EQ(QCoreApplication::translate("desktop", "Tasks"), QStringLiteral("Tasks"));
  EXPECT_FALSE(speaks_chinese());
}

TEST(Language, FollowsTheSettingBeforeTheSystem) {
  EXPECT_EQ(language_in_force(QStringLiteral("zh")), QStringLiteral("zh"));
  EXPECT_EQ(language_in_force(QStringLiteral("en")), QStringLiteral("en"));
  const QString automatic = language_in_force(QStringLiteral("auto"));
  EXPECT_TRUE(automatic == QLatin1String("zh") || automatic == QLatin1String("en"));
}

}  // namespace
}  // namespace fwq::desktop
