// Analysis > Set an alert: conditions on some securities, to be told when they come true.
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <chrono>

#include "alert_list.hpp"
#include "app_context.hpp"
#include "condition_editor.hpp"
#include "dialog_subject.hpp"
#include "fwq/coordinators/wording.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Set an alert");

class AlertDialog : public QDialog, public TakesSubject {
 public:
  AlertDialog(AppContext& app, QWidget* parent) : QDialog(parent), app_(app) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    name_ = new QLineEdit(this);
    name_->setObjectName(QStringLiteral("name"));
    name_->setPlaceholderText(say("as the conditions say"));
    symbols_ = new QLineEdit(this);
    symbols_->setObjectName(QStringLiteral("symbols"));
    symbols_->setToolTip(say("Codes with spaces or commas between, such as SH600000, 000001"));
    period_ = new QComboBox(this);
    period_->setObjectName(QStringLiteral("period"));
    for (const auto period : data::kAllPeriods)
      period_->addItem(text_of(coordinators::period_text(period, app_.chinese())),
                       text_of(to_string(period)));
    active_ = new QCheckBox(say("The alert is &on"), this);
    active_->setObjectName(QStringLiteral("active"));
    const auto flavour = analysis::parse_flavour(app_.config().text("indicators.flavour"));
    editor_ = new ConditionEditor(app_.chinese(), flavour.value_or(analysis::Flavour::tdx), this);
    editor_->changed = [this] { settle(); };
    problem_ = role_label({}, "error", this);
    problem_->setObjectName(QStringLiteral("problem_of_alert"));
    problem_->setWordWrap(true);
    auto* form = new QFormLayout;
    form->addRow(say("&Name:"), name_);
    form->addRow(say("&Securities:"), symbols_);
    form->addRow(say("P&eriod:"), period_);
    form->addRow(QString(), active_);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    save_ = buttons->button(QDialogButtonBox::Save);
    save_->setObjectName(QStringLiteral("save"));
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { save(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(editor_, 1);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
    AlertDialog::takeSubject({});
    resize(460, 620);
  }

  // The id of an alert to change; "": a new one, on the stock in front.
  void takeSubject(const QString& subject) override {
    const data::AlertRecord* alert = app_.alerts().find(subject.toLongLong());
    id_ = alert == nullptr ? 0 : alert->id;
    problem_->clear();
    if (alert == nullptr) {
      name_->clear();
      const auto& view = app_.session().view();
      symbols_->setText(view ? text_of(view->stock().symbol.text()) : QString());
      period_->setCurrentIndex(period_->findData(text_of(to_string(app_.session().period()))));
      active_->setChecked(true);
      editor_->setConditions({QStringLiteral("close crosses above MA(20)")}, false);
    } else {
      take(*alert);
    }
    settle();
  }

 private:
  void take(const data::AlertRecord& alert) {
    name_->setText(text_of(alert.name));
    QStringList codes;
    for (const auto& symbol : alert.symbols) codes << text_of(symbol.text());
    symbols_->setText(codes.join(QLatin1Char(' ')));
    period_->setCurrentIndex(period_->findData(text_of(alert.period)));
    active_->setChecked(alert.active);
    QStringList texts;
    if (const auto read = coordinators::alert_condition_texts(alert))
      for (const auto& text : *read) texts << text_of(text);
    else
      problem_->setText(app_.text(read.error()));
    const QString problem = editor_->setConditions(texts, alert.any);
    if (!problem.isEmpty()) problem_->setText(problem);
  }

  Result<std::vector<data::Symbol>> symbols() const {
    static const QRegularExpression between(QStringLiteral("[\\s,;，；、]+"));
    std::vector<data::Symbol> symbols;
    for (const QString& word : symbols_->text().split(between, Qt::SkipEmptyParts)) {
      FWQ_TRY_ASSIGN(symbol, data::Symbol::parse(utf8_of(word)));
      if (std::find(symbols.begin(), symbols.end(), symbol) == symbols.end())
        symbols.push_back(symbol);
    }
    if (symbols.empty())
      return Error{Errc::invalid_argument, "an alert needs a security: SH600000",
                   "预警需要至少一只证券，如 SH600000"};
    return symbols;
  }

  void save() {
    const auto on = symbols();
    if (!on) {
      problem_->setText(app_.text(on.error()));
      return;
    }
    std::vector<std::string> texts;
    for (const QString& text : editor_->texts()) texts.push_back(utf8_of(text));
    QString name = name_->text().trimmed();
    if (name.isEmpty())
      name = text_of(
          coordinators::describe_alert(editor_->conditions(), editor_->any(), app_.chinese()));
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    constexpr data::Time kShanghai = 8 * 3600;
    app_.alerts().put(
        {.id = id_,
         .name = utf8_of(name),
         .symbols = *on,
         .conditions = coordinators::alert_conditions_json(texts),
         .any = editor_->any(),
         .period = utf8_of(period_->currentData().toString()),
         .active = active_->isChecked(),
         .created = std::chrono::duration_cast<std::chrono::seconds>(now).count() + kShanghai});
    accept();
  }

  void settle() { save_->setEnabled(editor_->isGood() && !editor_->conditions().empty()); }

  AppContext& app_;
  std::int64_t id_ = 0;
  QLineEdit *name_ = nullptr, *symbols_ = nullptr;
  QComboBox* period_ = nullptr;
  QCheckBox* active_ = nullptr;
  ConditionEditor* editor_ = nullptr;
  QLabel* problem_ = nullptr;
  QPushButton* save_ = nullptr;
};

}  // namespace

extern const DialogDef alert_def{
    .id = "alert",
    .title = kTitle,
    .menu = "analysis",
    .shortcut = "Ctrl+Shift+A",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new AlertDialog(app, parent);
    },
};

}  // namespace fwq::desktop
