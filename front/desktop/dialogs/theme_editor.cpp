// Tools > Theme editor: the colours of a theme, seen in all windows while they change; kept, imported and exported as JSON.
#include <QColorDialog>
#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "app_context.hpp"
#include "fwq/core/files.hpp"
#include "fwq/core/text.hpp"
#include "fwq/desktop/dialog.hpp"
#include "say.hpp"
#include "theme_store.hpp"
#include "widgets.hpp"

namespace fwq::desktop {
namespace {

constexpr const char* kTitle = QT_TRANSLATE_NOOP("dialogs", "Theme editor");

struct ColorTitle {
  std::string_view key;
  const char* title;
};
constexpr ColorTitle kTitles[] = {{"background", FWQ_SAY_LATER("Windows")},
                                  {"foreground", FWQ_SAY_LATER("Text")},
                                  {"accent", FWQ_SAY_LATER("Accent")},
                                  {"k_up", FWQ_SAY_LATER("Rising candle")},
                                  {"k_down", FWQ_SAY_LATER("Falling candle")},
                                  {"k_limit_up", FWQ_SAY_LATER("Closed at the upper limit")},
                                  {"k_limit_down", FWQ_SAY_LATER("Closed at the lower limit")},
                                  {"k_edge", FWQ_SAY_LATER("Outline of candles")},
                                  {"chart_background", FWQ_SAY_LATER("Chart and lists")},
                                  {"chart_grid", FWQ_SAY_LATER("Grid of the chart")},
                                  {"chart_text", FWQ_SAY_LATER("Text of the chart")},
                                  {"volume_up", FWQ_SAY_LATER("Volume of rising bars")},
                                  {"volume_down", FWQ_SAY_LATER("Volume of falling bars")}};

QString color_title(std::string_view key) {
  for (const auto& title : kTitles)
    if (title.key == key) return say(title.title);
  return text_of(key);
}

core::Color core_color(const QColor& color) {
  return {static_cast<std::uint8_t>(color.red()), static_cast<std::uint8_t>(color.green()),
          static_cast<std::uint8_t>(color.blue()), static_cast<std::uint8_t>(color.alpha())};
}

// A lower-case id of letters, digits and _ from what a person calls it; "my_theme" when nothing of that is left.
std::string id_of(const QString& name) {
  std::string id;
  for (const QChar letter : name.toLower())
    if (letter.isDigit() || (letter >= QLatin1Char('a') && letter <= QLatin1Char('z')))
      id += static_cast<char>(letter.unicode());
    else if (!id.empty() && id.back() != '_')
      id += '_';
  while (!id.empty() && id.back() == '_') id.pop_back();
  return id.empty() ? "my_theme" : id;
}

class ThemeEditor : public QDialog {
 public:
  ThemeEditor(AppContext& app, QWidget* parent)
      : QDialog(parent), app_(app), before_(app.chosenTheme()), edited_(app.chosenTheme()) {
    setWindowTitle(QCoreApplication::translate("dialogs", kTitle));
    base_ = new QComboBox(this);
    base_->setObjectName(QStringLiteral("base"));
    name_ = new QLineEdit(this);
    name_->setObjectName(QStringLiteral("name"));
    fillThemes();
    auto* top = new QFormLayout;
    top->addRow(say("&Begin with:"), base_);
    top->addRow(say("&Name:"), name_);
    note_ = role_label({}, "muted", this);
    note_->setObjectName(QStringLiteral("note"));
    note_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(top);
    layout->addWidget(makeColors(), 1);
    layout->addWidget(note_);
    layout->addWidget(makeButtons());
    connect(base_, &QComboBox::activated, this, [this] { takeBase(); });
    connect(name_, &QLineEdit::textChanged, this, [this] { settle(); });
    showColors();
    resize(480, 640);
  }

  void reject() override {
    app_.showTheme(before_);
    QDialog::reject();
  }

 private:
  void fillThemes() {
    base_->clear();
    for (const auto& theme : app_.themes().themes)
      base_->addItem(text_of(app_.chinese() ? theme.name_zh : theme.name_en), text_of(theme.id));
    base_->setCurrentIndex(std::max(0, base_->findData(text_of(edited_.id))));
    const bool built_in = edited_.id == "dark" || edited_.id == "light";
    name_->setText(built_in ? say("My theme") : text_of(edited_.name_en));
  }

  QWidget* makeColors() {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(area);
    auto* form = new QFormLayout(page);
    for (const auto& color : core::theme_colors()) {
      auto* button = new QPushButton(page);
      button->setObjectName(text_of(color.key));
      button->setAutoDefault(false);
      button->setAccessibleName(color_title(color.key));
      connect(button, &QPushButton::clicked, this, [this, &color] { choose(color); });
      form->addRow(color_title(color.key) + QStringLiteral(":"), button);
      buttons_.emplace_back(&color, button);
    }
    area->setWidget(page);
    return area;
  }

  QDialogButtonBox* makeButtons() {
    auto* box = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    save_ = box->button(QDialogButtonBox::Save);
    auto* open = box->addButton(say("&Import…"), QDialogButtonBox::ActionRole);
    auto* write = box->addButton(say("E&xport…"), QDialogButtonBox::ActionRole);
    remove_ = box->addButton(say("&Remove"), QDialogButtonBox::ActionRole);
    remove_->setObjectName(QStringLiteral("remove"));
    for (auto* button : {open, write, remove_}) button->setAutoDefault(false);
    connect(open, &QPushButton::clicked, this, [this] { ask(QFileDialog::AcceptOpen); });
    connect(write, &QPushButton::clicked, this, [this] { ask(QFileDialog::AcceptSave); });
    connect(remove_, &QPushButton::clicked, this, [this] { remove(); });
    connect(box, &QDialogButtonBox::accepted, this, [this] { save(); });
    connect(box, &QDialogButtonBox::rejected, this, [this] { reject(); });
    return box;
  }

  void takeBase() {
    const auto found = core::find_theme(app_.themes(), utf8_of(base_->currentData().toString()));
    if (!found) return;
    edited_ = *found;
    fillThemes();
    app_.showTheme(edited_);
    showColors();
  }

  void choose(const core::ThemeColor& color) {
    auto* dialog = new QColorDialog(color_of(edited_.*color.member), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    dialog->setWindowTitle(color_title(color.key));
    const core::Color old = edited_.*color.member;
    const auto put = [this, &color](const core::Color& value) {
      edited_.*color.member = value;
      app_.showTheme(edited_);
      showColors();
    };
    connect(dialog, &QColorDialog::currentColorChanged, this,
            [put](const QColor& chosen) { put(core_color(chosen)); });
    connect(dialog, &QColorDialog::rejected, this, [put, old] { put(old); });
    dialog->open();
  }

  void showColors() {
    for (const auto& [color, button] : buttons_) {
      const QColor shown = color_of(edited_.*color->member);
      button->setText(shown.name());
      button->setStyleSheet(QStringLiteral("background: %1; color: %2;")
                                .arg(shown.name(), readable(QColor(Qt::gray), shown).name()));
    }
    settle();
  }

  // Text that is hard to read is said, not forbidden: it is the user's theme. Windows move it to readable colours anyway.
  void settle() {
    if (save_ == nullptr) return;
    const double contrast = core::contrast(edited_.foreground, edited_.background);
    const QString measured = text_of(core::fixed(contrast, 1));
    set_role(note_, contrast < 4.5 ? "warning" : "muted");
    note_->setText(
        contrast < 4.5
            ? say("Contrast of text and window is %1; 4.5 and more is easy to read.").arg(measured)
            : say("Contrast of text and window is %1: easy to read.").arg(measured));
    save_->setEnabled(!name_->text().trimmed().isEmpty());
    const std::string id = utf8_of(base_->currentData().toString());
    remove_->setEnabled(id != "dark" && id != "light");
  }

  std::filesystem::path file() const {
    return app_.home().config_file().parent_path() / "theme.json";
  }

  void tell(const Error& error) {
    set_role(note_, "error");
    note_->setText(app_.text(error));
  }

  void save() {
    edited_.id = id_of(name_->text());
    edited_.name_en = edited_.name_zh = utf8_of(name_->text().trimmed());
    if (const auto kept = put_theme(file(), edited_); !kept) {
      tell(kept.error());
      return;
    }
    app_.reloadThemes();
    const QString refused = app_.useTheme(text_of(edited_.id));
    if (!refused.isEmpty()) {
      set_role(note_, "error");
      note_->setText(refused);
      return;
    }
    static_cast<void>(app_.config().set("ui.theme", edited_.id));
    app_.save();
    accept();
  }

  void remove() {
    if (const auto gone = remove_theme(file(), utf8_of(base_->currentData().toString())); !gone) {
      tell(gone.error());
      return;
    }
    app_.reloadThemes();
    app_.useTheme(QStringLiteral("auto"));
    static_cast<void>(app_.config().set("ui.theme", "auto"));
    app_.save();
    before_ = edited_ = app_.chosenTheme();
    fillThemes();
    showColors();
  }

  void ask(QFileDialog::AcceptMode mode) {
    auto* dialog =
        new QFileDialog(this, windowTitle(), QStringLiteral("theme.json"), say("Themes (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    if (mode == QFileDialog::AcceptOpen) dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this, mode](const QString& path) {
      if (mode == QFileDialog::AcceptOpen)
        load(utf8_of(path));
      else if (const auto done =
                   core::write_file_atomically(utf8_of(path), theme_json(edited_) + "\n");
               !done)
        tell(done.error());
    });
    dialog->open();
  }

  void load(const std::filesystem::path& path) {
    const auto bytes = core::read_regular_file(path, 1U << 20U);
    if (!bytes) {
      tell(bytes.error());
      return;
    }
    const auto book = core::parse_themes(*bytes);
    if (book.themes.empty()) {
      set_role(note_, "error");
      note_->setText(book.warnings.empty() ? say("The file holds no theme.")
                                           : text_of(book.warnings.front()));
      return;
    }
    edited_ = book.themes.front();
    name_->setText(text_of(edited_.name_en));
    app_.showTheme(edited_);
    showColors();
  }

  AppContext& app_;
  core::Theme before_, edited_;
  QComboBox* base_ = nullptr;
  QLineEdit* name_ = nullptr;
  QLabel* note_ = nullptr;
  QPushButton *save_ = nullptr, *remove_ = nullptr;
  std::vector<std::pair<const core::ThemeColor*, QPushButton*>> buttons_;
};

}  // namespace

extern const DialogDef theme_editor_def{
    .id = "theme_editor",
    .title = kTitle,
    .menu = "tools",
    .shortcut = "",
    .make = [](AppContext& app, QWidget* parent) -> QDialog* {
      return new ThemeEditor(app, parent);
    },
};

}  // namespace fwq::desktop
