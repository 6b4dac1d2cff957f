#pragma once

#include "conflicts.h"
#include "decisions.h"
#include "drafts.h"
#include "memoryvault.h"
#include "outbox.h"
#include "referencebook.h"
#include "session.h"
#include "sync.h"
#include "treasurytransport.h"
#include "trust.h"
#include "voucherlist.h"

#include <QTest>

#include <resources/resources.h>

namespace peraku::test {

using namespace domain; // A fixture of tests speaks of little else.

inline constexpr char goodSecret[] = "Rahsia#2026-baik";
inline constexpr char clerkIc[] = "800101145001";
inline constexpr char checkerIc[] = "790202145002";

inline secret::SecureBuffer secretOf(const char* text)
{
    return secret::SecureBuffer::copyOf(std::string_view(text));
}

/** One office with a clerk and a checker, in a treasury of its own. */
class World {
public:
    /** Without endpoints and verifier of its own the treasury takes no signature. */
    explicit World(treasury::PkiEndpoints* endpoints = nullptr,
        treasury::SignatureVerifier* verifier = nullptr,
        const std::function<void(treasury::Admin&)>& prepare = {})
    {
        resources::registerAll();
        auto opened = treasury::Admin::open(path(), config(), clock, rng);
        if (!opened)
            qFatal("%s", qPrintable(opened.error().detail));
        auto& admin = **opened;
        catalogue = *domain::ProcessCatalogue::fromCsv(resources::processCatalogueCsv());
        reference.mask = domain::federalMask();
        reference.offices = { { office, QStringLiteral("Pejabat Contoh"), QStringLiteral("B27000") } };
        reference.banks = { { QStringLiteral("MBB"), QStringLiteral("Bank Contoh"), 7, 17 } };
        reference.reasons = { { QStringLiteral("Q01"), QStringLiteral("Dokumen tidak lengkap"),
            QStringLiteral("Documents incomplete"), true, true } };
        for (const auto& process : catalogue.all()) {
            if (process.voucherKind())
                reference.processes.append(process.no);
        }
        check(admin.setReference(reference));
        check(admin.addOfficer(
            officer(clerkIc, "Aminah", domain::Role::Preparer), secretOf(goodSecret), false));
        check(admin.addOfficer(
            officer(checkerIc, "Balqis", domain::Role::Checker), secretOf(goodSecret), false));
        if (prepare)
            prepare(admin);
        opened->reset();
        auto treasuryOpened = treasury::Treasury::open(
            path(), config(), { clock, rng, verifier ? *verifier : pki, endpoints ? *endpoints : pki });
        if (!treasuryOpened)
            qFatal("%s", qPrintable(treasuryOpened.error().detail));
        treasury = std::move(*treasuryOpened);
    }

    QString path() const { return directory.filePath(QStringLiteral("treasury.db")); }
    static treasury::Config config()
    {
        treasury::Config config;
        config.scryptLogN = 10;
        return config;
    }
    static void check(const domain::Result<domain::Done>& result)
    {
        if (!result)
            qFatal("%s %s", qPrintable(domain::errorKey(result.error().code)),
                qPrintable(result.error().detail));
    }
    domain::Officer officer(const char* ic, const char* name, domain::Role role) const
    {
        domain::Officer made;
        made.ic = *domain::Ic::parse(QString::fromLatin1(ic));
        made.name = QString::fromLatin1(name);
        made.email = QStringLiteral("officer@example.invalid");
        made.post = QStringLiteral("Pegawai");
        made.office = office;
        made.roles = { role };
        if (role != domain::Role::Preparer)
            made.limit = domain::Money::fromSen(100'000'000);
        return made;
    }

    QTemporaryDir directory;
    FakeClock clock;
    SeededRng rng;
    NoPki pki;
    QList<QByteArray> roots { "root" }; ///< What the desks of this world trust.
    domain::OfficeCode office { QStringLiteral("27010101") };
    domain::ProcessCatalogue catalogue;
    domain::ReferenceData reference;
    std::unique_ptr<treasury::Treasury> treasury;
};

/** A desk over made-up files, for as long as the program would run. */
class TestDesk {
public:
    TestDesk(World& w, MemoryFiles& files)
        : TestDesk(w, std::make_unique<MemoryKeeper>(files))
    {
    }
    TestDesk(World& w, std::unique_ptr<services::VaultKeeper> vaults)
        : world(w)
        , keeper(std::move(vaults))
    {
        QObject::connect(&sync, &services::Sync::pageApplied, &vouchers, &services::Vouchers::apply);
        QObject::connect(&sync, &services::Sync::cacheCleared, &vouchers, &services::Vouchers::startAnew);
        QObject::connect(
            &workspace, &services::Workspace::cacheRebuilt, &vouchers, &services::Vouchers::startAnew);
    }
    ~TestDesk() { workspace.close(); }

    domain::Result<domain::Done> logIn(const char* ic = clerkIc, const char* given = goodSecret)
    {
        return await(session.logIn(*domain::Ic::parse(QString::fromLatin1(ic)), secretOf(given)));
    }
    /** A supporting document, kept and queued as the form would. */
    domain::Attachment document(const Voucher& draft, const char* bytes = "%PDF-1.7 made up")
    {
        QFile file(world.directory.filePath(QStringLiteral("invois.pdf")));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) < 0)
            qFatal("the document cannot be written");
        file.close();
        const auto attachment = await(drafts.attach(draft.id, file.fileName()));
        return attachment ? *attachment : domain::Attachment {};
    }
    /** Runs what the desk does by itself until it rests. */
    void rest()
    {
        for (int i = 0; i < 200 && sync.status().running; ++i) {
            QTest::qWait(2);
            if (sync.status().running)
                scheduler.advance(500);
        }
    }
    Voucher submittable(qint64 sen = 12345)
    {
        auto draft = payment(sen);
        draft.content.attachments.append(document(draft));
        return draft;
    }
    Voucher payment(qint64 sen = 12345)
    {
        auto draft = drafts.newDraft(domain::VoucherKind::Payment, firstPaymentProcess());
        draft.content.narration = QStringLiteral("Bekalan alat tulis");
        domain::PaymentDetails details;
        details.payee = { QStringLiteral("Kedai Buku Melati"), QStringLiteral("201901000001"),
            QStringLiteral("MBB"), QStringLiteral("5140123456") };
        details.documentsReceived = draft.content.date;
        details.invoices = { { QStringLiteral("INV-1"), draft.content.date, domain::Money::fromSen(sen) } };
        draft.content.details = details;
        domain::ChargeLine line;
        line.amount = domain::Money::fromSen(sen);
        for (const auto& segment : world.reference.mask.segments)
            line.segments.insert(segment.key, sample(segment.key));
        draft.content.lines = { line };
        return draft;
    }
    static QString sample(const QString& key)
    {
        static const QMap<QString, QString> samples { { QStringLiteral("controllingOfficer"),
                                                          QStringLiteral("B27000") },
            { QStringLiteral("office"), QStringLiteral("27010101") },
            { QStringLiteral("vote"), QStringLiteral("B27") },
            { QStringLiteral("programme"), QStringLiteral("010100") },
            { QStringLiteral("project"), QStringLiteral("00000") },
            { QStringLiteral("setia"), QStringLiteral("000") },
            { QStringLiteral("subsetia"), QStringLiteral("0000") },
            { QStringLiteral("account"), QStringLiteral("B1234567") } };
        return samples.value(key);
    }
    int firstPaymentProcess() const
    {
        for (const auto& process : world.catalogue.all()) {
            if (process.voucherKind() == domain::VoucherKind::Payment && process.steps.size() > 1)
                return process.no;
        }
        return 0;
    }

    World& world;
    std::unique_ptr<services::VaultKeeper> keeper;
    TreasuryTransport transport { *world.treasury };
    FakeScheduler scheduler { world.clock };
    InlineExecutor workers;
    services::Workspace workspace;
    remote::Client client { transport, world.clock, world.rng, scheduler };
    services::Session session { { workspace, *keeper, client, world.clock, world.rng, scheduler } };
    services::ReferenceBook reference { world.catalogue, workspace };
    services::Trust trust { world.roots, world.directory.filePath(QStringLiteral("pki")), client,
        world.clock };
    services::Outbox outbox { workspace, client, world.clock };
    services::Conflicts conflicts { { workspace, outbox, reference, client, world.clock, world.rng } };
    services::Sync sync { { workspace, session, outbox, reference, trust, client, world.clock, scheduler,
        workers } };
    services::Vouchers vouchers { workspace, reference };
    services::Drafts drafts { { workspace, reference, client, world.clock, world.rng, workers } };
    services::Decisions decisions { workspace, reference, world.clock, world.rng };
};

} // namespace peraku::test
