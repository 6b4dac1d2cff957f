#pragma once

#include <services/desk.h>

#include <QObject>

#include <optional>

namespace peraku::ui {

/** Keeps what is plugged in for the screens that show it; asks again when something changes. */
class MediaWatch final : public QObject {
    Q_OBJECT
public:
    MediaWatch(services::CertifyService& certify, domain::Clock& clock, QObject* parent = nullptr);
    void refresh();
    bool isAsking() const { return m_asking; }
    const domain::MediumInventory& inventory() const { return m_inventory; }
    const std::optional<domain::Error>& error() const { return m_error; }
    /** The certificate that the officer signs with: the first usable one, else the first at all. */
    const domain::Credential* current() const;
    /** How many can sign. */
    int usable() const;
    /** A credential that was chosen, as it stands now. The error says why it cannot sign any more; NotFound =
     * it is gone. */
    domain::Result<domain::Credential> standing(const domain::Credential& chosen) const;
    /** Days until `current()` expires, nullopt without one. */
    std::optional<int> daysLeft() const;
    /** From this many days on the officer is warned. */
    static constexpr int warnDays = 30;

Q_SIGNALS:
    void changed();

private:
    services::CertifyService& m_certify;
    domain::Clock& m_clock;
    domain::MediumInventory m_inventory;
    std::optional<domain::Error> m_error;
    quint64 m_generation = 0;
    bool m_asking = false;
};

} // namespace peraku::ui
