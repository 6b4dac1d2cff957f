#pragma once

#include "vault.h"

/** How the services' values stand inside the store's sealed bodies. */
namespace peraku::services {

QByteArray encode(const Parcel& parcel);
/** Id, voucher and state come from the row's own columns. */
Result<Parcel> decodeParcel(const QByteArray& body);
QByteArray encode(const LocalDraft& draft);
Result<LocalDraft> decodeDraft(const QByteArray& body);
QByteArray encode(const Account& account);
Result<Account> decodeAccount(const QByteArray& body);
QByteArray encode(const AuditLine& line, const QDateTime& at);
/** Binary, since the index reads a hundred thousand of them at every start. */
QByteArray encode(const domain::VoucherSummary& summary);
Result<domain::VoucherSummary> decodeSummary(const QByteArray& body);

} // namespace peraku::services
