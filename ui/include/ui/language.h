#pragma once

#include <QObject>

#include <translations/translations.h>

namespace peraku::ui {

/** The desk's language as screens see it; a change sends QEvent::LanguageChange to every widget and then
 * changed(). */
class Language final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    translations::Language current() const { return m_translations.current(); }
    bool isMalay() const { return current() == translations::Language::Malay; }
    void use(translations::Language language)
    {
        m_translations.install(language);
        Q_EMIT changed();
    }

Q_SIGNALS:
    void changed();

private:
    translations::Translations m_translations;
};

} // namespace peraku::ui
