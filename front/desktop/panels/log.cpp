// At the bottom: the end of the log file, by level and by text (a trace id finds all lines of one piece of work).
#include <QComboBox>
#include <QFile>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/core/log.hpp"
#include "fwq/desktop/panel.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr qint64 kTail = qint64{256} * 1024;  // Bytes of the file that are shown at first.
constexpr int kMostLines = 5000;
constexpr int kLook = 1000;  // Milliseconds between two looks at the file.

// How important a line is: 0 trace … 4 error. A line without a level belongs to the one before it.
int level_of(const QString& line, int before) {
  static const QStringList levels{QStringLiteral("trace"), QStringLiteral("debug"),
                                   QStringLiteral("info"), QStringLiteral("warning"),
                                   QStringLiteral("error")};
  const auto at = levels.indexOf(line.section(QLatin1Char(' '), 2, 2));
  return at < 0 ? before : static_cast<int>(at);
}

class LogPanel : public BasePanel {
 public:
  using BasePanel::BasePanel;

  void setup_ui() override {
    level_ = new QComboBox(this);
    level_->setObjectName(QStringLiteral("level"));
    level_->setAccessibleName(say("Least level"));
    level_->addItems({say("All levels"), say("Debug and above"), say("Info and above"),
                      say("Warnings and errors"), say("Errors only")});
    find_ = new QLineEdit(this);
    find_->setObjectName(QStringLiteral("find"));
    find_->setPlaceholderText(say("Text or trace id"));
    find_->setAccessibleName(say("Only lines with this text"));
    find_->setClearButtonEnabled(true);
    text_ = new QPlainTextEdit(this);
    text_->setObjectName(QStringLiteral("lines"));
    text_->setAccessibleName(say("Log"));
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setLineWrapMode(QPlainTextEdit::NoWrap);
    text_->setMaximumBlockCount(kMostLines);
    text_->setPlaceholderText(say("Nothing has been logged, or nothing matches."));
    text_->setProperty("role", "code");
    auto* top = new QHBoxLayout;
    top->addWidget(level_);
    top->addWidget(find_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(5);
    layout->addLayout(top);
    layout->addWidget(text_, 1);
    connect(level_, &QComboBox::currentIndexChanged, this, [this] { showAll(); });
    connect(find_, &QLineEdit::textChanged, this, [this] { showAll(); });
    timer_.setInterval(kLook);
    connect(&timer_, &QTimer::timeout, this, [this] { look(); });
  }

 protected:
  void showEvent(QShowEvent* event) override {
    BasePanel::showEvent(event);
    look();
    timer_.start();
  }
  void hideEvent(QHideEvent* event) override {
    BasePanel::hideEvent(event);
    timer_.stop();
  }

 private:
  // Takes what has been written since the last look. A file that shrank is a new one.
  void look() {
    core::flush_log();
    QFile file(QString::fromStdString(app().home().log_file().string()));
    if (!file.open(QIODevice::ReadOnly)) return;
    if (file.size() < read_) {
      read_ = 0;
      rest_.clear();
    }
    const bool cut = read_ == 0 && file.size() > kTail;
    if (cut) read_ = file.size() - kTail;
    file.seek(read_);
    rest_ += file.read(kTail);
    read_ = file.pos();
    const auto end = rest_.lastIndexOf('\n');
    if (end < 0) return;
    QStringList lines = QString::fromUtf8(rest_.left(end)).split(QLatin1Char('\n'));
    rest_ = rest_.mid(end + 1);
    if (cut) lines.removeFirst();
    for (const QString& line : lines) take(line);
  }

  void take(const QString& line) {
    lines_ << line;
    if (lines_.size() > kMostLines) lines_.removeFirst();
    last_level_ = level_of(line, last_level_);
    if (matches(line, last_level_)) append(line);
  }

  bool matches(const QString& line, int level) const {
    return level >= level_->currentIndex() &&
           (find_->text().isEmpty() || line.contains(find_->text(), Qt::CaseInsensitive));
  }

  void append(const QString& line) {
    auto* bar = text_->verticalScrollBar();
    const bool at_end = bar->value() >= bar->maximum() - 2;
    text_->appendPlainText(line);
    if (at_end) bar->setValue(bar->maximum());
  }

  void showAll() {
    QStringList shown;
    int level = 2;
    for (const QString& line : lines_) {
      level = level_of(line, level);
      if (matches(line, level)) shown << line;
    }
    text_->setPlainText(shown.join(QLatin1Char('\n')));
    text_->verticalScrollBar()->setValue(text_->verticalScrollBar()->maximum());
  }

  QComboBox* level_ = nullptr;
  QLineEdit* find_ = nullptr;
  QPlainTextEdit* text_ = nullptr;
  QTimer timer_;
  QStringList lines_;
  QByteArray rest_;  // The begin of a line that is not whole yet.
  qint64 read_ = 0;
  int last_level_ = 2;
};

}  // namespace

extern const PanelDef log_def{
    .id = "log",
    .title = QT_TRANSLATE_NOOP("panels", "Log"),
    .area = PanelArea::bottom,
    .order = 2,
    .make = [](AppContext& app, QWidget* parent) -> BasePanel* {
      return new LogPanel(app, parent);
    },
};

}  // namespace fwq::desktop
