#include "requestmail.h"

#include "malaysia.h"

namespace peraku::treasury {

using domain::MediumRequest;
using domain::RequestKind;
using domain::RequestState;

namespace {

struct Words {
    const char* malay;
    const char* english;
};

Words nameOf(RequestKind kind)
{
    switch (kind) {
    case RequestKind::NewCertificate:
        return { "permohonan sijil baharu", "application for a new certificate" };
    case RequestKind::Renewal:
        return { "permohonan pembaharuan sijil", "application to renew a certificate" };
    case RequestKind::AddMedium:
        return { "permohonan tambah medium", "request to add a medium" };
    case RequestKind::Unblock:
        return { "permohonan nyahsekat", "request to unblock" };
    case RequestKind::Cancellation:
        return { "permohonan pembatalan sijil", "request to cancel a certificate" };
    case RequestKind::Incident:
        return { "laporan medium hilang, rosak atau dipinjam", "report of a lost, damaged or lent medium" };
    }
    return { "permohonan", "request" };
}

Words confirmedWords(const MediumRequest& request)
{
    switch (request.kind) {
    case RequestKind::NewCertificate:
    case RequestKind::Renewal:
        return { "Sila ambil token anda di perbendaharaan dengan membawa MyKad.",
            "Please collect your token at the treasury and bring your MyKad." };
    case RequestKind::Unblock:
        return { "Sila bawa token dan MyKad anda ke perbendaharaan; jangan cuba PIN lagi.",
            "Please bring your token and your MyKad to the treasury; do not try any more PINs." };
    default:
        return { "Pentadbir sijil sedang melaksanakannya.",
            "The certificate administrator is carrying it out." };
    }
}

Words doneWords(const MediumRequest& request)
{
    switch (request.kind) {
    case RequestKind::NewCertificate:
    case RequestKind::Renewal:
        return { "Sijil telah dikeluarkan dan boleh digunakan.",
            "The certificate is issued and can be used." };
    case RequestKind::AddMedium:
        return { "Medium telah ditambah.", "The medium was added." };
    case RequestKind::Unblock:
        return { "Sekatan telah dibuka.", "It is unblocked." };
    case RequestKind::Cancellation:
    case RequestKind::Incident:
        return { "Sijil telah dibatalkan.", "The certificate is revoked." };
    }
    return { "Selesai.", "Done." };
}

Words outcomeWords(const MediumRequest& request)
{
    switch (request.state) {
    case RequestState::AwaitingEmail:
    case RequestState::Submitted:
        if (request.kind == RequestKind::Incident)
            return { "Sijil telah digantung serta-merta sehingga pentadbir membuat keputusan.",
                "The certificate is suspended at once, until an administrator decides." };
        return { "Permohonan menunggu keputusan pentadbir.", "The request waits for an administrator." };
    case RequestState::Confirmed:
        return confirmedWords(request);
    case RequestState::Refused:
        return request.kind == RequestKind::Incident
            ? Words { "Laporan ditolak; penggantungan kerananya ditarik balik.",
                  "The report was refused; the suspension because of it is lifted." }
            : Words { "Permohonan ditolak.", "The request was refused." };
    case RequestState::Done:
        return doneWords(request);
    case RequestState::Lapsed:
        return { "Alamat e-mel tidak disahkan; permohonan luput. Sila mohon semula.",
            "The e-mail address was not confirmed; the request has lapsed. Please apply again." };
    }
    return { "", "" };
}

QString both(const Words& words, const char* separator)
{
    return QString::fromUtf8(words.malay) + QLatin1String(separator) + QString::fromUtf8(words.english);
}

QString subjectOf(const MediumRequest& request)
{
    auto subject = both(nameOf(request.kind), " / ");
    subject[0] = subject.at(0).toUpper();
    return subject;
}

} // namespace

QString maskedAddress(const QString& address)
{
    const auto at = address.indexOf(QLatin1Char('@'));
    if (at < 1)
        return {};
    return address.left(1) + QStringLiteral("***") + (at > 2 ? address.mid(at - 1, 1) : QString())
        + address.mid(at);
}

Mail linkMail(const MediumRequest& request, const QString& address)
{
    const auto until = malaysianTime(request.confirmBy).toString(QStringLiteral("dd/MM/yyyy HH:mm"));
    return { request.email, subjectOf(request),
        QStringLiteral(
            "Sahkan alamat e-mel anda sebelum %1 di pautan ini dengan kod yang dihantar berasingan:\n"
            "Confirm your e-mail address before %1 at this link, with the code that is sent apart:\n\n"
            "%2")
            .arg(until, address),
        nullptr,
        QStringLiteral("\n\nJika anda tidak membuat permohonan ini, abaikan e-mel ini.\n"
                       "If you did not apply, ignore this message.\n") };
}

Mail codeMail(const MediumRequest& request)
{
    return { request.email, QStringLiteral("Kod pengesahan / confirmation code"),
        QStringLiteral("Kod pengesahan alamat e-mel anda / the code that confirms your e-mail address: "),
        nullptr, QStringLiteral("\n\nJangan berikan kod ini kepada sesiapa.\nGive this code to nobody.\n") };
}

Mail waitingMail(const MediumRequest& request, const QString& to)
{
    return { to, subjectOf(request),
        QStringLiteral("Satu %1 daripada %2 menunggu keputusan anda di Peraku.\n"
                       "A(n) %3 by %2 waits for your decision in Peraku.\n")
            .arg(QString::fromUtf8(nameOf(request.kind).malay), request.applicant.name,
                QString::fromUtf8(nameOf(request.kind).english)) };
}

Mail appliedMail(const MediumRequest& request, const QString& registered)
{
    return { registered, subjectOf(request),
        QStringLiteral(
            "Satu %1 atas nama anda dihantar, dengan alamat e-mel lain: %3\n"
            "A(n) %2 in your name was sent, with another e-mail address: %3\n\n"
            "Jika bukan anda, tukar kata laluan anda sekarang dan maklumkan kepada perbendaharaan.\n"
            "If it was not you, change your password now and tell the treasury.\n")
            .arg(QString::fromUtf8(nameOf(request.kind).malay),
                QString::fromUtf8(nameOf(request.kind).english), maskedAddress(request.email)) };
}

Mail refusedPinMail(const QString& to, bool locked)
{
    const QString consequence = locked ? QStringLiteral("Sijil roaming anda kini dikunci; mohon nyahsekat di "
                                                        "Peraku.\nYour roaming certificate is locked now; "
                                                        "ask in Peraku to unblock it.\n\n")
                                       : QString();
    return { to, QStringLiteral("PIN roaming ditolak / roaming PIN refused"),
        QStringLiteral(
            "PIN yang salah diberikan lebih daripada sekali untuk menukar PIN sijil roaming anda.\n"
            "A wrong PIN was given more than once to change the PIN of your roaming "
            "certificate.\n\n")
            + consequence
            + QStringLiteral("Jika bukan anda, tukar kata laluan anda sekarang dan maklumkan kepada "
                             "perbendaharaan.\n"
                             "If it was not you, change your password now and tell the treasury.\n") };
}

Mail outcomeMail(const MediumRequest& request, const QString& to)
{
    auto text = both(outcomeWords(request), "\n") + QLatin1Char('\n');
    if (!request.refusal.isEmpty())
        text += QStringLiteral("\nSebab / reason: %1\n").arg(request.refusal);
    if (!request.issuedSerial.isEmpty())
        text += QStringLiteral("\nNombor siri sijil / certificate serial number: %1\n")
                    .arg(request.issuedSerial);
    return { to, subjectOf(request), text };
}

} // namespace peraku::treasury
