#include "album.h"

#include <ui/secretedit.h>

#include <QAction>
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QTest>
#include <QUrl>

#include <algorithm>

namespace peraku::screens {

using domain::CheckOutcome;
using domain::ErrorCode;

namespace {

domain::Error errorOf(ErrorCode code)
{
    return { code, {}, {}, false, 0 };
}

domain::Credential roaming(fake::FakeDesk& desk)
{
    auto credential = desk.credential(desk.session.who);
    credential.medium = domain::SigningMedium::RoamingOtp;
    credential.needsOtp = true;
    credential.provider = credential.mediumLabel = QStringLiteral("treasury.example");
    return credential;
}

domain::MediumRequest requestOf(
    fake::FakeDesk& desk, domain::RequestKind kind, domain::RequestState state, domain::Role applicant)
{
    domain::MediumRequest request;
    request.kind = kind;
    request.id = domain::RequestId(
        QStringLiteral("%1").arg(desk.requests.list.size() + 1, 32, 16, QLatin1Char('0')));
    request.medium = kind == domain::RequestKind::NewCertificate ? domain::SigningMedium::RoamingOtp
                                                                 : domain::SigningMedium::Token;
    request.state = state;
    request.applicant = desk.officer(applicant).ref();
    request.createdAt = desk.clock.now.addDays(-1);
    request.confirmBy = desk.clock.now.addSecs(3600 * 5);
    request.email = QStringLiteral("pegawai@contoh.my");
    request.system = QStringLiteral("Peraku");
    request.officeAddress = QStringLiteral("Aras 3, Wisma Contoh, 40000 Shah Alam");
    request.phone = QStringLiteral("03-1234 5678");
    request.explanation = QStringLiteral("Tercicir di kereta api pada pagi Isnin");
    if (state == domain::RequestState::Refused)
        request.refusal = QStringLiteral("Sijil masih diperlukan sehingga hujung bulan");
    return request;
}

} // namespace

QDialog* Album::openSignPage(ui::MainWindow& window)
{
    go(window, Qt::Key_1);
    press(window, Qt::Key_Down);
    settle();
    press(window, Qt::Key_Return, Qt::ControlModifier);
    settle();
    auto* dialog = window.findChild<QDialog*>(QStringLiteral("certifyDialog"));
    if (dialog)
        dialog->findChild<QPushButton*>(QStringLiteral("certifyNext"))->click();
    else
        qWarning("no certify dialog");
    settle();
    return dialog;
}

void Album::roam(ui::MainWindow& window, fake::FakeDesk& desk)
{
    desk.certify.inventory.credentials = { roaming(desk) };
    Q_EMIT desk.certify.mediaChanged();
    for (const bool foreign : { false, true }) {
        desk.certify.inventory.credentials.first().describesDocuments = !foreign;
        auto* dialog = openSignPage(window);
        if (!dialog)
            return;
        shotDialog(window, foreign ? QStringLiteral("roaming-foreign") : QStringLiteral("roaming-sign"));
        QTest::keyClicks(dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin")), QStringLiteral("000000"));
        QTest::keyClicks(dialog->findChild<ui::SecretEdit*>(QStringLiteral("otp")), QStringLiteral("314159"));
        dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
        shotDialog(
            window, foreign ? QStringLiteral("roaming-foreign-refused") : QStringLiteral("roaming-refused"));
        closeDialog(window);
    }
    desk.certify.inventory.credentials.first().describesDocuments = true;
    showCodes(window, desk);
}

/** The one-time code in every state that an officer meets. */
void Album::showCodes(ui::MainWindow& window, fake::FakeDesk& desk)
{
    desk.certify.heldOtp = std::make_shared<QPromise<domain::Result<domain::OtpDelivery>>>();
    openSignPage(window);
    shotDialog(window, QStringLiteral("otp-sending"));
    closeDialog(window);
    desk.certify.heldOtp.reset();
    desk.certify.refuseOtp = domain::Error { ErrorCode::ServerBusy, {}, {}, true, 45 };
    openSignPage(window);
    shotDialog(window, QStringLiteral("otp-failed"));
    closeDialog(window);
    desk.certify.refuseOtp.reset();
    openSignPage(window);
    desk.clock.now = desk.clock.now.addSecs(31);
    QTest::qWait(300);
    shotDialog(window, QStringLiteral("otp-again"));
    desk.clock.now = desk.clock.now.addSecs(300);
    QTest::qWait(300);
    shotDialog(window, QStringLiteral("otp-over"));
    closeDialog(window);
    for (const auto& [code, name] : { std::pair { ErrorCode::OtpRefused, "otp-wrong" },
             { ErrorCode::CredentialLocked, "otp-locked" }, { ErrorCode::MediumSwitchedOff, "otp-off" } }) {
        auto* dialog = openSignPage(window);
        if (!dialog)
            return;
        desk.certify.refuseSign = errorOf(code);
        QTest::keyClicks(dialog->findChild<ui::SecretEdit*>(QStringLiteral("pin")), QStringLiteral("123456"));
        QTest::keyClicks(dialog->findChild<ui::SecretEdit*>(QStringLiteral("otp")), QStringLiteral("314159"));
        dialog->findChild<QPushButton*>(QStringLiteral("sign"))->click();
        shotDialog(window, QString::fromLatin1(name));
        closeDialog(window);
        desk.certify.refuseSign.reset();
    }
}

void Album::verify(ui::MainWindow& window, fake::FakeDesk& desk)
{
    desk.verify.age
        = { desk.clock.now.addSecs(-7200), desk.clock.now.addDays(1), desk.clock.now.addSecs(-600) };
    go(window, Qt::Key_7);
    shot(window, QStringLiteral("verify-empty"));
    services::FilesVerified found;
    const auto add
        = [&](const char* document, services::FileVerdict verdict, const domain::VerificationReport& report) {
              found.items.append({ QString::fromLatin1(document), QStringLiteral("META-INF/signature.p7s"),
                  verdict, report, std::nullopt });
          };
    auto stranger = desk.report(true);
    stranger.lines[2].outcome = CheckOutcome::Failed;
    stranger.lines[2].reason = errorOf(ErrorCode::CertificateUntrusted);
    for (const int line : { 4, 6, 7 })
        stranger.lines[line].outcome = CheckOutcome::NotChecked;
    auto pending = desk.report(true);
    pending.lines[5].outcome = CheckOutcome::Warning;
    pending.lines[5].reason = errorOf(ErrorCode::TimestampMissing);
    add("BB-10010101-2026-000142.asice / 1.asics / statement.json", services::FileVerdict::Valid, pending);
    add("BB-10010101-2026-000142.asice / 2.asics / statement.json", services::FileVerdict::Invalid,
        desk.report(false));
    add("surat-tawaran.pdf", services::FileVerdict::SignerUnknown, stranger);
    found.items.append({ QStringLiteral("nota.txt"), {}, services::FileVerdict::Invalid, {},
        errorOf(ErrorCode::EvidenceMalformed) });
    found.withoutDocument = { QStringLiteral("/tmp/penyata.json.p7s") };
    desk.verify.answer = found;
    desk.verify.age.lapsesAt = desk.clock.now.addSecs(-60);
    QMimeData dropped;
    dropped.setUrls({ QUrl::fromLocalFile(QStringLiteral("/tmp/penyata.json.p7s")) });
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    auto* page = window.findChild<QWidget*>(QStringLiteral("verifyPage"));
    QCoreApplication::sendEvent(page, &enter);
    QCoreApplication::sendEvent(page, &drop);
    settle();
    auto* list = window.findChild<QListWidget*>(QStringLiteral("verifiedFiles"));
    for (int row = 0; list && row < list->count(); ++row) {
        list->setCurrentRow(row);
        shot(window, QStringLiteral("verify-%1").arg(row));
    }
}

void Album::requests(ui::MainWindow& window, fake::FakeDesk& desk)
{
    using domain::RequestKind;
    using domain::RequestState;
    auto token = desk.credential(desk.session.who);
    token.certificate.notAfter = desk.clock.now.addDays(12);
    auto locked = roaming(desk);
    locked.unusable = errorOf(ErrorCode::CredentialLocked);
    auto softcert = roaming(desk);
    softcert.medium = domain::SigningMedium::Softcert;
    softcert.unusable = errorOf(ErrorCode::MediumUnsupported);
    desk.certify.inventory.credentials = { token, locked, softcert };
    domain::HeldCertificate held;
    held.sha256 = token.certificate.sha256;
    held.serialHex = QStringLiteral("1A2B3C4D5E6F7081");
    held.notAfter = desk.clock.now.addDays(200);
    desk.requests.held = { held };
    for (const auto& [kind, state] : { std::pair { RequestKind::NewCertificate, RequestState::AwaitingEmail },
             { RequestKind::Incident, RequestState::Submitted },
             { RequestKind::Cancellation, RequestState::Refused },
             { RequestKind::Unblock, RequestState::Done } })
        desk.requests.list.append(requestOf(desk, kind, state, domain::Role::Checker));
    Q_EMIT desk.certify.mediaChanged();
    Q_EMIT desk.requests.changed();
    go(window, Qt::Key_5);
    shot(window, QStringLiteral("certificates"));
    auto* list = window.findChild<QListWidget*>(QStringLiteral("certificateList"));
    for (int row = 1; list && row < list->count(); ++row) {
        list->setCurrentRow(row);
        shot(window, QStringLiteral("certificates-%1").arg(row));
    }
    list->setCurrentRow(0);
    const auto open = [&](const char* step, int row = 0) {
        list->setCurrentRow(row);
        window.findChild<QAction*>(QString::fromLatin1(step))->trigger();
        shotDialog(window, QStringLiteral("request-") + QString::fromLatin1(step + 4));
    };
    for (const auto* step :
        { "stepRenew", "stepApplyRoaming", "stepReport", "stepCancel", "stepChangePin" }) {
        open(step);
        if (auto* send = window.findChild<QPushButton*>(QStringLiteral("requestSend"))) {
            send->click();
            shotDialog(window,
                QStringLiteral("request-") + QString::fromLatin1(step + 4) + QStringLiteral("-findings"));
        }
        closeDialog(window);
    }
    open("stepUnblock", 1);
    closeDialog(window);
}

void Album::evidence(ui::MainWindow& window, fake::FakeDesk& desk)
{
    for (auto& voucher : desk.vouchers)
        if (voucher.state == domain::VoucherState::Certified)
            voucher.state = domain::VoucherState::Posted;
    go(window, Qt::Key_1);
    go(window, Qt::Key_3);
    // The first rows are drafts, which nobody signed.
    const auto prints = window.findChildren<QPushButton*>(QStringLiteral("printForm"));
    const auto printable = [&] { return std::ranges::any_of(prints, &QWidget::isVisible); };
    for (int row = 0; row < 20 && !printable(); ++row) {
        press(window, Qt::Key_Down);
        settle();
    }
    for (const bool bad : { false, true }) {
        desk.evidence.bad = bad;
        press(window, Qt::Key_H, Qt::ControlModifier);
        settle();
        if (auto* history = window.findChild<QDialog*>(QStringLiteral("historyDialog")))
            history->findChild<QPushButton*>(QStringLiteral("verifySignature"))->click();
        shotDialog(window, bad ? QStringLiteral("history-bad") : QStringLiteral("history"));
        closeDialog(window);
    }
    for (const bool holds : { true, false }) {
        desk.print.sealHolds = holds;
        press(window, Qt::Key_P, Qt::ControlModifier);
        shotDialog(window, holds ? QStringLiteral("print") : QStringLiteral("print-bad"));
        closeDialog(window);
    }
}

void Album::administer(ui::MainWindow& window, fake::FakeDesk& desk)
{
    desk.session.logOut();
    settle();
    desk.requests.list = { requestOf(
        desk, domain::RequestKind::Incident, domain::RequestState::Submitted, domain::Role::Checker) };
    desk.requests.list.append(requestOf(
        desk, domain::RequestKind::NewCertificate, domain::RequestState::Submitted, domain::Role::Approver));
    desk.logIn(domain::Role::Administrator);
    settle();
    go(window, Qt::Key_5);
    shot(window, QStringLiteral("administrator"));
    window.findChild<QPushButton*>(QStringLiteral("requestOpen"))->click();
    shotDialog(window, QStringLiteral("decision"));
    closeDialog(window);
    window.findChild<QAction*>(QStringLiteral("stepAddMedium"))->trigger();
    shotDialog(window, QStringLiteral("add-medium"));
    closeDialog(window);
}

} // namespace peraku::screens
