#pragma once

#include <domain/result.h>
#include <domain/voucher.h>

#include <QByteArray>
#include <QList>
#include <QString>

namespace peraku::domain {

/** The certifying steps that a process may ask for. */
enum class StepKind {
    FirstCertification, ///< Perakuan 1 (penyemak)
    SecondCertification, ///< Perakuan 2 (pelulus)
    Acknowledgement, ///< Akuan Terima, by the receiving office
    CheckerOnly
}; ///< Penyemak, the only step
QString toWire(StepKind kind);
template <> std::optional<StepKind> fromWire(QStringView word);

/** One row of the catalogue of work processes. */
struct Process {
    int no = 0; ///< 1..50
    QString module; ///< "AP", "GL" ...
    QString name; ///< Malay, as the catalogue has it.
    QString channel; ///< "Portal" or "GUI"
    bool bulk = false;
    QList<StepKind> steps; ///< In order; empty where nobody signs.
    QString note;

    /** The voucher kinds that this desk prepares for it; empty for processes of other systems (assets, loans,
     * payroll ...). */
    std::optional<VoucherKind> voucherKind() const;
    bool operator==(const Process&) const = default;
};

/** The catalogue; immutable after load. */
class ProcessCatalogue {
public:
    /** Parses the CSV with the header "no,module,process,channel,bulk,step_1,step_2,step_3,source_note". */
    static Result<ProcessCatalogue> fromCsv(const QByteArray& csv);
    const Process* find(int no) const;
    const QList<Process>& all() const { return m_rows; }

private:
    QList<Process> m_rows;
};

} // namespace peraku::domain
