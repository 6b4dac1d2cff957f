#pragma once

#include "calendar.h"
#include "dice.h"
#include "world.h"

#include <domain/workflow.h>

namespace peraku::demo {

struct Event {
    domain::Action action = domain::Action::Submit;
    const domain::Officer* actor = nullptr; ///< Null for the treasury's own Pay.
    QDateTime at; ///< UTC
    domain::Reason reason; ///< Query and Cancel.
    domain::VoucherContent content; ///< Edit.
    int step = 0; ///< Certify.
};

/** One voucher's life, as far as it has come. */
struct Story {
    domain::VoucherId id;
    const domain::Officer* preparer = nullptr;
    domain::VoucherContent content;
    QDateTime createdAt;
    QList<Event> events;
};

/** Tells the lives of vouchers 0, 1, 2 ...; to be asked in that order, since journals refer to earlier
 * numbers. */
class Storyteller {
public:
    Storyteller(const World& world, const domain::ProcessCatalogue& catalogue, const DemoOptions& options);
    Story next();

private:
    domain::VoucherContent invent(Dice& dice, const domain::Office& office, const QDateTime& at);
    void inventPayment(Dice& dice, const domain::Office& office, domain::VoucherContent& content);
    void inventJournal(Dice& dice, const domain::Office& office, domain::VoucherContent& content);
    domain::ChargeLine line(Dice& dice, const domain::Office& office, const QString& account,
        domain::Money amount, domain::Side side) const;
    void live(Dice& dice, Story& story, const QDateTime& submitAt);
    /** Certifies the steps from `begin`; gives the time of the last one, invalid if someone could not be
     * found. */
    QDateTime certify(
        Dice& dice, Story& story, QDateTime at, int steps, QList<const domain::Officer*>& taken) const;
    const domain::Officer* signer(Dice& dice, const Story& story, domain::StepKind step,
        const QList<const domain::Officer*>& taken) const;

    const World& m_world;
    const domain::ProcessCatalogue& m_catalogue;
    const DemoOptions& m_options;
    Calendar m_calendar;
    int m_index = 0;
    QHash<QString, int>
        m_submitted; ///< Payment vouchers by office and year, so that a journal names one that exists.
};

/** The papers that stand behind the vouchers; a few shared ones, since only their hashes matter to the rules.
 */
struct Paper {
    QByteArray bytes;
    domain::Sha256Hex sha256;
};
const QList<Paper>& papers();

} // namespace peraku::demo
