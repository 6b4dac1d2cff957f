#include <domain/canonical.h>
#include <domain/messages.h>
#include <services/diagnosticservices.h>

#include <QCoreApplication>
#include <QLocale>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace peraku::services {

using domain::LinkStep;
using domain::PinState;

namespace {

class Words {
    Q_DECLARE_TR_FUNCTIONS(Diagnosis)
};

QString timeText(const QDateTime& at)
{
    return at.isValid() ? at.toUTC().toString(Qt::ISODate) : Words::tr("never");
}

QString sizeText(qint64 bytes)
{
    return QLocale::c().formattedDataSize(bytes);
}

QString errorText(const Error& error)
{
    const auto sentence
        = QStringLiteral("%1: %2").arg(domain::errorKey(error.code), domain::errorSentence(error));
    return error.detail.isEmpty() ? sentence : QStringLiteral("%1 (%2)").arg(sentence, error.detail);
}

/** Addresses without what only their owner should know, files by their name: a folder may be somebody's. */
QString withoutPeople(const QString& value)
{
    const QUrl url(value);
    if (url.scheme().startsWith(QLatin1String("http")))
        return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
    const auto slash = std::max(value.lastIndexOf(QLatin1Char('/')), value.lastIndexOf(QLatin1Char('\\')));
    return slash < 0 ? value : QStringLiteral("…") + value.mid(slash);
}

QString withoutPeople(const QStringList& values)
{
    QStringList told;
    for (const auto& value : values)
        told.append(withoutPeople(value));
    return told.join(QStringLiteral("; "));
}

QString stepText(LinkStep step)
{
    switch (step) {
    case LinkStep::Proxy:
        return Words::tr("proxy");
    case LinkStep::Name:
        return Words::tr("name");
    case LinkStep::Connection:
        return Words::tr("connection");
    case LinkStep::Tls:
        return Words::tr("secure connection");
    }
    return {};
}

QString sessionText(SessionState state)
{
    switch (state) {
    case SessionState::LoggedOut:
        return Words::tr("nobody is logged in");
    case SessionState::Online:
        return Words::tr("logged in with the treasury");
    case SessionState::Offline:
        return Words::tr("logged in without the treasury");
    }
    return {};
}

QString outboxText(OutboxState state)
{
    switch (state) {
    case OutboxState::Queued:
        return Words::tr("queued");
    case OutboxState::Sending:
        return Words::tr("being sent");
    case OutboxState::Acknowledged:
        return Words::tr("taken by the treasury");
    case OutboxState::NeedsAttention:
        return Words::tr("need attention");
    case OutboxState::Conflict:
        return Words::tr("in conflict");
    }
    return {};
}

QString pinText(PinState state)
{
    switch (state) {
    case PinState::Unknown:
        return Words::tr("PIN not known");
    case PinState::Good:
        return Words::tr("PIN in order");
    case PinState::CountLow:
        return Words::tr("a wrong PIN was given");
    case PinState::FinalTry:
        return Words::tr("one try of the PIN is left");
    case PinState::Locked:
        return Words::tr("PIN locked");
    case PinState::MustChange:
        return Words::tr("PIN must be changed");
    }
    return {};
}

class Report {
public:
    void section(const QString& title) { m_text += QStringLiteral("\n%1\n").arg(title); }
    void line(const QString& name, const QString& value)
    {
        // Labels of tokens and names in certificates are other people's words.
        m_text += QStringLiteral("  %1: %2\n").arg(name, domain::escapedForDisplay(value));
    }
    QString text() const { return m_text.trimmed() + QLatin1Char('\n'); }

private:
    QString m_text;
};

void addHosts(Report& report, const Diagnosis& diagnosis)
{
    for (const auto& host : diagnosis.hosts) {
        report.section(Words::tr("Server %1").arg(host.host));
        for (const auto& stage : host.stages) {
            const bool none = stage.step == LinkStep::Proxy && stage.found == QLatin1String("-");
            report.line(stepText(stage.step),
                stage.failure ? errorText(*stage.failure)
                    : none    ? Words::tr("none")
                              : stage.found);
        }
        report.line(Words::tr("answer"),
            host.answered      ? Words::tr("as expected")
                : host.refusal ? errorText(*host.refusal)
                               : Words::tr("none"));
    }
    if (diagnosis.clockHeard)
        report.line(Words::tr("this computer's clock"),
            Words::tr("%1 s off the treasury's")
                .arg(QString::number(double(-diagnosis.clockOffsetMs) / 1000, 'f', 1)));
}

void addMedia(Report& report, const Diagnosis& diagnosis)
{
    report.section(Words::tr("Certificates and tokens"));
    const auto& media = diagnosis.media;
    if (diagnosis.mediaError)
        report.line(Words::tr("error"), errorText(*diagnosis.mediaError));
    for (const auto& error : media.moduleErrors)
        report.line(Words::tr("module"),
            QStringLiteral("%1: %2").arg(domain::errorKey(error.code), withoutPeople(error.detail)));
    for (const auto& slot : media.slotStatus) {
        const auto token = slot.tokenSerial.isEmpty() ? Words::tr("no token")
                                                      : QStringLiteral("…%1").arg(slot.tokenSerial.right(4));
        auto state = QStringLiteral("%1, %2").arg(slot.slotLabel, token);
        if (!slot.tokenSerial.isEmpty())
            state += QStringLiteral(", ") + pinText(slot.pinState);
        if (slot.unusable)
            state += QStringLiteral("; ") + errorText(*slot.unusable);
        report.line(slot.module, state);
    }
    for (const auto& credential : media.credentials) {
        const auto days = Words::tr("%n day(s) left", nullptr, credential.certificate.daysLeft(diagnosis.at));
        const auto place = credential.provider.isEmpty()
            ? QStringLiteral("…%1").arg(credential.mediumSerial.right(4))
            : credential.provider;
        report.line(Words::tr("certificate"),
            QStringLiteral("%1, %2, %3, %4")
                .arg(domain::toWire(credential.medium), place, days,
                    credential.unusable ? errorText(*credential.unusable) : Words::tr("can sign")));
    }
    if (media.slotStatus.isEmpty() && media.credentials.isEmpty())
        report.line(Words::tr("found"), Words::tr("none"));
}

void addDesk(Report& report, const Diagnosis& diagnosis)
{
    report.section(Words::tr("This desk"));
    report.line(Words::tr("log-in"), sessionText(diagnosis.session));
    report.line(Words::tr("last sync"), timeText(diagnosis.sync.lastSync));
    if (diagnosis.sync.offlineSince.isValid())
        report.line(Words::tr("offline since"), timeText(diagnosis.sync.offlineSince));
    if (diagnosis.sync.lastError)
        report.line(Words::tr("last error of the sync"), errorText(*diagnosis.sync.lastError));
    for (const auto state : { OutboxState::Queued, OutboxState::Sending, OutboxState::Acknowledged,
             OutboxState::NeedsAttention, OutboxState::Conflict }) {
        if (const auto rows = diagnosis.outbox.value(state); rows > 0)
            report.line(Words::tr("outbox, %1").arg(outboxText(state)), QString::number(rows));
    }
    if (diagnosis.audit)
        report.line(Words::tr("desk's audit"),
            *diagnosis.audit ? Words::tr("%n line(s), whole", nullptr, int(**diagnosis.audit))
                             : errorText(diagnosis.audit->error()));
    for (const auto code : diagnosis.storageNotices)
        report.line(Words::tr("notice about the files"), errorText({ code, {}, {}, false, 0 }));
    for (const auto& files : diagnosis.files)
        report.line(files.kind, QStringLiteral("%1 × %2").arg(files.count).arg(sizeText(files.bytes)));
    if (diagnosis.freeBytes >= 0)
        report.line(Words::tr("free space"), sizeText(diagnosis.freeBytes));
}

} // namespace

QString diagnosisText(const Diagnosis& diagnosis, const QList<SettingInForce>& settings)
{
    Report report;
    report.section(Words::tr("Peraku: diagnosis of %1").arg(timeText(diagnosis.at)));
    for (const auto& [name, version] : diagnosis.versions)
        report.line(name, version);
    addHosts(report, diagnosis);
    addDesk(report, diagnosis);
    addMedia(report, diagnosis);
    report.section(Words::tr("Settings"));
    for (const auto& setting : settings) {
        const auto value = withoutPeople(setting.values);
        report.line(QString::fromLatin1(setting.key),
            QStringLiteral("%1 (%2)").arg(
                value.isEmpty() ? Words::tr("not set") : value, originText(setting.origin)));
    }
    report.section(Words::tr("Last errors"));
    for (const auto& error : diagnosis.errors)
        report.line(
            timeText(error.at), QStringLiteral("%1  %2").arg(domain::errorKey(error.code), error.where));
    if (diagnosis.errors.isEmpty())
        report.line(Words::tr("since the start"), Words::tr("none"));
    return report.text();
}

} // namespace peraku::services
