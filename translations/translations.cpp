#include <QCoreApplication>

#include <translations/translations.h>

// Q_INIT_RESOURCE must stand outside every namespace.
static void initialise()
{
    Q_INIT_RESOURCE(i18n);
}

namespace peraku::translations {

Language languageFromCode(const QString& code)
{
    return code.startsWith(QLatin1String("en"), Qt::CaseInsensitive) ? Language::English : Language::Malay;
}

QString languageCode(Language language)
{
    return language == Language::English ? QStringLiteral("en") : QStringLiteral("ms");
}

QLocale localeOf(Language language)
{
    return QLocale(language == Language::English ? QLocale::English : QLocale::Malay, QLocale::Malaysia);
}

Translations::~Translations()
{
    uninstall();
}

void Translations::uninstall()
{
    for (const auto& translator : m_installed)
        QCoreApplication::removeTranslator(translator.get());
    m_installed.clear();
}

bool Translations::install(Language language)
{
    initialise();
    uninstall();
    m_language = language;
    QLocale::setDefault(localeOf(language));
    const QStringList catalogues = language == Language::Malay
        ? QStringList { QStringLiteral("qtbase_ms"), QStringLiteral("peraku_ms") }
        : QStringList { QStringLiteral("peraku_en") };
    bool whole = true;
    for (const auto& catalogue : catalogues) {
        auto translator = std::make_unique<QTranslator>();
        if (!translator->load(QStringLiteral(":/peraku/i18n/%1.qm").arg(catalogue))) {
            whole = false;
            continue;
        }
        QCoreApplication::installTranslator(translator.get());
        m_installed.push_back(std::move(translator));
    }
    return whole;
}

} // namespace peraku::translations
