#pragma once

#include <treasury/ports.h>
#include <treasury/printing.h>
#include <treasury/roaming.h>

#include <QThreadPool>

namespace peraku::print {

/**
 * The print form in Malay, on A4. Needs a QGuiApplication, of whatever platform; thread-safe. The same order
 * gives the same pages.
 */
class SealedPrinter : public treasury::VoucherPrinter {
public:
    /** All of them outlive the printer. */
    SealedPrinter(treasury::TreasurySeal& seal, treasury::PkiEndpoints& pki, domain::Rng& rng)
        : m_seal(seal)
        , m_pki(pki)
        , m_rng(rng)
    {
        m_painter.setMaxThreadCount(1);
    }
    /** WrongState for a voucher that is neither posted nor paid; the errors of the seal and of
     * preparePades().
     */
    domain::Result<QByteArray> pdf(const treasury::PrintOrder& order) override;

private:
    domain::Result<QByteArray> sealed(const QByteArray& pdf, const QDateTime& at);

    treasury::TreasurySeal& m_seal;
    treasury::PkiEndpoints& m_pki;
    domain::Rng& m_rng;
    /** One thread of Qt's own, for a QTextDocument wants timers and all share its fonts. */
    QThreadPool m_painter;
};

} // namespace peraku::print
