#pragma once

#include <domain/link.h>
#include <domain/ports.h>
#include <services/sessionservices.h>
#include <services/settingsinforce.h>
#include <services/voucherservices.h>

#include <QHash>
#include <QPair>

/** What the help desk asks for when something does not work. Abstract and of the GUI thread: see desk.h. */
namespace peraku::services {

/** The way to one server, and whether the right one answered. */
struct HostDiagnosis {
    QString host; ///< With its port where it is not 443.
    domain::LinkStages stages;
    std::optional<Error> refusal; ///< What it said instead of a good answer.
    bool answered = false;
};

/** Kept in memory for this run of the program; no texts, since those may speak of people. */
struct RecentError {
    QDateTime at; ///< UTC
    QString where; ///< The operation: no ids, no query.
    domain::ErrorCode code = domain::ErrorCode::Internal;
};

/** Files of one kind below the data folder, whoever's they are. */
struct FilesOfAKind {
    QString kind;
    int count = 0;
    qint64 bytes = 0;
};

/** Holds neither secrets nor personal data. */
struct Diagnosis {
    QDateTime at; ///< UTC, by this computer's clock.
    QList<QPair<QString, QString>> versions; ///< Program or library, version.
    QList<HostDiagnosis> hosts; ///< The treasury first.
    qint64 clockOffsetMs = 0; ///< The treasury's time minus ours.
    bool clockHeard = false;
    SessionState session = SessionState::LoggedOut;
    SyncStatus sync;
    QHash<OutboxState, int> outbox; ///< Rows by state; empty while logged out.
    std::optional<Result<qint64>> audit; ///< Lines of the desk's audit; only while logged in.
    QList<domain::ErrorCode> storageNotices;
    domain::MediumInventory media;
    std::optional<Error> mediaError;
    QList<FilesOfAKind> files;
    qint64 freeBytes = -1; ///< On the volume of the data folder; -1 = not known.
    QList<RecentError> errors; ///< The newest first, fifty at most.
};

class DiagnosticService : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    /** Asks servers and tokens anew, half a minute at most; never an error of its own. */
    virtual Async<Diagnosis> examine() = 0;
    /** The report as a new file of its own; InvalidInput as a print form. */
    virtual Async<Done> save(const QString& text, const QString& path) = 0;
};

/** The report in the officer's language, ready to be sent: tokens by the end of their serial, files by their
 * name, addresses without log-ins. */
QString diagnosisText(const Diagnosis& diagnosis, const QList<SettingInForce>& settings);

} // namespace peraku::services
