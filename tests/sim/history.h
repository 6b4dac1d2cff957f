#pragma once

#include <domain/ic.h>
#include <domain/ids.h>
#include <domain/workflow.h>

#include <QByteArray>
#include <QCryptographicHash>
#include <QHash>
#include <QList>
#include <QMap>
#include <QSet>
#include <QStringList>

#include <optional>

/** What happened in a run, as nobody inside could tell it: what officers were told, what the treasury took.
 */
namespace peraku::sim {

/** All events of a run in order; its hash names the run. */
class Trace {
public:
    bool kept = false; ///< The lines are kept too, for whoever replays a seed.
    void add(qint64 at, const QString& line);
    QByteArray hash() const { return m_hash.result().toHex(); }
    qint64 lines() const { return m_count; }
    const QStringList& text() const { return m_text; }

private:
    QCryptographicHash m_hash { QCryptographicHash::Sha256 };
    QStringList m_text;
    qint64 m_count = 0;
};

/** Who asked: one officer at one PC. */
struct Sender {
    int pc = 0;
    domain::Ic officer;
    bool operator==(const Sender&) const = default;
    bool operator<(const Sender& other) const
    {
        return pc != other.pc ? pc < other.pc : officer.digits() < other.officer.digits();
    }
};

/** A change of a voucher that the treasury took. */
struct Effect {
    enum class Kind { Save, Discard, Submit, Decide };
    Kind kind = Kind::Save;
    QString key;
    domain::VoucherId voucher;
    int base = 0;
    int revision = 0;
    QString mark; ///< Of the content saved.
    QByteArray statement; ///< Of a certification.
    Sender sender;
};

/** Something an officer asked for and, unless the program ended meanwhile, was told to be safe. */
struct Intent {
    enum class State { Asked, Told, Refused };
    State state = State::Asked;
    Effect::Kind kind = Effect::Kind::Save;
    Sender sender;
    domain::VoucherId voucher;
    QString mark; ///< The content it is about; unique for saves.
    int seenRevision = 0; ///< Decisions: the voucher as it was shown.
    QByteArray shown; ///< Certifications: the statement that the review showed.
    qint64 row = 0; ///< In that desk's outbox; 0 = not known.
    bool givenUp = false; ///< The officer discarded it.
};

/** One row of one desk's outbox through its life, crashes included. */
struct RowStory {
    domain::VoucherId voucher;
    Effect::Kind kind = Effect::Kind::Save;
    QStringList keys; ///< In the order in which they were sent.
};

class History {
public:
    explicit History(Trace& tracing)
        : trace(tracing)
    {
    }

    void violate(const char* invariant, const QString& what);
    /** A fresh mark for content that was made by editing the content marked `seen`, with the other version in
     * sight. */
    QString mark(const QString& seen, const QString& other = {});
    /** Whether `mark` is, or was made from, content marked `other`. */
    bool descends(const QString& mark, const QString& other) const;

    /** The number by which it is answered(). */
    qsizetype asked(Intent intent);
    void answered(qsizetype intent, bool told, qint64 row);
    void taken(Effect effect);
    /** The desk sends this key for that row. */
    void sent(const Sender& sender, qint64 row, const QString& key, const domain::VoucherId& voucher,
        Effect::Kind kind);
    /** The desk shows that row as refused. */
    void refused(const Sender& sender, qint64 row);
    void acknowledged(const Sender& sender, qint64 row);
    /** The officer gives up what this desk has not brought to the treasury, from that row on; 0 = all of the
     * voucher's. What it concerns, for keptAfterAll(). */
    QList<qsizetype> givenUp(const Sender& sender, const domain::VoucherId& voucher, qint64 row);
    /** A choice between two versions ends the submission that waited behind one of them. */
    QList<qsizetype> notSubmittedByThat(const Sender& sender, const domain::VoucherId& voucher);
    /** The officer amends it: a submission that was refused for what it was is no wish any more. */
    void amends(const Sender& sender, const domain::VoucherId& voucher);
    /** The desk would not: it all stands. */
    void keptAfterAll(const QList<qsizetype>& numbers);
    /** Whether content marked so, or made from it, reached the treasury. */
    bool reached(const QString& mark) const;
    /** How many keys of the row the treasury took. */
    int takenOf(const Sender& sender, qint64 row) const;

    Trace& trace;
    QStringList violations;
    QList<Intent> intents;
    QHash<QString, Effect> accepted; ///< By key.
    QHash<domain::VoucherId, QList<Effect>> effects; ///< In the treasury's order.
    QHash<domain::VoucherId, QString> contentNow; ///< Mark of what the treasury holds.
    QMap<QPair<Sender, qint64>, RowStory> rows;
    QSet<QByteArray> shownStatements; ///< What reviews showed to those who then signed.
    qint64 now = 0;

private:
    QHash<QString, QStringList> m_madeFrom;
    QSet<QString> m_refusedKeys;
    int m_marks = 0;
};

} // namespace peraku::sim
