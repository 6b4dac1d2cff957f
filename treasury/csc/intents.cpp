#include "message.h"
#include "methods.h"

#include <domain/canonical.h>
#include <signing/digest.h>
#include <signing/signedattributes.h>

#include <QJsonArray>

namespace peraku::csc {

using domain::ErrorCode;
using treasury::RoamingReply;

namespace {

constexpr qsizetype largestStatement = 2 * 1024 * 1024;
constexpr qsizetype largestAttributes = 4096;
constexpr qsizetype longestName = 200;
constexpr qsizetype digestBytes = 32;
constexpr int intentsKept = 20;

/** What the service itself found out about one document. */
struct Document {
    QByteArray hash; ///< Of its signed attributes: what the key signs.
    SignedThing thing;
};

class Reader {
public:
    Reader(const domain::Ic& officer, const QByteArray& certificate)
        : m_officer(officer)
        , m_certificate(certificate)
    {
    }
    Outcome<Document> read(const QJsonValue& value) const
    {
        Parameters fields(value.toObject());
        const auto attributes = fromBase64(fields.value("signedAttributes"), largestAttributes);
        if (!attributes)
            return refuse(Refusal::parameter("string", "signedAttributes"));
        const auto kind = fields.text("kind");
        if (kind != QLatin1String("pdf") && kind != QLatin1String("statement"))
            return refuse(Refusal::invalid("kind"));
        return kind == QLatin1String("pdf") ? pdf(fields, *attributes) : statement(fields, *attributes);
    }

private:
    /** The attributes as far as every kind of document must have them; the time of signing that they claim.
     */
    Outcome<QDateTime> check(const QByteArray& attributes, const QByteArray& contentDigest) const
    {
        const auto claimed = signing::readSignedAttributes(attributes, m_certificate);
        if (!claimed)
            return refuse(Refusal::request(
                QStringLiteral("The signed attributes do not fit this credential: ") + claimed.error().detail,
                claimed.error().code));
        if (claimed->messageDigest != contentDigest)
            return refuse(Refusal::request(
                QStringLiteral("messageDigest is not that of the document"), ErrorCode::StatementMismatch));
        return claimed->signingTime;
    }

    Outcome<Document> statement(Parameters& fields, const QByteArray& attributes) const
    {
        const auto bytes = fromBase64(fields.value("statement"), largestStatement);
        if (!bytes)
            return refuse(Refusal::parameter("string", "statement"));
        const auto parsed = domain::parseStatement(*bytes);
        if (!parsed)
            return refuse(Refusal::request(QStringLiteral("Invalid statement: ") + parsed.error().detail,
                ErrorCode::StatementMalformed));
        if (parsed->signerIc != m_officer || parsed->signerCertificate != signing::sha256Hex(m_certificate))
            return refuse(
                Refusal::request(QStringLiteral("The statement names another signer or certificate"),
                    ErrorCode::StatementMismatch));
        const auto time = check(attributes, signing::sha256(*bytes));
        if (!time)
            return refuse(time.error());
        if (*time != parsed->time)
            return refuse(
                Refusal::request(QStringLiteral("The signed attributes do not claim the statement's time"),
                    ErrorCode::StatementMismatch));
        return Document { signing::sha256(attributes), describe(*parsed) };
    }

    Outcome<Document> pdf(Parameters& fields, const QByteArray& attributes) const
    {
        const auto name = fields.text("name", longestName);
        const auto digest = fromBase64(fields.value("sha256"), 2 * digestBytes);
        if (fields.refusal())
            return refuse(*fields.refusal());
        if (!digest || digest->size() != digestBytes)
            return refuse(Refusal::parameter("string", "sha256"));
        const auto time = check(attributes, *digest);
        if (!time)
            return refuse(time.error());
        // A statement's signature is refused without a time in its attributes, so none can pass for a PDF's.
        if (time->isValid())
            return refuse(Refusal::request(QStringLiteral("The signed attributes of a PDF claim no time"),
                ErrorCode::SignatureMalformed));
        return Document { signing::sha256(attributes), describePdf(name) };
    }

    const domain::Ic& m_officer;
    const QByteArray& m_certificate;
};

} // namespace

Outcome<RoamingReply> declareIntent(Core& core, Call& call)
{
    const auto id = call.parameters.text("credentialID");
    const auto list = call.parameters.value("documents");
    if (call.parameters.refusal())
        return refuse(*call.parameters.refusal());
    if (!list.isArray() || list.toArray().isEmpty())
        return refuse(Refusal::parameter("array", "documents"));
    const auto documents = list.toArray();
    if (documents.size() > core.options.multisign)
        return refuse(
            Refusal::request(QStringLiteral("Too many documents: at most %1").arg(core.options.multisign),
                ErrorCode::TooLarge));
    const auto row = core.usable(id, call.officer, call.now);
    if (!row)
        return refuse(row.error());

    const Reader reader(call.officer, row->credential.certificate);
    QList<QByteArray> hashes;
    QList<SignedThing> things;
    for (const auto& each : documents) {
        auto document = reader.read(each);
        if (!document)
            return refuse(document.error());
        if (hashes.contains(document->hash))
            return refuse(Refusal::request(QStringLiteral("The same document stands twice")));
        hashes.append(document->hash);
        things.append(std::move(document->thing));
    }
    const auto text = describe(things);
    const auto intent = core.ports.rng.hex(16);
    const auto expires = call.now.addSecs(core.options.intentSeconds);
    auto written = core.store->write([&](Session& session) -> Result<Done> {
        auto done = session.run("INSERT INTO intent (id, credential, hashes, subject, malay, english, "
                                "summary, created_at, expires_at) "
                                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            intent, id, hashSet(hashes), text.subject, text.malay, text.english, text.summary,
            call.now.toMSecsSinceEpoch(), expires.toMSecsSinceEpoch());
        // A desk that never goes on must not fill the disk.
        if (done)
            done = session.run(
                "DELETE FROM intent WHERE credential = ?1 AND id NOT IN "
                "(SELECT id FROM intent WHERE credential = ?1 ORDER BY created_at DESC, id LIMIT ?2)",
                id, intentsKept);
        return done;
    });
    if (!written)
        return refuse(written.error());
    return reply(201,
        { { QStringLiteral("intentID"), intent },
            { QStringLiteral("expiresAt"), expires.toUTC().toString(Qt::ISODate) },
            { QStringLiteral("summary"), text.summary } });
}

} // namespace peraku::csc
