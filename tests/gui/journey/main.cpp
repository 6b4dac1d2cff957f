#include "actor.h"

#include <secret/securebuffer.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>
#include <resources/resources.h>

using namespace peraku;
using namespace peraku::journey;

namespace {

QMap<QString, Person> readOfficers(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw Stopped(QStringLiteral("%1 cannot be read").arg(path));
    const QMap<QString, QString> roles { { QStringLiteral("penyedia"), QStringLiteral("clerk") },
        { QStringLiteral("penyemak"), QStringLiteral("checker") },
        { QStringLiteral("pelulus"), QStringLiteral("approver") },
        { QStringLiteral("penerima"), QStringLiteral("receiver") } };
    QMap<QString, Person> people;
    for (const auto& value :
        QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("officers")).toArray()) {
        const auto officer = value.toObject();
        const auto role = roles.value(officer.value(QStringLiteral("persona")).toString());
        if (role.isEmpty())
            continue;
        const auto token = officer.value(QStringLiteral("token")).toObject();
        people.insert(role,
            { role, officer.value(QStringLiteral("ic")).toString(),
                officer.value(QStringLiteral("password")).toString().toUtf8(),
                token.value(QStringLiteral("config")).toString(),
                token.value(QStringLiteral("pin")).toString().toUtf8(),
                officer.value(QStringLiteral("roaming"))
                    .toObject()
                    .value(QStringLiteral("pin"))
                    .toString()
                    .toUtf8() });
    }
    if (people.size() != 4)
        throw Stopped(QStringLiteral("the demo data lacks one of the four officers"));
    return people;
}

/** The approver signs by PIN + OTP where the mails can be read, everybody else with the token. */
Person personOf(const QMap<QString, Person>& people, const char* role, const Place& place)
{
    auto person = people.value(QLatin1String(role));
    if (person.role != QLatin1String("approver") || place.mailbox.isEmpty())
        person.roamingPin.clear();
    return person;
}

void requirePosted(Actor& actor, const domain::VoucherId& id)
{
    const auto voucher = actor.voucher(id);
    if (voucher.state != domain::VoucherState::Posted && voucher.state != domain::VoucherState::Paid)
        throw Stopped(QStringLiteral("%1 is not posted").arg(voucher.number));
}

void play(const Place& place, const QString& officers, const QString& document, Journal& journal)
{
    const auto people = readOfficers(officers);
    const auto at = [&](const char* role) { return personOf(people, role, place); };
    domain::VoucherId payment;
    domain::VoucherId correction;
    {
        Actor clerk(place, at("clerk"), journal);
        clerk.logIn();
        payment = clerk.preparePayment(document);
        correction = clerk.prepareJournal(document);
    }
    {
        Actor checker(place, at("checker"), journal);
        checker.logIn();
        checker.certify(payment, QStringLiteral("check"));
        checker.certify(correction, QStringLiteral("check"));
    }
    {
        Actor approver(place, at("approver"), journal);
        approver.logIn();
        approver.certify(payment, QStringLiteral("approve"));
        requirePosted(approver, payment);
        approver.certify(correction, QStringLiteral("approve"));
        approver.saveEvidence(payment);
    }
    {
        Actor receiver(place, at("receiver"), journal);
        receiver.logIn();
        receiver.certify(correction, QStringLiteral("acknowledge"));
        requirePosted(receiver, correction);
        receiver.saveEvidence(correction);
    }
}

/** What comes back: queried after the first certification, put right, certified anew; cancelled; discarded.
 */
void playReturned(const Place& place, const QString& officers, const QString& document, Journal& journal)
{
    const auto people = readOfficers(officers);
    const auto at = [&](const char* role) { return personOf(people, role, place); };
    const auto reason = QStringLiteral("Nyatakan bulan bekalan dalam perihal.");
    domain::VoucherId returned;
    {
        Actor clerk(place, at("clerk"), journal);
        clerk.logIn();
        returned = clerk.preparePayment(document);
        const auto wrong = clerk.preparePayment(document);
        clerk.decideWithReason(wrong, domain::Action::Cancel, QStringLiteral("Pejabat yang salah dipilih."));
        clerk.discardDraft();
    }
    {
        Actor checker(place, at("checker"), journal);
        checker.logIn();
        checker.certify(returned, QStringLiteral("check"));
    }
    {
        Actor approver(place, at("approver"), journal);
        approver.logIn();
        approver.decideWithReason(returned, domain::Action::Query, reason);
    }
    {
        Actor clerk(place, at("clerk"), journal);
        clerk.logIn();
        clerk.amend(returned, QStringLiteral("Bekalan alat tulis pejabat bagi bulan November"), reason);
    }
    {
        Actor checker(place, at("checker"), journal);
        checker.logIn();
        checker.certify(returned, QStringLiteral("check-again"));
    }
    {
        Actor approver(place, at("approver"), journal);
        approver.logIn();
        approver.certify(returned, QStringLiteral("approve"));
        requirePosted(approver, returned);
        approver.requireSignatures(returned, 2, 1);
    }
}

} // namespace

int main(int argc, char** argv)
{
    secret::hardenProcess();
    QApplication application(argc, argv);
    resources::registerAll();
    QCommandLineParser parser;
    const QStringList names { QStringLiteral("officers"), QStringLiteral("server"), QStringLiteral("ca"),
        QStringLiteral("signing-ca"), QStringLiteral("module"), QStringLiteral("work"), QStringLiteral("out"),
        QStringLiteral("document"), QStringLiteral("scenario"), QStringLiteral("mail") };
    for (const auto& name : names)
        parser.addOption({ name, {}, QStringLiteral("value") });
    parser.process(application);
    const auto value = [&](int index) { return parser.value(names.at(index)); };
    Journal journal(value(6));
    QString problem;
    try {
        const auto scenario = value(8) == QLatin1String("returned") ? playReturned : play;
        scenario({ QUrl(value(1)), value(2), value(3), value(4), value(5), value(9) }, value(0), value(7),
            journal);
    } catch (const Stopped& stopped) {
        problem = QString::fromUtf8(stopped.what());
        std::fprintf(stderr, "journey: %s\n", stopped.what());
    }
    const bool whole = problem.isEmpty();
    return journal.write(whole, problem) && whole ? 0 : 1;
}
