#include "choices.h"

#include <QAbstractButton>
#include <QCoreApplication>

#include <array>

namespace peraku::ui {

using services::SettingOrigin;

namespace {

constexpr std::array schemes { "system", "light", "dark" }; // in the order of Scheme

struct Kept {
    const char* setting; ///< In the settings that the desk started with.
    QString entry; ///< In the officer's own file.
};

Kept keptAs(Choice choice)
{
    return choice == Choice::Language ? Kept { "desk/language", QStringLiteral("language") }
                                      : Kept { "desk/appearance", QStringLiteral("appearance") };
}

services::SettingInForce settingFor(const Context& context, Choice choice)
{
    return services::settingOf(context.settingsInForce, keptAs(choice).setting);
}

QString chosen(const Context& context, Choice choice)
{
    const auto setting = settingFor(context, choice);
    const auto proposed = setting.values.value(0);
    // Whoever started the desk with an option or a policy meant this start.
    return setting.origin > SettingOrigin::Computer
        ? proposed
        : context.settings.value(keptAs(choice).entry, proposed).toString();
}

} // namespace

void applyChoices(Context& context)
{
    const auto language = chosen(context, Choice::Language);
    context.language.use(
        translations::languageFromCode(language.isEmpty() ? QStringLiteral("ms") : language));
    const auto appearance = chosen(context, Choice::Appearance);
    const auto found = std::find(schemes.begin(), schemes.end(), appearance);
    context.theme.apply(found == schemes.end() ? Scheme::System : Scheme(found - schemes.begin()));
}

void keepChoice(Context& context, Choice choice)
{
    if (!mayChoose(context, choice))
        return;
    context.settings.setValue(keptAs(choice).entry,
        choice == Choice::Language ? translations::languageCode(context.language.current())
                                   : QLatin1String(schemes[std::size_t(context.theme.scheme())]));
}

bool mayChoose(const Context& context, Choice choice)
{
    return !services::isFixed(settingFor(context, choice).origin);
}

void switchChoice(Context& context, Choice choice)
{
    if (!mayChoose(context, choice))
        return;
    using translations::Language;
    if (choice == Choice::Language)
        context.language.use(context.language.isMalay() ? Language::English : Language::Malay);
    else
        context.theme.apply(context.theme.isDark() ? Scheme::Light : Scheme::Dark);
}

void dressChoice(QAbstractButton& button, const Context& context, Choice choice, const QString& usual)
{
    const bool free = mayChoose(context, choice);
    button.setEnabled(free);
    const auto why = free ? QString() : services::originText(settingFor(context, choice).origin);
    button.setToolTip(free ? usual : QCoreApplication::translate("SettingOrigin", "Fixed: %1").arg(why));
    button.setAccessibleDescription(free ? QString() : button.toolTip());
}

} // namespace peraku::ui
