#pragma once

#include <treasury/ports.h>

namespace peraku::mail {

/** Writes each mail as one .eml file (RFC 5322) into a folder, complete or not at all. */
class FolderMailer : public treasury::Mailer {
public:
    FolderMailer(QString folder, domain::Rng& rng)
        : m_folder(std::move(folder))
        , m_rng(&rng)
    {
    }
    domain::Result<domain::Done> send(const treasury::Mail& mail, const QDateTime& at) override;

private:
    QString m_folder;
    domain::Rng* m_rng;
};

} // namespace peraku::mail
