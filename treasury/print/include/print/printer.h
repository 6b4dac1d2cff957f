#pragma once

#include <treasury/printing.h>

#include <QThreadPool>

#include <sealing/sealer.h>

namespace peraku::print {

/**
 * The print form in Malay, on A4. Needs a QGuiApplication, of whatever platform; thread-safe. The same order
 * gives the same pages.
 */
class SealedPrinter : public treasury::VoucherPrinter {
public:
    /** All of them outlive the printer. */
    SealedPrinter(treasury::TreasurySeal& seal, treasury::PkiEndpoints& pki, domain::Rng& rng)
        : m_sealer(seal, pki, rng)
    {
        m_painter.setMaxThreadCount(1);
    }
    /** WrongState for a voucher that is neither posted nor paid; the errors of the seal and of
     * preparePades().
     */
    domain::Result<treasury::PrintForm> form(const treasury::PrintOrder& order) override;

private:
    domain::Result<treasury::PrintForm> sealed(const QByteArray& pdf, const QDateTime& at);

    sealing::Sealer m_sealer;
    /** One thread of Qt's own, for a QTextDocument wants timers and all share its fonts. */
    QThreadPool m_painter;
};

} // namespace peraku::print
