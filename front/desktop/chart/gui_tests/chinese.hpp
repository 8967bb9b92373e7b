// The chart's Chinese texts, read from their source file: in force while it lives.
#pragma once

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QTranslator>
#include <QXmlStreamReader>

namespace fwq::chart {

class Chinese : public QTranslator {
 public:
  Chinese() {
    QFile file(QStringLiteral(FWQ_SOURCE_DIR "/front/desktop/translations/chart_zh_CN.ts"));
    if (!file.open(QIODevice::ReadOnly)) return;
    QString source;
    for (QXmlStreamReader xml(&file); !xml.atEnd(); xml.readNext()) {
      if (xml.name() == QLatin1String("source")) source = xml.readElementText();
      if (xml.name() == QLatin1String("translation")) texts_[source] = xml.readElementText();
    }
    QCoreApplication::installTranslator(this);
  }
  ~Chinese() override { QCoreApplication::removeTranslator(this); }
  QString translate(const char* context, const char* source, const char* /*comment*/,
                    int /*count*/) const override {
    return QLatin1String(context) == QLatin1String("chart")
               ? texts_.value(QString::fromUtf8(source))
               : QString();
  }
  bool isEmpty() const override { return texts_.isEmpty(); }
  const QHash<QString, QString>& texts() const { return texts_; }

 private:
  QHash<QString, QString> texts_;
};

}  // namespace fwq::chart
