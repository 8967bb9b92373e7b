// Derived colours that keep their contrast, and one style sheet for all widgets.
#include "look.hpp"

#include <array>
#include <cmath>

#include "say.hpp"

namespace fwq::desktop {
namespace {

core::Color core_color(const QColor& color) {
  return {static_cast<std::uint8_t>(color.red()), static_cast<std::uint8_t>(color.green()),
          static_cast<std::uint8_t>(color.blue()), 255};
}

// Readable on every one of `grounds`.
template <std::size_t N>
QColor readable_on(QColor color, const std::array<QColor, N>& grounds, double least = 4.5) {
  for (const QColor& ground : grounds) color = readable(color, ground, least);
  return color;
}

constexpr const char* kSheet = R"css(
* { font-size: @size@pt; }
QMainWindow, QDialog, QWizard, QMessageBox { background: @window@; }
QMainWindow::separator { background: @border@; width: 3px; height: 3px; }
QMainWindow::separator:hover { background: @accent@; }
QToolTip { background: @raised@; color: @text@; border: 1px solid @border@; padding: 4px; }

QMenuBar { background: @window@; color: @text@; border-bottom: 1px solid @border@; padding: 1px 4px; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @hover@; }
QMenu { background: @raised@; color: @text@; border: 1px solid @border@; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @selected@; color: @text@; }
QMenu::item:disabled { color: @disabled@; }
QMenu::separator { height: 1px; background: @border@; margin: 4px 8px; }
QMenu::indicator { width: 14px; height: 14px; left: 6px; }

QToolBar { background: @window@; border: none; border-bottom: 1px solid @border@; padding: 3px 6px; spacing: 4px; }
QToolBar::separator { background: @border@; width: 1px; margin: 4px 5px; }
QToolButton { background: transparent; color: @text@; border: 1px solid transparent; border-radius: 4px; padding: 3px 8px; }
QToolButton:hover { background: @hover@; }
QToolButton:checked { background: @selected@; border-color: @accent@; }
QToolButton:focus { border-color: @accent@; }
QToolButton:disabled { color: @disabled@; }

QDockWidget { color: @text@; titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: @header@; border-bottom: 1px solid @border@; padding: 5px 8px; }
QTabBar::tab { background: transparent; color: @muted@; padding: 5px 12px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text@; border-bottom-color: @accent@; }
QTabBar::tab:hover { color: @text@; background: @hover@; }
QTabBar::tab:focus { color: @accent@; }
QTabBar::close-button { image: url(:/fwq/close.svg); width: 12px; height: 12px; border-radius: 3px; subcontrol-position: right; }
QTabBar::close-button:hover { background: @hover@; }
QTabWidget::pane { border: 1px solid @border@; border-radius: 4px; top: -1px; }

QAbstractItemView { background: @base@; alternate-background-color: @stripe@; color: @text@; border: 1px solid @border@;
  selection-background-color: @selected@; selection-color: @text@; outline: 0; }
QAbstractItemView:focus { border-color: @accent@; }
QTableView { gridline-color: transparent; }
QTableView::item:hover, QTreeView::item:hover, QListView::item:hover { background: @hover@; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: @selected@; color: @text@; }
QHeaderView { background: @header@; border: none; }
QHeaderView::section { background: @header@; color: @muted@; border: none; border-right: 1px solid @border@;
  border-bottom: 1px solid @border@; padding: 4px 6px; }
QTableCornerButton::section { background: @header@; border: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox {
  background: @base@; color: @text@; border: 1px solid @border@; border-radius: 4px; padding: 3px 6px;
  selection-background-color: @selected@; selection-color: @text@; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QComboBox:focus {
  border-color: @accent@; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QDateEdit:disabled, QComboBox:disabled { color: @disabled@; background: @window@; }
QComboBox { padding-right: 20px; }
QComboBox::drop-down { border: none; width: 18px; subcontrol-position: right center; }
QComboBox::down-arrow { image: url(:/fwq/chevron_down.svg); width: 10px; height: 10px; }
QToolButton::menu-indicator { image: url(:/fwq/chevron_down.svg); width: 8px; height: 8px; subcontrol-position: right center; right: 4px; }
QToolButton[popupMode="2"] { padding-right: 18px; }
QHeaderView::down-arrow { image: url(:/fwq/chevron_down.svg); width: 9px; height: 9px; }
QHeaderView::up-arrow { image: url(:/fwq/chevron_up.svg); width: 9px; height: 9px; }
QSpinBox::up-button, QDoubleSpinBox::up-button, QDateEdit::up-button { border: none; width: 16px; subcontrol-position: top right; }
QSpinBox::down-button, QDoubleSpinBox::down-button, QDateEdit::down-button { border: none; width: 16px; subcontrol-position: bottom right; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow, QDateEdit::up-arrow { image: url(:/fwq/chevron_up.svg); width: 8px; height: 8px; }
QSpinBox::down-arrow, QDoubleSpinBox::down-arrow, QDateEdit::down-arrow { image: url(:/fwq/chevron_down.svg); width: 8px; height: 8px; }
QComboBox QAbstractItemView { background: @raised@; border: 1px solid @border@; padding: 2px; }
QSpinBox, QDoubleSpinBox, QDateEdit { padding-right: 16px; }

QPushButton { background: @raised@; color: @text@; border: 1px solid @border@; border-radius: 4px; padding: 5px 14px; min-width: 56px; }
QPushButton:hover { background: @hover@; border-color: @muted@; }
QPushButton:pressed { background: @selected@; }
QPushButton:focus { border-color: @accent@; }
QPushButton:default { background: @accent@; color: @on_accent@; border-color: @accent@; }
QPushButton:default:hover { background: @accent_hover@; }
QPushButton:disabled, QPushButton:default:disabled { background: @window@; color: @disabled@; border-color: @border@; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox, QRadioButton, QLabel, QGroupBox { color: @text@; background: transparent; }
QCheckBox::indicator, QTreeView::indicator, QListView::indicator, QMenu::indicator:non-exclusive { width: 13px; height: 13px;
  background: @base@; border: 1px solid @muted@; border-radius: 3px; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked, QMenu::indicator:non-exclusive:checked {
  background: @accent@; border-color: @accent@; image: url(:/fwq/check_@check@.svg); }
QTreeView::indicator:indeterminate { background: @accent_soft@; border-color: @accent@; }
QCheckBox::indicator:disabled { border-color: @border@; }
QCheckBox:focus, QRadioButton:focus { color: @accent@; }
QCheckBox:disabled, QRadioButton:disabled, QLabel:disabled { color: @disabled@; }
QGroupBox { border: 1px solid @border@; border-radius: 6px; margin-top: 10px; padding: 10px 8px 8px 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 10px; padding: 0 4px; color: @muted@; }

QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: @handle@; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; }

QProgressBar { background: @base@; color: @text@; border: 1px solid @border@; border-radius: 4px; text-align: center; }
QProgressBar::chunk { background: @accent_soft@; border-radius: 3px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @accent_soft@; }
QStatusBar { background: @window@; color: @muted@; border-top: 1px solid @border@; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: @muted@; padding: 0 6px; }
QWizard QWidget { background: transparent; }

QLabel[role="muted"] { color: @muted@; }
QLabel[role="title"] { font-size: @title@pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="error"] { color: @error@; }
QLabel[role="warning"] { color: @warning@; }
QLabel[move="up"] { color: @up@; }
QLabel[move="down"] { color: @down@; }
QFrame[role="card"] { background: @base@; border: 1px solid @border@; border-radius: 6px; }
QFrame[role="banner"] { background: @raised@; border: none; border-bottom: 1px solid @border@; }
QPlainTextEdit[role="code"], QTextBrowser[role="code"] { font-family: @code@; }
)css";

QString families(const std::string& list) {
  QStringList quoted;
  for (const QString& family : text_of(list).split(QLatin1Char(',')))
    quoted << QStringLiteral("\"%1\"").arg(family.trimmed());
  return quoted.join(QStringLiteral(", "));
}

}  // namespace

QColor color_of(core::Color color) {
  return {color.r, color.g, color.b, color.a};
}

QColor mixed(const QColor& a, const QColor& b, double share) {
  const auto part = [share](int from, int to) {
    return static_cast<int>(std::lround(from + (to - from) * share));
  };
  return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

double contrast_of(const QColor& a, const QColor& b) {
  return core::contrast(core_color(a), core_color(b));
}

QColor readable(const QColor& color, const QColor& ground, double least) {
  const QColor white(Qt::white), black(Qt::black);
  const QColor& end = contrast_of(white, ground) >= contrast_of(black, ground) ? white : black;
  for (int step = 0; step < 20; ++step) {
    const QColor tried = mixed(color, end, step / 20.0);
    if (contrast_of(tried, ground) >= least) return tried;
  }
  return end;
}

Look look_of(const core::Theme& theme) {
  Look look;
  look.window = color_of(theme.background);
  look.dark = core::luminance(theme.background) < 0.18;
  look.base = color_of(theme.chart_background);
  const QColor ink = color_of(theme.foreground);
  look.raised =
      look.dark ? mixed(look.window, ink, 0.07) : mixed(look.window, QColor(Qt::white), 0.6);
  look.header = mixed(look.window, ink, 0.04);
  look.border = mixed(look.window, ink, 0.17);
  look.hover = mixed(look.base, ink, 0.09);
  const QColor accent = color_of(theme.accent);
  look.selected = mixed(look.base, accent, look.dark ? 0.28 : 0.18);
  const std::array grounds{look.window, look.base,  look.raised,
                           look.header, look.hover, look.selected};
  look.text = readable_on(ink, grounds);
  look.muted = readable_on(mixed(ink, look.window, 0.38), grounds);
  look.accent = readable_on(accent, std::array{look.window, look.base, look.raised});
  look.on_accent = readable(look.dark ? QColor(Qt::black) : QColor(Qt::white), look.accent);
  const std::array lists{look.base, look.hover, look.selected, look.window};
  look.up = readable_on(color_of(theme.k_up), lists);
  look.down = readable_on(color_of(theme.k_down), lists);
  look.warning = readable_on(QColor(look.dark ? 0xffb84d : 0x9a5b00), lists);
  look.error = readable_on(QColor(look.dark ? 0xff7875 : 0xc62828), lists);
  return look;
}

QPalette palette_of(const Look& look) {
  QPalette palette;
  palette.setColor(QPalette::Window, look.window);
  palette.setColor(QPalette::WindowText, look.text);
  palette.setColor(QPalette::Base, look.base);
  palette.setColor(QPalette::AlternateBase, look.header);
  palette.setColor(QPalette::Text, look.text);
  palette.setColor(QPalette::Button, look.raised);
  palette.setColor(QPalette::ButtonText, look.text);
  palette.setColor(QPalette::BrightText, look.error);
  palette.setColor(QPalette::Highlight, look.selected);
  palette.setColor(QPalette::HighlightedText, look.text);
  palette.setColor(QPalette::ToolTipBase, look.raised);
  palette.setColor(QPalette::ToolTipText, look.text);
  palette.setColor(QPalette::PlaceholderText, look.muted);
  palette.setColor(QPalette::Link, look.accent);
  palette.setColor(QPalette::LinkVisited, look.accent);
  palette.setColor(QPalette::Light, mixed(look.raised, QColor(Qt::white), look.dark ? 0.1 : 0.5));
  palette.setColor(QPalette::Mid, look.border);
  palette.setColor(QPalette::Dark, mixed(look.window, QColor(Qt::black), 0.3));
  palette.setColor(QPalette::Shadow, QColor(Qt::black));
  const QColor faint = mixed(look.muted, look.window, 0.35);
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, faint);
  return palette;
}

QString style_sheet(const Look& look, const core::Theme& theme, int size) {
  QString sheet = QString::fromUtf8(kSheet);
  const auto put = [&sheet](const char* name, const QString& value) {
    sheet.replace(QStringLiteral("@%1@").arg(QLatin1String(name)), value);
  };
  const auto put_color = [&put](const char* name, const QColor& color) { put(name, color.name()); };
  put_color("window", look.window);
  put_color("base", look.base);
  put_color("raised", look.raised);
  put_color("header", look.header);
  put_color("border", look.border);
  put_color("hover", look.hover);
  put_color("selected", look.selected);
  put_color("text", look.text);
  put_color("muted", look.muted);
  put_color("accent", look.accent);
  put_color("on_accent", look.on_accent);
  put_color("accent_hover",
            mixed(look.accent, look.dark ? QColor(Qt::white) : QColor(Qt::black), 0.15));
  put_color("accent_soft", mixed(look.base, look.accent, 0.45));
  put_color("stripe", mixed(look.base, look.text, 0.025));
  put_color("handle", mixed(look.window, look.text, 0.28));
  put_color("disabled", mixed(look.muted, look.window, 0.35));
  put_color("up", look.up);
  put_color("down", look.down);
  put_color("warning", look.warning);
  put_color("error", look.error);
  put("code", families(theme.code_font));
  put("check", QLatin1String(look.dark ? "black" : "white"));
  put("size", QString::number(size));
  put("title", QString::number(size + 5));
  return sheet;
}

}  // namespace fwq::desktop
