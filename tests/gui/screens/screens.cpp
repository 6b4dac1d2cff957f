// Renders every screen into a folder, so that people can look at them: screens DIR [WIDTHxHEIGHT [LANGUAGE]].
// Scale comes from QT_SCALE_FACTOR. screens --stay LANGUAGE leaves a desk of a checker open instead.

#include "album.h"

#include <QApplication>
#include <QDir>

using namespace peraku;

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    const auto arguments = application.arguments();
    if (arguments.value(1) == QLatin1String("--stay"))
        return screens::Album(application, {})
            .stay(translations::languageFromCode(arguments.value(2)), domain::Role::Checker);
    if (arguments.size() < 2) {
        qWarning("usage: screens DIR [WIDTHxHEIGHT [ms|en]]");
        return 2;
    }
    QDir().mkpath(arguments.at(1));
    const auto size = arguments.value(2, QStringLiteral("1366x768")).split(QLatin1Char('x'));
    screens::Album album(application, arguments.at(1));
    for (const auto language : { translations::Language::English, translations::Language::Malay }) {
        if (arguments.size() > 3 && arguments.at(3) != translations::languageCode(language))
            continue;
        for (const bool dark : { false, true })
            album.take(language, dark, QSize(size.value(0).toInt(), size.value(1).toInt()));
    }
    return 0;
}
