#pragma once

#include "parcels.h"
#include "referencebook.h"

#include <remote/endpoints.h>

namespace peraku::services {

/** Preparing vouchers: everything is saved here first and goes out through the outbox. */
class Drafts : public DraftService {
    Q_OBJECT
public:
    struct Parts {
        Workspace& workspace;
        ReferenceBook& reference;
        remote::Client& client;
        domain::Clock& clock;
        domain::Rng& rng;
        domain::Executor& workers;
    };
    explicit Drafts(Parts parts, QObject* parent = nullptr);

    domain::Voucher newDraft(domain::VoucherKind kind, int processNo) const override;
    QList<domain::Finding> check(const domain::VoucherContent& content) const override;
    Async<DraftSaved> save(const domain::Voucher& draft) override;
    Async<domain::Attachment> attach(const domain::VoucherId& id, const QString& path) override;
    Async<QByteArray> attachmentBytes(const domain::Attachment& attachment) override;
    Async<Done> discard(const domain::VoucherId& id) override;
    Async<Done> submit(const domain::Voucher& draft) override;

private:
    Result<Done> mayEdit(const domain::Voucher& draft, domain::Action action) const;

    Parts m_parts;
    ParcelMaker m_maker;
};

} // namespace peraku::services
