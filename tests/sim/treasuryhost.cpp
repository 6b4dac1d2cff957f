#include "treasuryhost.h"

#include <sqlite/database.h>
#include <support/inprocess.h>
#include <support/samples.h>
#include <treasury/admin.h>
#include <wire/messages.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QUrlQuery>

#include <resources/resources.h>

namespace peraku::sim {

using domain::Role;

namespace {

template <typename T> T required(domain::Result<T> result)
{
    if (!result)
        qFatal("%s %s", qPrintable(domain::errorKey(result.error().code)), qPrintable(result.error().detail));
    return std::move(*result);
}

domain::Officer person(
    const char* ic, const char* name, const QList<Role>& roles, const char* office, const char* serves = "")
{
    domain::Officer made;
    made.ic = *domain::Ic::parse(QString::fromLatin1(ic));
    made.name = QString::fromLatin1(name);
    made.email = QStringLiteral("officer@example.invalid");
    made.post = QStringLiteral("Pegawai");
    made.office = domain::OfficeCode(QString::fromLatin1(office));
    made.roles = roles;
    if (roles != QList<Role> { Role::Preparer })
        made.limit = domain::Money::fromSen(10'000'000'00);
    if (*serves)
        made.servedOffices = { domain::OfficeCode(QString::fromLatin1(serves)) };
    return made;
}

class StoppedClock : public domain::Clock {
public:
    QDateTime nowUtc() const override { return SimClock::epoch().addDays(-1); }
    qint64 monotonicMs() const override { return 0; }
};

constexpr auto firstOffice = "27010101";
constexpr auto secondOffice = "27010202";

} // namespace

Cast::Cast()
{
    resources::registerAll();
    clerks = { { person("800101145001", "Aminah", { Role::Preparer }, firstOffice), {} },
        { person("810202145003", "Chandra", { Role::Preparer }, secondOffice, firstOffice), {} },
        { person("820303145005", "Elis", { Role::Preparer, Role::Checker }, firstOffice), {} } };
    signers = { { person("790202145002", "Balqis", { Role::Checker }, firstOffice, secondOffice), {} },
        { person("780303145004", "Daud", { Role::Approver, Role::Checker }, secondOffice, firstOffice), {} },
        { person("770404145006", "Farid", { Role::Approver, Role::Receiver }, firstOffice, secondOffice),
            {} } };
    // One of them may not sign for much.
    signers.first().officer.limit = domain::Money::fromSen(60'000'00);
    int serial = 2000;
    QList<Member*> keyed { &clerks.last() };
    for (auto& signer : signers)
        keyed.append(&signer);
    for (auto* member : keyed)
        member->key
            = pki.pki.officer(support::TestKey::P256, member->officer.ic.digits().toLatin1(), ++serial);

    const QTemporaryDir folder;
    const auto path = folder.filePath(QStringLiteral("treasury.db"));
    StoppedClock clock;
    Random random(1);
    {
        auto admin = required(treasury::Admin::open(path, TreasuryHost::config(), clock, random));
        required(admin->setReference(test::sampleReference()));
        for (const auto& group : { clerks, signers }) {
            for (const auto& member : group) {
                required(admin->addOfficer(member.officer, secretOf(password), false));
                if (member.key)
                    required(admin->registerCertificate(member.officer.ic, member.key->der));
            }
        }
    }
    QFile made(path);
    if (!made.open(QIODevice::ReadOnly))
        qFatal("the treasury's database was not made");
    m_database = made.readAll();
}

treasury::Config TreasuryHost::config()
{
    treasury::Config config;
    config.scryptLogN = 10;
    config.loginsPerMinutePerAddress = 1'000'000;
    config.readers = 1;
    return config;
}

TreasuryHost::TreasuryHost(
    VirtualTime& time, History& history, Cast& cast, const QString& folder, quint64 seed)
    : clock(time)
    , m_time(time)
    , m_history(history)
    , m_cast(cast)
    , m_path(QDir(folder).filePath(QStringLiteral("treasury.db")))
    , m_random(seed)
    , m_verifier(cast.pki)
{
    QFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) || file.write(cast.database()) != cast.database().size())
        qFatal("the treasury's database cannot be written");
    file.close();
    for (const auto& group : { cast.clerks, cast.signers }) {
        for (const auto& member : group)
            m_officers.insert(member.officer.ic.digits(), member.officer);
    }
}

void TreasuryHost::start()
{
    m_treasury
        = required(treasury::Treasury::open(m_path, config(), { clock, m_random, m_verifier, m_cast.pki }));
}

void TreasuryHost::changeOfficer(Random& random)
{
    m_treasury.reset();
    auto& member = random.oneOf(m_cast.signers);
    auto changed = m_officers.value(member.officer.ic.digits());
    // Serving the other office comes and goes, and so does what they see of it.
    if (changed.servedOffices.isEmpty())
        changed.servedOffices = member.officer.servedOffices;
    else
        changed.servedOffices.clear();
    {
        auto admin = required(treasury::Admin::open(m_path, config(), clock, m_random));
        required(admin->updateOfficer(changed));
    }
    m_officers.insert(changed.ic.digits(), changed);
    start();
}

void TreasuryHost::beginFeedAnew()
{
    m_treasury.reset();
    {
        auto file = sqlite::Database::open(m_path, sqlite::Durability::SharedLog);
        const auto epoch = m_random.bytes(8).toHex();
        if (!file || !(*file)->execute("UPDATE meta SET value = x'" + epoch + "' WHERE name = 'feed-epoch'"))
            qFatal("the feed's epoch cannot be changed");
    }
    start();
}

void TreasuryHost::housekeep()
{
    if (!m_treasury)
        return;
    required(m_treasury->payDue());
    required(m_treasury->expire());
}

std::optional<remote::HttpResponse> TreasuryHost::handle(remote::HttpRequest request, const Sender& sender)
{
    if (!m_treasury)
        return std::nullopt;
    auto asked = support::asReceived(request, QStringLiteral("192.0.2.%1").arg(sender.pc + 1));
    if (asked.path == "/v1/changes" && pageSize < 500) {
        for (auto& [name, value] : asked.query) {
            if (name == "limit")
                value = QByteArray::number(pageSize);
        }
    }
    auto said = m_treasury->handle(asked);
    observe(asked, said, sender);
    return support::asAnswered(std::move(said));
}

void TreasuryHost::observe(
    const treasury::Request& asked, const treasury::Response& said, const Sender& sender)
{
    const auto key = QString::fromLatin1(asked.header("idempotency-key"));
    const bool replayed = !said.header("Idempotency-Replayed").isEmpty();
    m_history.trace.add(m_time.now(),
        QStringLiteral("treasury pc%1 %2 %3 %4%5")
            .arg(sender.pc)
            .arg(QString::fromLatin1(asked.method), QString::fromLatin1(asked.path.left(60)))
            .arg(said.status)
            .arg(replayed ? QStringLiteral(" replayed") : QString()));
    const auto parts = asked.path.split('/');
    if (asked.method == "GET" || said.status >= 300 || replayed || parts.size() < 4 || parts[2] != "vouchers")
        return;
    Effect effect;
    effect.key = key;
    effect.voucher = domain::VoucherId(QString::fromLatin1(parts[3]));
    effect.sender = sender;
    effect.base = wire::revisionOfEtag(asked.header("if-match")).value_or(0);
    effect.revision = wire::revisionOfEtag(said.header("ETag")).value_or(0);
    if (parts.size() == 4 && asked.method == "DELETE") {
        effect.kind = Effect::Kind::Discard;
    } else if (parts.size() == 4) {
        if (const auto body = wire::decodeDraftBody(asked.body))
            effect.mark = body->content.narration;
    } else if (parts[4] == "decisions") {
        effect.kind = Effect::Kind::Decide;
        if (const auto body = wire::decodeDecisionBody(asked.body))
            effect.statement = body->statement;
    } else {
        effect.kind = Effect::Kind::Submit;
    }
    m_history.now = m_time.now();
    m_history.taken(std::move(effect));
}

} // namespace peraku::sim
