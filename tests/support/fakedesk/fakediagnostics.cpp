#include "fakediagnostics.h"

#include <domain/task.h>

namespace peraku::fake {

using domain::ErrorCode;
using domain::LinkStep;

FakeDiagnostics::FakeDiagnostics()
{
    const QDateTime at(QDate(2026, 11, 20), QTime(2, 15), Qt::UTC);
    found.at = at;
    found.versions = { { QStringLiteral("Peraku"), QStringLiteral("0.1.0") },
        { QStringLiteral("Qt"), QStringLiteral("6.8.2") } };
    services::HostDiagnosis treasury;
    treasury.host = QStringLiteral("treasury.example");
    treasury.stages
        = { { LinkStep::Proxy, QStringLiteral("-") }, { LinkStep::Name, QStringLiteral("192.0.2.10") },
              { LinkStep::Connection, QStringLiteral("192.0.2.10") },
              { LinkStep::Tls, {},
                  domain::Error { ErrorCode::TlsFailed,
                      QStringLiteral(
                          "The root certificate is not trusted (treasury.example, issued by Web Filter)"),
                      {}, false, 0 } } };
    treasury.refusal = domain::Error { ErrorCode::TlsFailed, {}, {}, false, 0 };
    found.hosts = { treasury };
    domain::SlotStatus slot;
    slot.module = QStringLiteral("opensc-pkcs11.so");
    slot.slotLabel = QStringLiteral("Reader 0");
    slot.tokenLabel = QStringLiteral("Aminah binti Contoh");
    slot.tokenSerial = QStringLiteral("AB12345678");
    slot.pinState = domain::PinState::CountLow;
    found.media.slotStatus = { slot };
    found.outbox = { { services::OutboxState::Queued, 3 } };
    found.files
        = { { QStringLiteral("work.db"), 1, 262'144 }, { QStringLiteral("cache.db"), 1, 91'226'112 } };
    found.freeBytes = 12'884'901'888;
    found.errors = { { at.addSecs(-60), QStringLiteral("/v1/changes"), ErrorCode::TlsFailed } };
}

domain::Async<services::Diagnosis> FakeDiagnostics::examine()
{
    ++examined;
    return domain::ready<services::Diagnosis>(found);
}

domain::Async<domain::Done> FakeDiagnostics::save(const QString& text, const QString&)
{
    if (refuseSave)
        return domain::readyError<domain::Done>(*refuseSave);
    saved = text;
    return domain::ready<domain::Done>(domain::Done {});
}

} // namespace peraku::fake
