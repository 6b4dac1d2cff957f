#include <ui/theme.h>

namespace peraku::ui {

namespace {
// Names between @ signs are tokens. Widgets ask for a variant by the dynamic property "look".
constexpr auto sheet = R"(
QToolTip { background: @surface@; color: @text@; border: 1px solid @border@; padding: 4px 6px; }
QMainWindow, QDialog { background: @window@; }
QWidget#paper, QFrame[look="card"] { background: @surface@; border: 1px solid @line@; border-radius: 8px; }
QFrame[look="rule"] { background: @line@; border: none; min-height: 1px; max-height: 1px; }
QLabel[look="title"] { font-size: 18pt; font-weight: 600; }
QLabel[look="heading"] { font-size: 13pt; font-weight: 600; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="muted"] { color: @muted@; }
QLabel[look="error"] { color: @danger@; }
QLabel[look="warning"] { color: @warning@; }
QLabel[look="success"] { color: @success@; }
QLabel[look="mono"], QPlainTextEdit[look="mono"] { font-family: "Cascadia Mono", "Consolas", "DejaVu Sans Mono", monospace; }
QFrame[look="info"] { background: @infoSoft@; border: 1px solid @info@; border-radius: 6px; }
QFrame[look="good"] { background: @successSoft@; border: 1px solid @success@; border-radius: 6px; }
QFrame[look="caution"] { background: @warningSoft@; border: 1px solid @warning@; border-radius: 6px; }
QFrame[look="bad"] { background: @dangerSoft@; border: 1px solid @danger@; border-radius: 6px; }

QPushButton { background: @surface@; color: @text@; border: 1px solid @border@; border-radius: 6px; padding: 5px 13px; min-height: 20px; }
QPushButton:hover { background: @hover@; }
QPushButton:pressed { background: @sunken@; }
QPushButton:focus { border: 2px solid @focus@; padding: 4px 12px; }
QPushButton:disabled { color: @muted@; background: @sunken@; border-color: @line@; }
QPushButton[look="primary"] { background: @accent@; color: @onAccent@; border-color: @accent@; font-weight: 600; }
QPushButton[look="primary"]:hover, QPushButton[look="primary"]:pressed { background: @accentHover@; border-color: @accentHover@; }
QPushButton[look="primary"]:focus { border: 2px solid @text@; }
QPushButton[look="primary"]:disabled { background: @sunken@; color: @muted@; border-color: @line@; font-weight: 400; }
QPushButton[look="danger"] { color: @danger@; border-color: @danger@; }
QPushButton[look="danger"]:hover { background: @dangerSoft@; }
QPushButton[look="danger"]:focus { border: 2px solid @danger@; }
QPushButton[look="danger"]:disabled { color: @muted@; border-color: @line@; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; }
QPushButton[look="quiet"]:hover { background: @hover@; }
QPushButton[look="quiet"]:focus { border: 2px solid @focus@; }
QPushButton[look="quiet"]:disabled { color: @muted@; }
QToolButton { background: transparent; color: @text@; border: 1px solid transparent; border-radius: 6px; padding: 4px 6px; }
QToolButton:hover { background: @hover@; }
QToolButton:checked { background: @accentSoft@; }
QToolButton:focus { border: 2px solid @focus@; padding: 3px 5px; }
QToolButton::menu-indicator { image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: @surface@; color: @text@; border: 1px solid @border@; border-radius: 5px; padding: 3px 7px; min-height: 20px;
  selection-background-color: @accent@; selection-color: @onAccent@; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @focus@; padding: 2px 6px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: @muted@; background: @sunken@; border-color: @line@; }
QLineEdit[readOnly="true"] { background: @sunken@; border-color: @line@; }
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"] { border-color: @danger@; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(:/peraku/icons/16/chevron.png); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @surface@; color: @text@; border: 1px solid @border@; selection-background-color: @accentSoft@; selection-color: @text@; outline: none; }
QAbstractItemView QLineEdit, QAbstractItemView QComboBox { border-radius: 0; padding: 0 4px; min-height: 0; }
QTextBrowser { border: none; padding: 0; border-radius: 0; background: @surface@; }
QTextBrowser:focus { border: 2px solid @focus@; padding: 0; }

QAbstractItemView { background: @surface@; color: @text@; border: 1px solid @line@; selection-background-color: @accentSoft@; selection-color: @text@; outline: none; gridline-color: @line@; }
QListView::item, QTableView::item, QTreeView::item { padding: 5px 8px; border: none; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected { background: @accentSoft@; color: @text@; }
QListWidget#navigation::item { padding: 0; }
QAbstractItemView:focus { border: 2px solid @focus@; }
QHeaderView { background: @sunken@; border: none; }
QHeaderView::section { background: @sunken@; color: @muted@; border: none; border-bottom: 1px solid @line@; padding: 6px 8px; font-weight: 600; }
QHeaderView::section:hover { color: @text@; }
QTableCornerButton::section { background: @sunken@; border: none; }

QListWidget#navigation { background: @navigation@; color: @onNavigation@; border: none; border-radius: 0; padding: 6px; }
QListWidget#navigation:focus { border: none; }
QWidget#navigationColumn { background: @navigation@; }
QWidget#navigationColumn QLabel { color: @onNavigation@; }
QWidget#navigationColumn QLabel[look="muted"] { color: @onNavigationMuted@; }
QWidget#navigationColumn QToolButton { color: @onNavigation@; text-align: left; }
QWidget#navigationColumn QToolButton:hover { background: @navigationHover@; }
QWidget#navigationColumn QToolButton:focus { border: 2px solid @onNavigation@; }
QWidget#navigationColumn QPushButton { background: @surface@; color: @text@; }
QWidget#navigationColumn QPushButton[look="primary"] { background: @onNavigation@; color: @navigation@; border-color: @onNavigation@; }
QWidget#navigationColumn QPushButton[look="primary"]:focus { border: 2px solid @accent@; }

QStatusBar { background: @sunken@; border-top: 1px solid @line@; }
QStatusBar::item { border: none; }
QMenu { background: @surface@; color: @text@; border: 1px solid @border@; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft@; }
QMenu::item:disabled { color: @muted@; }
QMenu::separator { height: 1px; background: @line@; margin: 4px 8px; }
QProgressBar { background: @sunken@; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent@; border-radius: 2px; }
QSplitter::handle { background: @line@; }
QSplitter::handle:hover { background: @accent@; }
QScrollArea { border: none; background: transparent; }
QScrollArea > QWidget > QWidget#scrolled { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: @border@; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 2px; }
QScrollBar::handle:hover { background: @muted@; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
)";
} // namespace

QString styleSheetOf(const Tokens& t)
{
    const QList<std::pair<const char*, QColor>> names { { "window", t.window }, { "surface", t.surface },
        { "sunken", t.sunken }, { "hover", t.hover }, { "line", t.line }, { "border", t.border },
        { "text", t.text }, { "muted", t.muted }, { "accent", t.accent }, { "accentHover", t.accentHover },
        { "onAccent", t.onAccent }, { "accentSoft", t.accentSoft }, { "focus", t.focus },
        { "success", t.success }, { "successSoft", t.successSoft }, { "warning", t.warning },
        { "warningSoft", t.warningSoft }, { "danger", t.danger }, { "dangerSoft", t.dangerSoft },
        { "info", t.info }, { "infoSoft", t.infoSoft }, { "navigation", t.navigation },
        { "navigationHover", t.navigationHover }, { "navigationCurrent", t.navigationCurrent },
        { "onNavigation", t.onNavigation }, { "onNavigationMuted", t.onNavigationMuted } };
    QString text = QString::fromLatin1(sheet);
    for (const auto& [name, color] : names)
        text.replace(QLatin1Char('@') + QLatin1String(name) + QLatin1Char('@'), color.name());
    return text;
}

} // namespace peraku::ui
