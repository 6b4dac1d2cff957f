#include <ui/theme.h>

#include <QApplication>
#include <QFont>
#include <QStyleFactory>
#include <QStyleHints>
#include <QWidget>

namespace peraku::ui {

const Tokens& lightTokens()
{
    static const Tokens tokens = [] {
        Tokens t;
        t.dark = false;
        t.window = 0xf2f5f8;
        t.surface = 0xffffff;
        t.sunken = 0xe9eef3;
        t.hover = 0xedf2f8;
        t.line = 0xd8dfe6;
        t.border = 0x8391a0;
        t.text = 0x17212b;
        t.muted = 0x4f5d6b;
        t.accent = 0x0b5cad;
        t.accentHover = 0x094a8c;
        t.onAccent = 0xffffff;
        t.accentSoft = 0xdcebfa;
        t.focus = 0x0b5cad;
        t.success = 0x17663a;
        t.successSoft = 0xdff2e7;
        t.warning = 0x7a4a00;
        t.warningSoft = 0xfff0d0;
        t.danger = 0xac231b;
        t.dangerSoft = 0xfbe5e3;
        t.info = 0x0b5cad;
        t.infoSoft = 0xe1edf9;
        t.navigation = 0x12304f;
        t.navigationHover = 0x1b4068;
        t.navigationCurrent = 0x27588d;
        t.onNavigation = 0xffffff;
        t.onNavigationMuted = 0xb9cbe0;
        return t;
    }();
    return tokens;
}

const Tokens& darkTokens()
{
    static const Tokens tokens = [] {
        Tokens t;
        t.dark = true;
        t.window = 0x141a20;
        t.surface = 0x1c242c;
        t.sunken = 0x10161b;
        t.hover = 0x242e38;
        t.line = 0x313d49;
        t.border = 0x728294;
        t.text = 0xe6ebf0;
        t.muted = 0xa6b3c0;
        t.accent = 0x6cb2f5;
        t.accentHover = 0x8cc4f9;
        t.onAccent = 0x06213b;
        t.accentSoft = 0x1d3a58;
        t.focus = 0x8cc4f9;
        t.success = 0x76d3a0;
        t.successSoft = 0x17352a;
        t.warning = 0xf2c063;
        t.warningSoft = 0x3b2f14;
        t.danger = 0xff9088;
        t.dangerSoft = 0x46221f;
        t.info = 0x8cc4f9;
        t.infoSoft = 0x1b3149;
        t.navigation = 0x0d151d;
        t.navigationHover = 0x182736;
        t.navigationCurrent = 0x1f4468;
        t.onNavigation = 0xf0f4f8;
        t.onNavigationMuted = 0x9fb2c6;
        return t;
    }();
    return tokens;
}

const Tokens& tokensOf(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTokens() : lightTokens();
}

QPalette paletteOf(const Tokens& t)
{
    QPalette p;
    p.setColor(QPalette::Window, t.window);
    p.setColor(QPalette::WindowText, t.text);
    p.setColor(QPalette::Base, t.surface);
    p.setColor(QPalette::AlternateBase, t.sunken);
    p.setColor(QPalette::Text, t.text);
    p.setColor(QPalette::PlaceholderText, t.muted);
    p.setColor(QPalette::Button, t.surface);
    p.setColor(QPalette::ButtonText, t.text);
    p.setColor(QPalette::BrightText, t.danger);
    p.setColor(QPalette::ToolTipBase, t.surface);
    p.setColor(QPalette::ToolTipText, t.text);
    p.setColor(QPalette::Highlight, t.accentSoft);
    p.setColor(QPalette::HighlightedText, t.text);
    p.setColor(QPalette::Link, t.accent);
    p.setColor(QPalette::LinkVisited, t.accent);
    p.setColor(QPalette::Light, t.surface);
    p.setColor(QPalette::Midlight, t.hover);
    p.setColor(QPalette::Mid, t.line);
    p.setColor(QPalette::Dark, t.border);
    p.setColor(QPalette::Shadow, t.line);
    for (const auto role :
        { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText })
        p.setColor(QPalette::Disabled, role, t.muted);
    p.setColor(QPalette::Disabled, QPalette::Base, t.sunken);
    p.setColor(QPalette::Disabled, QPalette::Button, t.sunken);
    return p;
}

Theme::Theme(QApplication& application, QObject* parent)
    : QObject(parent)
    , m_application(application)
    , m_systemDark(application.palette().color(QPalette::Window).lightness() < 128)
{
    m_application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QFont font = m_application.font();
    font.setFamilies(
        { QStringLiteral("Segoe UI"), QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans") });
    font.setPointSizeF(10.0);
    m_application.setFont(font);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    // Windows tells by this alone: the palette of its older styles stays light.
    const auto* hints = QGuiApplication::styleHints();
    m_systemDark = m_systemDark || hints->colorScheme() == Qt::ColorScheme::Dark;
    connect(hints, &QStyleHints::colorSchemeChanged, this, [this](Qt::ColorScheme now) {
        m_systemDark = now == Qt::ColorScheme::Dark;
        if (m_scheme == Scheme::System)
            apply(m_scheme);
    });
#endif
}

Theme::~Theme() = default;

void Theme::apply(Scheme scheme)
{
    m_scheme = scheme;
    m_dark = scheme == Scheme::Dark || (scheme == Scheme::System && m_systemDark);
    const auto& tokens = m_dark ? darkTokens() : lightTokens();
    m_application.setPalette(paletteOf(tokens));
    // Fusion draws the edges of these darker than the window, which a dark one swallows.
    auto choices = paletteOf(tokens);
    choices.setColor(QPalette::Window, tokens.muted.lighter(150));
    m_application.setPalette(choices, "QCheckBox");
    m_application.setPalette(choices, "QRadioButton");
    m_application.setStyleSheet(styleSheetOf(tokens));
    // The first style sheet brings Windows' own fonts of lists and menus back; setting the desk's drops them.
    m_application.setFont(m_application.font());
    Q_EMIT changed();
}

} // namespace peraku::ui
