#include "trust.h"

#include <domain/task.h>

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <array>

namespace peraku::services {

using domain::ErrorCode;
using domain::fail;
using remote::HttpResponse;
using remote::PkiEndpoint;

namespace {

constexpr qint64 largestFile = 32 * 1024 * 1024;

struct Kept {
    const char* file;
    PkiEndpoint::Item item;
    QByteArray TrustMaterial::*member;
};
constexpr std::array keptFiles { Kept { "issuing.crt", PkiEndpoint::Item::IssuingCertificate,
                                     &TrustMaterial::issuingCertificate },
    Kept { "root.crl", PkiEndpoint::Item::RootCrl, &TrustMaterial::rootCrl },
    Kept { "issuing.crl", PkiEndpoint::Item::IssuingCrl, &TrustMaterial::issuingCrl } };

} // namespace

Trust::Trust(
    QList<QByteArray> roots, QString directory, remote::Client& client, domain::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_directory(std::move(directory))
    , m_client(client)
    , m_clock(clock)
{
    m_material.roots = std::move(roots);
    load();
}

void Trust::load()
{
    for (const auto& kept : keptFiles) {
        QFile file(QDir(m_directory).filePath(QLatin1String(kept.file)));
        if (file.open(QIODevice::ReadOnly) && file.size() <= largestFile) {
            m_material.*kept.member = file.readAll();
            m_fetchedOn = file.fileTime(QFileDevice::FileModificationTime).toUTC();
        }
    }
}

Result<Done> Trust::store() const
{
    if (!QDir().mkpath(m_directory))
        return fail(ErrorCode::StorageFailed, QStringLiteral("pki folder"));
    for (const auto& kept : keptFiles) {
        QSaveFile file(QDir(m_directory).filePath(QLatin1String(kept.file)));
        const auto& bytes = m_material.*kept.member;
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return fail(ErrorCode::StorageFailed, QStringLiteral("pki file: ") + file.errorString());
    }
    return Done {};
}

Async<TrustMaterial> Trust::current(bool force)
{
    const bool fresh = m_fetchedAt && m_clock.monotonicMs() - *m_fetchedAt < freshSeconds * 1'000;
    if (fresh && !force && m_material.isComplete())
        return domain::ready<TrustMaterial>(m_material);
    return domain::then<TrustMaterial>(
        fetch(), this, [this](Result<TrustMaterial> fetched) -> Result<TrustMaterial> {
            if (fetched)
                return fetched;
            if (m_material.isComplete())
                return m_material;
            return fail(ErrorCode::CrlMissing, fetched.error().detail);
        });
}

Async<TrustMaterial> Trust::fetch()
{
    auto collected = std::make_shared<TrustMaterial>();
    collected->roots = m_material.roots;
    Async<Done> chain = domain::ready<Done>(Done {});
    for (const auto& kept : keptFiles) {
        chain = domain::andThen<Done>(chain, this, [this, kept, collected](Done) {
            return domain::andThen<HttpResponse>(PkiEndpoint(m_client).get(kept.item), this,
                [kept, collected](HttpResponse answer) -> Result<Done> {
                    (*collected).*kept.member = answer.body;
                    return Done {};
                });
        });
    }
    return domain::andThen<Done>(chain, this, [this, collected](Done) -> Result<TrustMaterial> {
        if (!collected->isComplete())
            return fail(ErrorCode::ProtocolError, QStringLiteral("empty certificate or CRL"));
        m_fetchedAt = m_clock.monotonicMs();
        m_fetchedOn = m_clock.nowUtc();
        if (m_material != *collected) {
            m_material = *collected;
            if (auto stored = store(); !stored)
                return fail(stored.error());
        }
        return m_material;
    });
}

} // namespace peraku::services
