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
    switch (choice) {
    case Choice::Language:
        return { "desk/language", QStringLiteral("language") };
    case Choice::Appearance:
        return { "desk/appearance", QStringLiteral("appearance") };
    case Choice::Notices:
        return { "desk/notices", QStringLiteral("notices") };
    }
    return {};
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

bool noticesWanted(const Context& context)
{
    return chosen(context, Choice::Notices) != QLatin1String("off");
}

void keepChoice(Context& context, Choice choice)
{
    if (!mayChoose(context, choice))
        return;
    // Following the system is nobody's choice, and what the system changes is not the officer's.
    if (choice == Choice::Appearance && context.theme.scheme() == Scheme::System)
        return;
    const auto standing = [&]() -> QString {
        switch (choice) {
        case Choice::Language:
            return translations::languageCode(context.language.current());
        case Choice::Appearance:
            return QLatin1String(schemes[std::size_t(context.theme.scheme())]);
        case Choice::Notices:
            return chosen(context, choice);
        }
        return {};
    };
    context.settings.setValue(keptAs(choice).entry, standing());
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
    switch (choice) {
    case Choice::Language:
        return context.language.use(context.language.isMalay() ? Language::English : Language::Malay);
    case Choice::Appearance:
        return context.theme.apply(context.theme.isDark() ? Scheme::Light : Scheme::Dark);
    case Choice::Notices:
        return context.settings.setValue(
            keptAs(choice).entry, noticesWanted(context) ? QStringLiteral("off") : QStringLiteral("on"));
    }
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
