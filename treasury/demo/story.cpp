#include "story.h"

using namespace Qt::StringLiterals;

namespace peraku::demo {

using domain::Action;
using domain::Officer;
using domain::StepKind;

namespace {

constexpr std::uint64_t topic = 0x73746f7279;
constexpr int queriedPercent = 10;
constexpr int cancelledPercent = 2;
constexpr int restingPercent = 4; // left lying for weeks, as some are
constexpr int draftPercent = 5; // of the last weeks

domain::Reason reasonOf(Dice& dice, const domain::ReferenceData& reference, bool query)
{
    QList<domain::ReasonCode> fitting;
    for (const auto& code : reference.reasons) {
        if (query ? code.forQuery : code.forCancel)
            fitting.append(code);
    }
    const auto& code = dice.pick(fitting);
    return { code.code, code.textMs + u'.' };
}

/** What a preparer does after a query: says more, and tells when the papers were complete. */
domain::VoucherContent amended(domain::VoucherContent content)
{
    content.narration += u" (pindaan)"_s;
    return content;
}

std::int64_t delay(Dice& dice)
{
    return dice.chance(25) ? dice.between(600, 2400) : dice.between(15, 540);
}

} // namespace

Storyteller::Storyteller(
    const World& world, const domain::ProcessCatalogue& catalogue, const DemoOptions& options)
    : m_world(world)
    , m_catalogue(catalogue)
    , m_options(options)
    , m_calendar(options.today)
{
}

Story Storyteller::next()
{
    auto dice = Dice::of(m_options.seed, topic, std::uint64_t(m_index));
    const auto submitAt = m_calendar.momentOf(m_index, m_options.vouchers);
    ++m_index;
    Story story;
    story.id = domain::VoucherId(
        u"%1%2"_s.arg(dice.next(), 16, 16, QLatin1Char('0')).arg(dice.next(), 16, 16, QLatin1Char('0')));
    // The first offices are the busiest.
    const auto& offices = m_world.staffedOffices();
    const auto office = offices.at(
        qsizetype(std::min(dice.between(0, offices.size() - 1), dice.between(0, offices.size() + 2))));
    story.preparer = dice.pick(m_world.preparers(office.code));
    story.createdAt = submitAt.addSecs(-dice.between(10, 240) * 60);
    // A voucher bears the day on which it was begun, and both days lie in one financial year.
    if (story.createdAt.date().year() != submitAt.date().year())
        story.createdAt = submitAt.addSecs(-60);
    story.content = invent(dice, office, story.createdAt);
    live(dice, story, submitAt);
    // What lies after the end of the history has not happened yet.
    while (!story.events.isEmpty() && story.events.last().at > m_calendar.end())
        story.events.removeLast();
    return story;
}

void Storyteller::live(Dice& dice, Story& story, const QDateTime& submitAt)
{
    const auto end = m_calendar.end();
    const bool recent = submitAt.daysTo(end) < 30;
    const bool draft = recent && dice.chance(draftPercent);
    if (draft)
        return;
    const auto* process = m_catalogue.find(story.content.processNo);
    const int steps = int(process->steps.size());
    story.events.append({ Action::Submit, story.preparer, submitAt, {}, {}, 0 });
    if (story.content.payment())
        ++m_submitted[story.content.office.value() + QString::number(submitAt.date().year())];

    auto at = Calendar::after(
        submitAt, recent && dice.chance(restingPercent * 2) ? dice.between(5000, 20'000) : delay(dice));
    const auto fate = dice.between(1, 100);
    if (fate <= queriedPercent + cancelledPercent) {
        QList<const Officer*> taken { story.preparer };
        const bool query = fate <= queriedPercent;
        // A receiving office may return a voucher but not cancel it.
        const bool received = process->steps.constLast() == StepKind::Acknowledgement;
        const int before = int(dice.between(0, steps - (received && !query ? 2 : 1)));
        if (before > 0)
            at = certify(dice, story, at, before, taken);
        const auto* critic = at.isValid() ? signer(dice, story, process->steps.at(before), taken) : nullptr;
        if (!critic)
            return;
        at = Calendar::after(at, delay(dice));
        story.events.append({ query ? Action::Query : Action::Cancel, critic, at,
            reasonOf(dice, m_world.state().reference, query), {}, 0 });
        if (!query)
            return;
        // Finding the missing paper takes days.
        at = Calendar::after(at, dice.between(300, 5000));
        if (dice.chance(10)) {
            story.events.append({ Action::Cancel, story.preparer, at,
                reasonOf(dice, m_world.state().reference, false), {}, 0 });
            return;
        }
        const auto content = amended(story.content);
        story.events.append({ Action::Edit, story.preparer, at, {}, content, 0 });
        at = Calendar::after(at, dice.between(5, 60));
        story.events.append({ Action::Submit, story.preparer, at, {}, {}, 0 });
        at = Calendar::after(at, delay(dice));
    }
    QList<const Officer*> taken { story.preparer };
    at = certify(dice, story, at, steps, taken);
    if (at.isValid() && story.content.payment()) {
        at = Calendar::after(at, dice.between(540, 2700));
        story.events.append({ Action::Pay, nullptr, at, {}, {}, 0 });
    }
}

QDateTime Storyteller::certify(
    Dice& dice, Story& story, QDateTime at, int steps, QList<const Officer*>& taken) const
{
    const auto* process = m_catalogue.find(story.content.processNo);
    for (int step = 1; step <= steps; ++step) {
        const auto* officer = signer(dice, story, process->steps.at(step - 1), taken);
        if (!officer)
            return {};
        taken.append(officer);
        story.events.append({ Action::Certify, officer, at, {}, {}, step });
        if (step < steps)
            at = Calendar::after(at, delay(dice));
    }
    return at;
}

const Officer* Storyteller::signer(
    Dice& dice, const Story& story, StepKind step, const QList<const Officer*>& taken) const
{
    const auto total = story.content.total().value_or(domain::Money());
    QList<const Officer*> able;
    for (const auto* officer : m_world.signers(story.content.office, step)) {
        const bool within = step == StepKind::Acknowledgement || (officer->limit && total <= *officer->limit);
        if (within && !taken.contains(officer))
            able.append(officer);
    }
    return able.isEmpty() ? nullptr : dice.pick(able);
}

} // namespace peraku::demo
