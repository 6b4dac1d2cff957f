#include "mediawatch.h"

#include <algorithm>

namespace peraku::ui {

MediaWatch::MediaWatch(services::CertifyService& certify, domain::Clock& clock, QObject* parent)
    : QObject(parent)
    , m_certify(certify)
    , m_clock(clock)
{
    connect(&m_certify, &services::CertifyService::mediaChanged, this, &MediaWatch::refresh);
}

void MediaWatch::refresh()
{
    const auto generation = ++m_generation;
    m_asking = true;
    Q_EMIT changed();
    domain::onFinished<domain::MediumInventory>(
        m_certify.media(), this, [this, generation](domain::Result<domain::MediumInventory> answer) {
            if (generation != m_generation)
                return;
            m_asking = false;
            if (answer) {
                m_inventory = std::move(*answer);
                m_error.reset();
            } else {
                m_inventory = {};
                m_error = answer.error();
            }
            Q_EMIT changed();
        });
}

const domain::Credential* MediaWatch::current() const
{
    for (const auto& credential : m_inventory.credentials)
        if (!credential.unusable)
            return &credential;
    return m_inventory.credentials.isEmpty() ? nullptr : &m_inventory.credentials.first();
}

int MediaWatch::usable() const
{
    return int(std::count_if(m_inventory.credentials.begin(), m_inventory.credentials.end(),
        [](const domain::Credential& credential) { return !credential.unusable; }));
}

domain::Result<domain::Credential> MediaWatch::standing(const domain::Credential& chosen) const
{
    for (const auto& credential : m_inventory.credentials) {
        if (credential.id != chosen.id)
            continue;
        if (credential.unusable)
            return domain::fail(*credential.unusable);
        return credential;
    }
    // A remote key is not gone because its host could not be asked this time.
    if (!chosen.provider.isEmpty() && !m_inventory.moduleErrors.isEmpty())
        return chosen;
    return domain::fail(domain::ErrorCode::NotFound);
}

std::optional<int> MediaWatch::daysLeft() const
{
    const auto* credential = current();
    if (!credential)
        return std::nullopt;
    return credential->certificate.daysLeft(m_clock.nowUtc());
}

} // namespace peraku::ui
