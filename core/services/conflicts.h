#pragma once

#include "outbox.h"
#include "parcels.h"
#include "referencebook.h"

#include <services/conflictservices.h>

namespace peraku::services {

/** Shows what went apart and puts the officer's choice into the outbox. */
class Conflicts : public ConflictService {
    Q_OBJECT
public:
    struct Parts {
        Workspace& workspace;
        Outbox& outbox;
        ReferenceBook& reference;
        remote::Client& client;
        domain::Clock& clock;
        domain::Rng& rng;
    };
    explicit Conflicts(Parts parts, QObject* parent = nullptr);

    Async<VoucherConflict> compare(qint64 row) override;
    Async<Done> resolve(const VoucherConflict& shown, const domain::VoucherContent& merged) override;
    Async<Done> discardAnyway(const VoucherConflict& shown) override;
    Async<domain::VoucherId> keepCopy(const VoucherConflict& shown) override;

private:
    using Held = std::optional<domain::Voucher>;
    /** The treasury's newest version, from the cache where that is newer than `than`. */
    Async<Held> newest(const domain::VoucherId& id, int than);
    Async<VoucherConflict> withMine(qint64 row, VoucherConflict conflict);
    /** The row as it was shown; WrongState if it, or the officer's version, is another by now. */
    Result<Parcel> current(const VoucherConflict& shown) const;
    /** The officer's version, but for what rests in work.db. */
    std::optional<domain::VoucherContent> mineOf(const Parcel& parcel) const;
    Result<Done> mayEdit(const domain::Voucher& voucher) const;
    Async<Done> commit(Workspace::Build build);

    Parts m_parts;
    ParcelMaker m_maker;
};

} // namespace peraku::services
