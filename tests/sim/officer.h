#pragma once

#include "deskhost.h"

#include <support/samples.h>

namespace peraku::sim {

/** Whoever sits at one PC: presses what can be pressed, reads what is shown, and remembers what they were
 * told. */
class Officer {
public:
    Officer(DeskHost& host, const DeskHost::World& world, QList<Cast::Member> people, test::Samples& samples);

    /** Does one thing. */
    void act();
    /** The PC lost its power, or the program was ended; forms and questions are gone. */
    void turnedOff();

    DeskHost& host() { return m_host; }
    /** Who worked here. */
    const QList<Cast::Member>& people() const { return m_people; }

private:
    struct Form {
        domain::Voucher voucher;
        QString seen; ///< Mark of what it shows.
    };
    void note(const char* what, const QString& about = {});
    template <typename T> void noteResult(const char* what, const domain::Result<T>& result)
    {
        note(what, result ? QStringLiteral("ok") : domain::errorKey(result.error().code));
    }
    void logIn();
    void prepare();
    void beginForm();
    void openForm();
    void save();
    void attach();
    void submit();
    void discard();
    void outbox();
    void resolve(const services::VoucherConflict& conflict);
    void takeTheirs(const services::VoucherConflict& conflict);
    void keepCopy(const services::VoucherConflict& conflict);
    void decide();
    void certify(const domain::VoucherId& id);
    void certifyWith(const domain::VoucherId& id, const domain::Credential& credential);
    void withReason(const domain::VoucherId& id, domain::Action action);
    std::optional<domain::VoucherId> anyOf(services::ListKind list);
    QString freshMark();
    qsizetype asked(Effect::Kind kind, const domain::VoucherId& id, const QString& mark = {});
    void answered(qsizetype intent, bool told);
    /** Tells how it ended, unless the program ends first. */
    template <typename T, typename Handler> void when(domain::Async<T> future, Handler handler)
    {
        domain::onFinished<T>(future, m_attention.get(), std::move(handler));
    }

    DeskHost& m_host;
    DeskHost::World m_world;
    QList<Cast::Member> m_people;
    test::Samples& m_samples;
    std::optional<Form> m_form;
    std::unique_ptr<QObject> m_attention; ///< Gone with the program's run.
    bool m_entering = false;
    bool m_signing = false;
};

} // namespace peraku::sim
