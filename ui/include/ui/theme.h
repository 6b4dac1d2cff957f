#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

class QApplication;

namespace peraku::ui {

enum class Scheme { System, Light, Dark };

/** Every colour of the desk; text pairs keep at least 4.5:1 and control borders 3:1 (WCAG 2.1 AA), which a
 * test checks. */
struct Tokens {
    bool dark = false;
    QColor window; ///< Behind everything.
    QColor surface; ///< Lists, fields, paper.
    QColor sunken; ///< Table heads, read-only areas.
    QColor hover;
    QColor line; ///< Hairlines between things; decoration only.
    QColor border; ///< Edges of controls.
    QColor text;
    QColor muted;
    QColor accent;
    QColor accentHover;
    QColor onAccent;
    QColor accentSoft; ///< Selected row; `text` stands on it.
    QColor focus;
    QColor success;
    QColor successSoft;
    QColor warning;
    QColor warningSoft;
    QColor danger;
    QColor dangerSoft;
    QColor info;
    QColor infoSoft;
    QColor navigation; ///< The dark column on the left.
    QColor navigationHover;
    QColor navigationCurrent;
    QColor onNavigation;
    QColor onNavigationMuted;
};

const Tokens& lightTokens();
const Tokens& darkTokens();
/** The tokens that belong to the palette a widget has now. */
const Tokens& tokensOf(const QPalette& palette);
QPalette paletteOf(const Tokens& tokens);
QString styleSheetOf(const Tokens& tokens);

/** Spacing scale in device-independent pixels. */
namespace space {
inline constexpr int xs = 4;
inline constexpr int s = 8;
inline constexpr int m = 12;
inline constexpr int l = 16;
inline constexpr int xl = 24;
inline constexpr int xxl = 40;
} // namespace space

/** Puts the look on the application and changes it at run time. */
class Theme final : public QObject {
    Q_OBJECT
public:
    explicit Theme(QApplication& application, QObject* parent = nullptr);
    ~Theme() override;
    Scheme scheme() const { return m_scheme; }
    bool isDark() const { return m_dark; }
    void apply(Scheme scheme);

Q_SIGNALS:
    void changed();

private:
    QApplication& m_application;
    bool m_systemDark = false;
    Scheme m_scheme = Scheme::System;
    bool m_dark = false;
};

} // namespace peraku::ui
