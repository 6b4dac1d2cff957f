#pragma once

#include <ui/context.h>

class QAbstractButton;

/** Language, appearance and notices: the officer's choice on this computer, unless a policy fixed it. */
namespace peraku::ui {

enum class Choice { Language, Appearance, Notices };

/** Puts what was chosen, else what the settings propose, on the desk. */
void applyChoices(Context& context);
/** Whether the officer is told by the tray what came up. */
bool noticesWanted(const Context& context);
/** Keeps what is on the desk now; what a policy fixed is not the officer's choice and is not kept. */
void keepChoice(Context& context, Choice choice);
bool mayChoose(const Context& context, Choice choice);
/** The other language, the other of light and dark, or notices on and off; nothing where a policy fixed it.
 */
void switchChoice(Context& context, Choice choice);
/** Locks the button and says who fixed it; otherwise the tool tip is `usual`. */
void dressChoice(QAbstractButton& button, const Context& context, Choice choice, const QString& usual = {});

} // namespace peraku::ui
