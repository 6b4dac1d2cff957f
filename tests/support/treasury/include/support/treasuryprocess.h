#pragma once

#include <domain/officer.h>
#include <domain/result.h>
#include <support/memoryfolder.h>

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <memory>

namespace peraku::support {

/**
 * A real treasuryd on 127.0.0.1 with a data folder of its own, filled with demo data; ended and removed with
 * this object. Nothing here runs an event loop: start() blocks until the program says that it serves.
 */
class TreasuryProcess {
public:
    struct Options {
        int offices = 2;
        int officers = 10;
        int vouchers = 0;
        int seed = 1;
        int paySeconds = 0; ///< 0 = never pays by itself.
        bool hsm = false; ///< The authority's keys in a SoftHSM2 token of its own.
        QStringList extraArguments; ///< For `treasuryd serve`.
    };
    /** An officer of the demo data, with what is needed to act as them. */
    struct DemoOfficer {
        domain::Officer officer;
        QByteArray password;
        QByteArray certificatePem; ///< Empty for officers who never sign.
        QByteArray keyPem; ///< Unencrypted PKCS#8, made for tests only.
        QString roamingCredential; ///< Empty for officers without one.
        QString roamingSecret; ///< Its PIN.
    };

    static domain::Result<std::unique_ptr<TreasuryProcess>> start(const Options& options);
    ~TreasuryProcess();

    QUrl url() const; ///< "https://127.0.0.1:PORT"
    quint16 port() const { return m_port; }
    QString dataDirectory() const;
    QString caFile() const; ///< PEM of the authority that the server's TLS certificate comes from.
    qint64 processId() const;
    const QList<DemoOfficer>& officers() const { return m_officers; }
    /** The first officer of a role, in `office` if one is given; null if there is none. */
    const DemoOfficer* find(domain::Role role, const domain::OfficeCode& office = {}) const;

    /** SIGKILL, as a power cut of the process; the data folder stays. */
    void kill();
    /** SIGTERM and wait; the exit code. */
    int stop();
    /** Serves the same data folder again, on the same port if it is free. */
    domain::Result<domain::Done> restart();

    /** Runs a subcommand on this data folder with the HSM's PIN, as run(). */
    domain::Result<QByteArray> operate(const QStringList& command, const QByteArray& input = {}) const;

    /** Path of a program of this build ("treasuryd"), or empty. */
    static QString program(const QString& name);
    /** Runs treasuryd with a subcommand and waits; standard output, or the error output as detail. */
    static domain::Result<QByteArray> run(
        const QStringList& arguments, const QByteArray& input = {}, int timeoutMs = 120000);

private:
    TreasuryProcess() = default;
    domain::Result<domain::Done> serve();
    domain::Result<domain::Done> makeHsm();
    QString hsmFile(const char* name) const;
    /** For every command that needs the authority's keys. */
    QStringList pinArguments() const;

    Options m_options;
    MemoryFolder m_directory;
    std::unique_ptr<QProcess> m_process;
    quint16 m_port = 0;
    QList<DemoOfficer> m_officers;
};

} // namespace peraku::support
