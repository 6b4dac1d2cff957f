#include "history.h"

#include <algorithm>

namespace peraku::sim {

void Trace::add(qint64 at, const QString& line)
{
    const auto whole = QString::number(at) + QLatin1Char(' ') + line;
    m_hash.addData(whole.toUtf8() + '\n');
    ++m_count;
    if (kept)
        m_text.append(whole);
}

void History::violate(const char* invariant, const QString& what)
{
    const auto line = QString::fromLatin1(invariant) + QStringLiteral(": ") + what;
    trace.add(now, QStringLiteral("VIOLATION ") + line);
    violations.append(line);
}

QString History::mark(const QString& seen, const QString& other)
{
    const auto made = QStringLiteral("mark-%1").arg(++m_marks);
    m_madeFrom.insert(made, { seen, other });
    return made;
}

bool History::descends(const QString& mark, const QString& other) const
{
    if (mark == other || other.isEmpty())
        return true;
    const auto from = m_madeFrom.value(mark);
    return std::any_of(from.begin(), from.end(),
        [&](const QString& parent) { return !parent.isEmpty() && descends(parent, other); });
}

qsizetype History::asked(Intent intent)
{
    intents.append(std::move(intent));
    return intents.size() - 1;
}

void History::answered(qsizetype intent, bool told, qint64 row)
{
    intents[intent].state = told ? Intent::State::Told : Intent::State::Refused;
    intents[intent].row = row;
}

bool History::reached(const QString& mark) const
{
    return std::any_of(accepted.begin(), accepted.end(), [&](const Effect& effect) {
        return effect.kind == Effect::Kind::Save && descends(effect.mark, mark);
    });
}

void History::taken(Effect effect)
{
    const auto name = effect.voucher.value().left(6);
    if (accepted.contains(effect.key))
        violate("I2", QStringLiteral("%1 was taken twice under one key").arg(name));
    auto& earlier = effects[effect.voucher];
    const int before = earlier.isEmpty() ? 0 : earlier.last().revision;
    if (!earlier.isEmpty() && earlier.last().kind == Effect::Kind::Discard)
        violate("R25", QStringLiteral("%1 was changed after it was discarded").arg(name));
    if (effect.kind != Effect::Kind::Discard && effect.revision <= before)
        violate("R25",
            QStringLiteral("%1 went from revision %2 to %3").arg(name).arg(before).arg(effect.revision));
    // The treasury's own steps (posting, paying) may stand between two of the officers'.
    if (effect.base < before || (earlier.isEmpty() && effect.base != 0))
        violate("R25",
            QStringLiteral("%1: a change of revision %2 replaced revision %3")
                .arg(name)
                .arg(effect.base)
                .arg(before));
    if (effect.kind == Effect::Kind::Save) {
        const auto replaced = contentNow.value(effect.voucher);
        const bool unwanted = std::any_of(intents.begin(), intents.end(),
            [&](const Intent& intent) { return intent.givenUp && intent.mark == replaced; });
        if (!descends(effect.mark, replaced) && !unwanted)
            violate("R25", QStringLiteral("%1: %2 silently replaced %3").arg(name, effect.mark, replaced));
        contentNow.insert(effect.voucher, effect.mark);
    }
    if (m_refusedKeys.contains(effect.key))
        violate("I5", QStringLiteral("%1: the treasury took what the desk had called refused").arg(name));
    accepted.insert(effect.key, effect);
    earlier.append(std::move(effect));
}

void History::sent(
    const Sender& sender, qint64 row, const QString& key, const domain::VoucherId& voucher, Effect::Kind kind)
{
    auto& story = rows[{ sender, row }];
    if (m_refusedKeys.contains(key))
        violate(
            "I5", QStringLiteral("a refused intent about %1 was sent again").arg(voucher.value().left(6)));
    story.voucher = voucher;
    story.kind = kind;
    if (!story.keys.contains(key))
        story.keys.append(key);
}

void History::refused(const Sender& sender, qint64 row)
{
    const auto story = rows.constFind({ sender, row });
    if (story == rows.constEnd() || story->keys.isEmpty())
        return;
    const auto& key = story->keys.last();
    // Whatever it was sent under: once it was taken it is no refusal any more.
    if (takenOf(sender, row) > 0 && !m_refusedKeys.contains(key))
        violate("I5",
            QStringLiteral("the desk calls refused what the treasury took of %1")
                .arg(story->voucher.value().left(6)));
    m_refusedKeys.insert(key);
}

void History::acknowledged(const Sender& sender, qint64 row)
{
    const auto story = rows.constFind({ sender, row });
    const bool taken
        = story != rows.constEnd() && !story->keys.isEmpty() && accepted.contains(story->keys.last());
    // To throw away what is gone already is done without the treasury doing anything.
    const auto known = story == rows.constEnd() ? QList<Effect>() : effects.value(story->voucher);
    const bool gone = known.isEmpty() || known.last().kind == Effect::Kind::Discard;
    if (!taken && !(story != rows.constEnd() && story->kind == Effect::Kind::Discard && gone))
        violate("I5", QStringLiteral("the desk calls accepted what the treasury never took"));
}

QList<qsizetype> History::givenUp(const Sender& sender, const domain::VoucherId& voucher, qint64 row)
{
    QList<qsizetype> concerned;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        auto& intent = intents[i];
        const bool from = row == 0 || intent.row == 0 || intent.row >= row;
        if (intent.sender == sender && intent.voucher == voucher && from && !intent.givenUp) {
            intent.givenUp = true;
            concerned.append(i);
        }
    }
    return concerned;
}

void History::amends(const Sender& sender, const domain::VoucherId& voucher)
{
    for (auto& intent : intents) {
        if (intent.kind != Effect::Kind::Submit || intent.sender != sender || intent.voucher != voucher)
            continue;
        const auto story = rows.constFind({ sender, intent.row });
        if (story != rows.constEnd() && !story->keys.isEmpty() && m_refusedKeys.contains(story->keys.last()))
            intent.givenUp = true;
    }
}

QList<qsizetype> History::notSubmittedByThat(const Sender& sender, const domain::VoucherId& voucher)
{
    QList<qsizetype> concerned;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        auto& intent = intents[i];
        if (intent.kind == Effect::Kind::Submit && intent.sender == sender && intent.voucher == voucher
            && !intent.givenUp && takenOf(sender, intent.row) == 0) {
            intent.givenUp = true;
            concerned.append(i);
        }
    }
    return concerned;
}

void History::keptAfterAll(const QList<qsizetype>& numbers)
{
    for (const auto number : numbers)
        intents[number].givenUp = false;
}

int History::takenOf(const Sender& sender, qint64 row) const
{
    const auto story = rows.constFind({ sender, row });
    if (story == rows.constEnd())
        return 0;
    return int(std::count_if(
        story->keys.begin(), story->keys.end(), [&](const QString& key) { return accepted.contains(key); }));
}

} // namespace peraku::sim
