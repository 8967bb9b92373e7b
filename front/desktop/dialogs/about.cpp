// Help > About: the version, the licence, and the libraries the program stands on; all of it can be copied.
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSysInfo>
#include <QTabWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "about_texts.hpp"
#include "fwq/desktop/dialog.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "About FactorWeave-Quant");

QString translated(const char* text) {
  return QCoreApplication::translate("dialogs", text);
}

// What someone who reports a fault is asked for first.
QString versionText() {
  return QStringLiteral("FactorWeave-Quant %1\nQt %2, %3 (%4)\n")
      .arg(QLatin1String(kVersion), QLatin1String(qVersion()), QSysInfo::prettyProductName(),
           QSysInfo::currentCpuArchitecture());
}

// The lines of NOTICE are aligned in columns: a fixed-width font, as wide as the longest line.
QPlainTextEdit* textPage(const char* name, const char* text, QWidget* parent) {
  auto* page = new QPlainTextEdit(QString::fromUtf8(text), parent);
  page->setObjectName(QLatin1String(name));
  page->setReadOnly(true);
  page->setTabChangesFocus(true);
  page->setLineWrapMode(QPlainTextEdit::NoWrap);
  page->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
  const QFontMetrics metrics(page->font());
  page->setMinimumSize(metrics.averageCharWidth() * 60, metrics.lineSpacing() * 18);
  return page;
}

int widestLine(const QPlainTextEdit& page) {
  const QFontMetrics metrics(page.font());
  int widest = 0;
  for (const QString& line : page.toPlainText().split(QLatin1Char('\n')))
    widest = std::max(widest, metrics.horizontalAdvance(line));
  return widest;
}

class AboutDialog : public QDialog {
 public:
  explicit AboutDialog(QWidget* parent) : QDialog(parent) {
    setWindowTitle(translated(kTitle));
    auto* heading = new QLabel(
        QStringLiteral("<h2>FactorWeave-Quant %1</h2><p>%2</p>")
            .arg(QLatin1String(kVersion),
                 translated(QT_TRANSLATE_NOOP("dialogs", "Stock analysis for the A-share market"))),
        this);
    heading->setObjectName(QStringLiteral("heading"));
    heading->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* pages = new QTabWidget(this);
    auto* libraries = textPage("libraries", kNotice, pages);
    pages->addTab(libraries, translated(QT_TRANSLATE_NOOP("dialogs", "&Libraries")));
    pages->addTab(textPage("licence", kLicense, pages),
                  translated(QT_TRANSLATE_NOOP("dialogs", "L&icence")));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(translated(QT_TRANSLATE_NOOP("dialogs", "&Copy all")),
                                    QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copy"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [] {
      QApplication::clipboard()->setText(versionText() + QLatin1Char('\n') +
                                         QString::fromUtf8(kNotice) + QLatin1Char('\n') +
                                         QString::fromUtf8(kLicense));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    buttons->button(QDialogButtonBox::Close)->setDefault(true);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(pages, 1);
    layout->addWidget(buttons);
    resize(widestLine(*libraries) + 80, 480);
  }
};

}  // namespace

extern const DialogDef about_def{
    .id = "about",
    .title = kTitle,
    .menu = "help",
    .shortcut = "",
    .make = [](AppContext& /*app*/, QWidget* parent) -> QDialog* {
      return new AboutDialog(parent);
    },
};

}  // namespace fwq::desktop
