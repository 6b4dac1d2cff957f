#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>
#include <QTranslator>

#include <memory>
#include <vector>

namespace peraku::translations {

enum class Language { Malay, English };

/** "ms" or "en"; anything else is Malay, the language of the desk. */
Language languageFromCode(const QString& code);
QString languageCode(Language language);
/** ms_MY or en_MY; never a bare "ms", which could resolve to Brunei's formats. */
QLocale localeOf(Language language);

/** Installs the catalogues of one language into the application; a change replaces them and Qt sends
 * LanguageChange to every widget. */
class Translations {
public:
    Translations() = default;
    ~Translations();
    Translations(const Translations&) = delete;
    Translations& operator=(const Translations&) = delete;
    /** False if an embedded catalogue is damaged; the texts are English then. */
    bool install(Language language);
    Language current() const { return m_language; }

private:
    void uninstall();

    Language m_language = Language::Malay;
    std::vector<std::unique_ptr<QTranslator>> m_installed;
};

} // namespace peraku::translations
